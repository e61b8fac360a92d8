package io.bellwether.streams.runtime;

import org.jspecify.annotations.Nullable;

/** The instance cannot go on, nor after a restart, until somebody does what the message says. */
public final class CannotGoOnException extends RuntimeException {

    CannotGoOnException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
