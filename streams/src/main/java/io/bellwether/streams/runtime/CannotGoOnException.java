package io.bellwether.streams.runtime;

import org.jspecify.annotations.Nullable;

/** The instance cannot go on, even after a restart, until what the message says is done. */
public final class CannotGoOnException extends RuntimeException {

    CannotGoOnException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
