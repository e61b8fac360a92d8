package io.bellwether.consumer.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bellwether.consumer.SampleAlerts;
import io.bellwether.consumer.Sinks;
import io.bellwether.consumer.sink.AlertBatch;
import io.bellwether.consumer.sink.AlertConsumerException;
import io.bellwether.consumer.sink.AlertSink;
import io.bellwether.consumer.sink.Origin;
import io.bellwether.consumer.sink.PositionedAlert;
import io.bellwether.consumer.sink.SinkState;
import io.bellwether.schemas.avro.Alert;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

public class JsonlSinkTest extends FileSinkContract {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final PositionedAlert ONE =
            SampleAlerts.at(2, 5, SampleAlerts.builder().build());

    private Path file() {
        return folder.resolve("alerts.jsonl");
    }

    @Override
    protected AlertSink in(Path where) {
        return Sinks.parse("jsonl:" + where.resolve("alerts.jsonl"), System.out, false);
    }

    @Override
    protected void crash(AlertSink sink) {
        // Each batch is written and synced at once: closing the file writes nothing more.
        sink.close();
    }

    @Override
    public List<String> contents() throws IOException {
        return contents(file());
    }

    public static List<String> contents(Path file) throws IOException {
        List<String> shown = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            JsonNode alert = JSON.readTree(line);
            shown.add(alert.get("topic_partition") + "/" + alert.get("topic_offset") + " "
                    + alert.get("alert_id").textValue() + "#" + alert.get("sequence"));
        }
        return shown;
    }

    @Test
    void shouldWriteTheFieldsByTheirAvroNamesAndInstantsAsText() throws IOException {
        deliver(ONE);

        JsonNode line = JSON.readTree(Files.readString(file()));
        List<String> names = new ArrayList<>(Alert.getClassSchema().getFields().stream()
                .map(Schema.Field::name)
                .toList());
        names.addAll(List.of("topic_partition", "topic_offset"));
        assertThat(line.fieldNames()).toIterable().containsExactlyElementsOf(names);
        assertThat(line.get("opened_at").textValue()).isEqualTo("2025-02-15T08:00:00Z");
        assertThat(line.get("technology").isNull()).isTrue();
        assertThat(line.get("brand").textValue()).isEqualTo("xiaomi");
        assertThat(line.at("/values/0/threshold").textValue()).isEqualTo(">= 8");
        assertThat(line.at("/evidence/0/sources/0/published_at").textValue()).isEqualTo("2025-02-01T02:00:00Z");
        assertThat(line.at("/evidence/0/sources/0/event_ids/0").textValue()).isEqualTo("event-1");
    }

    @Test
    void shouldCutATornLastLineWhereverItWasTorn() throws IOException {
        byte[] torn =
                line(SampleAlerts.at(2, 6, SampleAlerts.builder().setSequence(2).build()));
        for (int length = 1; length < torn.length; length += 1 + length / 16) {
            Files.deleteIfExists(file());
            deliver(ONE);
            byte[] whole = Files.readAllBytes(file());
            Files.write(file(), Arrays.copyOf(torn, length), StandardOpenOption.APPEND);

            try (AlertSink sink = sink()) {
                SinkState state = sink.open(SampleAlerts.ORIGIN);

                assertThat(state.nextOffsets()).as("torn at %d", length).isEqualTo(Map.of(2, 6L));
            }
            assertThat(Files.readAllBytes(file())).isEqualTo(whole);
        }
    }

    @Test
    void shouldCutTheOnlyLineIfItIsTorn() throws IOException {
        Files.write(file(), Arrays.copyOf(line(ONE), 40));

        try (AlertSink sink = sink()) {
            assertThat(sink.open(SampleAlerts.ORIGIN)).isEqualTo(SinkState.none());
        }
        assertThat(file()).isEmptyFile();
    }

    @Test
    void shouldCutZerosThatAPowerCutLeftBehindWholeLines() throws IOException {
        deliver(ONE);
        byte[] whole = Files.readAllBytes(file());
        Files.write(file(), new byte[100], StandardOpenOption.APPEND);
        Files.write(file(), "rest\"}\n".getBytes(StandardCharsets.UTF_8), StandardOpenOption.APPEND);

        try (AlertSink sink = sink()) {
            assertThat(sink.open(SampleAlerts.ORIGIN).nextOffsets()).isEqualTo(Map.of(2, 6L));
        }
        assertThat(Files.readAllBytes(file())).isEqualTo(whole);
    }

    @ParameterizedTest
    @ValueSource(strings = {"my notes", "my notes\n", "{\"a\":1}\n", "SQLite format 3\0\0\0", "\0\0\0", "[]\n", "\n"})
    void shouldLeaveAForeignFileAlone(String content) throws IOException {
        Files.writeString(file(), content);

        try (AlertSink sink = sink()) {
            assertThatThrownBy(() -> sink.open(SampleAlerts.ORIGIN))
                    .isInstanceOf(AlertConsumerException.class)
                    .hasMessage("jsonl:" + file() + ": line 1 is not an alert written by this sink;"
                            + " nothing was changed, choose another file");
        }
        assertThat(file()).hasContent(content);
    }

    @Test
    void shouldKnowItsPositionBeforeItsFirstLine() throws IOException {
        // Given a sink that has begun at the end of a topic, and has no line
        try (AlertSink sink = sink()) {
            assertThat(sink.open(SampleAlerts.ORIGIN)).isEqualTo(SinkState.none());
            sink.deliver(new AlertBatch(List.of(), Map.of(0, 7L, 1, 3L)));
        }

        // When it is opened again, then it goes on there: what came meanwhile is not lost
        try (AlertSink sink = sink()) {
            assertThat(sink.open(SampleAlerts.ORIGIN).nextOffsets()).isEqualTo(Map.of(0, 7L, 1, 3L));
        }
    }

    @Test
    void shouldRefuseATopicThatItsPositionIsNotOf() throws IOException {
        // Given lines of a topic
        deliver(ONE);
        byte[] before = Files.readAllBytes(file());

        // When it is opened for that of another cluster, or for one created again, then it says so
        for (Origin other : List.of(
                new Origin("cluster-b", "topic-id-a", "market.alerts"),
                new Origin("cluster-a", "topic-id-b", "market.alerts"))) {
            try (AlertSink sink = sink()) {
                assertThatThrownBy(() -> sink.open(other))
                        .isInstanceOf(AlertConsumerException.class)
                        .hasMessageContaining("its offsets mean nothing here, use another file");
            }
        }
        assertThat(Files.readAllBytes(file())).isEqualTo(before);
    }

    @Test
    void shouldTakeUpAFileOfTheFirstVersion() throws IOException {
        // Given lines without a position beside them
        deliver(ONE);
        Files.delete(JsonlPosition.beside(file()));

        // When it is opened, then it goes on behind its lines, and knows its topic from then on
        try (AlertSink sink = sink()) {
            assertThat(sink.open(SampleAlerts.ORIGIN).nextOffsets()).isEqualTo(Map.of(2, 6L));
        }
        assertThat(JsonlPosition.read(file()).orElseThrow().origin()).isEqualTo(SampleAlerts.ORIGIN);
    }

    @Test
    void shouldReadAFileLargerThanItsBuffer() throws IOException {
        Map<Integer, List<PositionedAlert>> topic = SampleAlerts.topic(1, 2, 300);
        List<PositionedAlert> all =
                topic.values().stream().flatMap(List::stream).toList();
        deliver(all.toArray(PositionedAlert[]::new));
        assertThat(Files.size(file())).isGreaterThan(1 << 17);

        try (AlertSink sink = sink()) {
            Map<Integer, Long> next = sink.open(SampleAlerts.ORIGIN).nextOffsets();

            assertThat(next).hasSize(2);
            next.forEach((partition, offset) -> assertThat(offset).isEqualTo(last(topic.get(partition)) + 1));
        }
    }

    private static long last(List<PositionedAlert> transitions) {
        return transitions.get(transitions.size() - 1).offset();
    }

    private void deliver(PositionedAlert... transitions) {
        try (AlertSink sink = sink()) {
            sink.open(SampleAlerts.ORIGIN);
            sink.deliver(new AlertBatch(List.of(transitions), Map.of()));
        }
    }

    private static byte[] line(PositionedAlert transition) {
        return JsonlSink.line(transition);
    }
}
