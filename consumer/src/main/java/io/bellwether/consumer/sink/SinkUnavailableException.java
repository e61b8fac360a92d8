package io.bellwether.consumer.sink;

/** Why a sink cannot be opened now, though trying again may help; the message is one line, without the sink's name. */
public final class SinkUnavailableException extends RuntimeException {

    /** Of a reason with the error behind it; the sink's name stands before it where it is shown. */
    public SinkUnavailableException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
