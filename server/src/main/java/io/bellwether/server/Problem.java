package io.bellwether.server;

/** An error response (RFC 9457). */
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

    static Problem badRequest(String detail) {
        return new Problem(400, detail);
    }

    static Problem unauthorized(String detail) {
        return new Problem(401, detail);
    }

    static Problem forbidden(String detail) {
        return new Problem(403, detail);
    }

    static Problem misdirected(String detail) {
        return new Problem(421, detail);
    }

    static Problem notFound(String detail) {
        return new Problem(404, detail);
    }

    static Problem conflict(String detail) {
        return new Problem(409, detail);
    }

    static Problem tooLarge(String detail) {
        return new Problem(413, detail);
    }

    static Problem tooSlow(String detail) {
        return new Problem(408, detail);
    }

    static Problem unsupported(String detail) {
        return new Problem(415, detail);
    }

    /** @param seconds until a retry */
    static Problem tooMany(String detail, double seconds) {
        return new Problem(429, detail, (int) Math.ceil(seconds));
    }

    /** Retry after a second. */
    static Problem unavailable(String detail) {
        return new Problem(503, detail, 1);
    }

    /** Seconds until a retry; 0 if a retry would not help. */
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
