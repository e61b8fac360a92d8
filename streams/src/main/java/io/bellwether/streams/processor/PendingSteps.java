package io.bellwether.streams.processor;

import io.bellwether.domain.alert.AlertKey;
import io.bellwether.domain.alert.AlertListener;
import io.bellwether.domain.alert.AlertTransition;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * What became of alerts by one look at the market and is still to be written, in order. All rules are applied to one
 * state, but when a hundred thousand brands fall silent on one day, what follows does not fit into one transaction. A task
 * that starts again before everything is written finds by the next look what was not.
 */
final class PendingSteps implements AlertListener {

    private final Deque<Consumer<AlertListener>> pending = new ArrayDeque<>();

    @Override
    public void onStep(AlertTransition step) {
        pending.add(listener -> listener.onStep(step));
    }

    @Override
    public void onRenamed(AlertKey former, AlertTransition now) {
        pending.add(listener -> listener.onRenamed(former, now));
    }

    @Override
    public void onStanding(AlertTransition standing) {
        pending.add(listener -> listener.onStanding(standing));
    }

    /** Hands them on, until the piece is over; whether that was all. */
    boolean writeTo(AlertListener listener, BooleanSupplier isPieceOver) {
        while (!pending.isEmpty()) {
            pending.remove().accept(listener);
            if (isPieceOver.getAsBoolean()) {
                break;
            }
        }
        return pending.isEmpty();
    }

    boolean isEmpty() {
        return pending.isEmpty();
    }
}
