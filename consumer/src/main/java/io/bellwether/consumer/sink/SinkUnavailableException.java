package io.bellwether.consumer.sink;

/** A sink cannot be opened now, and a retry may help; the message is one line, without the sink's name. */
public final class SinkUnavailableException extends RuntimeException {

    public SinkUnavailableException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
