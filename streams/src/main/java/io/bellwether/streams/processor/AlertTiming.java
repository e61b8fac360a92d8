package io.bellwether.streams.processor;

import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * When alerts are told (docs/adr/0016-when-alerts-are-told.md): not while the pipeline is behind, and not while history
 * is loaded.
 *
 * @param catchUp knows what is still to be taken in
 * @param pastReplay works out the days before the present one, from which beginnings follow; null where nobody does,
 *     and they are told as they were seen
 * @param quiet how long nothing of the past may have arrived; zero where history is told as it is loaded
 * @param onHold hears whether alerts are held from now on
 */
public record AlertTiming(CatchUp catchUp, @Nullable PastReplay pastReplay, Duration quiet, Consumer<Boolean> onHold) {

    /** Whatever is taken in is told at once. */
    public static final AlertTiming AT_ONCE = new AlertTiming(CatchUp.DONE, null, Duration.ZERO, held -> {});

    public AlertTiming {
        if (quiet.isNegative()) {
            throw new IllegalArgumentException("quiet must not be below zero, got: " + quiet);
        }
    }
}
