package io.bellwether.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.schemas.DeadLetterHeaders;
import io.bellwether.schemas.avro.BrandMetrics;
import io.bellwether.streams.processor.SendingTime;
import io.bellwether.streams.reference.EventLines;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What another client's partitioner put into another partition than Java's is brought there. In the driver all records
 * stand in partition 0.
 */
class MisplacedRecordsTest {

    private static final String REGISTRY = "misplaced-records";
    private static final String BY_PARTITION = "pipeline-misplaced-repartition";
    private static final int PARTITIONS = 6;

    @Test
    void shouldHaveBrandsOfBothKinds() {
        // Given, when, then: what the tests below rest on
        assertThat(partition("w")).isZero();
        assertThat(partition("a")).isNotZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"w", "a"})
    void shouldCountWhateverPartitionARecordStandsIn(String brand) {
        // Given
        try (Pipeline pipeline = Pipeline.ofPartitions(REGISTRY, PARTITIONS)) {

            // When
            pipeline.publish(
                            brand + " DELIVERIES 2024-03 1000",
                            brand + " DELIVERIES 2024-04 1200",
                            brand + " capacity P1 3000 from=2024-01",
                            brand + " target 2024 20000 at=2024-01-15")
                    .settle();

            // Then
            List<KeyValue<String, BrandMetrics>> metrics = pipeline.read(pipeline.topics.brandMetrics());
            assertThat(metrics).singleElement().satisfies(of -> {
                assertThat(of.key).isEqualTo(brand);
                assertThat(of.value.getMetrics().getDeliveries()).isEqualTo(1200L);
                assertThat(of.value.getMetrics().getCapacity()).isEqualTo(3000L);
                assertThat(of.value.getMetrics().getTarget()).isEqualTo(20000L);
            });
            assertThat(pipeline.raw(pipeline.topics.deadLetters())).isEmpty();
            assertThat(pipeline.statements(brand)).hasSize(4);
        }
    }

    @Test
    void shouldBringOnlyThoseThatAreMisplaced() {
        // Given
        try (Pipeline pipeline = Pipeline.ofPartitions(REGISTRY, PARTITIONS)) {

            // When
            pipeline.publish("w DELIVERIES 2024-03 1000", "a DELIVERIES 2024-03 1000")
                    .settle();

            // Then
            assertThat(pipeline.raw(BY_PARTITION))
                    .extracting(record -> new String(record.key(), StandardCharsets.UTF_8))
                    .containsExactly("a");
        }
    }

    @Test
    void shouldSayOfARefusedRecordWhereItStood() {
        // Given a record that is misplaced and no event, behind one that is good
        Headers headers = new RecordHeaders()
                .add("traceparent", new byte[] {1, 2})
                .add(DeadLetterHeaders.POSITION, Pipeline.utf8("4:7"));
        try (Pipeline pipeline = Pipeline.ofPartitions(REGISTRY, PARTITIONS)) {
            pipeline.publish("a capacity P1 3000 from=2024-01");
            byte[] value = {9, 9};

            // When
            pipeline.publish(pipeline.topics.capacity(), Pipeline.utf8("a"), value, headers);

            // Then the letter names the topic and position that it was written to
            assertThat(pipeline.raw(pipeline.topics.deadLetters()))
                    .singleElement()
                    .satisfies(letter -> {
                        assertThat(letter.key()).isEqualTo(Pipeline.utf8("a"));
                        assertThat(letter.value()).isEqualTo(value);
                        assertThat(text(letter, DeadLetterHeaders.ORIGIN)).isEqualTo(pipeline.topics.capacity());
                        assertThat(text(letter, DeadLetterHeaders.POSITION)).isEqualTo("0:1");
                        assertThat(letter.headers().lastHeader("traceparent").value())
                                .isEqualTo(new byte[] {1, 2});
                    });
        }
    }

    @Test
    void shouldRefuseWhereItStandsWhatNoTopicWouldTake() {
        // Given
        byte[] huge = new byte[5 << 20];
        try (Pipeline pipeline = Pipeline.ofPartitions(REGISTRY, PARTITIONS)) {

            // When
            pipeline.publish(pipeline.topics.sales(), Pipeline.utf8("a"), huge, new RecordHeaders());

            // Then
            assertThat(pipeline.raw(BY_PARTITION)).isEmpty();
            assertThat(pipeline.raw(pipeline.topics.deadLetters())).hasSize(1);
        }
    }

    @Test
    void shouldCountAnEventWhateverItsHeaders() {
        // Given a good event with headers that no topic would take
        try (Pipeline pipeline = Pipeline.ofPartitions(REGISTRY, PARTITIONS)) {
            byte[] value = value(pipeline);

            // When
            pipeline.publish(
                    pipeline.topics.sales(),
                    Pipeline.utf8("a"),
                    value,
                    new RecordHeaders().add("blob", new byte[20 << 20]));
            pipeline.settle();

            // Then
            assertThat(pipeline.statements("a")).hasSize(1);
            assertThat(pipeline.raw(BY_PARTITION))
                    .singleElement()
                    .satisfies(record ->
                            assertThat(record.headers().lastHeader("blob")).isNull());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1_727_740_800_000L})
    void shouldRefuseRecordsThatAreNotStampedWithTheTimeOfSending(long timestamp) {
        // Given a record stamped with nothing, or with October 2024, which it is about
        try (Pipeline pipeline = Pipeline.inMemory(REGISTRY)) {
            byte[] value = value(pipeline);

            // When
            pipeline.publish(
                    pipeline.topics.sales(),
                    new TestRecord<>(Pipeline.utf8("a"), value, new RecordHeaders(), timestamp));

            // Then
            assertThat(pipeline.raw(pipeline.topics.deadLetters()))
                    .singleElement()
                    .satisfies(letter -> {
                        assertThat(text(letter, DeadLetterHeaders.FIELD)).isEqualTo("published_at");
                        assertThat(text(letter, DeadLetterHeaders.REASON)).contains("the record's timestamp (");
                    });
            assertThat(pipeline.statements("a")).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"-1, 0", "-9223372036854775808, 0", "0, 0", "1727740800000, 1727740800000"})
    void shouldLeaveNoRecordWithoutATimestamp(long timestamp, long taken) {
        // Given a record as some clients stamp it; Kafka Streams would drop one of a time below 0
        ConsumerRecord<Object, Object> record = new ConsumerRecord<>(
                "t",
                0,
                0,
                timestamp,
                TimestampType.CREATE_TIME,
                0,
                0,
                null,
                null,
                new RecordHeaders(),
                Optional.empty());

        // When
        long extracted = new SendingTime().extract(record, -1);

        // Then
        assertThat(extracted).isEqualTo(taken);
    }

    @Test
    void shouldTakeWhatIsPublishedUpToADayAfterItWasSent() {
        // Given an event published on 1 November 2024
        long day = 86_400_000L;
        long sent = Instant.parse("2024-11-01T00:00:00Z").toEpochMilli() - day;
        try (Pipeline pipeline = Pipeline.inMemory(REGISTRY)) {
            byte[] value = value(pipeline);

            // When
            pipeline.publish(
                    pipeline.topics.sales(),
                    new TestRecord<>(Pipeline.utf8("a"), value, new RecordHeaders(), sent - 1));
            pipeline.publish(
                    pipeline.topics.sales(), new TestRecord<>(Pipeline.utf8("a"), value, new RecordHeaders(), sent));
            pipeline.settle();

            // Then
            assertThat(pipeline.raw(pipeline.topics.deadLetters())).hasSize(1);
            assertThat(pipeline.statements("a")).hasSize(1);
        }
    }

    private static byte[] value(Pipeline pipeline) {
        return pipeline.encode(EventLines.parse("a DELIVERIES 2024-10 1000").get(0));
    }

    private static String text(TestRecord<byte[], byte[]> letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static int partition(String brand) {
        return BuiltInPartitioner.partitionForKey(Pipeline.utf8(brand), PARTITIONS);
    }
}
