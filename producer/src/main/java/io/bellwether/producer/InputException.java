package io.bellwether.producer;

/** An input cannot be read at all; the message is one line that names it. */
public final class InputException extends RuntimeException {

    InputException(String message) {
        super(message);
    }

    InputException(String message, Throwable cause) {
        super(message, cause);
    }
}
