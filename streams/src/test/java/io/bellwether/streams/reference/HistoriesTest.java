package io.bellwether.streams.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.schemas.avro.Granularity;
import io.bellwether.schemas.avro.Measure;
import io.bellwether.schemas.avro.Qualifier;
import io.bellwether.schemas.avro.SalesReport;
import io.bellwether.schemas.avro.SourceTier;
import io.bellwether.streams.reference.BatchReference.OpenAlert;
import io.bellwether.streams.reference.BatchReference.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/** Short histories as users of such data met them, and what is right of them. */
final class HistoriesTest {

    private static final Path HISTORIES = Path.of("src/test/resources/histories");

    @Test
    void shouldShowQuartersOfWhoTellsNothingElse() throws IOException {
        // When
        Result result = resultOf("B1-quarterly-reporter.jsonl");

        // Then
        assertThat(result.brands().get("rivian"))
                .containsEntry("reference_month", null)
                .containsEntry("quarter", "2024-Q4")
                .containsEntry("quarter_qualifier", "EXACT");
        assertThat(target(result, "rivian", "2024"))
                .containsEntry("status", "MISSED")
                .containsEntry("actual", 51_579L)
                .containsEntry("actual_qualifier", "EXACT");
    }

    @Test
    void shouldTakeAMonthToldOnThe18thForTheMonthSoFar() throws IOException {
        // When
        Result result = resultOf("B3-month-to-date-as-month.jsonl");

        // Then
        assertThat(result.brands().get("tata"))
                .containsEntry("reference_month", "2026-05")
                .containsEntry("mtd_deliveries", 4_100L);
        assertThat(rules(result)).doesNotContain("DELIVERIES_SLUMP");
    }

    @Test
    void shouldSeeNoSlumpInWhatEveryQuarterBrings() throws IOException {
        // Given
        List<SpecificRecord> events = ReferenceMain.read(HISTORIES.resolve("B7-quarter-end-push.jsonl"));

        for (YearMonth month = YearMonth.of(2024, 2);
                month.isBefore(YearMonth.of(2026, 2));
                month = month.plusMonths(1)) {
            // When
            Result result = BatchReference.compute(events, Optional.of(month.atDay(2)));

            // Then
            assertThat(rules(result)).as("%s", month).doesNotContain("DELIVERIES_SLUMP");
        }
    }

    @Test
    void shouldDoubtAFigureInAnotherUnit() throws IOException {
        // When
        Result result = resultOf("B11-lakh.jsonl");

        // Then
        assertThat(result.brands().get("ola"))
                .containsEntry("implausible_month", "2024-04")
                .containsEntry("implausible_factor", 1e-5);
        assertThat(rules(result)).contains("FIGURE_IMPLAUSIBLE");
    }

    @Test
    void shouldTakeTwoSpellingsForOneModel() throws IOException {
        // When
        Result result = resultOf("B22-model-spelled-two-ways.jsonl");

        // Then
        assertThat(result.models()).containsOnlyKeys("elio/Model 3");
        assertThat(result.brands().get("elio")).containsEntry("deliveries", 4_300L);
    }

    @Test
    void shouldSayThatTwoFiguresOfOneInstantContradictEachOther() throws IOException {
        // Given
        List<SpecificRecord> events = new ArrayList<>();
        events.addAll(csv("B25-typo.csv", "a"));
        events.addAll(csv("B25-fixed.csv", "b"));

        // When
        Result result = BatchReference.compute(events, Optional.empty());

        // Then
        assertThat(result.openAlerts())
                .filteredOn(alert -> alert.rule().equals("SOURCE_CONFLICT"))
                .hasSize(result.brands().size())
                .extracting(OpenAlert::severity)
                .containsOnly("CRITICAL");
    }

    @Test
    void shouldKeepTheYearExactWhenASmallModelEnds() throws IOException {
        // When
        Result result = resultOf("B26-discontinued-model.jsonl");

        // Then
        assertThat(result.brands().get("dune")).containsEntry("ytd_qualifier", "EXACT");
        assertThat(target(result, "dune", "2026"))
                .containsEntry("status", "MISSED")
                .containsEntry("actual_qualifier", "EXACT");
    }

    @Test
    void shouldMissNothingOfABrandThatWentIntoAnother() throws IOException {
        // Given
        List<SpecificRecord> events =
                new ArrayList<>(ReferenceMain.read(HISTORIES.resolve("B28-merge-of-brands.jsonl")));
        events.addAll(EventLines.parse(
                "zeekr break 2026-01 ended at=2026-01-01 id=z", "geely break 2026-01 at=2026-01-01 id=g"));

        // When
        Result result = BatchReference.compute(events, Optional.empty());

        // Then
        assertThat(rules(result)).doesNotContain("DATA_GAP", "GROWTH_LEADER");
        assertThat(result.brands().get("geely")).containsEntry("deliveries_yoy", null);
        assertThat(MarketReference.maps(result.market().get("brands")).get("geely"))
                .containsEntry("growth", null);
    }

    private static Result resultOf(String history) throws IOException {
        return BatchReference.compute(ReferenceMain.read(HISTORIES.resolve(history)), Optional.empty());
    }

    private static List<String> rules(Result result) {
        return result.openAlerts().stream().map(OpenAlert::rule).toList();
    }

    private static Map<String, Object> target(Result result, String brand, String period) {
        return result.targets().stream()
                .filter(t -> t.get("brand").equals(brand) && t.get("period").equals(period))
                .findFirst()
                .orElseThrow();
    }

    /** type, brand, model, measure, period_start, granularity, units, source, source_tier, published_at */
    private static List<SpecificRecord> csv(String file, String ids) throws IOException {
        List<SpecificRecord> events = new ArrayList<>();
        List<String> lines = Files.readAllLines(HISTORIES.resolve(file), StandardCharsets.UTF_8);
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            events.add(new SalesReport(
                    ids + cells[1],
                    cells[1],
                    cells[7],
                    SourceTier.valueOf(cells[8]),
                    LocalDate.parse(cells[9]).atStartOfDay(ZoneOffset.UTC).toInstant(),
                    null,
                    null,
                    null,
                    Measure.valueOf(cells[3]),
                    LocalDate.parse(cells[4]),
                    Granularity.valueOf(cells[5]),
                    Long.valueOf(cells[6]),
                    Qualifier.EXACT,
                    null));
        }
        return events;
    }
}
