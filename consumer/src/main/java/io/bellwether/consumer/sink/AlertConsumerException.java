package io.bellwether.consumer.sink;

/** Alerts cannot be consumed any further; the message is one line for the user. */
public final class AlertConsumerException extends RuntimeException {

    public AlertConsumerException(String message) {
        super(message);
    }

    public AlertConsumerException(String message, Throwable cause) {
        super(message, cause);
    }
}
