package io.bellwether.consumer.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bellwether.consumer.sink.AlertConsumerException;
import io.bellwether.consumer.sink.AlertSink;
import io.bellwether.consumer.sink.DeliveryResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RedeliveryTest {

    private static final DeliveryResult BUSY = DeliveryResult.retryable("busy");

    private final List<Duration> pauses = new ArrayList<>();
    private final SinkMeter meter = new SinkMeter("s");
    private long nanos;

    @Test
    void shouldWaitTwiceAsLongEachTimeUntilDelivered() {
        Iterator<DeliveryResult> results =
                Stream.of(BUSY, BUSY, BUSY, DeliveryResult.delivered()).iterator();

        boolean delivered = redelivery(Duration.ofMinutes(1), false).deliver("s", meter, results::next);

        assertThat(delivered).isTrue();
        assertThat(pauses).containsExactly(Duration.ofMillis(100), Duration.ofMillis(200), Duration.ofMillis(400));
        assertThat(meter.counts(AlertSink.Sending.NOTHING).retries()).isEqualTo(3);
    }

    @Test
    void shouldGiveUpAtTheDeadlineAfterOneLastAttempt() {
        Redelivery redelivery = redelivery(Duration.ofSeconds(60), false);

        assertThatThrownBy(() -> redelivery.deliver("jsonl:x", meter, () -> BUSY))
                .isInstanceOf(AlertConsumerException.class)
                .hasMessage("jsonl:x: gave up after 60 s: busy");
        assertThat(pauses).allMatch(pause -> pause.compareTo(Redelivery.LONGEST_PAUSE) <= 0);
        assertThat(pauses.stream().reduce(Duration.ZERO, Duration::plus)).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void shouldNotRepeatWhatIsHopeless() {
        Redelivery redelivery = redelivery(Duration.ofSeconds(60), false);

        assertThatThrownBy(() -> redelivery.deliver("s", meter, () -> DeliveryResult.permanent("read-only")))
                .hasMessage("s: read-only");
        assertThat(pauses).isEmpty();
    }

    @Test
    void shouldEndWaitingWhenAStopIsRequested() {
        boolean delivered = redelivery(Duration.ofSeconds(60), true).deliver("s", meter, () -> BUSY);

        assertThat(delivered).isFalse();
        assertThat(pauses).hasSize(1);
    }

    private Redelivery redelivery(Duration deadline, boolean stopping) {
        Redelivery.Pause pause = time -> {
            pauses.add(time);
            nanos += time.toNanos();
            return stopping;
        };
        return new Redelivery(deadline, pause, () -> nanos);
    }
}
