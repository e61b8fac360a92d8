package io.bellwether.streams.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.schemas.Validation;
import io.bellwether.schemas.avro.Granularity;
import io.bellwether.schemas.avro.Qualifier;
import io.bellwether.schemas.avro.SalesReport;
import io.bellwether.streams.reference.BatchReference.OpenAlert;
import io.bellwether.streams.reference.BatchReference.Result;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/** The histories must be valid, repeatable and reach every corner: else agreement over them would prove little. */
final class RandomHistoryTest {

    private static final int SEEDS = 300;

    @Test
    void shouldSayOnlyWhatIsAcceptable() {
        for (long seed = 0; seed < SEEDS; seed++) {
            // When
            List<SpecificRecord> history = RandomHistory.of(seed);

            // Then
            assertThat(history).as("seed %d", seed).isNotEmpty();
            for (SpecificRecord event : history) {
                assertThat(Validation.check(event))
                        .as("seed %d: %s", seed, event)
                        .isNull();
            }
            assertThat(history.stream().map(e -> Statement.of(e).eventId()))
                    .as("seed %d", seed)
                    .doesNotHaveDuplicates();
            assertThat(history).as("seed %d", seed).isEqualTo(RandomHistory.of(seed));
        }
    }

    @Test
    void shouldHaveOneAnswerForEveryOrderOfArrival() {
        for (long seed = 0; seed < SEEDS; seed++) {
            // Given
            List<SpecificRecord> history = RandomHistory.of(seed);

            // When
            Result result = BatchReference.compute(RandomHistory.arrival(history, seed), Optional.empty());

            // Then
            assertThat(result).as("seed %d", seed).isEqualTo(BatchReference.compute(history, Optional.empty()));
        }
    }

    @Test
    void shouldReachEverySituation() {
        // Given
        Map<String, Integer> seen = new TreeMap<>();

        // When
        for (long seed = 0; seed < SEEDS; seed++) {
            List<SpecificRecord> history = RandomHistory.of(seed);
            situations(history, BatchReference.compute(history, Optional.empty()))
                    .forEach(situation -> seen.merge(situation, 1, Integer::sum));
        }

        // Then
        System.out.println("events: "
                + LongStream.range(0, SEEDS)
                        .map(x -> RandomHistory.of(x).size())
                        .summaryStatistics());
        System.out.println("of " + SEEDS + " histories: " + seen);
        assertThat(seen.keySet()).containsAll(EXPECTED);
        for (String metric : BrandReference.NAMES) {
            assertThat(seen).containsKeys("brand " + metric, "brand " + metric + " null");
        }
    }

    @Test
    void shouldShowEveryPlantedBug() {
        // Given
        Map<Bug, Long> caughtBy = new LinkedHashMap<>();
        Set<Bug> left = EnumSet.allOf(Bug.class);

        // When
        for (long seed = 0; seed < SEEDS && !left.isEmpty(); seed++) {
            List<SpecificRecord> history = RandomHistory.of(seed);
            for (Optional<LocalDate> asOf : List.of(Optional.<LocalDate>empty(), Optional.of(middle(history)))) {
                Result right = BatchReference.compute(history, asOf);
                for (Bug bug : EnumSet.copyOf(left)) {
                    if (!BatchReference.compute(history, asOf, Aliases.NONE, Set.of(bug))
                            .equals(right)) {
                        caughtBy.put(bug, seed);
                        left.remove(bug);
                    }
                }
                if (left.isEmpty()) {
                    break;
                }
            }
        }

        // Then
        caughtBy.forEach((bug, seed) -> System.out.println(bug + " shows at seed " + seed));
        assertThat(left).as("not shown by any of %d histories", SEEDS).isEmpty();
    }

    private static LocalDate middle(List<SpecificRecord> history) {
        return Statement.of(history.get(history.size() / 2)).date();
    }

    private static final List<String> EXPECTED = expected();

    private static List<String> expected() {
        List<String> expected = new ArrayList<>();
        for (String both : List.of(
                "DELIVERY_BOTTLENECK",
                "TARGET_AT_RISK",
                "DELIVERIES_SLUMP",
                "CAPABILITY_GAP",
                "COMMITMENT_OVERDUE",
                "DATA_GAP")) {
            expected.add(both + " WARNING");
            expected.add(both + " CRITICAL");
        }
        for (String warning : List.of("DEMAND_FADING", "COVERAGE_GAP", "COMMITMENT_SLIPPED")) {
            expected.add(warning + " WARNING");
        }
        for (String info :
                List.of("TARGET_AHEAD", "DELIVERIES_SURGE", "DEMAND_SUSTAINED", "GROWTH_LEADER", "RACE_SURGE")) {
            expected.add(info + " INFO");
        }
        for (String qualifier : List.of("DERIVED", "EXACT", "AT_LEAST", "ESTIMATE")) {
            expected.add("brand deliveries_qualifier " + qualifier);
            expected.add("model deliveries_qualifier " + qualifier);
        }
        for (String qualifier : List.of("EXACT", "AT_LEAST", "ESTIMATE")) {
            expected.add("brand ytd_qualifier " + qualifier);
        }
        for (String status : List.of("KEPT", "KEPT_LATE", "OVERDUE", "PENDING")) {
            expected.add("commitment " + status);
        }
        for (Granularity granularity : Granularity.values()) {
            for (Qualifier qualifier : Qualifier.values()) {
                expected.add("told " + granularity + " " + qualifier);
            }
        }
        expected.addAll(List.of(
                "DELIVERY_BOTTLENECK of a model",
                "brand mtd_deliveries without R",
                "brand capacity_utilisation above 1",
                "brand order_backlog 0",
                "brand book_to_bill below 0",
                "brand target_reach_month in a later year",
                "brand target_revisions above 1",
                "brand deliveries 0",
                "tie of growth",
                "tie of deliveries",
                "frontier of promises only",
                "coverage NATIONWIDE",
                "coverage of cities",
                "market brand without the month"));
        return expected;
    }

    private static Set<String> situations(List<SpecificRecord> history, Result result) {
        Set<String> seen = new TreeSet<>();
        history.forEach(event -> {
            if (event instanceof SalesReport sales) {
                seen.add("told " + sales.getGranularity() + " " + sales.getQualifier());
                seen.add("told " + sales.getMeasure());
            }
        });
        for (OpenAlert alert : result.openAlerts()) {
            seen.add(alert.rule() + " " + alert.severity());
            if (alert.rule().equals("DELIVERY_BOTTLENECK") && alert.subject().contains("/")) {
                seen.add("DELIVERY_BOTTLENECK of a model");
            }
        }
        result.brands().values().forEach(metrics -> {
            metrics("brand ", metrics, seen);
            if (metrics.get("mtd_deliveries") != null && metrics.get("reference_month") == null) {
                seen.add("brand mtd_deliveries without R");
            }
            if (metrics.get("capacity_utilisation") instanceof Double ratio && ratio > 1) {
                seen.add("brand capacity_utilisation above 1");
            }
            if (metrics.get("book_to_bill") instanceof Double ratio && ratio < 0) {
                seen.add("brand book_to_bill below 0");
            }
            if (metrics.get("target_revisions") instanceof Integer count && count > 1) {
                seen.add("brand target_revisions above 1");
            }
            if (metrics.get("target_reach_month") instanceof String month
                    && !month.substring(0, 4).equals(((String) metrics.get("reference_month")).substring(0, 4))) {
                seen.add("brand target_reach_month in a later year");
            }
        });
        result.models().values().forEach(metrics -> metrics("model ", metrics, seen));
        result.commitments().forEach(commitment -> seen.add("commitment " + commitment.get("status")));
        List<Map<String, Object>> brands =
                List.copyOf(MarketReference.maps(result.market().get("brands")).values());
        for (String value : List.of("growth", "deliveries")) {
            List<Object> known = new ArrayList<>();
            brands.forEach(brand -> {
                if (brand.get(value) != null) {
                    known.add(brand.get(value));
                }
            });
            if (Set.copyOf(known).size() < known.size()) {
                seen.add("tie of " + value);
            }
            if (known.size() < brands.size()) {
                seen.add("market brand without the month");
            }
        }
        MarketReference.technologies(result.market()).values().forEach(race -> {
            if (race.get("frontier_stage") == null) {
                seen.add("frontier of promises only");
            }
            MarketReference.maps(race.get("brands")).values().forEach(brand -> {
                Object coverage = brand.get("coverage");
                if (coverage != null) {
                    seen.add(coverage instanceof String ? "coverage NATIONWIDE" : "coverage of cities");
                }
            });
        });
        return seen;
    }

    private static void metrics(String scope, Map<String, Object> metrics, Set<String> seen) {
        metrics.forEach((name, value) -> {
            seen.add(scope + name + (value == null ? " null" : ""));
            if (name.endsWith("qualifier") && value != null) {
                seen.add(scope + name + " " + value);
            }
            if (Long.valueOf(0).equals(value)) {
                seen.add(scope + name + " 0");
            }
        });
    }
}
