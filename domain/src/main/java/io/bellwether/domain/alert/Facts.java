package io.bellwether.domain.alert;

import static io.bellwether.domain.alert.FactType.NUMBER;
import static io.bellwether.domain.alert.FactType.TEXT;

import io.bellwether.domain.ledger.Metric;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** The facts that a {@link Subject} of each scope can have, any of which may be unknown of one subject. */
public final class Facts {

    private static final Map<Scope, Map<String, FactType>> BY_SCOPE = new EnumMap<>(Map.of(
            Scope.BRAND, brand(),
            Scope.MODEL, model(),
            Scope.BRAND_TECHNOLOGY, contender(),
            Scope.TECHNOLOGY, technology(),
            Scope.COMMITMENT, commitment()));

    private Facts() {}

    /** Name and type of every fact of a scope. */
    public static Map<String, FactType> of(Scope scope) {
        return Objects.requireNonNull(BY_SCOPE.get(scope));
    }

    private static Map<String, FactType> brand() {
        Map<String, FactType> facts = metrics();
        put(facts, TEXT, "brand", "as_of", "missing_month");
        put(facts, NUMBER, "market_share", "rank", "growth", "growth_rank", "days_without_next_month");
        put(facts, NUMBER, "reference_year", "reference_month_number");
        put(facts, NUMBER, "target_reach_year", "target_reach_month_number");
        return Collections.unmodifiableMap(facts);
    }

    private static Map<String, FactType> model() {
        Map<String, FactType> facts = metrics();
        put(facts, TEXT, "brand", "model");
        put(facts, NUMBER, "brand_capacity_utilisation");
        return Collections.unmodifiableMap(facts);
    }

    private static Map<String, FactType> contender() {
        Map<String, FactType> facts = new LinkedHashMap<>();
        put(facts, TEXT, "brand", "technology", "as_of", "stage", "stage_since", "frontier_stage", "leaders");
        put(facts, NUMBER, "gap_stages", "gap_days", "pressure", "coverage_cities", "others_nationwide");
        put(facts, TEXT, "coverage", "nationwide_brands");
        return Collections.unmodifiableMap(facts);
    }

    private static Map<String, FactType> technology() {
        Map<String, FactType> facts = new LinkedHashMap<>();
        put(facts, TEXT, "technology", "as_of", "frontier_stage", "leaders", "price_floor_brand");
        put(facts, NUMBER, "active_brands", "contenders", "price_floor_cny");
        return Collections.unmodifiableMap(facts);
    }

    private static Map<String, FactType> commitment() {
        Map<String, FactType> facts = new LinkedHashMap<>();
        put(facts, TEXT, "brand", "technology", "stage", "as_of", "status", "coverage", "first_due_by", "due_by");
        put(facts, NUMBER, "slips", "days_past_due");
        return Collections.unmodifiableMap(facts);
    }

    private static Map<String, FactType> metrics() {
        Map<String, FactType> facts = new LinkedHashMap<>();
        for (Metric metric : Metric.values()) {
            put(
                    facts,
                    switch (metric.kind()) {
                        case COUNT, SMALL_COUNT, RATIO -> NUMBER;
                        case MONTH, QUARTER, PERIOD, DATE, QUALIFIER -> TEXT;
                    },
                    metric.key());
        }
        return facts;
    }

    private static void put(Map<String, FactType> facts, FactType type, String... names) {
        for (String name : names) {
            facts.put(name, type);
        }
    }
}
