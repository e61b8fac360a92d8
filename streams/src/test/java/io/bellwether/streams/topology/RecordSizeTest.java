package io.bellwether.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.schemas.DeadLetterHeaders;
import io.bellwether.schemas.Validation;
import io.bellwether.schemas.avro.Alert;
import io.bellwether.schemas.avro.Announcement;
import io.bellwether.schemas.avro.CapacityReport;
import io.bellwether.schemas.avro.CapacityStatus;
import io.bellwether.schemas.avro.Granularity;
import io.bellwether.schemas.avro.LeadTimeQuote;
import io.bellwether.schemas.avro.MarketView;
import io.bellwether.schemas.avro.Measure;
import io.bellwether.schemas.avro.Organisation;
import io.bellwether.schemas.avro.OrganisationKind;
import io.bellwether.schemas.avro.Qualifier;
import io.bellwether.schemas.avro.Retraction;
import io.bellwether.schemas.avro.RetractionKind;
import io.bellwether.schemas.avro.SalesReport;
import io.bellwether.schemas.avro.SalesTarget;
import io.bellwether.schemas.avro.SourceTier;
import io.bellwether.schemas.avro.Stage;
import io.bellwether.schemas.avro.TargetKind;
import io.bellwether.schemas.avro.TechnologyMilestone;
import io.bellwether.streams.codec.Encoding;
import io.bellwether.streams.codec.MarketViewParts;
import io.bellwether.streams.processor.MarketProcessor;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/** No record on a topic, in a store or on a changelog grows with what there is, or with the length of what is said. */
class RecordSizeTest {

    private static final String REGISTRY = "record-size";
    /** What a broker takes without any setting. */
    private static final int MAX_BYTES = 1_000_000;

    private static final LocalDate DAY = LocalDate.of(2024, 6, 3);

    private int events;

    @Test
    void shouldNotGrowWithPromisesAndTechnologies() {
        try (Pipeline pipeline = Pipeline.inMemory(REGISTRY)) {
            // When one brand promises 400 technologies with the longest names at three stages, and another has them
            for (int i = 0; i < 400; i++) {
                for (Stage stage : new Stage[] {Stage.CLOSED_BETA, Stage.PUBLIC_BETA, Stage.FULL_ROLLOUT}) {
                    pipeline.publish(news("x", milestone(technology(i), stage, LocalDate.of(2024, 6, 1))));
                }
                pipeline.publish(news("y", milestone(technology(i), Stage.FULL_ROLLOUT, null)));
            }
            pipeline.settle();

            // Then each is a record of its own, and all of them are the view
            assertSmall(pipeline);
            MarketView view = view(pipeline);
            assertThat(view.getCommitments()).hasSize(1_200);
            assertThat(view.getCommitmentCount()).isEqualTo(1_200);
            assertThat(view.getTechnologies()).hasSize(400).allSatisfy((name, race) -> {
                assertThat(race.getBrands()).containsOnlyKeys("x", "y");
                assertThat(race.getLeaders()).containsExactly("y");
            });
            assertThat(pipeline.standing())
                    .filteredOn(alert -> alert.getRule().equals("COMMITMENT_OVERDUE"))
                    .hasSize(1_200);
        }
    }

    @Test
    void shouldNotGrowWithBrands() {
        try (Pipeline pipeline = Pipeline.inMemory(REGISTRY)) {
            // When 400 brands with the longest names are at the head of one race
            String technology = technology(0);
            for (int i = 0; i < 400; i++) {
                pipeline.publish(news(longest(i), milestone(technology, Stage.FULL_ROLLOUT, null)));
            }
            pipeline.publish(news("last", milestone(technology, Stage.CLOSED_BETA, null)));
            pipeline.settle();

            // Then the view has all of them, in small records, and alerts about the race are small
            assertSmall(pipeline);
            assertThat(view(pipeline).getTechnologies().get(technology).getLeaders())
                    .hasSize(400);
            assertThat(pipeline.standing()).extracting(Alert::getRule).contains("RACE_SURGE");
        }
    }

    @Test
    void shouldNotGrowWithTheLengthOfWhatIsSaid() {
        try (Pipeline pipeline = Pipeline.inMemory(REGISTRY)) {
            // When everything about a brand is as long as it may be, and there is much of it: days of two years from
            // nine
            // sources, a hundred plants, quotes, a hundred figures for one target, facts, retractions
            String brand = longest(0);
            for (int source = 0; source < 9; source++) {
                for (LocalDate day = DAY.minusMonths(15); day.isBefore(DAY); day = day.plusDays(source == 0 ? 1 : 7)) {
                    pipeline.publish(sales(brand, source, day, Measure.DELIVERIES));
                    pipeline.publish(sales(brand, source, day, Measure.ORDERS));
                }
            }
            for (int i = 0; i < 100; i++) {
                pipeline.publish(capacity(brand, i));
                pipeline.publish(
                        news(brand, new SalesTarget(2024, 1_000L + i, null, null, null, null, TargetKind.TARGET)));
                pipeline.publish(news(brand, milestone(technology(0), Stage.values()[i % 5], null)));
                Announcement fact = news(brand, milestone(technology(1), Stage.FULL_ROLLOUT, null));
                pipeline.publish(fact);
                pipeline.publish(news(
                        brand,
                        new Retraction(fact.getEventId(), RetractionKind.WITHDRAWN, text(Validation.MAX_TEXT_LENGTH))));
            }
            pipeline.publish(news(brand, new LeadTimeQuote(longest(3), 30.0)));
            pipeline.publish(
                    news(brand, new Organisation(OrganisationKind.PARTNERSHIP, text(Validation.MAX_TEXT_LENGTH))));
            pipeline.settle();

            // Then
            assertThat(pipeline.raw(pipeline.topics.deadLetters())).isEmpty();
            assertSmall(pipeline);
            assertThat(view(pipeline).getTargets()).singleElement().satisfies(target -> {
                assertThat(target.getUnits()).isEqualTo(1_099);
                assertThat(target.getRaised()).isEqualTo(99);
                assertThat(target.getSteps()).hasSize(50);
                assertThat(target.getSteps().get(0).getUnits()).isEqualTo(1_000);
                assertThat(target.getSteps().get(49).getUnits()).isEqualTo(1_099);
            });
        }
    }

    @Test
    void shouldRefuseWhatAWriterAddsWithoutMeasure() {
        try (Pipeline pipeline = Pipeline.inMemory(REGISTRY)) {
            // Given an event of a schema with one field more, which is large
            Schema wider = new Schema.Parser()
                    .parse(SalesReport.getClassSchema()
                            .toString()
                            .replaceFirst(
                                    "\"fields\":\\[",
                                    "\"fields\":[{\"name\":\"a_blob\",\"type\":\"bytes\",\"default\":\"\"},"));

            // When
            byte[] value = WiderEvent.encode(REGISTRY, wider, sales("x", 0, DAY, Measure.DELIVERIES), 5_000_000);
            pipeline.publish(pipeline.topics.sales(), Pipeline.utf8("x"), value, new RecordHeaders());
            pipeline.publish("x DELIVERIES 2024-04 1200").settle();

            // Then it is a dead letter, cut, and the rest goes on
            assertThat(pipeline.raw(pipeline.topics.deadLetters()))
                    .singleElement()
                    .satisfies(letter -> {
                        assertThat(letter.value()).hasSize(1_000_000);
                        assertThat(new String(
                                        letter.headers()
                                                .lastHeader(DeadLetterHeaders.REASON)
                                                .value(),
                                        StandardCharsets.UTF_8))
                                .startsWith("a record of 50")
                                .contains("an event has at most 65536");
                    });
            assertThat(pipeline.statements("x")).hasSize(1);
        }
    }

    private static void assertSmall(Pipeline pipeline) {
        Map<String, Integer> largest = pipeline.largestRecords();
        assertThat(largest.keySet())
                .contains(
                        "market.view",
                        "pipeline-summaries-repartition",
                        "pipeline-statements-changelog",
                        "pipeline-summaries-changelog",
                        "pipeline-alerts-changelog",
                        "pipeline-view-changelog");
        assertThat(largest)
                .allSatisfy((topic, bytes) -> assertThat(bytes).as(topic).isLessThan(MAX_BYTES));
    }

    private static MarketView view(Pipeline pipeline) {
        return MarketViewParts.join(pipeline.entries(MarketProcessor.VIEW).entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, entry -> Encoding.MARKET_VIEW.decode(entry.getValue()))))
                .orElseThrow();
    }

    /** A name of the greatest length, of letters that take three bytes. */
    private static String longest(int number) {
        String end = Integer.toString(number);
        return "\u8f66".repeat(Validation.MAX_NAME_LENGTH - end.length()) + end;
    }

    private static String technology(int number) {
        String end = "_" + number;
        return "T".repeat(Validation.MAX_NAME_LENGTH - end.length()) + end;
    }

    private static String text(int length) {
        return "\u8f66".repeat(length);
    }

    private Instant next() {
        return DAY.atStartOfDay().toInstant(ZoneOffset.UTC).plusSeconds(events++);
    }

    private Announcement news(String brand, Object detail) {
        return new Announcement(
                longest(events),
                brand,
                longest(1_000_000),
                SourceTier.OFFICIAL,
                next(),
                text(Validation.MAX_URL_LENGTH),
                text(Validation.MAX_TEXT_LENGTH),
                detail,
                null);
    }

    private static TechnologyMilestone milestone(String technology, Stage stage, LocalDate dueBy) {
        return new TechnologyMilestone(technology, stage, null, false, null, dueBy);
    }

    private SalesReport sales(String brand, int source, LocalDate day, Measure measure) {
        return new SalesReport(
                longest(events),
                brand,
                longest(2_000_000 + source),
                SourceTier.OFFICIAL,
                next(),
                text(Validation.MAX_URL_LENGTH),
                longest(3),
                longest(4),
                measure,
                day,
                Granularity.DAY,
                Validation.MAX_UNITS,
                Qualifier.EXACT,
                null);
    }

    private CapacityReport capacity(String brand, int plant) {
        return new CapacityReport(
                longest(events),
                brand,
                longest(5),
                SourceTier.OFFICIAL,
                next(),
                text(Validation.MAX_URL_LENGTH),
                longest(plant),
                1_000L,
                LocalDate.of(2023, 1, 1),
                CapacityStatus.OPERATING);
    }
}
