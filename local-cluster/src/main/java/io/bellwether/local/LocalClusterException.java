package io.bellwether.local;

import org.jspecify.annotations.Nullable;

/** A broker or registry of this machine could not be started; the message is one sentence for the user. */
public final class LocalClusterException extends RuntimeException {

    LocalClusterException(String message) {
        super(message);
    }

    LocalClusterException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
