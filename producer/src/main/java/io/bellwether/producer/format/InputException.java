package io.bellwether.producer.format;

/** An input cannot be read at all; the message is one line that names it. */
public final class InputException extends RuntimeException {

    public InputException(String message) {
        super(message);
    }

    public InputException(String message, Throwable cause) {
        super(message, cause);
    }
}
