package io.bellwether.streams.processor;

import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * When to work out again what has changed: as soon as a burst of events is over, and while it goes on never for more than
 * a given share of the time. Of events that are late the share is small, so that a backlog is read at full speed however
 * large the results are. Work is cut into pieces, each of which is committed: all that a restart has to work out does not fit
 * into one transaction. Without events nothing ticks: every tick is a commit, and a quiet pipeline should not write.
 */
final class RecomputeScheduler {

    /** Events that arrive so long after they were written are a backlog. */
    static final long LATE_MS = 2_000;
    /** A backlog is over after so many ticks without an event: its reader may wait that long for the next fetch. */
    static final int OVER_TICKS = 3;
    /** After so much work there is a commit. Far below the timeout of a transaction, also on a busy machine. */
    static final long PIECE_NANOS = 500_000_000;
    /** Nobody waits longer than that for results because results before took long. */
    static final long MAX_REST_NANOS = 10_000_000_000L;

    private final DutyCycle shares;
    private final LongSupplier nanoClock;
    private final Function<LongConsumer, Runnable> ticker;
    private final Work work;
    private @Nullable Runnable stopTicking;
    private boolean goesOn;
    private int quietTicks;
    private boolean late;
    private boolean worked;
    private long endNanos;
    private long workNanos;

    /** What is to be done. */
    @FunctionalInterface
    interface Work {

        /**
         * Works out what has changed, until the piece is over; one subject at least.
         *
         * @param awaited whether somebody may wait for it; not in the midst of a backlog
         * @param isPieceOver whether to end, and to go on with the next tick
         * @return whether everything is worked out
         */
        boolean run(long timestamp, boolean awaited, BooleanSupplier isPieceOver);
    }

    /**
     * Bursts of work.
     *
     * @param ticker calls, with a timestamp, again and again until what it returns is run
     */
    RecomputeScheduler(DutyCycle shares, LongSupplier nanoClock, Function<LongConsumer, Runnable> ticker, Work work) {
        this.shares = shares;
        this.nanoClock = nanoClock;
        this.ticker = ticker;
        this.work = work;
    }

    /**
     * An event has come.
     *
     * @param ageMs since it was written
     */
    void onEvent(long ageMs) {
        goesOn = true;
        late = ageMs > LATE_MS;
        if (stopTicking == null) {
            stopTicking = ticker.apply(this::tick);
        }
    }

    /** Runs the work, unless events have come since the last time and it is too early for it. */
    private void tick(long timestamp) {
        long start = nanoClock.getAsLong();
        quietTicks = goesOn ? 0 : quietTicks + 1;
        goesOn = false;
        boolean over = quietTicks >= (late ? OVER_TICKS : 1);
        if (!over && worked && start - endNanos < restNanos()) {
            return;
        }
        work(timestamp, start, over || !late);
    }

    /** Does a piece of work at once, for another reason than an event. */
    void run(long timestamp) {
        work(timestamp, nanoClock.getAsLong(), true);
    }

    private void work(long timestamp, long start, boolean awaited) {
        boolean inPieces = shares.ofFlow() < 1;
        boolean done = work.run(timestamp, awaited, () -> inPieces && nanoClock.getAsLong() - start >= PIECE_NANOS);
        worked = true;
        endNanos = nanoClock.getAsLong();
        workNanos = endNanos - start;
        if (!done && stopTicking == null) {
            stopTicking = ticker.apply(this::tick);
        } else if (done && stopTicking != null) {
            stopTicking.run();
            stopTicking = null;
        }
    }

    /** How long not to work after work of that length, so that it keeps to its share. */
    private long restNanos() {
        return (long) Math.min(MAX_REST_NANOS, workNanos * (1 / (late ? shares.ofBacklog() : shares.ofFlow()) - 1));
    }
}
