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
import io.bellwether.schemas.avro.Granularity;
import io.bellwether.schemas.avro.Measure;
import io.bellwether.schemas.avro.Qualifier;
import io.bellwether.schemas.avro.SalesReport;
import io.bellwether.schemas.avro.SourceTier;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Malformed, oversized, truncated and hostile events by every way in, good ones between them: each is answered or kept with
 * a reason, processes of a small heap live on, and every good one counts.
 */
@Tag("broker")
@ExtendWith(SharedCluster.class)
@SuppressWarnings("FutureReturnValueIgnored") // what is sent is missed below if it failed
class HostileInputTest {

    /** {@code -Dhostile.events=100000} for the long form. */
    private static final int EVENTS = Integer.getInteger("hostile.events", 3_000);

    private static final Duration PATIENCE = Duration.ofMinutes(Integer.getInteger("hostile.minutes", 4));
    private static final Duration POLL = Duration.ofMillis(Math.max(100, EVENTS / 10));
    private static final int GOOD_IN = 4;
    private static final int BATCH = 50;

    private final long seed = Long.getLong("hostile.seed", new Random().nextLong());
    private final Random random = new Random(seed);
    private final HostileEvents events = new HostileEvents(random);
    private final HttpClient client = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();

    @TempDir
    Path directory;

    private int good;
    private int letters;

    @Test
    void shouldAnswerOrKeepEachAndCountTheGoodOnes(Cluster cluster) throws Exception {
        // Given an instance and a watched folder, each in a process of a small heap
        Settings settings = cluster.prepared("hostile.", 2);
        Path folder = Files.createDirectories(directory.resolve("folder"));
        long started = System.nanoTime();
        try (VerbProcess instance = VerbProcess.streams(
                        settings, directory.resolve("state"), "--topic-prefix=hostile.", "--ingest-rate=1000000");
                VerbProcess watching = VerbProcess.ingest(
                        settings, "folder", folder.toString(), "--new-brands", "--settle=0", "--poll=0.1")) {
            awaitReady(instance.api());

            // When
            sendRecords(settings, EVENTS / 3);
            dropFiles(folder, EVENTS / 3);
            sendBodies(instance.api(), EVENTS - 2 * (EVENTS / 3));

            // Then all that is bad is kept with a reason
            await().atMost(PATIENCE)
                    .pollInterval(POLL)
                    .untilAsserted(
                            () -> assertThat(kept(settings)).as("seed %s", seed).isGreaterThanOrEqualTo(letters));
            assertThat(kept(settings)).as("seed %s", seed).isEqualTo(letters);

            // And all that is good counts
            await().atMost(PATIENCE)
                    .pollInterval(POLL)
                    .untilAsserted(() -> assertThat(vehicles(instance.api()))
                            .as("seed %s", seed)
                            .isEqualTo(good));
            System.out.printf(
                    "hostile: %d events, %d good all counted, %d kept as dead letters, %d s; peak memory of the"
                            + " instance %s, of the folder %s; seed %d%n",
                    EVENTS,
                    good,
                    letters,
                    Duration.ofNanos(System.nanoTime() - started).toSeconds(),
                    instance.peakMemory(),
                    watching.peakMemory(),
                    seed);
            assertThat(watching.stop()).isZero();
            assertThat(instance.stop()).isZero();
        }
    }

    private void sendRecords(Settings settings, int count) {
        Map<String, Object> config = new HashMap<>(settings.kafka());
        config.put("compression.type", "lz4");
        config.put("max.request.size", 64 << 20);
        config.put("buffer.memory", 96 << 20);
        List<String> topics = settings.topics().inputs();
        try (KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
                Serializer<SpecificRecord> avro = AvroSerdes.serializer(settings.registry())) {
            byte[] sample = avro.serialize(settings.topics().sales(), sale(1));
            for (int i = 0; i < count; i++) {
                if (i % GOOD_IN == 0) {
                    int number = good++;
                    byte[] key = HostileEvents.brand(number).getBytes(UTF_8);
                    String topic = settings.topics().sales();
                    producer.send(new ProducerRecord<>(topic, key, avro.serialize(topic, sale(number))));
                } else {
                    String topic = topics.get(random.nextInt(topics.size()));
                    byte[] key =
                            random.nextBoolean() ? null : HostileEvents.brand(i).getBytes(UTF_8);
                    producer.send(new ProducerRecord<>(topic, key, events.badRecord(sample)));
                    letters++;
                }
            }
            // What its sender compressed may be larger than anything that can be written again.
            producer.send(new ProducerRecord<>(topics.get(0), new byte[20 << 20]));
            producer.send(new ProducerRecord<>(topics.get(1), new byte[1], null));
            letters += 2;
        }
    }

    private static SalesReport sale(int number) {
        return new SalesReport(
                "kafka-" + number,
                HostileEvents.brand(number),
                "ir",
                SourceTier.OFFICIAL,
                Instant.parse("2024-11-01T00:00:00Z"),
                null,
                null,
                null,
                Measure.DELIVERIES,
                HostileEvents.day(number),
                Granularity.DAY,
                1L,
                Qualifier.EXACT,
                null);
    }

    private void dropFiles(Path folder, int count) throws Exception {
        int dropped = 0;
        for (int file = 0; dropped < count; file++) {
            boolean csv = file % 3 == 0;
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            text.writeBytes(csv ? (HostileEvents.COLUMNS + "\n").getBytes(UTF_8) : new byte[0]);
            for (int i = 0; i < 200 && dropped < count; i++, dropped++) {
                boolean isGood = i % GOOD_IN == 0;
                if (isGood) {
                    text.writeBytes((csv ? HostileEvents.goodRow(good) : HostileEvents.good(good)).getBytes(UTF_8));
                    good++;
                } else {
                    text.writeBytes(csv ? events.badRow().getBytes(UTF_8) : events.badLine());
                    letters++;
                }
                text.write('\n');
            }
            if (file == 1) {
                text.writeBytes("z".repeat(3_000_000).getBytes(UTF_8));
                letters++;
            }
            Path hidden = Files.write(folder.resolve(".next"), text.toByteArray());
            Files.move(hidden, folder.resolve(file + (csv ? ".csv" : ".jsonl")), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private void sendBodies(String api, int count) throws Exception {
        for (int sent = 0; sent < count; sent += BATCH) {
            boolean array = random.nextBoolean();
            int goodBefore = good;
            List<byte[]> lines = new ArrayList<>();
            for (int i = 0; i < Math.min(BATCH, count - sent); i++) {
                boolean isGood = i % GOOD_IN == 0;
                // In an array only what is JSON leaves the array whole.
                lines.add(
                        isGood
                                ? HostileEvents.good(good++).getBytes(UTF_8)
                                : array
                                        ? "{\"type\":\"sales\",\"units\":[[1e999999999]]}".getBytes(UTF_8)
                                        : events.badLine());
                letters += isGood ? 0 : 1;
            }
            JsonNode receipt = json.readTree(post(api, body(lines, array)).body());
            assertThat(receipt.path("accepted").asInt())
                    .as("seed %s: %s", seed, receipt)
                    .isEqualTo(good - goodBefore);
            assertThat(receipt.path("refused").asInt()).isEqualTo(lines.size() - (good - goodBefore));
            assertThat(receipt.path("events"))
                    .hasSize(lines.size())
                    .allSatisfy(event -> assertThat(event.get("result").asText().equals("refused"))
                            .isEqualTo(!event.get("reason").isNull()));
        }
        // Bodies that are nothing as a whole
        assertThat(post(api, new byte[1_000_001]).statusCode()).isEqualTo(413);
        assertThat(post(api, new byte[0]).statusCode()).isEqualTo(400);
        assertThat(post(api, ("[" + "1,".repeat(400_000) + "1]").getBytes(UTF_8))
                        .statusCode())
                .isEqualTo(413);
        assertThat(post(api, "[".repeat(900_000).getBytes(UTF_8)).statusCode()).isEqualTo(422);
        letters++;
    }

    private static byte[] body(List<byte[]> events, boolean array) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int i = 0; i < events.size(); i++) {
            body.write(array ? i == 0 ? '[' : ',' : ' ');
            body.writeBytes(events.get(i));
            body.write(array && i == events.size() - 1 ? ']' : '\n');
        }
        return body.toByteArray();
    }

    private HttpResponse<String> post(String api, byte[] body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(api + "/api/v1/events"))
                .header("Content-Type", "application/x-ndjson")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** How many letters there are, each of which has a reason. */
    private static int kept(Settings settings) {
        AtomicInteger kept = new AtomicInteger();
        TopicRecords.each(settings, List.of(settings.topics().deadLetters()), letter -> {
            assertThat(TopicRecords.header(letter, DeadLetterHeaders.REASON)).isNotBlank();
            kept.incrementAndGet();
        });
        return kept.get();
    }

    private void awaitReady(String api) {
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> get(api, "/health/ready").statusCode() == 200);
    }

    /** All vehicles of all brands and months, as the topology counts them. */
    private long vehicles(String api) throws Exception {
        long vehicles = 0;
        for (int brand = 0; brand < HostileEvents.BRANDS; brand++) {
            HttpResponse<String> months =
                    get(api, "/api/v1/brands/" + HostileEvents.brand(brand) + "/months?measure=DELIVERIES");
            if (months.statusCode() == 200) {
                for (JsonNode month : json.readTree(months.body())) {
                    vehicles += month.get("units").asLong();
                }
            }
        }
        return vehicles;
    }

    private HttpResponse<String> get(String api, String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(api + path)).build(), HttpResponse.BodyHandlers.ofString());
    }
}
