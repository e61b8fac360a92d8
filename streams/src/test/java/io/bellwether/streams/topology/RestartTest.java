package io.bellwether.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.schemas.Topics;
import io.bellwether.schemas.avro.Alert;
import io.bellwether.streams.processor.MarketProcessor;
import io.bellwether.streams.reference.RandomHistory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A pipeline goes on from the state that another one left on disk.
 */
class RestartTest {

    private static final String REGISTRY = "restart";
    private static final int BURST = 40;

    @TempDir
    Path directory;

    /** By topic and key everything that came out of one run, as it was written, and what is stored in the end. */
    private record Outcome(Map<String, Map<String, List<Bytes>>> written, Map<String, List<Bytes>> statements) {

        static Outcome empty() {
            return new Outcome(new TreeMap<>(), new TreeMap<>());
        }

        void collect(Pipeline pipeline) {
            for (Topics.Spec topic : pipeline.topics.catalogue()) {
                if (!pipeline.topics.inputs().contains(topic.name())) {
                    Map<String, List<Bytes>> byKey = written.computeIfAbsent(topic.name(), name -> new TreeMap<>());
                    pipeline.raw(topic.name())
                            .forEach(record -> byKey.computeIfAbsent(
                                            new String(record.key(), StandardCharsets.UTF_8), key -> new ArrayList<>())
                                    .add(Bytes.wrap(record.value())));
                }
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {3, 5, 8})
    void shouldSayAfterARestartWhatItWouldHaveSaidWithout(long seed) {
        // Given a history, and a run without a restart
        List<SpecificRecord> history = RandomHistory.arrival(RandomHistory.of(seed), seed);
        List<SpecificRecord> events = history.subList(0, Math.min(300, history.size()));
        Outcome uninterrupted = Outcome.empty();
        try (Pipeline pipeline = Pipeline.inMemory(REGISTRY)) {
            feed(pipeline, events, uninterrupted);
        }

        // When another run ends in the middle of a burst, and a third takes up its state
        Outcome interrupted = Outcome.empty();
        int end = events.size() / 2 / BURST * BURST + BURST / 2;
        try (Pipeline before = Pipeline.onDisk(REGISTRY, directory)) {
            feed(before, events.subList(0, end), interrupted);
            before.leave();
        }
        try (Pipeline after = Pipeline.onDisk(REGISTRY, directory)) {
            for (int i = end; i < end + BURST / 2; i++) {
                after.publish(events.get(i));
            }
            after.settle();
            interrupted.collect(after);
            feed(after, events.subList(end + BURST / 2, events.size()), interrupted);
        }

        // Then the two of them said the same, once, and hold the same
        assertThat(interrupted.written).isEqualTo(uninterrupted.written);
        assertThat(interrupted.written.get("market.alerts")).isNotEmpty();
        assertThat(interrupted.written.get("market.view")).isNotEmpty();
        assertThat(interrupted.statements).isEqualTo(uninterrupted.statements).isNotEmpty();
    }

    @Test
    void shouldStaySilentAfterARestartWithoutNews() {
        // Given a pipeline with open alerts
        try (Pipeline before = Pipeline.onDisk(REGISTRY, directory)) {
            before.publish(
                            "x DELIVERIES 2024-02 1000 model=M",
                            "x DELIVERIES 2024-03 1000 model=M",
                            "x DELIVERIES 2024-04 500 model=M")
                    .settle();
            assertThat(before.raw(before.topics.alerts())).hasSize(1);
            before.leave();
        }

        // When another takes up its state
        try (Pipeline after = Pipeline.onDisk(REGISTRY, directory)) {
            after.settle().settle();

            // Then
            assertThat(after.statements("x")).hasSize(3);
            assertThat(after.raw(after.topics.brandMetrics())).isEmpty();
            assertThat(after.raw(after.topics.modelMetrics())).isEmpty();
            assertThat(after.raw(after.topics.view())).isEmpty();
            assertThat(after.raw(after.topics.alerts())).isEmpty();
        }
    }

    @Test
    void shouldFindAlertsByTheirIndexAlsoAfterARestart() {
        // Given an alert that is open, and one that was resolved
        Map<String, Boolean> before;
        try (Pipeline pipeline = Pipeline.onDisk(REGISTRY, directory)) {
            for (String brand : List.of("x", "y")) {
                pipeline.publish(
                        brand + " DELIVERIES 2024-02 1000",
                        brand + " DELIVERIES 2024-03 1000",
                        brand + " DELIVERIES 2024-04 500");
            }
            pipeline.settle();
            pipeline.publish("y DELIVERIES 2024-04 900 at=2024-06-01").settle();
            before = pipeline.indexed();
            pipeline.leave();
        }

        // When
        Map<String, Boolean> after;
        try (Pipeline pipeline = Pipeline.onDisk(REGISTRY, directory)) {
            after = pipeline.settle().indexed();
            assertThat(after.keySet())
                    .isEqualTo(pipeline.entries(MarketProcessor.ALERTS).keySet());
        }

        // Then
        assertThat(before)
                .containsEntry("DELIVERIES_SLUMP\nbrand\nx", true)
                .containsEntry("DELIVERIES_SLUMP\nbrand\ny", false);
        assertThat(after).isEqualTo(before);
    }

    @Test
    void shouldKnowAfterARestartWhatItHasHeard() {
        // Given
        String[] lines = {"x DELIVERIES 2024-02 1000", "x DELIVERIES 2024-03 1000", "x DELIVERIES 2024-04 500"};
        try (Pipeline before = Pipeline.onDisk(REGISTRY, directory)) {
            before.publish(lines).settle();
            before.leave();
        }

        // When the same comes again, and a restatement
        try (Pipeline after = Pipeline.onDisk(REGISTRY, directory)) {
            after.publish(lines)
                    .publish("x DELIVERIES 2024-04 900 at=2024-06-01")
                    .settle();

            // Then it ends the alert of the time before
            assertThat(after.statements("x")).hasSize(4);
            assertThat(after.<Alert>read(after.topics.alerts()))
                    .extracting(alert ->
                            alert.value.getRule() + " " + alert.value.getStatus() + " " + alert.value.getSequence())
                    .containsExactly("DELIVERIES_SLUMP RESOLVED 2");
        }
    }

    private static void feed(Pipeline pipeline, List<SpecificRecord> events, Outcome outcome) {
        for (int i = 0; i < events.size(); i++) {
            pipeline.publish(events.get(i));
            if (i % BURST == BURST - 1) {
                pipeline.settle();
            }
        }
        outcome.collect(pipeline);
        events.forEach(event -> {
            String brand =
                    (String) event.get(event.getSchema().getField("brand").pos());
            outcome.statements.put(brand, pipeline.statements(brand));
        });
    }
}
