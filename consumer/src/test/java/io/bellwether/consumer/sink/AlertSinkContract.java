package io.bellwether.consumer.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.consumer.SampleAlerts;
import io.bellwether.schemas.avro.AlertStatus;
import io.bellwether.schemas.avro.Severity;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every sink that outlives a crash must do. */
public abstract class AlertSinkContract {

    @TempDir
    public Path folder;

    /** A new sink on the same place each time. */
    protected abstract AlertSink sink();

    /** Leaves a sink behind as a crash would: nothing written any more, locks gone with the process. */
    protected abstract void crash(AlertSink sink);

    /** What the place holds, in the order written: {@code partition/offset alert_id#sequence}. */
    protected abstract List<String> contents() throws Exception;

    public static String shown(PositionedAlert transition) {
        return transition.partition() + "/" + transition.offset() + " "
                + transition.alert().getAlertId() + "#" + transition.alert().getSequence();
    }

    private static final PositionedAlert FIRST =
            SampleAlerts.at(0, 4, SampleAlerts.alert("a", 1, Severity.WARNING, AlertStatus.OPENED));
    private static final PositionedAlert SECOND =
            SampleAlerts.at(0, 7, SampleAlerts.alert("a", 2, Severity.CRITICAL, AlertStatus.CHANGED));
    private static final PositionedAlert THIRD =
            SampleAlerts.at(1, 0, SampleAlerts.alert("b", 1, Severity.INFO, AlertStatus.OPENED));

    @Test
    void shouldKnowNothingAtFirst() {
        try (AlertSink sink = sink()) {
            SinkState state = sink.open(SampleAlerts.ORIGIN);

            assertThat(state).isEqualTo(SinkState.none());
        }
    }

    @Test
    void shouldKeepWhatIsDelivered() throws Exception {
        try (AlertSink sink = sink()) {
            sink.open(SampleAlerts.ORIGIN);

            DeliveryResult result = sink.deliver(new AlertBatch(List.of(FIRST, SECOND, THIRD), Map.of(0, 8L, 1, 1L)));

            assertThat(result).isEqualTo(DeliveryResult.delivered());
        }
        assertThat(contents()).containsExactly(shown(FIRST), shown(SECOND), shown(THIRD));
    }

    @Test
    void shouldGoOnWhereItStopped() {
        try (AlertSink sink = sink()) {
            sink.open(SampleAlerts.ORIGIN);
            sink.deliver(new AlertBatch(List.of(FIRST, SECOND, THIRD), Map.of(0, 8L, 1, 1L)));
        }

        try (AlertSink sink = sink()) {
            SinkState state = sink.open(SampleAlerts.ORIGIN);

            assertThat(state).isEqualTo(new SinkState(Map.of(0, 8L, 1, 1L), Set.of("a", "b")));
        }
    }

    @Test
    void shouldForgetResolvedAlertsAmongTheOpenOnes() {
        PositionedAlert resolved =
                SampleAlerts.at(0, 9, SampleAlerts.alert("a", 3, Severity.CRITICAL, AlertStatus.RESOLVED));
        try (AlertSink sink = sink()) {
            sink.open(SampleAlerts.ORIGIN);
            sink.deliver(new AlertBatch(List.of(FIRST, SECOND, THIRD, resolved), Map.of(0, 10L, 1, 1L)));
        }

        try (AlertSink sink = sink()) {
            assertThat(sink.open(SampleAlerts.ORIGIN).openAlerts()).containsExactly("b");
        }
    }

    @Test
    void shouldTakeARedeliveredTransitionAsDelivered() throws Exception {
        try (AlertSink sink = sink()) {
            sink.open(SampleAlerts.ORIGIN);
            sink.deliver(new AlertBatch(List.of(FIRST, SECOND), Map.of(0, 8L)));

            DeliveryResult result = sink.deliver(new AlertBatch(List.of(FIRST, SECOND, THIRD), Map.of(0, 8L, 1, 1L)));

            assertThat(result).isEqualTo(DeliveryResult.delivered());
        }
        assertThat(contents()).containsExactly(shown(FIRST), shown(SECOND), shown(THIRD));
    }

    @Test
    void shouldAcceptABatchThatOnlyMovesThePosition() throws Exception {
        try (AlertSink sink = sink()) {
            sink.open(SampleAlerts.ORIGIN);

            assertThat(sink.deliver(new AlertBatch(List.of(), Map.of(0, 3L)))).isEqualTo(DeliveryResult.delivered());
        }
        assertThat(contents()).isEmpty();
    }

    @Test
    void shouldLetTheNextOwnerInAfterClose() {
        try (AlertSink first = sink()) {
            first.open(SampleAlerts.ORIGIN);
        }

        try (AlertSink second = sink()) {
            assertThat(second.open(SampleAlerts.ORIGIN)).isEqualTo(SinkState.none());
        }
    }

    @Test
    void shouldLoseAndDoubleNothingOverRandomCrashesAndRedeliveries() throws Exception {
        long seed = System.nanoTime();
        System.out.println(getClass().getSimpleName() + " seed " + seed);
        Random random = new Random(seed);
        Map<Integer, List<PositionedAlert>> topic = SampleAlerts.topic(seed, 3, 400);

        boolean end = false;
        while (!end) {
            AlertSink sink = sink();
            Map<Integer, Long> next =
                    new HashMap<>(sink.open(SampleAlerts.ORIGIN).nextOffsets());
            // A consumer may come with what the sink has already.
            next.replaceAll((partition, offset) -> Math.max(0, offset - random.nextInt(5)));
            for (int batches = random.nextInt(8); batches >= 0 && !end; batches--) {
                AlertBatch batch = SampleAlerts.batch(topic, next, random, 12);
                assertThat(sink.deliver(batch)).isEqualTo(DeliveryResult.delivered());
                next.putAll(batch.nextOffsets());
                end = batch.transitions().isEmpty();
            }
            crash(sink);
        }

        assertThat(byPartition(contents()))
                .as("seed %d", seed)
                .isEqualTo(byPartition(topic.values().stream()
                        .flatMap(List::stream)
                        .map(AlertSinkContract::shown)
                        .toList()));
    }

    public static Map<String, List<String>> byPartition(List<String> shown) {
        return shown.stream()
                .collect(Collectors.groupingBy(
                        line -> line.substring(0, line.indexOf('/')), TreeMap::new, Collectors.toList()));
    }
}
