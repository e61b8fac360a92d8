package io.bellwether.server;

/** An answer that is an error: its status and what to tell the caller (RFC 9457). */
final class Problem extends RuntimeException {

    private final int status;
    private final String detail;
    private final int retryAfterSeconds;

    private Problem(int status, String detail) {
        this(status, detail, 0);
    }

    private Problem(int status, String detail, int retryAfterSeconds) {
        super(detail);
        this.status = status;
        this.detail = detail;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    /** What was asked cannot be understood. */
    static Problem badRequest(String detail) {
        return new Problem(400, detail);
    }

    /** What was asked for does not exist. */
    static Problem notFound(String detail) {
        return new Problem(404, detail);
    }

    /** What was asked for cannot be done to what is there. */
    static Problem conflict(String detail) {
        return new Problem(409, detail);
    }

    /** More than is taken at once. */
    static Problem tooLarge(String detail) {
        return new Problem(413, detail);
    }

    /** Takes too long to arrive. */
    static Problem tooSlow(String detail) {
        return new Problem(408, detail);
    }

    /** Written in a way that is not read. */
    static Problem unsupported(String detail) {
        return new Problem(415, detail);
    }

    /** Too much at once; to be sent again after a while. */
    static Problem tooMany(String detail, double seconds) {
        return new Problem(429, detail, (int) Math.ceil(seconds));
    }

    /** Not now. */
    static Problem unavailable(String detail) {
        return new Problem(503, detail, 1);
    }

    /** When to come again; 0 if that would not help. */
    int retryAfterSeconds() {
        return retryAfterSeconds;
    }

    int status() {
        return status;
    }

    String detail() {
        return detail;
    }
}
