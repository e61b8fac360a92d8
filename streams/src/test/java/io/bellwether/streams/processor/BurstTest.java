package io.bellwether.streams.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;

class BurstTest {

    private final List<LongConsumer> ticking = new ArrayList<>();
    private long nanos = 1_000;
    private int runs;

    @Test
    void shouldRestSoLongThatWorkKeepsToItsShare() {
        // Given work of 10 at a fifth of the time: 40 of rest after it
        Burst burst = burst(0.2);
        eventAndTick(burst);

        // When it is asked right before the rest is over, and when it is
        nanos += 39;
        eventAndTick(burst);
        int before = runs;
        nanos += 1;
        eventAndTick(burst);

        // Then
        assertThat(before).isEqualTo(1);
        assertThat(runs).isEqualTo(2);
    }

    @Test
    void shouldWorkAtOnceWhenNoMoreEventsCome() {
        // Given a rest that has just begun, in which events came
        Burst burst = burst(0.2);
        eventAndTick(burst);
        eventAndTick(burst);
        int before = runs;

        // When none has come since
        tick();

        // Then
        assertThat(before).isEqualTo(1);
        assertThat(runs).isEqualTo(2);
    }

    @Test
    void shouldNotRestWhereAllTheTimeIsItsShare() {
        // Given
        Burst burst = burst(1);

        // When
        eventAndTick(burst);
        eventAndTick(burst);

        // Then
        assertThat(runs).isEqualTo(2);
    }

    @Test
    void shouldTickOnlyWhileThereIsSomethingToWorkOut() {
        // Given
        Burst burst = burst(0.2);
        List<Integer> ticks = new ArrayList<>(List.of(ticking.size()));

        // When a burst comes, is worked out, and another comes
        burst.onEvent();
        burst.onEvent();
        ticks.add(ticking.size());
        tick();
        ticks.add(ticking.size());
        burst.onEvent();
        ticks.add(ticking.size());

        // Then
        assertThat(ticks).containsExactly(0, 1, 0, 1);
    }

    private Burst burst(double share) {
        return new Burst(
                share,
                () -> nanos,
                listener -> {
                    ticking.add(listener);
                    return () -> ticking.remove(listener);
                },
                timestamp -> {
                    nanos += 10;
                    runs++;
                });
    }

    private void eventAndTick(Burst burst) {
        burst.onEvent();
        tick();
    }

    private void tick() {
        List.copyOf(ticking).forEach(listener -> listener.accept(0));
    }
}
