package io.bellwether.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.bellwether.config.AliasFile;
import io.bellwether.producer.format.BrandNames;
import io.bellwether.producer.format.EventJson;
import io.bellwether.producer.format.EventReader;
import io.bellwether.producer.format.EventSources;
import io.bellwether.producer.format.IntakeOptions;
import io.bellwether.producer.format.ParsedEvent.Accepted;
import io.bellwether.producer.format.ParsedEvent.Refused;
import io.bellwether.producer.format.TextOptions;
import io.bellwether.schemas.avro.Alert;
import io.bellwether.schemas.avro.MarketTarget;
import io.bellwether.schemas.avro.MetricSet;
import io.bellwether.schemas.avro.SalesReport;
import io.bellwether.streams.backtest.Backtest;
import io.bellwether.streams.rules.RulePack;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/** Short histories as users of such data met them, from the file to the signals. */
class HistoriesTest {

    private static final String FOLDER = "src/test/resources/histories/";
    /** Some of them reach into 2027. */
    private static final Instant NOW = Instant.parse("2028-01-01T00:00:00Z");

    private static final IntakeOptions INTAKE =
            new IntakeOptions(new BrandNames(AliasFile.shipped(), true), TextOptions.DEFAULT, false, false, () -> NOW);

    @Test
    void shouldKnowTheTargetOfWhoTellsQuartersOnly() {
        // When
        Backtest.Result result = run("B1-quarterly-reporter.jsonl");

        // Then the year is the sum of its quarters
        assertThat(result.view().orElseThrow().getTargets())
                .extracting(
                        MarketTarget::getPeriod, target -> target.getStatus().toString(), MarketTarget::getActual)
                .contains(tuple("2024", "MISSED", 51_579L));
        assertThat(metrics(result, "rivian").getQuarterDeliveries()).isNotNull();
    }

    @Test
    void shouldTakeAMonthToldWithinItForTheMonthSoFar() {
        // When
        Backtest.Result result = run("B3-month-to-date-as-month.jsonl");

        // Then June stays open, and is no slump
        assertThat(metrics(result, "tata").getReferenceMonth()).hasToString("2026-05");
        assertThat(rules(result.transitions())).doesNotContain("DELIVERIES_SLUMP");
    }

    @Test
    void shouldNotTakeWhatEveryQuarterBringsForASlump() {
        // When
        Backtest.Result result = run("B7-quarter-end-push.jsonl");

        // Then
        assertThat(result.transitions().stream()
                        .filter(alert -> alert.getRule().equals("DELIVERIES_SLUMP"))
                        .filter(alert -> alert.getOpenedAt().toString().compareTo("2024-03") > 0))
                .isEmpty();
    }

    @Test
    void shouldDoubtAFigureOfAnotherUnit() {
        // When
        Backtest.Result result = run("B11-lakh.jsonl");

        // Then
        assertThat(rules(result.openAlerts())).contains("FIGURE_IMPLAUSIBLE");
        assertThat(metrics(result, "ola").getImplausibleFactor()).isEqualTo(1e-5);
    }

    @Test
    void shouldTakeSpellingsOfAModelForOne() {
        // When
        Backtest.Result result = run("B22-model-spelled-two-ways.jsonl");

        // Then
        assertThat(metrics(result, "elio").getDeliveries()).isEqualTo(4_300);
        assertThat(result.models()).hasSize(1);
    }

    @Test
    void shouldSayThatTwoFiguresOfOneInstantStandAgainstEachOther() {
        // When a typo is corrected with the same published_at
        Backtest.Result result = run("B25-typo.csv", "B25-fixed.csv");

        // Then whichever holds
        assertThat(result.openAlerts().stream()
                        .filter(alert -> alert.getRule().equals("SOURCE_CONFLICT"))
                        .map(Alert::getSubject))
                .hasSize(12)
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldCloseTheYearOfABrandOfWhichAModelEnded() {
        // When
        Backtest.Result result = run("B26-discontinued-model.jsonl");

        // Then
        assertThat(metrics(result, "dune").getYtdQualifier().toString()).isEqualTo("EXACT");
        assertThat(result.view().orElseThrow().getTargets())
                .extracting(target -> target.getStatus().toString())
                .containsExactly("MISSED");
    }

    @Test
    void shouldTakeAMergerOfBrandsForABreakAndNotForNews() {
        // Given
        String announcement = "{\"type\":\"announcement\",\"brand\":\"%s\",\"headline\":\"merger\",\"source\":\"ir\","
                + "\"source_tier\":\"OFFICIAL\",\"published_at\":\"%s\","
                + "\"detail\":{\"type\":\"series_break\",\"from_month\":\"%s\",\"ended\":%s}}";
        List<SpecificRecord> events = new ArrayList<>(events("B28-merge-of-brands.jsonl"));
        Backtest.Result silent = Backtest.run(events, options(), RulePack.shipped());
        LocalDate month = mergedFrom(events);
        for (String brand : List.of("zeekr", "geely")) {
            Accepted said = (Accepted) EventJson.parse(
                    announcement.formatted(brand, month, month.toString().substring(0, 7), brand.equals("zeekr")));
            events.add(said.event());
        }

        // When
        Backtest.Result result = Backtest.run(events, options(), RulePack.shipped());

        // Then
        assertThat(rules(silent.transitions())).contains("DATA_GAP");
        assertThat(rules(result.transitions())).doesNotContain("DATA_GAP", "DELIVERIES_SURGE");
    }

    private static LocalDate mergedFrom(List<SpecificRecord> events) {
        return events.stream()
                .map(SalesReport.class::cast)
                .filter(report -> report.getBrand().equals("zeekr"))
                .map(SalesReport::getPeriodStart)
                .max(LocalDate::compareTo)
                .orElseThrow()
                .plusMonths(1);
    }

    @Test
    void shouldTakeARemainderForNoBrand() {
        // When
        List<String> refusals = new ArrayList<>();
        try (EventReader reader = reader("remainder-brand.jsonl")) {
            reader.forEachRemaining(line -> {
                if (line.result() instanceof Refused refused) {
                    refusals.add(refused.refusal().toString());
                }
            });
        }

        // Then
        assertThat(refusals).hasSize(2).allMatch(refusal -> refusal.contains("stands for a remainder or a total"));
        assertThat(run("remainder-brand.jsonl").brands()).containsOnlyKeys("north", "south");
    }

    private static Backtest.Result run(String... names) {
        return Backtest.run(
                Arrays.stream(names).flatMap(name -> events(name).stream()).toList(), options(), RulePack.shipped());
    }

    private static Backtest.Options options() {
        return new Backtest.Options(Optional.empty(), OptionalLong.empty());
    }

    private static List<SpecificRecord> events(String name) {
        List<SpecificRecord> events = new ArrayList<>();
        try (EventReader reader = reader(name)) {
            reader.forEachRemaining(line -> {
                if (line.result() instanceof Accepted accepted) {
                    events.add(accepted.event());
                }
            });
        }
        return events;
    }

    private static EventReader reader(String name) {
        return EventReader.open(EventSources.resolve(List.of(FOLDER + name)).get(0), INTAKE);
    }

    private static MetricSet metrics(Backtest.Result result, String brand) {
        return result.brands().get(brand).getMetrics();
    }

    private static Stream<String> rules(List<Alert> alerts) {
        return alerts.stream().map(Alert::getRule);
    }
}
