package io.bellwether.streams.processor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BurstTest {

    private long nanos = 1_000;
    private int runs;

    @Test
    void shouldRestSoLongThatWorkKeepsToItsShare() {
        // Given work of 10 at a fifth of the time: 40 of rest after it
        Burst burst = new Burst(0.2, () -> nanos);
        burst.run(this::workFor10);

        // When it is asked right before the rest is over, and when it is
        nanos += 39;
        burst.onEvent();
        burst.run(this::workFor10);
        int before = runs;
        nanos += 1;
        burst.onEvent();
        burst.run(this::workFor10);

        // Then
        assertThat(before).isEqualTo(1);
        assertThat(runs).isEqualTo(2);
    }

    @Test
    void shouldWorkAtOnceWhenNoMoreEventsCome() {
        // Given a rest that has just begun, in which events came
        Burst burst = new Burst(0.2, () -> nanos);
        burst.run(this::workFor10);
        burst.onEvent();
        burst.run(this::workFor10);
        int before = runs;

        // When none has come since
        burst.run(this::workFor10);

        // Then
        assertThat(before).isEqualTo(1);
        assertThat(runs).isEqualTo(2);
    }

    @Test
    void shouldNotRestWhereAllTheTimeIsItsShare() {
        // Given
        Burst burst = new Burst(1, () -> nanos);

        // When
        burst.onEvent();
        burst.run(this::workFor10);
        burst.onEvent();
        burst.run(this::workFor10);

        // Then
        assertThat(runs).isEqualTo(2);
    }

    private void workFor10() {
        nanos += 10;
        runs++;
    }
}
