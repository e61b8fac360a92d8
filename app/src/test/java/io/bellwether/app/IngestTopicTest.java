package io.bellwether.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bellwether.app.SharedCluster.Cluster;
import io.bellwether.app.settings.Settings;
import io.bellwether.schemas.DeadLetterHeaders;
import io.bellwether.schemas.avro.CapacityReport;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.json.JsonConverter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A topic that Kafka Connect writes, by its own converter. */
@Tag("broker")
@ExtendWith(SharedCluster.class)
@SuppressWarnings("FutureReturnValueIgnored") // what is sent is missed below if it failed
class IngestTopicTest {

    private static final String MAX_BYTES = "16000000";
    private static final Schema TEXT = Schema.OPTIONAL_STRING_SCHEMA;
    private static final Schema DETAIL = SchemaBuilder.struct()
            .optional()
            .field("type", TEXT)
            .field("year", Schema.OPTIONAL_INT32_SCHEMA)
            .field("units", Schema.OPTIONAL_INT64_SCHEMA)
            .build();
    private static final Schema CAPACITY = SchemaBuilder.struct()
            .field("type", TEXT)
            .field("event_id", TEXT)
            .field("brand", TEXT)
            .field("plant", TEXT)
            .field("units_per_month", Schema.INT64_SCHEMA)
            .field("effective_from", org.apache.kafka.connect.data.Date.SCHEMA)
            .field("source", TEXT)
            .field("source_tier", TEXT)
            .field("published_at", Timestamp.SCHEMA)
            .build();
    private static final Schema TARGET = SchemaBuilder.struct()
            .field("type", TEXT)
            .field("brand", TEXT)
            .field("headline", TEXT)
            .field("source", TEXT)
            .field("source_tier", TEXT)
            .field("published_at", TEXT)
            .field("detail", DETAIL)
            .build();

    @Test
    void shouldTakeWhatTheJsonConverterWrites(Cluster cluster) throws Exception {
        // Given records with and without their schema, one with text for its date, one that is no event, and one
        // without value
        Settings settings = cluster.prepared("connect.");
        topic(settings, "connect-plants", 1);
        try (KafkaProducer<byte[], byte[]> producer = producer(settings)) {
            for (byte[] value : List.of(
                    converter(true).fromConnectData("t", CAPACITY, capacity(1)),
                    converter(true).fromConnectData("t", TARGET, target()),
                    converter(false).fromConnectData("t", TARGET, target().put("brand", "nio")),
                    converter(false).fromConnectData("t", CAPACITY, capacity(2)))) {
                producer.send(new ProducerRecord<>("connect-plants", value));
            }
            producer.send(new ProducerRecord<>("connect-plants", null, null));
        }

        // When
        Program run = Program.run(SharedCluster.options(settings, "ingest", "topic", "connect-plants", "--once"));
        Program again = Program.run(SharedCluster.options(settings, "ingest", "topic", "connect-plants", "--once"));

        // Then
        assertThat(run.out()).as(run.err()).contains("3 accepted, 2 refused");
        assertThat(again.out()).as(again.err()).contains("0 accepted, 0 refused");
        assertThat(TopicRecords.events(settings))
                .hasSize(3)
                .filteredOn(CapacityReport.class::isInstance)
                .singleElement()
                .satisfies(event -> {
                    CapacityReport report = (CapacityReport) event;
                    assertThat(report.getEffectiveFrom()).isEqualTo(LocalDate.of(2024, 3, 1));
                    assertThat(report.getPublishedAt()).isEqualTo(Instant.parse("2024-03-28T02:00:00Z"));
                });
        assertThat(TopicRecords.letters(settings).stream()
                        .map(letter -> TopicRecords.header(letter, DeadLetterHeaders.ORIGIN) + " "
                                + TopicRecords.header(letter, DeadLetterHeaders.POSITION) + " "
                                + TopicRecords.header(letter, DeadLetterHeaders.FIELD)))
                .containsExactlyInAnyOrder("connect-plants 0:3 published_at", "connect-plants 0:4 ");
    }

    @Test
    void shouldGoOnBehindARecordThatIsLargerThanADeadLetter(Cluster cluster) throws Exception {
        // Given a topic whose owner takes large records, and one of 9 MB between two events
        Settings settings = cluster.prepared("connect-large.");
        topic(settings, "connect-large", 1);
        byte[] large = new byte[9_000_000];
        Arrays.fill(large, (byte) 'x');
        try (KafkaProducer<byte[], byte[]> producer = producer(settings)) {
            for (byte[] value : List.of(
                    converter(false).fromConnectData("t", TARGET, target()),
                    large,
                    converter(false).fromConnectData("t", TARGET, target().put("brand", "nio")))) {
                producer.send(new ProducerRecord<>("connect-large", value)).get();
            }
        }

        // When
        Program run = Program.run(SharedCluster.options(settings, "ingest", "topic", "connect-large", "--once"));

        // Then its beginning is a dead letter
        assertThat(run.out()).as(run.err()).contains("2 accepted, 1 refused");
        assertThat(TopicRecords.letters(settings)).singleElement().satisfies(letter -> {
            assertThat(letter.value()).hasSize(1_000_000);
            assertThat(TopicRecords.header(letter, DeadLetterHeaders.REASON))
                    .endsWith("; a record of 9000000 bytes, of which only the first are kept here");
        });
    }

    @Test
    void shouldPublishEachRecordOnceHoweverOftenItIsKilled(Cluster cluster) throws Exception {
        // Given
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        int records = 20_000;
        Settings settings = cluster.prepared("connect-killed.");
        topic(settings, "connect-killed", 2);
        send(settings, 0, records);

        // When
        for (int kill = 0; kill < 2; kill++) {
            int before = TopicRecords.eventIds(settings).size();
            try (VerbProcess process = VerbProcess.ingest(settings, "topic", "connect-killed")) {
                await().atMost(Duration.ofMinutes(2))
                        .until(() -> TopicRecords.eventIds(settings).size() > before);
                process.killAfter(random.nextInt(50));
            }
        }

        // Then
        try (VerbProcess process = VerbProcess.ingest(settings, "topic", "connect-killed")) {
            // The last record is there only once this process, and no killed one, has taken it in.
            send(settings, records, records + 1);
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> TopicRecords.eventIds(settings).size() > records);
            assertThat(process.stop()).isZero();
        }
        assertThat(TopicRecords.eventIds(settings))
                .as("seed %s", seed)
                .hasSize(records + 1)
                .doesNotHaveDuplicates();
    }

    private static void send(Settings settings, int from, int to) {
        try (KafkaProducer<byte[], byte[]> producer = producer(settings);
                JsonConverter converter = converter(true)) {
            for (int i = from; i < to; i++) {
                producer.send(
                        new ProducerRecord<>("connect-killed", converter.fromConnectData("t", CAPACITY, capacity(i))));
            }
        }
    }

    private static Struct capacity(int plant) {
        return new Struct(CAPACITY)
                .put("type", "capacity")
                .put("brand", "xiaomi")
                .put("plant", "plant-" + plant)
                .put("units_per_month", 12_500L)
                .put("effective_from", Date.from(Instant.parse("2024-03-01T00:00:00Z")))
                .put("source", "xiaomi-ev")
                .put("source_tier", "OFFICIAL")
                .put("published_at", Date.from(Instant.parse("2024-03-28T02:00:00Z")));
    }

    private static Struct target() {
        return new Struct(TARGET)
                .put("type", "announcement")
                .put("brand", "xiaomi")
                .put("headline", "More")
                .put("source", "xiaomi-ev")
                .put("source_tier", "OFFICIAL")
                .put("published_at", "2024-03-28")
                .put(
                        "detail",
                        new Struct(DETAIL)
                                .put("type", "sales_target")
                                .put("year", 2024)
                                .put("units", 130_000L));
    }

    private static JsonConverter converter(boolean schemas) {
        JsonConverter converter = new JsonConverter();
        converter.configure(Map.of("schemas.enable", schemas, "converter.type", "value"));
        return converter;
    }

    private static void topic(Settings settings, String name, int partitions) throws Exception {
        try (Admin admin = Admin.create(settings.kafka())) {
            admin.createTopics(List.of(new NewTopic(name, Optional.of(partitions), Optional.empty())
                            .configs(Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, MAX_BYTES))))
                    .all()
                    .get();
        }
    }

    private static KafkaProducer<byte[], byte[]> producer(Settings settings) {
        Map<String, Object> config = new HashMap<>(settings.kafka());
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_BYTES);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
