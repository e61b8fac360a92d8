package io.bellwether.streams.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.kafka.common.errors.NotLeaderOrFollowerException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

class ThreadReplacementTest {

    private final AtomicLong now = new AtomicLong();
    private final ThreadReplacement replacement = new ThreadReplacement(now::get);

    @Test
    void shouldReplaceAThreadWithLongerAndLongerPauses() {
        // Given
        StreamsException passing = new StreamsException(new NotLeaderOrFollowerException("moved"));

        // When it dies again and again
        List<Duration> pauses = new ArrayList<>();
        IntStream.range(0, ThreadReplacement.LIMIT)
                .forEach(death -> pauses.add(replacement.after(passing).orElseThrow()));

        // Then
        assertThat(pauses.subList(0, 4))
                .containsExactly(
                        Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));
        assertThat(pauses).last().isEqualTo(ThreadReplacement.LONGEST_PAUSE);
        assertThat(replacement.after(passing)).as("beyond the limit").isEmpty();
    }

    @Test
    void shouldBeginAnewAfterAQuietTime() {
        // Given one that died as often as it may
        UncheckedIOException passing = new UncheckedIOException(new IOException("broken pipe"));
        IntStream.range(0, ThreadReplacement.LIMIT).forEach(death -> replacement.after(passing));

        // When it dies once more, long after
        now.addAndGet(ThreadReplacement.QUIET.toNanos() + 1);

        // Then
        assertThat(replacement.after(passing)).contains(ThreadReplacement.FIRST_PAUSE);
    }

    @Test
    void shouldWaitWithoutEndForBrokersThatAreAway() {
        IntStream.range(0, 10 * ThreadReplacement.LIMIT)
                .forEach(death -> assertThat(replacement.after(new StreamsException(new TimeoutException("no answer"))))
                        .isPresent());
    }

    @Test
    void shouldNotRepeatWhatARepetitionCannotHeal() {
        assertThat(replacement.after(new IllegalStateException("a fault of the program")))
                .isEmpty();
        assertThat(replacement.after(new ProcessorStateException(
                        "flush", new IOException("While appending to file: No space left on device"))))
                .isEmpty();
    }
}
