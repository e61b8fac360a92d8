package io.bellwether.streams.processor;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Tells the market step when a task takes in what is of the past, and when that is over: events that wait for long, and
 * events that were sent long after they were published. The signal goes the way of the summaries, so that it comes
 * before the first of them and after the last; of live events there is none.
 */
final class LoadingSignal {

    /** Sent so long after its publication, an event is history. */
    static final Duration HISTORY = Duration.ofDays(1);
    /** Events that waited so long are a backlog: more than a client's clock is behind. */
    static final Duration BACKLOG = Duration.ofSeconds(30);
    /** While it goes on it is said again, so that who stopped in the midst of it is not waited for. */
    static final Duration REPEATED = Duration.ofSeconds(30);

    private static final Duration TICK = Duration.ofMillis(500);

    private final ProcessorContext<byte[], BrandOutput> context;
    private final long quietMs;
    private final BooleanSupplier isWorkedOut;
    private long lastMs;
    private @Nullable Long toldMs;
    private @Nullable Cancellable ticks;

    /**
     * A signal of a task that starts; one before it may have stopped while it loaded.
     *
     * @param quiet how long nothing of the past may arrive before it is over; zero for no signal at all
     * @param isWorkedOut whether all summaries of what was taken in are on their way
     */
    LoadingSignal(ProcessorContext<byte[], BrandOutput> context, Duration quiet, BooleanSupplier isWorkedOut) {
        this.context = context;
        this.quietMs = quiet.toMillis();
        this.isWorkedOut = isWorkedOut;
        this.lastMs = context.currentSystemTimeMs();
        watch();
    }

    private void watch() {
        if (quietMs > 0 && ticks == null) {
            ticks = context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, this::tick);
        }
    }

    /** An event was taken in. */
    void onEvent(long sentMs, Instant publishedAt) {
        long now = context.currentSystemTimeMs();
        boolean isOfThePast =
                now - sentMs > BACKLOG.toMillis() || sentMs - publishedAt.toEpochMilli() > HISTORY.toMillis();
        if (quietMs == 0 || !isOfThePast) {
            return;
        }
        lastMs = now;
        if (toldMs == null || now - toldMs > REPEATED.toMillis()) {
            toldMs = now;
            tell(true, now);
        }
        watch();
    }

    private void tick(long now) {
        if (now - lastMs < quietMs || !isWorkedOut.getAsBoolean()) {
            return;
        }
        toldMs = null;
        tell(false, now);
        if (ticks != null) {
            ticks.cancel();
            ticks = null;
        }
    }

    private void tell(boolean isLoading, long now) {
        byte[] key = LoadingTasks.key(context.taskId().partition());
        context.forward(new Record<>(key, new BrandOutput.Summary(LoadingTasks.value(isLoading)), Math.max(0, now)));
    }
}
