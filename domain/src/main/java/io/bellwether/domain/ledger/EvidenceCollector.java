package io.bellwether.domain.ledger;

import io.bellwether.domain.statement.Measure;
import io.bellwether.domain.statement.Months;
import io.bellwether.domain.statement.Provenance;
import io.bellwether.domain.statement.Statement;
import io.bellwether.domain.statement.Total;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Gathers, for a computed metric set, the totals that went into it and the statements behind each. */
final class EvidenceCollector {

    private static final Set<String> FROM_CAPACITY = keys(Metric.CAPACITY, Metric.CAPACITY_UTILISATION);
    private static final Set<String> FROM_TARGET =
            keys(Metric.TARGET, Metric.TARGET_ATTAINMENT, Metric.TARGET_REACH_MONTH, Metric.TARGET_REVISIONS);
    private static final Set<String> FROM_QUOTE = keys(Metric.LEAD_TIME_QUOTED_WEEKS, Metric.LEAD_TIME_WEEKS);
    private static final Set<String> FROM_YEAR_TO_DATE = keys(
            Metric.YTD_DELIVERIES,
            Metric.YTD_QUALIFIER,
            Metric.TARGET_ATTAINMENT,
            Metric.PROJECTED_YEAR,
            Metric.TARGET_REACH_MONTH);
    private static final Set<String> FROM_RATE = keys(
            Metric.RUN_RATE,
            Metric.PROJECTED_YEAR,
            Metric.TARGET_REACH_MONTH,
            Metric.LEAD_TIME_IMPLIED_WEEKS,
            Metric.LEAD_TIME_WEEKS);
    private static final Set<String> FROM_BACKLOG =
            keys(Metric.ORDER_BACKLOG, Metric.LEAD_TIME_IMPLIED_WEEKS, Metric.LEAD_TIME_WEEKS);

    private static final Set<String> DATA_GAP = Set.of("days_without_next_month");
    private static final Set<String> GROWTH = Set.of("growth");

    private final BrandLedger.Totals totals;
    private final MetricSet metrics;
    private final Evidence.Limit limit;
    private final Map<Measure, TreeMap<Integer, Set<String>>> months = new TreeMap<>();
    private final List<Evidence> evidence = new ArrayList<>();

    EvidenceCollector(BrandLedger.Totals totals, MetricSet metrics, Evidence.Limit limit) {
        this.limit = limit;
        this.totals = totals;
        this.metrics = metrics;
    }

    void addCapacity(Plants plants, int month) {
        plants.operatingIn(
                month,
                (plant, provenance) -> evidence.add(Evidence.of(
                        "CAPACITY " + plant,
                        Months.format(provenance.effectiveFrom()),
                        (double) provenance.unitsPerMonth(),
                        provenance.provenance(),
                        FROM_CAPACITY)));
    }

    void addTarget(Targets targets, int year) {
        Map.Entry<Provenance, Long> holding = targets.holding();
        Map.Entry<Provenance, Long> initial = targets.initial();
        String period = Integer.toString(year);
        evidence.add(Evidence.of("TARGET", period, (double) holding.getValue(), holding.getKey(), FROM_TARGET));
        if (!initial.getKey().equals(holding.getKey())) {
            evidence.add(Evidence.of(
                    "TARGET", period, (double) initial.getValue(), initial.getKey(), keys(Metric.TARGET_INITIAL)));
        }
    }

    void addQuote(Statement.@Nullable Quote quote) {
        if (quote != null && metrics.value(Metric.LEAD_TIME_QUOTED_WEEKS) != null) {
            evidence.add(Evidence.of(
                    "LEAD_TIME_QUOTE",
                    quote.provenance().date().toString(),
                    quote.weeks(),
                    quote.provenance(),
                    FROM_QUOTE));
        }
    }

    /** All evidence, given the month that mtd_deliveries is of, or {@link Integer#MIN_VALUE}. */
    List<Evidence> collect(int monthToDate) {
        if (monthToDate != Integer.MIN_VALUE) {
            use(Measure.DELIVERIES, monthToDate, keys(Metric.MTD_DELIVERIES));
        }
        Integer reference = metrics.month(Metric.REFERENCE_MONTH);
        if (reference != null) {
            useTotals(reference);
        }
        months.forEach((measure, used) -> used.forEach((month, by) -> explain(measure, month, by)));
        return evidence;
    }

    private void useTotals(int reference) {
        Figures figures = new Figures(totals, reference);
        use(
                Measure.DELIVERIES,
                reference,
                keys(Metric.DELIVERIES, Metric.DELIVERIES_QUALIFIER, Metric.DELIVERIES_MOM, Metric.DELIVERIES_YOY));
        use(Measure.ORDERS, reference, keys(Metric.ORDERS));
        if (metrics.value(Metric.DELIVERIES_MOM) != null) {
            use(Measure.DELIVERIES, reference - 1, keys(Metric.DELIVERIES_MOM));
        }
        if (metrics.value(Metric.DELIVERIES_YOY) != null) {
            use(Measure.DELIVERIES, reference - 12, keys(Metric.DELIVERIES_YOY));
        }
        useYearToDate(reference);
        for (int month = reference - 5; month <= reference; month++) {
            use(Measure.DELIVERIES, month, GROWTH);
        }
        for (int month = reference - 2; month <= reference; month++) {
            use(Measure.DELIVERIES, month, FROM_RATE);
            if (metrics.value(Metric.BOOK_TO_BILL) != null) {
                use(Measure.DELIVERIES, month, keys(Metric.BOOK_TO_BILL));
                use(Measure.ORDERS, month, keys(Metric.BOOK_TO_BILL));
                use(Measure.CANCELLATIONS, month, keys(Metric.BOOK_TO_BILL));
            }
        }
        use(Measure.DELIVERIES, reference, DATA_GAP);
        useDemand(figures, reference);
        if (metrics.value(Metric.ORDER_BACKLOG) != null) {
            useBacklog(figures, reference);
        }
        if (metrics.value(Metric.CAPACITY_UTILISATION) != null) {
            use(
                    figures.isOutputKnown() ? Measure.OUTPUT : Measure.DELIVERIES,
                    reference,
                    keys(Metric.CAPACITY_UTILISATION));
        }
    }

    private static Set<String> keys(Metric... metrics) {
        return Arrays.stream(metrics).map(Metric::key).collect(Collectors.toUnmodifiableSet());
    }

    private void useYearToDate(int reference) {
        MeasureTotals deliveries = totals.of(Measure.DELIVERIES);
        for (int first = Months.january(reference); first <= reference; first += 3) {
            Total quarter = YearToDate.quarterUsed(deliveries, first, reference);
            if (quarter != null) {
                List<Evidence.Source> sources = new ArrayList<>();
                deliveries.explainQuarter(Months.quarter(first), counted -> list(counted, sources));
                evidence.add(new Evidence(
                        Measure.DELIVERIES.name(),
                        Months.formatQuarter(Months.quarter(first)),
                        (double) quarter.units(),
                        quarter.qualifier(),
                        sources,
                        FROM_YEAR_TO_DATE));
            } else {
                for (int month = first; month <= Math.min(first + 2, reference); month++) {
                    use(Measure.DELIVERIES, month, FROM_YEAR_TO_DATE);
                }
            }
        }
    }

    private void useDemand(Figures figures, int reference) {
        if (metrics.value(Metric.DEMAND_PERSISTENCE) != null) {
            int best = figures.bestWindow();
            for (int month = 0; month < 3; month++) {
                use(Measure.ORDERS, reference - month, keys(Metric.DEMAND_PERSISTENCE));
                use(Measure.ORDERS, best + month, keys(Metric.DEMAND_PERSISTENCE));
            }
        }
        if (metrics.value(Metric.MONTHS_ON_SALE) instanceof Integer months) {
            use(Measure.DELIVERIES, reference - months, keys(Metric.MONTHS_ON_SALE));
        }
    }

    private void useBacklog(Figures figures, int reference) {
        int stock = figures.backlogStock();
        if (stock != Integer.MIN_VALUE) {
            use(Measure.BACKLOG, stock, FROM_BACKLOG);
        }
        for (int month = figures.backlogStart(); month <= reference; month++) {
            use(Measure.ORDERS, month, FROM_BACKLOG);
            use(Measure.CANCELLATIONS, month, FROM_BACKLOG);
            use(Measure.DELIVERIES, month, FROM_BACKLOG);
        }
    }

    private void use(Measure measure, int month, Set<String> by) {
        if (totals.of(measure).total(month) != null) {
            months.computeIfAbsent(measure, m -> new TreeMap<>())
                    .computeIfAbsent(month, m -> new TreeSet<>())
                    .addAll(by);
        }
    }

    private void explain(Measure measure, int month, Set<String> by) {
        MeasureTotals ofMeasure = totals.of(measure);
        Total total = Objects.requireNonNull(ofMeasure.total(month));
        List<Evidence.Source> sources = new ArrayList<>(1);
        ofMeasure.explain(month, counted -> list(counted, sources));
        evidence.add(new Evidence(
                measure.name(), Months.format(month), (double) total.units(), total.qualifier(), sources, by));
    }

    private void list(Cell.Counted counted, List<Evidence.Source> sources) {
        if (sources.size() < limit.sources()) {
            int listed = 0;
            for (Evidence.Source source : sources) {
                listed += source.eventIds().size();
            }
            // One statement of a source is always named.
            sources.add(Evidence.Source.of(counted, Math.max(1, limit.statements() - listed)));
        }
    }
}
