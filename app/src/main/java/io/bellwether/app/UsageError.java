package io.bellwether.app;

/** What the user asked for cannot be asked for; exit status 2. */
final class UsageError extends RuntimeException {

    UsageError(String message) {
        super(message);
    }
}
