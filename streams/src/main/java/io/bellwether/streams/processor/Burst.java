package io.bellwether.streams.processor;

import java.util.function.LongSupplier;

/**
 * When to work out again what has changed: once per burst of events, and never for more than a given share of the time,
 * so that a backlog is read at full speed however large the results are.
 */
final class Burst {

    private final double share;
    private final LongSupplier nanoClock;
    private long notBeforeNanos;

    /** A share of 1 sets no limit. */
    Burst(double share, LongSupplier nanoClock) {
        this.share = share;
        this.nanoClock = nanoClock;
        this.notBeforeNanos = nanoClock.getAsLong();
    }

    /** Runs the work unless it is too early for it. */
    void run(Runnable work) {
        long start = nanoClock.getAsLong();
        if (share < 1 && start - notBeforeNanos < 0) {
            return;
        }
        work.run();
        long end = nanoClock.getAsLong();
        notBeforeNanos = end + (long) ((end - start) * (1 / share - 1));
    }
}
