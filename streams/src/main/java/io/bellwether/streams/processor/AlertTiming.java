package io.bellwether.streams.processor;

import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * When alerts are published (docs/adr/0016-when-alerts-are-told.md): not while the pipeline is behind, and not while history
 * is loaded.
 *
 * @param catchUp knows what is still to be taken in
 * @param pastReplay works out the days before the present one, from which it follows when alerts began; null for none:
 *     then an alert began when it was first seen
 * @param quiet how long no events of the past must have arrived; zero to publish alerts while history is loaded
 * @param onHold hears whether alerts are held from now on
 */
public record AlertTiming(CatchUp catchUp, @Nullable PastReplay pastReplay, Duration quiet, Consumer<Boolean> onHold) {

    /** Alerts are published at once. */
    public static final AlertTiming AT_ONCE = new AlertTiming(CatchUp.DONE, null, Duration.ZERO, held -> {});

    public AlertTiming {
        if (quiet.isNegative()) {
            throw new IllegalArgumentException("quiet must not be below zero, got: " + quiet);
        }
    }
}
