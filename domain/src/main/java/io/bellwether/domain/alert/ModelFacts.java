package io.bellwether.domain.alert;

import static io.bellwether.domain.alert.FactType.BRAND;
import static io.bellwether.domain.alert.FactType.DAY;
import static io.bellwether.domain.alert.FactType.NUMBER;
import static io.bellwether.domain.alert.FactType.TEXT;

import io.bellwether.domain.ledger.BrandSummary;
import io.bellwether.domain.ledger.Evidence;
import io.bellwether.domain.ledger.Metric;
import io.bellwether.domain.ledger.MetricSet;
import io.bellwether.domain.market.Staleness;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The facts of a model: its metrics, and of its brand the plants and how old the news is. */
record ModelFacts(BrandSummary brand, String model, MetricSet metrics, LocalDate asOf) {

    /** Marks evidence that is the brand's. */
    private static final String OF_BRAND = "brand:";

    static final FactTable<ModelFacts> TABLE = FactTable.of(
            MetricFacts.of(ModelFacts::metrics),
            Fact.of("brand", BRAND, of -> of.brand.brand()),
            Fact.of("model", TEXT, ModelFacts::model),
            Fact.<ModelFacts>of("as_of", DAY, ModelFacts::asOf).changingWithTheMarket(),
            Fact.<ModelFacts>of(
                            "brand_capacity", NUMBER, of -> of.brand.metrics().value(Metric.CAPACITY))
                    .from(OF_BRAND + Metric.CAPACITY.key()),
            Fact.<ModelFacts>of(
                            "brand_capacity_utilisation",
                            NUMBER,
                            of -> of.brand.metrics().value(Metric.CAPACITY_UTILISATION))
                    .from(OF_BRAND + Metric.CAPACITY_UTILISATION.key()),
            Fact.<ModelFacts>of(
                            "brand_days_without_next_month", NUMBER, of -> daysWithoutNext(of.brand.metrics(), of.asOf))
                    .changingWithTheMarket(),
            Fact.<ModelFacts>of("days_without_next_month", NUMBER, of -> daysWithoutNext(of.metrics, of.asOf))
                    .changingWithTheMarket());

    static Subject subject(
            ModelFacts facts,
            long marketMicros,
            Supplier<List<Evidence>> evidence,
            Supplier<List<Evidence>> evidenceOfBrand) {
        String brand = facts.brand.brand();
        return Subject.of(
                new SubjectId(Scope.MODEL, brand + "/" + facts.model, brand, facts.model, null),
                TABLE,
                facts,
                facts.asOf,
                facts.brand.newestMicros(),
                marketMicros,
                names -> evidence(names, evidence, evidenceOfBrand));
    }

    private static List<Evidence> evidence(
            Set<String> names, Supplier<List<Evidence>> own, Supplier<List<Evidence>> ofBrand) {
        Set<String> brandNames = names.stream()
                .filter(name -> name.startsWith(OF_BRAND))
                .map(name -> name.substring(OF_BRAND.length()))
                .collect(Collectors.toSet());
        List<Evidence> all = new ArrayList<>(
                own.get().stream().filter(value -> value.supports(names)).toList());
        if (!brandNames.isEmpty()) {
            ofBrand.get().stream().filter(value -> value.supports(brandNames)).forEach(all::add);
        }
        return all;
    }

    private static @Nullable Object daysWithoutNext(MetricSet metrics, LocalDate asOf) {
        Integer reference = metrics.month(Metric.REFERENCE_MONTH);
        return reference == null ? null : Staleness.daysSinceNextMonth(reference, asOf);
    }
}
