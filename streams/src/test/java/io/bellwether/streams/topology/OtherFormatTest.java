package io.bellwether.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bellwether.schemas.avro.Alert;
import io.bellwether.streams.codec.Encoding;
import io.bellwether.streams.codec.OtherFormatException;
import io.bellwether.streams.processor.BrandProcessor;
import io.bellwether.streams.processor.MarketProcessor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pipeline goes on from stores in which another version of the program left records that this one does not read. */
class OtherFormatTest {

    private static final String REGISTRY = "other-format";
    private static final String[] SLUMP = {
        "x DELIVERIES 2024-02 1000 model=M", "x DELIVERIES 2024-03 1000 model=M", "x DELIVERIES 2024-04 500 model=M"
    };

    @TempDir
    Path directory;

    @Test
    void shouldWorkOutFiguresAgainAndKeepAlerts() {
        // Given an open alert, and figures that another version wrote, among them those of a model that it alone knows
        Alert open;
        try (Pipeline before = Pipeline.onDisk(REGISTRY, directory)) {
            before.publish(SLUMP).publish("y DELIVERIES 2024-04 100").settle();
            open = before.standing().get(0);
            byte[] model = before.entries(BrandProcessor.METRICS).get("x/M");
            before.put(BrandProcessor.METRICS, "x/m", model);
            before.put(MarketProcessor.SUMMARIES, "x/m", model);
            List.of(BrandProcessor.METRICS, MarketProcessor.SUMMARIES, MarketProcessor.VIEW)
                    .forEach(before::writtenByAnotherVersion);
            before.leave();
        }

        try (Pipeline after = Pipeline.onDisk(REGISTRY, directory)) {
            // When it has looked at the market before anything came again, and then at all of it
            after.settle().settle();

            // Then no alert was told, the one that was open still is, and all figures are of this version
            assertThat(after.raw(after.topics.alerts())).isEmpty();
            assertThat(after.standing()).containsExactly(open);
            assertThat(after.raw(after.topics.brandMetrics())).hasSize(2);
            assertThat(after.raw(after.topics.modelMetrics()))
                    .extracting(record -> new String(record.key(), StandardCharsets.UTF_8)
                            + (record.value() == null ? " is no more" : ""))
                    .containsExactly("x/M", "x/m is no more");
            assertThat(after.entries(MarketProcessor.SUMMARIES)).doesNotContainKey("x/m");
            assertThat(after.entries(MarketProcessor.VIEW))
                    .containsOnlyKeys("market", "market/brand/x", "market/brand/y")
                    .allSatisfy((key, part) ->
                            assertThat(Encoding.MARKET_VIEW.isCurrent(part)).isTrue());

            // And it goes on
            after.publish("x DELIVERIES 2024-04 900 at=2024-06-01").settle();
            assertThat(after.<Alert>read(after.topics.alerts()))
                    .extracting(alert -> alert.value.getStatus() + " " + alert.value.getAlertId())
                    .containsExactly("RESOLVED " + open.getAlertId());
        }
    }

    @Test
    void shouldNotSeeTheMarketWithoutABrandThatIsStillToCome() {
        // Given an open alert of x
        try (Pipeline pipeline = Pipeline.inMemory(REGISTRY)) {
            pipeline.publish(SLUMP).settle();
            pipeline.raw(pipeline.topics.alerts());
            byte[] summary = pipeline.entries(MarketProcessor.SUMMARIES).get("x");

            // When an instance of another version tells x, and one of this version y
            pipeline.publish(
                    "pipeline-summaries-repartition",
                    Pipeline.utf8("x"),
                    Pipeline.byAnotherVersion(summary),
                    new RecordHeaders());
            pipeline.publish("y DELIVERIES 2024-04 5000 at=2024-09-01").settle();

            // Then nothing is seen until x comes again
            assertThat(pipeline.raw(pipeline.topics.alerts())).isEmpty();
            pipeline.publish("x DELIVERIES 2024-04 900 at=2024-06-01").settle();
            assertThat(pipeline.<Alert>read(pipeline.topics.alerts()))
                    .extracting(alert -> alert.value.getRule() + " " + alert.value.getStatus())
                    .contains("DELIVERIES_SLUMP RESOLVED");
        }
    }

    @Test
    void shouldNotStartOnAlertsThatItCannotRead() {
        // Given
        try (Pipeline before = Pipeline.onDisk(REGISTRY, directory)) {
            before.publish(SLUMP).settle();
            before.writtenByAnotherVersion(MarketProcessor.ALERTS);
            before.leave();
        }

        // When, then
        assertThatThrownBy(() -> Pipeline.onDisk(REGISTRY, directory).close())
                .hasRootCauseInstanceOf(OtherFormatException.class)
                .hasRootCauseMessage(
                        "a record of kind Alert was written by another version of the program, which this one does not"
                                + " read: use that version, or a newer one");
    }
}
