package io.bellwether.streams.processor;

import io.bellwether.domain.alert.AlertEngine;
import io.bellwether.domain.alert.OpenDays;
import io.bellwether.streams.rules.RulePack;
import java.time.Duration;
import java.time.LocalDate;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether alerts may be published at a moment (docs/adr/0016-when-alerts-are-told.md). Three things hold them: what was on the
 * topics when the task started, or when the day was over, and is not taken in yet; a task that loads history; and days
 * that are worked out anew, from which their beginnings follow. Not safe for several threads.
 */
final class AlertHold {

    private static final Logger LOG = LoggerFactory.getLogger(AlertHold.class);

    /** History that is loaded without a pause is not waited for any longer. */
    static final Duration MAX_LOADING = Duration.ofHours(1);
    /** Nor is what would tell since when an alert is open. */
    static final Duration MAX_REPLAY = Duration.ofMinutes(1);
    /** Replays take no more than so much of the time. */
    private static final int REST = 10;

    private static final long LEAST_REST_MS = 1_000;

    private final AlertTiming timing;
    private final LoadingTasks loading;
    private final Supplier<RulePack> rules;
    private BooleanSupplier caughtUp;
    private @Nullable LocalDate day;
    private @Nullable Long loadingSinceMs;
    private @Nullable Long unknownSinceMs;
    private @Nullable CompletableFuture<OpenDays> replay;
    private long replayStartMs;
    private long nextReplayMs;
    private boolean held;

    AlertHold(AlertTiming timing, LoadingTasks loading, Supplier<RulePack> rules) {
        this.timing = timing;
        this.loading = loading;
        this.rules = rules;
        this.caughtUp = timing.catchUp().asOfNow();
    }

    /**
     * Whether alerts may be published now; if not, the caller tries again soon.
     *
     * @param asOf the day that the market would be seen from; null before the first event
     * @param byClock whether it is the clock that moved it there
     */
    boolean isOver(AlertEngine engine, @Nullable LocalDate asOf, boolean byClock, long nowMs) {
        boolean over =
                asOf == null || (isCaughtUp(asOf, byClock) && isLoaded(nowMs) && isPastKnown(engine, asOf, nowMs));
        if (over == held) {
            held = !over;
            timing.onHold().accept(held);
            LOG.atInfo().log(held ? "alerts are held until everything is taken in" : "alerts are told");
        }
        return over;
    }

    /** Reports that nothing is held any more. */
    void close() {
        timing.onHold().accept(false);
    }

    /** Whether it is to be asked again, though nothing arrives. */
    boolean isPending() {
        return held || replay != null || unknownSinceMs != null;
    }

    /** A day that only the clock began is seen from when all that was there by then is taken in. */
    private boolean isCaughtUp(LocalDate asOf, boolean byClock) {
        if (byClock && day != null && !asOf.equals(day)) {
            caughtUp = timing.catchUp().asOfNow();
        }
        day = asOf;
        return caughtUp.getAsBoolean();
    }

    private boolean isLoaded(long nowMs) {
        if (!loading.any(nowMs)) {
            loadingSinceMs = null;
            return true;
        }
        loadingSinceMs = loadingSinceMs == null ? (Long) nowMs : loadingSinceMs;
        return nowMs - loadingSinceMs > MAX_LOADING.toMillis();
    }

    private boolean isPastKnown(AlertEngine engine, LocalDate asOf, long nowMs) {
        PastReplay how = timing.pastReplay();
        if (how == null) {
            return true;
        }
        take(engine, asOf, nowMs);
        if (engine.past().isKnownBefore(asOf)) {
            unknownSinceMs = null;
            return true;
        }
        unknownSinceMs = unknownSinceMs == null ? (Long) nowMs : unknownSinceMs;
        if (replay == null && nowMs >= nextReplayMs) {
            engine.past().ask(asOf);
            replayStartMs = nowMs;
            replay = how.daysBefore(asOf, rules.get());
            take(engine, asOf, nowMs);
        }
        return engine.past().isKnownBefore(asOf) || nowMs - unknownSinceMs > MAX_REPLAY.toMillis();
    }

    /** Goes by the days that were worked out, if they are, and nothing of them arrived meanwhile. */
    private void take(AlertEngine engine, LocalDate asOf, long nowMs) {
        CompletableFuture<OpenDays> done = replay;
        if (done == null || !done.isDone()) {
            return;
        }
        replay = null;
        nextReplayMs = nowMs + Math.max(LEAST_REST_MS, (nowMs - replayStartMs) * REST);
        try {
            OpenDays days = done.join();
            if (engine.past().isAsked(asOf)) {
                engine.adopt(days, asOf);
                unknownSinceMs = null;
            }
        } catch (CompletionException e) {
            LOG.atDebug().addKeyValue("reason", e.getCause()).log("past days cannot be worked out now");
        }
    }
}
