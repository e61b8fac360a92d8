package io.bellwether.streams.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.schemas.Validation;
import io.bellwether.schemas.avro.Announcement;
import io.bellwether.schemas.avro.Granularity;
import io.bellwether.schemas.avro.Measure;
import io.bellwether.schemas.avro.Qualifier;
import io.bellwether.schemas.avro.Retraction;
import io.bellwether.schemas.avro.RetractionKind;
import io.bellwether.schemas.avro.SalesReport;
import io.bellwether.schemas.avro.SeriesBreak;
import io.bellwether.streams.reference.BatchReference.OpenAlert;
import io.bellwether.streams.reference.BatchReference.Result;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The histories must be valid, repeatable and reach every corner: else agreement over them would prove little. */
@Tag("slow")
final class RandomHistoryTest {

    private static final int SEEDS = 300;
    /** Some mistakes show in few histories only. */
    private static final int SEEDS_FOR_BUGS = 600;

    private static final int LONGEST_FOR_BUGS = 1_200;

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
            List<SpecificRecord> arrival = RandomHistory.arrival(history, seed);
            Result result = BatchReference.compute(arrival, Optional.empty(), RandomHistory.ALIASES);

            // Then
            assertThat(result)
                    .as("seed %d", seed)
                    .isEqualTo(BatchReference.compute(history, Optional.empty(), RandomHistory.ALIASES));
        }
    }

    @Test
    void shouldReachEverySituation() {
        // Given
        Map<String, Integer> seen = new TreeMap<>();

        // When
        for (long seed = 0; seed < SEEDS; seed++) {
            List<SpecificRecord> history = RandomHistory.of(seed);
            situations(history, BatchReference.compute(history, Optional.empty(), RandomHistory.ALIASES))
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
    void shouldAnswerAPastDayAsAFreshPipelineWould() {
        for (long seed = 0; seed < SEEDS; seed += 3) {
            // Given
            List<SpecificRecord> history = RandomHistory.of(seed);
            LocalDate day = middle(history);
            Set<String> voided = voided(history);

            // When
            Result asOf = BatchReference.compute(history, Optional.of(day), RandomHistory.ALIASES);

            // Then
            List<SpecificRecord> known = history.stream()
                    .filter(e -> !Statement.of(e).date().isAfter(day))
                    .filter(e -> !voided.contains(Statement.of(e).eventId()))
                    .toList();
            assertThat(BatchReference.compute(known, Optional.of(day), RandomHistory.ALIASES))
                    .as("seed %d", seed)
                    .isEqualTo(asOf);
        }
    }

    /** The events that VOID retractions take back. */
    private static Set<String> voided(List<SpecificRecord> history) {
        Map<String, SpecificRecord> byId = new HashMap<>();
        history.forEach(event -> byId.put(Statement.of(event).eventId(), event));
        Set<String> voided = new TreeSet<>();
        List<Statement<Object>> statements =
                history.stream().map(event -> Statement.of(event)).toList();
        for (Statement<Retraction> retraction : Statement.saying(Retraction.class, statements)) {
            SpecificRecord named = byId.get(retraction.said().getEventId());
            if (named == null || retraction.said().getKind() != RetractionKind.VOID) {
                continue;
            }
            Statement<Object> event = Statement.of(named);
            boolean entitled = retraction.source().equals(event.source())
                    || retraction.source().equals("desk");
            if (entitled && event.brand().equals(retraction.brand()) && !(event.said() instanceof Retraction)) {
                voided.add(event.eventId());
            }
        }
        return voided;
    }

    @Test
    void shouldTakeWhatIsNormalisedForWhatWasSaid() {
        for (long seed = 0; seed < SEEDS; seed += 5) {
            // Given
            List<SpecificRecord> history = RandomHistory.of(seed);

            // When
            List<SpecificRecord> normalised =
                    history.stream().map(RandomHistoryTest::normalised).toList();

            // Then
            assertThat(BatchReference.compute(normalised, Optional.empty(), RandomHistory.ALIASES))
                    .as("seed %d", seed)
                    .isEqualTo(BatchReference.compute(history, Optional.empty(), RandomHistory.ALIASES));
        }
    }

    /** A sales report in the granularity in which it counts. */
    private static SpecificRecord normalised(SpecificRecord event) {
        if (event instanceof SalesReport told && Statement.of(event).said() instanceof Sales said) {
            return new SalesReport(
                    told.getEventId(),
                    told.getBrand(),
                    told.getSource(),
                    told.getSourceTier(),
                    told.getPublishedAt(),
                    told.getUrl(),
                    told.getModel(),
                    told.getRegion(),
                    told.getMeasure(),
                    told.getPeriodStart(),
                    said.granularity(),
                    told.getUnits(),
                    told.getQualifier(),
                    said.granularity() == Granularity.SPAN ? said.end() : null);
        }
        return event;
    }

    @Test
    void shouldTellWhatChangedBetweenTwoDays() {
        int changed = 0;
        for (long seed = 0; seed < 60; seed++) {
            // Given
            List<SpecificRecord> history = RandomHistory.of(seed);
            LocalDate from = middle(history);
            LocalDate to = Statement.of(history.get(history.size() - 1)).date();

            // When
            List<Map<String, Object>> changes = BatchReference.changes(history, from, to, RandomHistory.ALIASES);

            // Then
            assertThat(BatchReference.changes(history, to, to, RandomHistory.ALIASES))
                    .as("seed %d", seed)
                    .isEmpty();
            assertThat(changes)
                    .as("seed %d", seed)
                    .allSatisfy(change -> assertThat(change.get("before")).isNotEqualTo(change.get("after")));
            changed += changes.size();
        }
        assertThat(changed).isPositive();
    }

    @Test
    void shouldShowEveryPlantedBug() {
        // Given
        Map<Bug, Long> caughtBy = new LinkedHashMap<>();
        Set<Bug> left = EnumSet.allOf(Bug.class);

        // When
        for (long seed : shortestFirst()) {
            List<SpecificRecord> history = RandomHistory.of(seed);
            for (Optional<LocalDate> asOf : List.of(Optional.<LocalDate>empty(), Optional.of(middle(history)))) {
                Result right = BatchReference.compute(history, asOf, RandomHistory.ALIASES);
                for (Bug bug : EnumSet.copyOf(left)) {
                    if (!BatchReference.compute(history, asOf, RandomHistory.ALIASES, Set.of(bug))
                            .equals(right)) {
                        caughtBy.put(bug, seed);
                        left.remove(bug);
                    }
                }
                if (left.isEmpty()) {
                    break;
                }
            }
            if (left.contains(Bug.CHANGES_KNOW_LATER_VOIDS) && changesDiffer(history)) {
                caughtBy.put(Bug.CHANGES_KNOW_LATER_VOIDS, seed);
                left.remove(Bug.CHANGES_KNOW_LATER_VOIDS);
            }
        }

        // Then
        System.out.println("mistakes: " + Bug.values().length);
        caughtBy.forEach((bug, seed) -> System.out.println(bug + " shows at seed " + seed));
        assertThat(left).as("not shown by any of %d histories", SEEDS_FOR_BUGS).isEmpty();
    }

    /** The seeds of histories that are not too long, which are soon gone through. */
    private static List<Long> shortestFirst() {
        Map<Long, Integer> sizes = new HashMap<>();
        for (long seed = 0; seed < SEEDS_FOR_BUGS; seed++) {
            sizes.put(seed, RandomHistory.of(seed).size());
        }
        return sizes.keySet().stream()
                .filter(seed -> sizes.get(seed) <= LONGEST_FOR_BUGS)
                .sorted(Comparator.comparing((Long seed) -> sizes.get(seed)).thenComparing(seed -> seed))
                .toList();
    }

    private static boolean changesDiffer(List<SpecificRecord> history) {
        LocalDate from = middle(history);
        LocalDate to = Statement.of(history.get(history.size() - 1)).date();
        return !BatchReference.changes(history, from, to, RandomHistory.ALIASES)
                .equals(BatchReference.changes(
                        history, from, to, RandomHistory.ALIASES, Set.of(Bug.CHANGES_KNOW_LATER_VOIDS)));
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
                "SOURCE_CONFLICT",
                "CAPABILITY_GAP",
                "COMMITMENT_OVERDUE",
                "DATA_GAP")) {
            expected.add(both + " WARNING");
            expected.add(both + " CRITICAL");
        }
        for (String warning : List.of(
                "DEMAND_FADING",
                "COVERAGE_GAP",
                "COMMITMENT_SLIPPED",
                "TARGET_MISSED",
                "FIGURE_IMPLAUSIBLE",
                "PARTS_EXCEED",
                "CHANNEL_STOCK")) {
            expected.add(warning + " WARNING");
        }
        for (String info : List.of(
                "TARGET_AHEAD",
                "TARGET_CUT",
                "DELIVERIES_SURGE",
                "DEMAND_SUSTAINED",
                "GROWTH_LEADER",
                "RACE_SURGE",
                "FIGURE_LATE",
                "SUM_MISMATCH")) {
            expected.add(info + " INFO");
        }
        for (String qualifier : List.of("DERIVED", "EXACT", "AT_LEAST", "ESTIMATE")) {
            expected.add("brand deliveries_qualifier " + qualifier);
            expected.add("model deliveries_qualifier " + qualifier);
        }
        for (String qualifier : List.of("EXACT", "AT_LEAST", "ESTIMATE")) {
            for (String name : List.of(
                    "ytd_qualifier",
                    "run_rate_qualifier",
                    "projected_qualifier",
                    "quarter_qualifier",
                    "demand_qualifier")) {
                expected.add("brand " + name + " " + qualifier);
                expected.add("model " + name + " " + qualifier);
            }
        }
        for (String status : List.of("MET", "MISSED", "OPEN", "UNKNOWN")) {
            expected.add("target " + status);
        }
        for (String period : List.of("year", "quarter", "month", "run")) {
            expected.add("target of a " + period);
        }
        for (String name : List.of("units_high", "reported_units", "reached", "actual", "attainment", "met_in")) {
            expected.add("target " + name);
            expected.add("target " + name + " null");
        }
        for (String name : List.of(
                "deliveries",
                "market_share",
                "growth",
                "growth_rank",
                "forecast_year",
                "forecast_low",
                "forecast_high",
                "target_probability")) {
            expected.add("market " + name);
            expected.add("market " + name + " null");
        }
        for (String status : List.of("KEPT", "KEPT_LATE", "OVERDUE", "PENDING")) {
            expected.add("commitment " + status);
        }
        for (Granularity granularity : Granularity.values()) {
            for (Qualifier qualifier : Qualifier.values()) {
                if (granularity != Granularity.UNKNOWN) {
                    expected.add("told " + granularity + " " + qualifier);
                }
            }
        }
        for (Measure measure : Measure.values()) {
            if (measure != Measure.UNKNOWN) {
                expected.add("told " + measure);
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
                "target cut",
                "target raised",
                "target of several figures",
                "target that would be reached later",
                "retracted WITHDRAWN",
                "retracted VOID",
                "retracted by the desk",
                "retracted before it was said",
                "retracted twice",
                "break of the brand",
                "break of a model",
                "ended",
                "occurred earlier",
                "spelled otherwise",
                "partial source",
                "region within another",
                "told before the month is over",
                "five years of brands",
                "target_probability 1",
                "implausible_factor above 1",
                "implausible_factor below 1",
                "mismatch_units below 0",
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
            if (metrics.get("implausible_factor") instanceof Double factor) {
                seen.add("implausible_factor " + (factor > 1 ? "above 1" : "below 1"));
            }
            if (metrics.get("mismatch_units") instanceof Long units && units < 0) {
                seen.add("mismatch_units below 0");
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
        result.targets().forEach(target -> target(target, seen));
        corners(history, seen);
        List<Map<String, Object>> brands =
                List.copyOf(MarketReference.maps(result.market().get("brands")).values());
        brands.forEach(brand -> brand.forEach((name, value) -> {
            seen.add("market " + name + (value == null ? " null" : ""));
            if (name.equals("target_probability") && Double.valueOf(1).equals(value)) {
                seen.add("target_probability 1");
            }
        }));
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
            if ("ANNOUNCED".equals(race.get("frontier_stage"))) {
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

    private static void target(Map<String, Object> target, Set<String> seen) {
        seen.add("target " + target.get("status"));
        String period = (String) target.get("period");
        String kind = period.contains("..") ? "run" : period.contains("Q") ? "quarter" : "month";
        seen.add("target of a " + (period.length() == 4 ? "year" : kind));
        target.forEach((name, value) -> seen.add("target " + name + (value == null ? " null" : "")));
        if ((Integer) target.get("cut") > 0) {
            seen.add("target cut");
        }
        if ((Integer) target.get("raised") > 0) {
            seen.add("target raised");
        }
        List<?> steps = (List<?>) target.get("steps");
        if (steps.size() > 1) {
            seen.add("target of several figures");
        }
        if (steps.stream().anyMatch(step -> ((Map<?, ?>) step).get("reach_month") != null)) {
            seen.add("target that would be reached later");
        }
    }

    /** What the events themselves show. */
    private static void corners(List<SpecificRecord> history, Set<String> seen) {
        Map<String, Statement<Object>> byId = new HashMap<>();
        history.forEach(event -> byId.put(Statement.of(event).eventId(), Statement.of(event)));
        Set<String> named = new TreeSet<>();
        Set<String> years = new TreeSet<>();
        for (SpecificRecord event : history) {
            Statement<Object> statement = Statement.of(event);
            if (event instanceof Announcement news && news.getOccurredOn() != null) {
                seen.add("occurred earlier");
            }
            if (statement.said() instanceof SeriesBreak said) {
                seen.add(said.getModel() == null ? "break of the brand" : "break of a model");
                if (said.getEnded()) {
                    seen.add("ended");
                }
            }
            if (statement.said() instanceof Retraction said && byId.containsKey(said.getEventId())) {
                Statement<Object> taken = byId.get(said.getEventId());
                seen.add("retracted " + said.getKind());
                if (statement.source().equals("desk")) {
                    seen.add("retracted by the desk");
                }
                if (statement.publishedAt().isBefore(taken.publishedAt())) {
                    seen.add("retracted before it was said");
                }
                if (!named.add(said.getEventId())) {
                    seen.add("retracted twice");
                }
            }
            if (event instanceof SalesReport told && statement.said() instanceof Sales said) {
                if (told.getGranularity() != Granularity.SPAN && said.granularity() != told.getGranularity()) {
                    seen.add("told before the month is over");
                }
                if (told.getModel() != null && !List.of("M5", "S7", "X9").contains(told.getModel())) {
                    seen.add("spelled otherwise");
                }
                if (told.getSource().equals("top-20")) {
                    seen.add("partial source");
                }
                if ("DE".equals(told.getRegion())) {
                    seen.add("region within another");
                }
                if (said.granularity() == Granularity.MONTH && said.start().getMonthValue() == 12) {
                    years.add(told.getBrand() + said.start().getYear());
                }
            }
        }
        if (years.size() >= 6) {
            seen.add("five years of brands");
        }
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
