package io.bellwether.streams.runtime;

/** The instance cannot go on, nor after a restart, until somebody does what the message says. */
public final class CannotGoOnException extends RuntimeException {

    CannotGoOnException(String message, Throwable cause) {
        super(message, cause);
    }
}
