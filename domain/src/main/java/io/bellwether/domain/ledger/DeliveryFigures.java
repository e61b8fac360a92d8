package io.bellwether.domain.ledger;

import io.bellwether.domain.statement.Measure;
import io.bellwether.domain.statement.Months;
import io.bellwether.domain.statement.Qualifier;
import io.bellwether.domain.statement.Total;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The metrics of deliveries at the reference month (docs/figures.md#deliveries). Ratios are divided once. */
final class DeliveryFigures {

    private static final int RATE_MONTHS = 3;

    private final SubjectBooks subject;
    private final TotalsView view;
    private final MetricSet.Builder metrics;
    private final int reference;
    private final MonthGrowth growth;

    DeliveryFigures(
            SubjectBooks subject,
            TotalsView view,
            MetricSet.Builder metrics,
            int reference,
            @Nullable Double conflict) {
        this.subject = subject;
        this.view = view;
        this.metrics = metrics;
        this.reference = reference;
        growth = new MonthGrowth(view, subject.growth(), conflict);
    }

    void compute() {
        view.computing(Metric.REFERENCE_MONTH, Metric.DELIVERIES, Metric.DELIVERIES_QUALIFIER);
        Total delivered = Objects.requireNonNull(total(reference));
        metrics.put(Metric.REFERENCE_MONTH, reference)
                .put(Metric.DELIVERIES, delivered.units())
                .put(Metric.DELIVERIES_QUALIFIER, delivered.qualifier());
        view.computing(Metric.DELIVERIES_TO_PEAK);
        metrics.put(Metric.DELIVERIES_TO_PEAK, toPeak());
        view.computing(Metric.DELIVERIES_MOM);
        metrics.put(Metric.DELIVERIES_MOM, growth.between(reference - 1, reference));
        view.computing(Metric.DELIVERIES_YOY);
        metrics.put(Metric.DELIVERIES_YOY, growth.between(reference - 12, reference));
        view.computing(Metric.DELIVERIES_LIKE_FOR_LIKE);
        metrics.put(Metric.DELIVERIES_LIKE_FOR_LIKE, new LikeForLike(view, growth, reference).compute());
        computeRates();
        view.computing(Metric.MONTHS_ON_SALE);
        metrics.put(Metric.MONTHS_ON_SALE, monthsOnSale());
    }

    private @Nullable Total total(int month) {
        return view.total(Measure.DELIVERIES, month);
    }

    private @Nullable Double toPeak() {
        MeasureTotals deliveries = view.of(Measure.DELIVERIES);
        int peak = reference;
        long greatest = -1;
        for (int month = deliveries.firstBound(); month <= reference; month++) {
            Total total = deliveries.total(month);
            if (total != null && total.units() >= greatest) {
                greatest = total.units();
                peak = month;
            }
        }
        Total last = total(reference);
        total(peak);
        return last == null || greatest == 0 ? null : (Double) ((double) last.units() / greatest);
    }

    private void computeRates() {
        view.computing(Metric.YTD_DELIVERIES, Metric.YTD_QUALIFIER);
        RunSum year = Objects.requireNonNull(view.sum(Months.january(reference), reference, subject.gapsFrom()));
        Qualifier yearQualifier = year.total().qualifier();
        metrics.put(Metric.YTD_DELIVERIES, year.total().units()).put(Metric.YTD_QUALIFIER, yearQualifier);
        view.computing(Metric.RUN_RATE, Metric.RUN_RATE_QUALIFIER);
        Rate rate = Rate.at(view, reference);
        metrics.put(Metric.RUN_RATE, rate.perMonth()).put(Metric.RUN_RATE_QUALIFIER, rate.qualifier());
        view.computing(Metric.PROJECTED_YEAR, Metric.PROJECTED_QUALIFIER);
        view.uses(Metric.YTD_DELIVERIES);
        view.uses(Metric.RUN_RATE);
        int monthsLeft = 12 - Months.number(reference);
        double projected = (double) (year.total().units() * rate.months() + rate.units() * monthsLeft) / rate.months();
        metrics.put(Metric.PROJECTED_YEAR, projected)
                .put(Metric.PROJECTED_QUALIFIER, yearQualifier.weaker(rate.qualifier()));
    }

    /** Deliveries of those of the last three months that are known: a sum over a number of months. */
    record Rate(Total total, int months) {

        static Rate at(TotalsView view, int reference) {
            Total sum = null;
            int months = 0;
            for (int month = reference - RATE_MONTHS + 1; month <= reference; month++) {
                Total total = view.total(Measure.DELIVERIES, month);
                if (total != null) {
                    sum = Total.plus(sum, total);
                    months++;
                }
            }
            return new Rate(Objects.requireNonNull(sum), months);
        }

        long units() {
            return total.units();
        }

        Qualifier qualifier() {
            return total.qualifier();
        }

        double perMonth() {
            return (double) units() / months;
        }
    }

    private @Nullable Integer monthsOnSale() {
        MeasureTotals deliveries = view.of(Measure.DELIVERIES);
        for (int month = deliveries.firstBound(); month <= reference; month++) {
            Total delivered = deliveries.total(month);
            if (delivered != null && delivered.units() > 0) {
                total(month);
                return reference - month;
            }
        }
        return null;
    }

    /** Growth over two months, see {@link BrandSummary#growthOverTwoMonths}. */
    @Nullable
    Double overTwoMonths() {
        view.computing(Evidence.GROWTH_OVER_TWO_MONTHS);
        return growth.between(reference - 2, reference);
    }
}
