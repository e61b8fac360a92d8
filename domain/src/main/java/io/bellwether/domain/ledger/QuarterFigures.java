package io.bellwether.domain.ledger;

import io.bellwether.domain.statement.Measure;
import io.bellwether.domain.statement.Months;
import org.jspecify.annotations.Nullable;

/** The latest calendar quarter without a gap (docs/figures.md#quarter), also of a company that reports quarters only. */
final class QuarterFigures {

    private static final int MONTHS = 3;
    private static final int QUARTERS_OF_A_YEAR = 4;

    private final SubjectBooks subject;
    private final TotalsView view;

    QuarterFigures(SubjectBooks subject, TotalsView view) {
        this.subject = subject;
        this.view = view;
    }

    void compute(MetricSet.Builder metrics) {
        Integer quarter = latest();
        if (quarter == null) {
            return;
        }
        view.computing(Metric.QUARTER, Metric.QUARTER_DELIVERIES, Metric.QUARTER_QUALIFIER);
        RunSum sum = sum(quarter);
        if (sum == null) {
            return;
        }
        metrics.put(Metric.QUARTER, quarter)
                .put(Metric.QUARTER_DELIVERIES, sum.total().units())
                .put(Metric.QUARTER_QUALIFIER, sum.total().qualifier());
        view.computing(Metric.QUARTER_YOY);
        view.uses(Metric.QUARTER_DELIVERIES);
        RunSum before = sum(quarter - QUARTERS_OF_A_YEAR);
        metrics.put(
                Metric.QUARTER_YOY,
                before == null
                        ? null
                        : subject.growth()
                                .of(
                                        before.total(),
                                        (quarter - QUARTERS_OF_A_YEAR) * MONTHS,
                                        sum.total(),
                                        quarter * MONTHS + MONTHS - 1));
    }

    private @Nullable RunSum sum(int quarter) {
        return view.sum(quarter * MONTHS, quarter * MONTHS + MONTHS - 1, Integer.MIN_VALUE);
    }

    private @Nullable Integer latest() {
        MeasureTotals deliveries = view.of(Measure.DELIVERIES);
        int first = deliveries.firstCovered();
        int last = deliveries.lastCovered();
        if (first > last) {
            return null;
        }
        for (int quarter = Months.quarter(last); quarter >= Months.quarter(first); quarter--) {
            int lastMonth = quarter * MONTHS + MONTHS - 1;
            if (subject.isClosed(lastMonth) || deliveries.endsWindow(lastMonth)) {
                RunSum sum = deliveries.sum(quarter * MONTHS, lastMonth);
                if (sum != null && !sum.gap()) {
                    return quarter;
                }
            }
        }
        return null;
    }
}
