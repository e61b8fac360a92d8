package io.bellwether.domain.ledger;

import io.bellwether.domain.statement.Measure;
import io.bellwether.domain.statement.Months;
import io.bellwether.domain.statement.Statement;
import io.bellwether.domain.statement.TargetPeriod;
import io.bellwether.domain.statement.Total;
import org.jspecify.annotations.Nullable;

/** Works out all metrics of one brand or model (docs/figures.md#metrics), reading its totals through a view. */
final class SubjectMetrics {

    private static final int DOUBTED_MONTHS = 6;

    private final SubjectBooks subject;
    private final TotalsView view;
    private final @Nullable Integer reference;
    private final Conflicts.@Nullable Conflict conflict;
    private final MetricSet.Builder metrics = new MetricSet.Builder();

    SubjectMetrics(SubjectBooks subject, TotalsView view) {
        this.subject = subject;
        this.view = view;
        reference = subject.referenceMonth();
        conflict = reference == null || !subject.isBrand()
                ? null
                : new Conflicts(subject.deliveries()).greatest(reference - DOUBTED_MONTHS + 1, reference);
    }

    /** The metrics of a model; target, capacity and doubts are the brand's alone. */
    MetricSet ofModel() {
        computeCommon();
        return metrics.build();
    }

    /** The metrics of a brand. */
    MetricSet ofBrand(BrandBooks books) {
        computeCommon();
        if (reference != null) {
            Targets ofYear = books.targets().get(TargetPeriod.year(Months.year(reference)));
            if (ofYear != null) {
                new TargetFigures(subject, view, reference).compute(metrics, ofYear, reference);
            }
            computeCapacity(books.plants(), reference);
            new Doubts(view, metrics, reference).compute(conflict, books.sales()::nameOf);
        }
        return metrics.build();
    }

    private void computeCommon() {
        Integer open = subject.openMonth();
        if (open != null) {
            view.computing(Metric.MTD_DELIVERIES);
            Total toDate = view.total(Measure.DELIVERIES, open);
            metrics.put(Metric.MTD_DELIVERIES, toDate == null ? null : (Long) toDate.units());
        }
        new QuarterFigures(subject, view).compute(metrics);
        if (reference != null) {
            deliveries(reference).compute();
            Statement.Quote quote = subject.news().quote(subject.events().newestDay());
            new OrderFigures(view, metrics, reference).compute(quote);
        }
    }

    private DeliveryFigures deliveries(int month) {
        return new DeliveryFigures(subject, view, metrics, month, conflict == null ? null : (Double) conflict.ratio());
    }

    /** Growth over two months, see {@link BrandSummary#growthOverTwoMonths}. */
    @Nullable
    Double growthOverTwoMonths() {
        return reference == null ? null : deliveries(reference).overTwoMonths();
    }

    private void computeCapacity(Plants plants, int month) {
        Long capacity = plants.capacity(month);
        if (capacity == null) {
            return;
        }
        view.computing(Metric.CAPACITY, Metric.CAPACITY_UTILISATION);
        plants.operatingIn(
                month,
                (plant, statement) -> view.statement(
                        "CAPACITY " + plant,
                        Months.format(statement.effectiveFrom()),
                        (double) statement.unitsPerMonth(),
                        statement.provenance()));
        view.computing(Metric.CAPACITY_UTILISATION);
        Total built = view.total(Measure.OUTPUT, month);
        // Without output, deliveries are its proxy.
        Total used = built == null ? view.total(Measure.DELIVERIES, month) : built;
        metrics.put(Metric.CAPACITY, capacity)
                .put(
                        Metric.CAPACITY_UTILISATION,
                        used == null || capacity == 0 ? null : (Double) ((double) used.units() / capacity));
    }
}
