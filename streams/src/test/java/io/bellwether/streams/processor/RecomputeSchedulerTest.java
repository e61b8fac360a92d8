package io.bellwether.streams.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;

class RecomputeSchedulerTest {

    private final List<LongConsumer> ticking = new ArrayList<>();
    private long nanos = 1_000;
    private int runs;
    private final List<Boolean> awaited = new ArrayList<>();

    @Test
    void shouldRestSoLongThatWorkKeepsToItsShare() {
        // Given work of 10 at a fifth of the time: 40 of rest after it
        RecomputeScheduler burst = burst(0.2);
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
    void shouldRestLongerWhileEventsComeLateAndNoLonger() {
        // Given work of 10 at a half of the time in a flow, and at a tenth in a backlog
        RecomputeScheduler burst = burst(new DutyCycle(0.5, 0.1));
        burst.onEvent(RecomputeScheduler.LATE_MS + 1);
        tick();

        // When the rest of a flow is over, once while events are late and once when they no longer are
        nanos += 89;
        burst.onEvent(RecomputeScheduler.LATE_MS + 1);
        tick();
        int late = runs;
        burst.onEvent(RecomputeScheduler.LATE_MS);
        tick();

        // Then
        assertThat(late).isEqualTo(1);
        assertThat(runs).isEqualTo(2);
    }

    @Test
    void shouldWorkAtOnceWhenNoMoreEventsCome() {
        // Given a rest that has just begun, in which events came
        RecomputeScheduler burst = burst(0.2);
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
    void shouldSayWhetherSomebodyMayWait() {
        // Given
        RecomputeScheduler burst = burst(0.2);

        // When an event comes in time, then one late when the rest is over, then another late one and no more
        eventAndTick(burst);
        nanos += 40;
        burst.onEvent(RecomputeScheduler.LATE_MS + 1);
        tick();
        burst.onEvent(RecomputeScheduler.LATE_MS + 1);
        tick();
        for (int i = 0; i < RecomputeScheduler.OVER_TICKS; i++) {
            tick();
        }

        // Then
        assertThat(awaited).containsExactly(true, false, true);
    }

    @Test
    void shouldNotTakeAPauseInABacklogForItsEnd() {
        // Given a rest in which late events came
        RecomputeScheduler burst = burst(0.2);
        eventAndTick(burst);
        burst.onEvent(RecomputeScheduler.LATE_MS + 1);
        tick();

        // When the next is a little in coming, again and again
        for (int i = 1; i < RecomputeScheduler.OVER_TICKS; i++) {
            tick();
        }
        burst.onEvent(RecomputeScheduler.LATE_MS + 1);
        for (int i = 1; i < RecomputeScheduler.OVER_TICKS; i++) {
            tick();
        }
        int before = runs;
        tick();
        tick();

        // Then
        assertThat(before).isEqualTo(1);
        assertThat(runs).isEqualTo(2);
    }

    @Test
    void shouldNotRestWhereAllTheTimeIsItsShare() {
        // Given
        RecomputeScheduler burst = burst(1);

        // When
        eventAndTick(burst);
        eventAndTick(burst);

        // Then
        assertThat(runs).isEqualTo(2);
    }

    @Test
    void shouldTickOnlyWhileThereIsSomethingToWorkOut() {
        // Given
        RecomputeScheduler burst = burst(0.2);
        List<Integer> ticks = new ArrayList<>(List.of(ticking.size()));

        // When a burst comes, is worked out, and another comes
        burst.onEvent(0);
        burst.onEvent(0);
        ticks.add(ticking.size());
        tick();
        ticks.add(ticking.size());
        burst.onEvent(0);
        ticks.add(ticking.size());

        // Then
        assertThat(ticks).containsExactly(0, 1, 0, 1);
    }

    @Test
    void shouldCutLongWorkIntoPiecesAndGoOnWithEachTick() {
        // Given work of 12 steps, of which four fit into a piece
        List<Integer> steps = new ArrayList<>();
        RecomputeScheduler burst = ofSteps(new DutyCycle(0.2, 0.2), steps, 12);

        // When it ticks while no event comes
        burst.onEvent(0);
        List<Integer> after = new ArrayList<>();
        while (!ticking.isEmpty()) {
            tick();
            after.add(steps.size());
        }

        // Then each tick does a piece without a rest, until all is done
        assertThat(after).containsExactly(4, 8, 12);
    }

    @Test
    void shouldNotRestForMinutesAfterALongPiece() {
        // Given a piece of work in a backlog of which a hundredth of the time is for results
        List<Integer> steps = new ArrayList<>();
        RecomputeScheduler burst = ofSteps(new DutyCycle(0.1, 0.01), steps, 12);
        burst.onEvent(RecomputeScheduler.LATE_MS + 1);
        tick();

        // When events go on, and the longest rest is over
        nanos += RecomputeScheduler.MAX_REST_NANOS - 1;
        burst.onEvent(RecomputeScheduler.LATE_MS + 1);
        tick();
        int before = steps.size();
        nanos += 1;
        burst.onEvent(RecomputeScheduler.LATE_MS + 1);
        tick();

        // Then
        assertThat(before).isEqualTo(4);
        assertThat(steps).hasSize(8);
    }

    @Test
    void shouldDoAllAtOnceWhereAllTheTimeIsItsShare() {
        // Given
        List<Integer> steps = new ArrayList<>();
        RecomputeScheduler burst = ofSteps(DutyCycle.UNLIMITED, steps, 12);

        // When
        burst.onEvent(0);
        tick();

        // Then
        assertThat(steps).hasSize(12);
    }

    private RecomputeScheduler ofSteps(DutyCycle shares, List<Integer> steps, int all) {
        return new RecomputeScheduler(
                shares,
                () -> nanos,
                listener -> {
                    ticking.add(listener);
                    return () -> ticking.remove(listener);
                },
                (timestamp, isAwaited, isPieceOver) -> {
                    do {
                        nanos += RecomputeScheduler.PIECE_NANOS / 4;
                        steps.add(steps.size());
                    } while (steps.size() < all && !isPieceOver.getAsBoolean());
                    return steps.size() == all;
                });
    }

    private RecomputeScheduler burst(double share) {
        return burst(new DutyCycle(share, share));
    }

    private RecomputeScheduler burst(DutyCycle shares) {
        return new RecomputeScheduler(
                shares,
                () -> nanos,
                listener -> {
                    ticking.add(listener);
                    return () -> ticking.remove(listener);
                },
                (timestamp, isAwaited, isPieceOver) -> {
                    nanos += 10;
                    runs++;
                    awaited.add(isAwaited);
                    return true;
                });
    }

    private void eventAndTick(RecomputeScheduler burst) {
        burst.onEvent(0);
        tick();
    }

    private void tick() {
        List.copyOf(ticking).forEach(listener -> listener.accept(0));
    }
}
