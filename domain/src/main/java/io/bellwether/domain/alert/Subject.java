package io.bellwether.domain.alert;

import io.bellwether.domain.ledger.BrandSummary;
import io.bellwether.domain.ledger.Evidence;
import io.bellwether.domain.ledger.Metric;
import io.bellwether.domain.ledger.MetricSet;
import io.bellwether.domain.market.Market;
import io.bellwether.domain.market.MarketView;
import io.bellwether.domain.statement.Coverage;
import io.bellwether.domain.statement.Months;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Something that rules look at: which it is, what is known of it by the names that rules use, and the statements behind
 * that.
 *
 * @param facts values by name: Long, Integer, Double, Boolean, String or LocalDate, null where unknown
 * @param ownMicros publication of the newest event about the subject itself
 * @param marketMicros publication of the newest event of all, or the start of the as-of day if that is later
 * @param evidence the statements behind the facts of the given names
 */
public record Subject(
        SubjectId id,
        Map<String, @Nullable Object> facts,
        long ownMicros,
        long marketMicros,
        Function<Set<String>, List<Evidence>> evidence) {

    /** Facts that other brands' news, or a day without any, can change. */
    private static final Set<String> OF_THE_MARKET =
            Set.of("as_of", "market_share", "rank", "growth", "growth_rank", "days_without_next_month");

    /** Its name, see {@link SubjectId#name}. */
    public String name() {
        return id.name();
    }

    /** Event time of a change in the given facts. */
    long eventMicros(Set<String> names) {
        return names.stream().anyMatch(OF_THE_MARKET::contains) ? marketMicros : ownMicros;
    }

    /** A number; null if it is unknown or no number. */
    public @Nullable Double number(String name) {
        return facts.get(name) instanceof Number number ? number.doubleValue() : null;
    }

    /** A brand, with its place in the market. */
    static Subject ofBrand(
            BrandSummary standing, MarketView market, long marketMicros, Supplier<List<Evidence>> evidence) {
        Map<String, @Nullable Object> facts = metrics(standing.metrics());
        facts.put("brand", standing.brand());
        facts.put("as_of", market.asOf());
        MarketView.Brand place = market.brands().get(standing.brand());
        facts.put("market_share", place == null ? null : place.marketShare());
        facts.put("rank", place == null ? null : place.rank());
        facts.put("growth", place == null ? null : place.growth());
        facts.put("growth_rank", place == null ? null : place.growthRank());
        Integer reference = standing.metrics().month(Metric.REFERENCE_MONTH);
        if (reference != null) {
            facts.put("reference_year", Months.year(reference));
            facts.put("reference_month_number", Months.number(reference));
            facts.put("missing_month", Months.format(reference + 1));
            facts.put(
                    "days_without_next_month",
                    market.asOf().toEpochDay() - Months.lastDay(reference + 1).toEpochDay());
        }
        Integer reached = standing.metrics().month(Metric.TARGET_REACH_MONTH);
        if (reached != null) {
            facts.put("target_reach_year", Months.year(reached));
            facts.put("target_reach_month_number", Months.number(reached));
        }
        return new Subject(
                new SubjectId(Scope.BRAND, standing.brand(), standing.brand(), null, null),
                facts,
                standing.newestMicros(),
                marketMicros,
                names -> supporting(evidence.get(), names));
    }

    /** A model, with its brand's capacity utilisation. */
    static Subject ofModel(
            BrandSummary brand,
            String model,
            MetricSet metrics,
            Supplier<List<Evidence>> evidence,
            Supplier<List<Evidence>> ofBrand) {
        Map<String, @Nullable Object> facts = metrics(metrics);
        facts.put("brand", brand.brand());
        facts.put("model", model);
        facts.put("brand_capacity_utilisation", brand.metrics().value(Metric.CAPACITY_UTILISATION));
        return new Subject(
                new SubjectId(Scope.MODEL, brand.brand() + "/" + model, brand.brand(), model, null),
                facts,
                brand.newestMicros(),
                brand.newestMicros(),
                names -> {
                    List<Evidence> all = new ArrayList<>(supporting(evidence.get(), names));
                    if (names.contains("brand_capacity_utilisation")) {
                        all.addAll(supporting(ofBrand.get(), Set.of(Metric.CAPACITY_UTILISATION.key())));
                    }
                    return all;
                });
    }

    private static Map<String, @Nullable Object> metrics(MetricSet metrics) {
        Map<String, @Nullable Object> facts = new LinkedHashMap<>(64);
        for (Metric metric : Metric.values()) {
            facts.put(metric.key(), metrics.shown(metric));
        }
        return facts;
    }

    private static List<Evidence> supporting(List<Evidence> evidence, Set<String> names) {
        return evidence.stream().filter(value -> value.supports(names)).toList();
    }

    /** A brand in the race for a technology. */
    static Subject ofContender(
            BrandSummary standing, BrandSummary.Technology own, MarketView market, long marketMicros, Market others) {
        String technology = own.technology();
        MarketView.Technology race =
                Objects.requireNonNull(market.technologies().get(technology));
        MarketView.Contender contender = Objects.requireNonNull(race.brands().get(standing.brand()));
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("brand", standing.brand());
        facts.put("technology", technology);
        facts.put("as_of", market.asOf());
        facts.put("stage", contender.stage() == null ? null : contender.stage().name());
        facts.put(
                "stage_since",
                contender.stageSince() == null ? null : contender.stageSince().toString());
        facts.put(
                "frontier_stage",
                race.frontier() == null ? null : race.frontier().name());
        facts.put("leaders", String.join(", ", race.leaders()));
        facts.put("gap_stages", contender.gapStages());
        facts.put("gap_days", contender.gapDays());
        facts.put("pressure", contender.pressure());
        facts.put("coverage", Coverage.format(contender.coverage()));
        boolean numbered = contender.coverage() != Coverage.NONE && contender.coverage() != Coverage.NATIONWIDE;
        facts.put("coverage_cities", numbered ? contender.coverage() : null);
        List<String> nationwide = race.brands().entrySet().stream()
                .filter(other -> other.getValue().coverage() == Coverage.NATIONWIDE
                        && !other.getKey().equals(standing.brand()))
                .map(Map.Entry::getKey)
                .toList();
        facts.put("others_nationwide", nationwide.size());
        facts.put("nationwide_brands", String.join(", ", nationwide));
        return new Subject(
                new SubjectId(
                        Scope.BRAND_TECHNOLOGY,
                        standing.brand() + "/" + technology,
                        standing.brand(),
                        null,
                        technology),
                facts,
                marketMicros,
                marketMicros,
                names -> RaceEvidence.ofContender(own, race, nationwide, others, names));
    }

    /** The race for a technology. */
    static Subject ofTechnology(
            String technology, MarketView.Technology race, MarketView market, long marketMicros, Market others) {
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("technology", technology);
        facts.put("as_of", market.asOf());
        facts.put(
                "frontier_stage",
                race.frontier() == null ? null : race.frontier().name());
        facts.put("leaders", String.join(", ", race.leaders()));
        facts.put("active_brands", race.activeBrands());
        facts.put("contenders", race.brands().size());
        facts.put(
                "price_floor_cny",
                race.priceFloor() == null ? null : race.priceFloor().cny());
        facts.put(
                "price_floor_brand",
                race.priceFloor() == null ? null : race.priceFloor().brand());
        return new Subject(
                new SubjectId(Scope.TECHNOLOGY, technology, null, null, technology),
                facts,
                marketMicros,
                marketMicros,
                names -> RaceEvidence.ofRace(technology, race, market.asOf(), others));
    }

    /** A brand's promise. */
    static Subject ofCommitment(MarketView.Commitment commitment, MarketView market, long marketMicros) {
        BrandSummary.Promise promise = commitment.promise();
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("brand", commitment.brand());
        facts.put("technology", promise.technology());
        facts.put("stage", promise.stage().name());
        facts.put("as_of", market.asOf());
        facts.put("status", commitment.status().name());
        facts.put("coverage", Coverage.format(promise.coverage()));
        facts.put("first_due_by", promise.firstDueBy().toString());
        facts.put("due_by", promise.dueBy().toString());
        facts.put("slips", promise.slips());
        facts.put("days_past_due", market.asOf().toEpochDay() - promise.dueBy().toEpochDay());
        String what = promise.technology() + " " + promise.stage();
        return new Subject(
                new SubjectId(
                        Scope.COMMITMENT,
                        commitment.brand() + "/" + promise.technology() + "/" + promise.stage(),
                        commitment.brand(),
                        null,
                        promise.technology()),
                facts,
                marketMicros,
                marketMicros,
                names -> promises(what, promise));
    }

    /** The first promise, and the last where it is another. */
    private static List<Evidence> promises(String what, BrandSummary.Promise promise) {
        Set<String> facts = Set.of("due_by", "first_due_by", "slips", "status", "days_past_due");
        List<Evidence> evidence = new ArrayList<>();
        evidence.add(Evidence.of(
                what + " promised by " + promise.firstDueBy(),
                promise.first().date().toString(),
                null,
                promise.first(),
                facts));
        if (!promise.newest().equals(promise.first())) {
            evidence.add(Evidence.of(
                    what + " promised by " + promise.dueBy(),
                    promise.newest().date().toString(),
                    null,
                    promise.newest(),
                    facts));
        }
        return evidence;
    }
}
