package io.bellwether.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.schemas.DeadLetterHeaders;
import io.bellwether.schemas.avro.Acknowledgement;
import io.bellwether.schemas.avro.Alert;
import io.bellwether.schemas.avro.AlertStatus;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody has seen an alert. */
class AcknowledgementTest {

    private static final String REGISTRY = "acknowledgement";
    private static final String[] SLUMP = {
        "x DELIVERIES 2024-02 1000", "x DELIVERIES 2024-03 1000", "x DELIVERIES 2024-04 600"
    };
    private static final Acknowledgement SEEN =
            new Acknowledgement(Instant.parse("2024-05-02T08:00:00Z"), "li.wei", "Asked the plant.");

    @TempDir
    Path directory;

    @Test
    void shouldStandBesideTheAlertAndNoOther() {
        try (Pipeline pipeline = Pipeline.inMemory(REGISTRY)) {
            // Given
            pipeline.publish(SLUMP)
                    .publish("y DELIVERIES 2024-02 1000", "y DELIVERIES 2024-03 1000", "y DELIVERIES 2024-04 600")
                    .settle();

            // When
            pipeline.acknowledge(standing(pipeline, "x").getAlertId(), SEEN);

            // Then
            assertThat(standing(pipeline, "x").getAcknowledged()).isEqualTo(SEEN);
            assertThat(standing(pipeline, "y").getAcknowledged()).isNull();
            assertThat(pipeline.life(standing(pipeline, "x").getAlertId()))
                    .extracting(Alert::getAcknowledged)
                    .containsExactly(SEEN);
        }
    }

    @Test
    void shouldBeReplacedByANewerOneAndGoWithEveryLaterTransitionOfTheEpisode() {
        try (Pipeline pipeline = Pipeline.inMemory(REGISTRY)) {
            // Given
            Acknowledgement newer =
                    new Acknowledgement(SEEN.getAt().plusSeconds(60), "zhao", "Second shift from June.");
            pipeline.publish(SLUMP).settle();
            Alert opened = standing(pipeline, "x");
            pipeline.<Alert>read(pipeline.topics.alerts());

            // When
            pipeline.acknowledge(opened.getAlertId(), SEEN);
            pipeline.acknowledge(opened.getAlertId(), newer);
            pipeline.publish("x DELIVERIES 2024-04 400 id=r-1 at=2024-05-03").settle();

            // Then
            assertThat(pipeline.<Alert>read(pipeline.topics.alerts()))
                    .singleElement()
                    .satisfies(changed -> {
                        assertThat(changed.value.getStatus()).isEqualTo(AlertStatus.CHANGED);
                        assertThat(changed.value.getAcknowledged()).isEqualTo(newer);
                    });
        }
    }

    @Test
    void shouldEndWithTheEpisode() {
        try (Pipeline pipeline = Pipeline.inMemory(REGISTRY)) {
            // Given an acknowledged alert that is resolved
            pipeline.publish(SLUMP).settle();
            String first = standing(pipeline, "x").getAlertId();
            pipeline.acknowledge(first, SEEN);
            pipeline.publish("x DELIVERIES 2024-05 600 id=m-5").settle();
            assertThat(standing(pipeline, "x").getStatus()).isEqualTo(AlertStatus.RESOLVED);

            // When the next one opens, and somebody speaks of the first once more
            pipeline.publish("x DELIVERIES 2024-06 300 id=m-6").settle();
            pipeline.acknowledge(first, SEEN);

            // Then
            assertThat(standing(pipeline, "x").getAlertId()).isNotEqualTo(first);
            assertThat(standing(pipeline, "x").getAcknowledged()).isNull();
        }
    }

    @Test
    void shouldNotMatterWhetherTheAlertOrTheAcknowledgementComesFirst() {
        String id;
        try (Pipeline before = Pipeline.inMemory(REGISTRY)) {
            before.publish(SLUMP).settle();
            id = standing(before, "x").getAlertId();
        }
        try (Pipeline pipeline = Pipeline.inMemory(REGISTRY)) {
            // Given a pipeline that reads its topics anew, that of acknowledgements first
            pipeline.acknowledge(id, SEEN);

            // When
            pipeline.publish(SLUMP).settle();

            // Then
            assertThat(standing(pipeline, "x").getAcknowledged()).isEqualTo(SEEN);
        }
    }

    @Test
    void shouldOutliveARestart() {
        String id;
        try (Pipeline pipeline = Pipeline.onDisk(REGISTRY, directory)) {
            pipeline.publish(SLUMP).settle();
            id = standing(pipeline, "x").getAlertId();
            pipeline.acknowledge(id, SEEN);
            pipeline.leave();
        }
        try (Pipeline pipeline = Pipeline.onDisk(REGISTRY, directory)) {
            // When
            pipeline.publish("x DELIVERIES 2024-04 590 id=r-1 at=2024-05-03").settle();

            // Then the alert stands otherwise, and is acknowledged still
            assertThat(standing(pipeline, "x").getAlertId()).isEqualTo(id);
            assertThat(standing(pipeline, "x").getMessage()).contains("590");
            assertThat(standing(pipeline, "x").getAcknowledged()).isEqualTo(SEEN);
        }
    }

    @Test
    void shouldRefuseWhatIsNoAcknowledgement() {
        try (Pipeline pipeline = Pipeline.inMemory(REGISTRY)) {
            // When
            pipeline.acknowledge("a", new Acknowledgement(SEEN.getAt(), " ", "note"));
            pipeline.acknowledge("a", new Acknowledgement(SEEN.getAt(), "li.wei", "x".repeat(2_001)));
            pipeline.publish(
                    pipeline.topics.acknowledgements(),
                    Pipeline.utf8("a"),
                    Pipeline.utf8("no avro"),
                    new RecordHeaders());

            // Then
            List<TestRecord<byte[], byte[]>> letters = pipeline.raw(pipeline.topics.deadLetters());
            assertThat(letters)
                    .extracting(letter -> header(letter, DeadLetterHeaders.FIELD))
                    .containsExactly("by", "note", "");
            assertThat(letters)
                    .allSatisfy(letter -> assertThat(header(letter, DeadLetterHeaders.ORIGIN))
                            .isEqualTo(pipeline.topics.acknowledgements()));
        }
    }

    private static Alert standing(Pipeline pipeline, String subject) {
        return pipeline.standing().stream()
                .filter(alert ->
                        alert.getSubject().equals(subject) && alert.getRule().equals("DELIVERIES_SLUMP"))
                .findFirst()
                .orElseThrow();
    }

    private static String header(TestRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
