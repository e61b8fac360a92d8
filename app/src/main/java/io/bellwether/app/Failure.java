package io.bellwether.app;

import io.bellwether.consumer.text.TerminalText;

/** The verb failed; the message is one line for the user, the exit status 1. */
final class Failure extends RuntimeException {

    Failure(String message) {
        super(message);
    }

    Failure(String message, Throwable cause) {
        super(message, cause);
    }

    /** The line for any exception: its message, and, of foreign exceptions, those of its causes that add something. */
    static String line(Throwable e) {
        StringBuilder line = new StringBuilder(words(e));
        boolean ours = e.getClass().getPackageName().startsWith("io.bellwether.");
        for (Throwable cause = e.getCause(); cause != null && !ours; cause = cause.getCause()) {
            String more = words(cause);
            if (line.indexOf(more) < 0) {
                line.append(": ").append(more);
            }
        }
        return TerminalText.line(line.toString().replaceAll("\\s*\\R\\s*", " "));
    }

    private static String words(Throwable e) {
        String message = e.getMessage();
        return message == null || message.isBlank() ? e.getClass().getSimpleName() : message;
    }
}
