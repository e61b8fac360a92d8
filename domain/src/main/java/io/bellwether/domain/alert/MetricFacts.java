package io.bellwether.domain.alert;

import io.bellwether.domain.ledger.Metric;
import io.bellwether.domain.ledger.MetricSet;
import io.bellwether.domain.statement.Qualifier;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The facts that are metrics, of brands and models alike. */
final class MetricFacts {

    /** Metrics that are as exact as another metric says. */
    private static final Map<Metric, Metric> QUALIFIERS = new EnumMap<>(Map.ofEntries(
            Map.entry(Metric.DELIVERIES, Metric.DELIVERIES_QUALIFIER),
            Map.entry(Metric.DELIVERIES_MOM, Metric.DELIVERIES_QUALIFIER),
            Map.entry(Metric.DELIVERIES_YOY, Metric.DELIVERIES_QUALIFIER),
            Map.entry(Metric.DELIVERIES_LIKE_FOR_LIKE, Metric.DELIVERIES_QUALIFIER),
            Map.entry(Metric.QUARTER_DELIVERIES, Metric.QUARTER_QUALIFIER),
            Map.entry(Metric.QUARTER_YOY, Metric.QUARTER_QUALIFIER),
            Map.entry(Metric.YTD_DELIVERIES, Metric.YTD_QUALIFIER),
            Map.entry(Metric.TARGET_ATTAINMENT, Metric.YTD_QUALIFIER),
            Map.entry(Metric.RUN_RATE, Metric.RUN_RATE_QUALIFIER),
            Map.entry(Metric.PROJECTED_YEAR, Metric.PROJECTED_QUALIFIER),
            Map.entry(Metric.DEMAND_PERSISTENCE, Metric.DEMAND_QUALIFIER)));

    private MetricFacts() {}

    static <S> List<Fact<S>> of(Function<S, MetricSet> metrics) {
        List<Fact<S>> facts = new ArrayList<>();
        for (Metric metric : Metric.values()) {
            Metric qualifier = QUALIFIERS.get(metric);
            facts.add(Fact.<S>of(
                            metric.key(),
                            type(metric),
                            subject -> metrics.apply(subject).shown(metric))
                    .from(metric)
                    .qualifiedBy(subject -> qualifier(metrics.apply(subject), qualifier)));
        }
        return facts;
    }

    private static @Nullable Qualifier qualifier(MetricSet metrics, @Nullable Metric qualifier) {
        return qualifier != null && metrics.value(qualifier) instanceof Qualifier known ? known : null;
    }

    private static FactType type(Metric metric) {
        return switch (metric.kind()) {
            case COUNT, SMALL_COUNT, RATIO -> FactType.NUMBER;
            case MONTH -> FactType.MONTH;
            case QUARTER, PERIOD -> FactType.PERIOD;
            case DATE -> FactType.DAY;
            case QUALIFIER -> FactType.TEXT;
        };
    }
}
