package io.bellwether.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.consumer.jdbc.LocalPostgres;
import io.bellwether.consumer.jdbc.PostgresSinkContract;
import io.bellwether.consumer.sink.AlertBatch;
import io.bellwether.consumer.sink.AlertSink;
import io.bellwether.consumer.sink.DeliveryResult;
import io.bellwether.consumer.sink.PositionedAlert;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many transitions a second the sinks keep, each batch durable; runs only when named, and only prints. */
@Tag("postgres")
class SinkSpeed {

    private static final int TRANSITIONS = Integer.getInteger("speed.transitions", 20_000);
    private static final int BATCH = Integer.getInteger("speed.batch", 500);

    @TempDir
    Path folder;

    @Test
    void shouldPrintTransitionsPerSecond() throws Exception {
        List<PositionedAlert> transitions =
                SampleAlerts.topic(1, 1, TRANSITIONS).get(0);
        Map<String, Long> perSecond = new TreeMap<>();
        try (LocalPostgres postgres = LocalPostgres.start(folder)) {
            for (String round : List.of("1 (cold)", "2")) {
                Path place = folder.resolve("round" + round.charAt(0));
                Files.createDirectories(place);
                Map<String, String> sinks = Map.of(
                        "JSON Lines", "jsonl:" + place.resolve("alerts.jsonl"),
                        "SQLite", "jdbc:sqlite:" + place.resolve("alerts.db"),
                        "PostgreSQL", postgres.url() + "&currentSchema=round" + round.charAt(0));
                sinks.forEach((name, sink) ->
                        perSecond.put(name + " " + round, measure(PostgresSinkContract.sink(sink), transitions)));
            }
        }
        System.out.println("SinkSpeed, transitions a second in batches of " + BATCH + ": " + perSecond);
    }

    private static long measure(AlertSink sink, List<PositionedAlert> transitions) {
        try (sink) {
            sink.open(SampleAlerts.ORIGIN);
            long start = System.nanoTime();
            for (int i = 0; i < transitions.size(); i += BATCH) {
                List<PositionedAlert> batch = transitions.subList(i, Math.min(i + BATCH, transitions.size()));
                long next = batch.get(batch.size() - 1).offset() + 1;
                assertThat(sink.deliver(new AlertBatch(batch, Map.of(0, next)))).isEqualTo(DeliveryResult.delivered());
            }
            Duration time = Duration.ofNanos(System.nanoTime() - start);
            return transitions.size() * 1_000L / Math.max(1, time.toMillis());
        }
    }
}
