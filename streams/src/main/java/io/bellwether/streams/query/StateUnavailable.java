package io.bellwether.streams.query;

/** State that nobody in charge of it can show now: it is being restored, moves between instances, or its owner is away. */
public final class StateUnavailable extends RuntimeException {

    /** For a reason that the user is told. */
    public StateUnavailable(String reason) {
        super(reason);
    }

    /** For a reason that the user is told. */
    public StateUnavailable(String reason, Throwable cause) {
        super(reason, cause);
    }
}
