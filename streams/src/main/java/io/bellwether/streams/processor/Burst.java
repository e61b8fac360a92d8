package io.bellwether.streams.processor;

import java.util.function.LongSupplier;

/**
 * When to work out again what has changed: as soon as a burst of events is over, and while it goes on never for more than
 * a given share of the time, so that a backlog is read at full speed however large the results are.
 */
final class Burst {

    private final double share;
    private final LongSupplier nanoClock;
    private long notBeforeNanos;
    private boolean goesOn;

    /** A share of 1 sets no limit. */
    Burst(double share, LongSupplier nanoClock) {
        this.share = share;
        this.nanoClock = nanoClock;
        this.notBeforeNanos = nanoClock.getAsLong();
    }

    /** An event has come. */
    void onEvent() {
        goesOn = true;
    }

    /** Runs the work, unless events have come since the last time and it is too early for it. */
    void run(Runnable work) {
        long start = nanoClock.getAsLong();
        boolean over = !goesOn;
        goesOn = false;
        if (!over && share < 1 && start - notBeforeNanos < 0) {
            return;
        }
        work.run();
        long end = nanoClock.getAsLong();
        notBeforeNanos = end + (long) ((end - start) * (1 / share - 1));
    }
}
