package io.bellwether.consumer.sink;

/** Why alerts cannot be consumed any further; the message is one line for the person who runs it. */
public final class AlertConsumerException extends RuntimeException {

    /** Of a reason without an underlying error. */
    public AlertConsumerException(String message) {
        super(message);
    }

    /** Of a reason with the error behind it. */
    public AlertConsumerException(String message, Throwable cause) {
        super(message, cause);
    }
}
