package io.bellwether.producer.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bellwether.producer.format.InputException;
import io.bellwether.producer.format.IntakeOptions;
import io.bellwether.producer.format.ParsedEvent;
import io.bellwether.producer.format.ParsedEvent.Accepted;
import io.bellwether.producer.format.ParsedEvent.Refused;
import io.bellwether.schemas.avro.Announcement;
import io.bellwether.schemas.avro.Qualifier;
import io.bellwether.schemas.avro.SalesReport;
import io.bellwether.schemas.avro.SalesTarget;
import io.bellwether.schemas.avro.TargetKind;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shipped mapping on sentences of the news, and what is said of a wrong one. */
class FeedMappingTest {

    private static final Instant PUBLISHED = Instant.parse("2024-11-01T02:00:00Z");

    private final FeedMapping shipped = FeedMapping.read(Path.of("../docs/guide/feed-mapping.yaml"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Xiaomi delivered 20,976 vehicles in October | 20976 | EXACT | 2024-10-01",
                "Xiaomi EV delivered over 20,000 vehicles in October | 20000 | AT_LEAST | 2024-10-01",
                "xiaomi DELIVERED more than 20k cars in Oct 2024! | 20000 | AT_LEAST | 2024-10-01",
                "It delivered nearly 1.2 million units in December | 1200000 | ESTIMATE | 2023-12-01",
                "It delivered about 10.5 thousand vehicles in November | 10500 | ESTIMATE | 2024-11-01",
            })
    void shouldReadASentence(String title, long units, Qualifier qualifier, LocalDate month) {
        List<ParsedEvent> events = shipped.events(item(title), PUBLISHED, IntakeOptions.DEFAULT);

        assertThat(events).singleElement().isInstanceOfSatisfying(Accepted.class, accepted -> {
            SalesReport report = (SalesReport) accepted.event();
            assertThat(report.getUnits()).isEqualTo(units);
            assertThat(report.getQualifier()).isEqualTo(qualifier);
            assertThat(report.getPeriodStart()).isEqualTo(month);
            assertThat(report.getBrand()).isEqualTo("xiaomi");
            assertThat(report.getUrl()).isEqualTo("https://example.org/1");
            assertThat(report.getPublishedAt()).isEqualTo(PUBLISHED);
        });
    }

    @Test
    void shouldReadSeveralThingsFromOneItemAndADetail() {
        List<ParsedEvent> events = shipped.events(
                item("Xiaomi delivered 20,976 vehicles in October and raises its 2024 delivery target to 130,000"),
                PUBLISHED,
                IntakeOptions.DEFAULT);

        assertThat(events).hasSize(2).allSatisfy(event -> assertThat(event).isInstanceOf(Accepted.class));
        Announcement target = (Announcement) ((Accepted) events.get(1)).event();
        assertThat(target.getDetail())
                .isEqualTo(new SalesTarget(2024, 130_000L, null, null, null, null, TargetKind.TARGET));
    }

    @Test
    void shouldKnowWhatItCannotTell() {
        assertThat(shipped.events(
                        item("Xiaomi delivered 20,976 vehicles in Octember"), PUBLISHED, IntakeOptions.DEFAULT))
                .singleElement()
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.refusal().toString())
                                .startsWith("period_start: cannot be told by {month|month} from: delivered 20,976"));
        assertThat(shipped.events(
                        item("Xiaomi delivered 20.976 vehicles in October"), PUBLISHED, IntakeOptions.DEFAULT))
                .as("nobody knows whether that is twenty or twenty thousand")
                .singleElement()
                .isInstanceOf(Refused.class);
        assertThat(shipped.events(item("A quiet day"), PUBLISHED, IntakeOptions.DEFAULT))
                .isEmpty();
        assertThat(shipped.ignores(item("Careers at Xiaomi"))).isTrue();
    }

    @Test
    void shouldTakeNoLongerThanTheTextIsLong() {
        // Given an expression that a backtracking engine does not survive
        FeedMapping mapping = FeedMapping.parse("m.yaml", """
                patterns:
                  - match: '(a+)+(?P<x>b)$'
                    event: {type: capacity, brand: '{x}', plant: p, units_per_month: 1, effective_from: 2024-01-01,
                      source: s, source_tier: MEDIA}
                """);

        // When, then
        org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
                Duration.ofMinutes(1),
                () -> assertThat(mapping.events(item("a".repeat(20_000)), PUBLISHED, IntakeOptions.DEFAULT))
                        .isEmpty());
    }

    @Test
    void shouldTellEveryMistakeWithItsLine() {
        assertThatThrownBy(() -> FeedMapping.parse("m.yaml", """
                default: {}
                patterns:
                  - match: '(unclosed'
                    event: {type: sales}
                  - match: '(?P<units>[0-9]+)'
                    event:
                      type: sales
                      units: '{unit|number}'
                      month: '{units|nmber}'
                  - match: 'x'
                    event:
                      type: capacity
                      brand: b
                      plnt: p
                  - match: 'x'
                """))
                .isInstanceOf(InputException.class)
                .message()
                .satisfies(message -> assertThat(message.lines())
                        .hasSize(6)
                        .anySatisfy(line -> assertThat(line).startsWith("m.yaml:1: default: is unknown"))
                        .anySatisfy(line -> assertThat(line).startsWith("m.yaml:3: match: is no regular expression"))
                        .anySatisfy(line -> assertThat(line)
                                .isEqualTo("m.yaml:8: units: {unit} is no named group of the pattern, which has units"))
                        .anySatisfy(line -> assertThat(line).startsWith("m.yaml:9: month: '|nmber' is unknown"))
                        .anySatisfy(line -> assertThat(line).contains("plnt: is no field of a capacity event"))
                        .anySatisfy(line -> assertThat(line).startsWith("m.yaml:15: patterns: each must have")));
        assertThatThrownBy(() -> FeedMapping.parse("m.yaml", "patterns: [\n  {]"))
                .hasMessageStartingWith("m.yaml:2: ");
    }

    private static FeedItem item(String title) {
        return new FeedItem("1", title, "", "https://example.org/1", PUBLISHED, null);
    }
}
