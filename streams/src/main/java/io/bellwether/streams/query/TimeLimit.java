package io.bellwether.streams.query;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Ends the work on an answer that nobody waits for any more: whoever asked has given up after the same time, or is gone. Asked
 * between the steps of long ones, so that no thread has to be stopped in the middle of a store.
 */
final class TimeLimit {

    /** For answers that are waited for however long they take. */
    static final TimeLimit NONE = new TimeLimit(() -> 0, Duration.ofDays(1));

    private final LongSupplier nanos;
    private final long begun;
    private final Duration within;

    /** @param nanos a monotonic clock, from now on */
    TimeLimit(LongSupplier nanos, Duration within) {
        this.nanos = nanos;
        this.begun = nanos.getAsLong();
        this.within = within;
    }

    /** @throws StateUnavailable once the time is over */
    void goOn() {
        if (nanos.getAsLong() - begun > within.toNanos()) {
            throw new StateUnavailable("the answer takes longer than " + within.toMillis() + " ms");
        }
    }
}
