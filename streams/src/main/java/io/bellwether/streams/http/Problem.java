package io.bellwether.streams.http;

/** An answer that is an error: its status and what to tell the caller (RFC 9457). */
final class Problem extends RuntimeException {

    private final int status;
    private final String detail;

    private Problem(int status, String detail) {
        super(detail);
        this.status = status;
        this.detail = detail;
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

    /** Not now. */
    static Problem unavailable(String detail) {
        return new Problem(503, detail);
    }

    int status() {
        return status;
    }

    String detail() {
        return detail;
    }
}
