package io.bellwether.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.hash.Hashing;
import io.bellwether.schemas.DeadLetterHeaders;
import io.bellwether.schemas.avro.BrandMetrics;
import io.bellwether.schemas.avro.Evidence;
import io.bellwether.schemas.avro.Granularity;
import io.bellwether.schemas.avro.Measure;
import io.bellwether.schemas.avro.Qualifier;
import io.bellwether.schemas.avro.SalesReport;
import io.bellwether.schemas.avro.SourceTier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An event is known by its brand and id, and what counts is what is stored, before a restart as after it. */
class KnownEventsTest {

    private static final String REGISTRY = "known-events";
    private static final Instant MAY = Instant.parse("2024-05-02T02:00:00Z");
    /** Behind five bytes of the wire format, two of its length and these nine, the middle of an id is aligned. */
    private static final String ALIGNED = "event-00-";

    /** 32 bytes that MurmurHash3 takes for those of {@link #OTHER}; how they were found is told beside the schemas. */
    private static final String ONE = "\u057E\u048D\u00F4\u018B\uB773\uD0EE\u037C\u03EBp/\u37F8&\u0179P8[\uCE8A";

    private static final String OTHER = "5_\u042Fa\u00F8Y-~LA\u04C0Q]\u03EBp/`\uD1A9\u0179P8[\uCE8A";

    private static final String END = "-of-an-id-of-64-bytes--";

    @TempDir
    Path directory;

    @Test
    void shouldCountNothingThatIsNotStored() {
        // Given two events whose encodings are the same to MurmurHash3 under every seed, and which differ in their ids
        SalesReport one = april(ALIGNED + ONE + END, 20_000, Granularity.MONTH, null);
        SalesReport other = april(ALIGNED + OTHER + END, 20_000, Granularity.MONTH, null);
        List<String> counted;
        try (Pipeline pipeline = Pipeline.onDisk(REGISTRY, directory)) {
            for (int seed : new int[] {0, 7, -1, Integer.MIN_VALUE}) {
                assertThat(Hashing.murmur3_128(seed).hashBytes(pipeline.encode(one)))
                        .isEqualTo(Hashing.murmur3_128(seed).hashBytes(pipeline.encode(other)));
            }
            pipeline.publish(one);
            pipeline.publish(other);
            counted = counted(pipeline.settle());
            pipeline.leave();
        }

        // When the pipeline starts again from what is stored, and something makes it say the figure again
        try (Pipeline again = Pipeline.onDisk(REGISTRY, directory)) {
            again.publish("x quote 8 at=2024-05-03");

            // Then the same statement counts as before
            assertThat(counted(again.settle())).isEqualTo(counted).hasSize(1);
            assertThat(again.statements("x")).hasSize(3);
        }
    }

    @Test
    void shouldRefuseAnotherContentOfAKnownId() {
        // Given
        try (Pipeline pipeline = Pipeline.onDisk(REGISTRY, directory)) {
            pipeline.publish(april("1", 20_000, Granularity.MONTH, null));
            pipeline.settle();
            pipeline.leave();
        }
        try (Pipeline pipeline = Pipeline.onDisk(REGISTRY, directory)) {

            // When the same statement comes otherwise written, and another one under its id, after a restart
            pipeline.publish(april("1", 20_000, Granularity.SPAN, LocalDate.of(2024, 4, 30)));
            pipeline.publish(april("1", 21_000, Granularity.MONTH, null));
            pipeline.settle();

            // Then the repetition is passed over, the other content is a dead letter that says how to correct
            List<TestRecord<byte[], byte[]>> letters = pipeline.raw(pipeline.topics.deadLetters());
            assertThat(letters).hasSize(1);
            assertThat(header(letters.get(0), DeadLetterHeaders.FIELD)).isEqualTo("event_id");
            assertThat(header(letters.get(0), DeadLetterHeaders.REASON)).contains("'1'", "new event_id");
            assertThat(pipeline.statements("x")).hasSize(1);
        }
    }

    private static String header(TestRecord<byte[], byte[]> letter, String name) {
        Header header = letter.headers().lastHeader(name);
        return new String(header.value(), StandardCharsets.UTF_8);
    }

    /** The ids of the statements behind the deliveries that came out last. */
    private static List<String> counted(Pipeline pipeline) {
        List<KeyValue<String, BrandMetrics>> metrics = pipeline.read(pipeline.topics.brandMetrics());
        return metrics.get(metrics.size() - 1).value.getEvidence().stream()
                .filter(value -> value.getName().equals("DELIVERIES"))
                .map(Evidence::getSources)
                .flatMap(List::stream)
                .flatMap(source -> source.getEventIds().stream())
                .toList();
    }

    private static SalesReport april(String id, long units, Granularity granularity, LocalDate end) {
        return new SalesReport(
                id,
                "x",
                "ir",
                SourceTier.OFFICIAL,
                MAY,
                null,
                null,
                null,
                Measure.DELIVERIES,
                LocalDate.of(2024, 4, 1),
                granularity,
                units,
                Qualifier.EXACT,
                end);
    }
}
