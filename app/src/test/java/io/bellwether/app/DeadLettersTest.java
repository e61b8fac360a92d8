package io.bellwether.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bellwether.app.SharedCluster.Cluster;
import io.bellwether.app.settings.Settings;
import io.bellwether.schemas.AvroSerdes;
import io.bellwether.schemas.DeadLetterHeaders;
import io.bellwether.schemas.avro.CapacityReport;
import io.bellwether.schemas.avro.CapacityStatus;
import io.bellwether.schemas.avro.SourceTier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What was refused, seen, put right and fed again, against a real broker and registry. */
@Tag("broker")
@ExtendWith(SharedCluster.class)
@SuppressWarnings("FutureReturnValueIgnored") // what is sent is missed below if it failed
class DeadLettersTest {

    @TempDir
    Path folder;

    @Test
    void shouldTellWhatWasRefusedAndTakeACorrectedEventInItsPlace(Cluster cluster) throws IOException {
        // Given a file whose second line is no valid event
        Settings settings = cluster.prepared("letters.");
        Path file = Files.writeString(
                folder.resolve("a.jsonl"), capacity(1, "12500") + "\n" + capacity(2, "-1") + "\nno \u001b[31mevent");
        run(settings, "publish", file.toString());
        JsonNode letters = list(settings);
        JsonNode negative = find(letters, "units_per_month");
        String id = negative.get("id").asText();

        // When
        Program shown = run(settings, "dead-letters", "show", id);
        Program stillWrong = run(settings, "dead-letters", "repair", id, "--set", "units_per_month=-2");
        Program repaired = run(settings, "dead-letters", "repair", id, "--set", "units_per_month=9000");
        Program again = run(settings, "dead-letters", "repair", id, "--set", "units_per_month=9001");

        // Then
        assertThat(letters).hasSize(2);
        assertThat(negative.get("origin").asText()).isEqualTo(file.toString());
        assertThat(negative.get("position").asText()).isEqualTo("2");
        assertThat(negative.get("reason").asText()).isEqualTo("must be 0 to 1000000000, got: -1");
        assertThat(shown.out()).contains("letter    " + id + ", open", capacity(2, "-1"), "bellwether.position: 2");
        assertThat(stillWrong.status()).isEqualTo(1);
        assertThat(stillWrong.err()).contains("units_per_month: must be 0 to 1000000000, got: -2");
        assertThat(repaired.status()).as(repaired.err()).isZero();
        assertThat(again.out()).contains(id + " was done before: repaired");
        assertThat(TopicRecords.events(settings))
                .extracting(event -> ((CapacityReport) event).getUnitsPerMonth())
                .containsExactlyInAnyOrder(12_500L, 9_000L);
        assertThat(list(settings)).hasSize(1);
        assertThat(run(settings, "dead-letters", "list", "--state=done").out()).contains(id, "repaired");
        assertThat(run(settings, "dead-letters", "list").out()).doesNotContain("\u001b");
        assertThat(run(settings, "dead-letters", "list", "--reason=no json", "--origin=a.jsonl")
                        .out())
                .contains("is no JSON");
        assertThat(run(settings, "dead-letters", "list", "--field=brand").out()).contains("none");
        assertThat(run(settings, "dead-letters", "show", "0:999999").status()).isEqualTo(1);
        assertThat(run(settings, "dead-letters", "show", "first").status()).isEqualTo(2);
    }

    @Test
    void shouldRepairACsvRowByItsColumnsAndATextInAnEditor(Cluster cluster) throws IOException {
        // Given
        Settings settings = cluster.prepared("letters-csv.");
        Path file = Files.writeString(folder.resolve("b.csv"), """
                type,brand,plant,units_per_month,effective_from,source,source_tier,published_at
                capacity,xiaomi,plant-3,twelve,2024-03-01,xiaomi-ev,OFFICIAL,2024-03-28
                capacity,xiaomi,plant-4,400,2024-03-01,xiaomi-ev,OFICIAL,2024-03-28
                """);
        Path json = Files.writeString(folder.resolve("c.jsonl"), capacity(5, "\"?\""));
        run(settings, "publish", file.toString(), json.toString());
        JsonNode letters = list(settings);
        assertThat(letters).hasSize(3);

        // When
        for (JsonNode letter : letters) {
            String id = letter.get("id").asText();
            Program run = letter.get("origin").asText().endsWith("c.jsonl")
                    ? Program.run(
                            Map.of("EDITOR", "sed -i s/\\\"?\\\"/500/"),
                            SharedCluster.options(settings, "dead-letters", "repair", id, "--edit"))
                    : letter.get("field").asText().equals("source_tier")
                            ? run(settings, "dead-letters", "repair", id, "--set=source_tier=OFFICIAL")
                            : run(settings, "dead-letters", "repair", id, "--set=units_per_month=300");
            assertThat(run.status()).as(run.err()).isZero();
        }

        // Then
        assertThat(TopicRecords.events(settings))
                .extracting(event -> ((CapacityReport) event).getUnitsPerMonth())
                .containsExactlyInAnyOrder(300L, 400L, 500L);
        assertThat(list(settings)).isEmpty();
    }

    @Test
    void shouldFeedBytesOfATopicAgainAsTheyAreOnceTheyAreValid(Cluster cluster) {
        // Given letters as the topology writes them: a record that is valid by now, with a header that lies, and a
        // broken one
        Settings settings = cluster.prepared("letters-avro.");
        String topic = settings.topics().capacity();
        byte[] good = avro(settings, topic);
        letter(settings, topic, "xiaomi", good, Map.of(DeadLetterHeaders.DONE_OF, "0:0", "trace", "7"));
        letter(settings, topic, "xiaomi", Arrays.copyOf(good, good.length - 5), Map.of());
        letter(settings, topic, "someone else", good, Map.of());
        letter(settings, settings.topics().alerts(), "x", new byte[] {1}, Map.of());

        // When
        Program replayed = run(settings, "dead-letters", "replay", "--all");
        Program again = run(settings, "dead-letters", "replay", "--all");

        // Then
        assertThat(replayed.out()).isEqualToIgnoringNewLines("1 replayed, 0 done before, 3 still refused");
        assertThat(replayed.err())
                .contains(
                        "no readable record of a known schema", "brand: must equal the record's key", "takes nothing");
        assertThat(again.out()).isEqualToIgnoringNewLines("0 replayed, 0 done before, 3 still refused");
        assertThat(TopicRecords.of(settings, settings.topics().inputs()))
                .singleElement()
                .satisfies(record -> {
                    assertThat(record.value()).isEqualTo(good);
                    assertThat(record.key()).isEqualTo("xiaomi".getBytes(UTF_8));
                    assertThat(TopicRecords.header(record, "trace")).isEqualTo("7");
                    assertThat(TopicRecords.header(record, DeadLetterHeaders.DONE_OF))
                            .isEmpty();
                });
    }

    @Test
    void shouldDismissLettersByFileReasonAndKindPublishingNothing(Cluster cluster) throws IOException {
        // Given letters of two files and a record of a topic
        Settings settings = cluster.prepared("letters-dismissed.");
        Path one = Files.writeString(folder.resolve("one.jsonl"), capacity(1, "-1") + "\n" + capacity(2, "\"?\""));
        Path two = Files.writeString(folder.resolve("two.jsonl"), capacity(3, "-1"));
        run(settings, "publish", one.toString(), two.toString());
        letter(settings, settings.topics().capacity(), "xiaomi", new byte[] {1}, Map.of());
        assertThat(list(settings)).hasSize(4);

        // When
        Program byFile = run(settings, "dead-letters", "dismiss", "--all", "--file=one.jsonl", "--reason=must be 0");
        Program byKind = run(settings, "dead-letters", "dismiss", "--all", "--kind=record");
        String id = find(list(settings), "units_per_month").get("id").asText();
        Program byName = run(settings, "dead-letters", "dismiss", id);
        Program again = run(settings, "dead-letters", "dismiss", id);
        Program repaired = run(settings, "dead-letters", "repair", id, "--set", "units_per_month=1");

        // Then each is done once, and nothing came of it
        assertThat(byFile.out()).isEqualToIgnoringNewLines("1 dismissed, 0 done before");
        assertThat(byKind.out()).isEqualToIgnoringNewLines("1 dismissed, 0 done before");
        assertThat(byName.out()).isEqualToIgnoringNewLines("1 dismissed, 0 done before");
        assertThat(again.out()).isEqualToIgnoringNewLines("0 dismissed, 1 done before");
        assertThat(repaired.out()).contains("was done before: dismissed");
        assertThat(list(settings)).hasSize(1);
        assertThat(TopicRecords.events(settings)).isEmpty();
        assertThat(run(settings, "dead-letters", "dismiss").status()).isEqualTo(2);
    }

    @Test
    void shouldTellOfLettersAsTheyAreWritten(Cluster cluster) throws Exception {
        // Given a letter, and somebody who watches
        Settings settings = cluster.prepared("letters-watched.");
        letter(settings, settings.topics().capacity(), "before", new byte[] {1}, Map.of());
        try (VerbProcess watching =
                VerbProcess.watch(SharedCluster.options(settings, "dead-letters", "list", "--watch"))) {
            assertThat(watching.readLine()).contains("open", "of yesterday");

            // When
            letter(settings, settings.topics().alerts(), "after", new byte[] {2}, Map.of());

            // Then it is told of, once, and a stop is no failure
            assertThat(watching.readLine()).contains("open", settings.topics().alerts());
            assertThat(watching.stop()).isZero();
        }
    }

    @Test
    void shouldFeedEachLetterOnceHoweverOftenItIsKilled(Cluster cluster) throws Exception {
        // Given letters that are valid by now
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        Settings settings = cluster.prepared("letters-killed.");
        int letters = 4_000;
        try (KafkaProducer<byte[], byte[]> producer = producer(settings)) {
            for (int i = 0; i < letters; i++) {
                ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(
                        settings.topics().deadLetters(), capacity(i, "1").getBytes(UTF_8));
                header(letter, DeadLetterHeaders.REASON, "of yesterday");
                header(letter, DeadLetterHeaders.ORIGIN, "file");
                header(letter, DeadLetterHeaders.FORMAT, DeadLetterHeaders.JSON);
                producer.send(letter);
            }
        }

        // When it is killed once some are fed, three times
        for (int kill = 0; kill < 3; kill++) {
            int fed = TopicRecords.eventIds(settings).size();
            Process process = start(settings, "dead-letters", "replay", "--all");
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> !process.isAlive()
                            || TopicRecords.eventIds(settings).size() > fed);
            process.waitFor(random.nextInt(30), TimeUnit.MILLISECONDS);
            process.destroyForcibly().waitFor();
        }
        Program last = run(settings, "dead-letters", "replay", "--all");

        // Then
        assertThat(last.status()).as("seed %s: %s", seed, last.err()).isZero();
        assertThat(TopicRecords.eventIds(settings))
                .as("seed %s", seed)
                .hasSize(letters)
                .doesNotHaveDuplicates();
        assertThat(list(settings)).isEmpty();
    }

    private static Process start(Settings settings, String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Bellwether.class.getName()));
        command.addAll(List.of(SharedCluster.options(settings, words)));
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static Program run(Settings settings, String... words) {
        return Program.run(SharedCluster.options(settings, words));
    }

    private static JsonNode list(Settings settings) throws IOException {
        Program run = run(settings, "dead-letters", "list", "--json");
        assertThat(run.status()).as(run.err()).isZero();
        return new ObjectMapper().readTree(run.out());
    }

    private static JsonNode find(JsonNode letters, String field) {
        for (JsonNode letter : letters) {
            if (letter.get("field").asText().equals(field)) {
                return letter;
            }
        }
        throw new AssertionError("no letter about " + field + " in " + letters);
    }

    private static String capacity(int plant, String units) {
        return "{\"type\":\"capacity\",\"brand\":\"xiaomi\",\"plant\":\"plant-" + plant + "\","
                + "\"units_per_month\":" + units + ",\"effective_from\":\"2024-03-01\",\"source\":\"xiaomi-ev\","
                + "\"source_tier\":\"OFFICIAL\",\"published_at\":\"2024-03-28T00:00:00Z\"}";
    }

    private static byte[] avro(Settings settings, String topic) {
        try (Serializer<SpecificRecord> serializer = AvroSerdes.serializer(settings.registry())) {
            return serializer.serialize(
                    topic,
                    new CapacityReport(
                            "id-1",
                            "xiaomi",
                            "xiaomi-ev",
                            SourceTier.OFFICIAL,
                            Instant.parse("2024-03-28T00:00:00Z"),
                            null,
                            "beijing-1",
                            12_500L,
                            LocalDate.of(2024, 3, 1),
                            CapacityStatus.OPERATING));
        }
    }

    private static void letter(
            Settings settings, String origin, String key, byte[] value, Map<String, String> received) {
        try (KafkaProducer<byte[], byte[]> producer = producer(settings)) {
            ProducerRecord<byte[], byte[]> letter =
                    new ProducerRecord<>(settings.topics().deadLetters(), key.getBytes(UTF_8), value);
            received.forEach((name, text) -> header(letter, name, text));
            header(letter, DeadLetterHeaders.REASON, "of yesterday");
            header(letter, DeadLetterHeaders.ORIGIN, origin);
            header(letter, DeadLetterHeaders.POSITION, "0:0");
            producer.send(letter);
        }
    }

    private static KafkaProducer<byte[], byte[]> producer(Settings settings) {
        return new KafkaProducer<>(
                new HashMap<>(settings.kafka()), new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static void header(ProducerRecord<byte[], byte[]> record, String name, String text) {
        record.headers().add(name, text.getBytes(UTF_8));
    }
}
