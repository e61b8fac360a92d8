package io.bellwether.app;

/** Wrong usage of the program; exit status 2. */
final class UsageError extends RuntimeException {

    UsageError(String message) {
        super(message);
    }
}
