package io.bellwether.app.settings;

/** Wrong usage of the program; exit status 2. */
public final class UsageError extends RuntimeException {

    public UsageError(String message) {
        super(message);
    }
}
