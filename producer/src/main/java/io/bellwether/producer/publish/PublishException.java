package io.bellwether.producer.publish;

import org.jspecify.annotations.Nullable;

/**
 * Publishing stopped: what was committed before stays, nothing half-done is visible, and publishing the same files again
 * goes on where this stopped. The message is one line that says what is wrong with what.
 */
public final class PublishException extends RuntimeException {

    public PublishException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
