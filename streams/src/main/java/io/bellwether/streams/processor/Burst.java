package io.bellwether.streams.processor;

import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * When to work out again what has changed: as soon as a burst of events is over, and while it goes on never for more than
 * a given share of the time, so that a backlog is read at full speed however large the results are. Without events
 * nothing ticks: every tick is a commit, and a quiet pipeline should not write.
 */
final class Burst {

    private final double share;
    private final LongSupplier nanoClock;
    private final Function<LongConsumer, Runnable> ticker;
    private final LongConsumer work;
    private @Nullable Runnable stopTicking;
    private long notBeforeNanos;
    private boolean goesOn;

    /**
     * Bursts of work.
     *
     * @param share of the time that the work may take, above 0; 1 sets no limit
     * @param ticker calls, with a timestamp, again and again until what it returns is run
     * @param work is given the timestamp
     */
    Burst(double share, LongSupplier nanoClock, Function<LongConsumer, Runnable> ticker, LongConsumer work) {
        this.share = share;
        this.nanoClock = nanoClock;
        this.ticker = ticker;
        this.work = work;
        this.notBeforeNanos = nanoClock.getAsLong();
    }

    /** An event has come. */
    void onEvent() {
        goesOn = true;
        if (stopTicking == null) {
            stopTicking = ticker.apply(this::tick);
        }
    }

    /** Runs the work, unless events have come since the last time and it is too early for it. */
    private void tick(long timestamp) {
        long start = nanoClock.getAsLong();
        boolean over = !goesOn;
        goesOn = false;
        if (!over && share < 1 && start - notBeforeNanos < 0) {
            return;
        }
        work.accept(timestamp);
        long end = nanoClock.getAsLong();
        notBeforeNanos = end + (long) ((end - start) * (1 / share - 1));
        if (stopTicking != null) {
            stopTicking.run();
            stopTicking = null;
        }
    }
}
