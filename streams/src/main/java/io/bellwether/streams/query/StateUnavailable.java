package io.bellwether.streams.query;

/** State that cannot be read now: it is being restored, moves between instances, or its owner does not answer. */
public final class StateUnavailable extends RuntimeException {

    /** With a reason that the user sees. */
    public StateUnavailable(String reason) {
        super(reason);
    }

    /** With a reason that the user sees. */
    public StateUnavailable(String reason, Throwable cause) {
        super(reason, cause);
    }
}
