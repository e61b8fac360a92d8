package io.bellwether.app.settings;

import io.bellwether.consumer.text.TerminalText;

/** The verb failed; the message is one line for the user. */
public final class Failure extends RuntimeException {

    /** Exit status: starting it again may help. */
    public static final int FAILED = 1;
    /** Exit status: a restart does not help until what the message says is done. */
    public static final int CANNOT_GO_ON = 3;

    private final int status;

    public Failure(String message) {
        super(message);
        this.status = FAILED;
    }

    public Failure(String message, Throwable cause) {
        this(message, cause, FAILED);
    }

    private Failure(String message, Throwable cause, int status) {
        super(message, cause);
        this.status = status;
    }

    /** What starting again does not heal. */
    public static Failure cannotGoOn(String message, Throwable cause) {
        return new Failure(message, cause, CANNOT_GO_ON);
    }

    public int status() {
        return status;
    }

    /** The line for any exception: its message, and, of foreign exceptions, those of its causes that add something. */
    public static String line(Throwable e) {
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
