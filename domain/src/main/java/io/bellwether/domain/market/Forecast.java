package io.bellwether.domain.market;

import io.bellwether.domain.ledger.BrandSummary;
import io.bellwether.domain.ledger.Metric;
import io.bellwether.domain.ledger.MetricSet;
import io.bellwether.domain.statement.Months;
import io.bellwether.domain.statement.Qualifier;
import io.bellwether.domain.statement.Total;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What the year of a brand's reference month comes to, by how earlier years of all brands went on after that month: a
 * chain ladder with shrinkage, docs/figures.md#forecast. In vehicles.
 *
 * @param year docs/figures.md#forecast-year; null without a forecast
 * @param low lower end of the middle eight tenths of past errors
 * @param high upper end
 * @param targetProbability docs/figures.md#target-probability, 0 to 1; null without a target, and without a forecast
 *     unless the target is reached
 */
public record Forecast(
        @Nullable Double year,
        @Nullable Double low,
        @Nullable Double high,
        @Nullable Double targetProbability) {

    /** Nothing can be said. */
    public static final Forecast UNKNOWN = new Forecast(null, null, null, null);

    private static final int FEWEST_MONTHS = 6;

    static Forecast of(BrandSummary brand, PastYears years, LocalDate asOf) {
        MetricSet metrics = brand.metrics();
        Integer reference = metrics.month(Metric.REFERENCE_MONTH);
        if (reference == null) {
            return UNKNOWN;
        }
        Double target = metrics.number(Metric.TARGET);
        Double yearToDate = metrics.number(Metric.YTD_DELIVERIES);
        boolean reached = target != null && yearToDate != null && yearToDate >= target;
        Double rate = metrics.number(Metric.RUN_RATE);
        int month = Months.number(reference);
        Outlook outlook =
                month < 12 && isSound(brand, reference, asOf) ? years.outlook(Months.year(reference), month) : null;
        if (outlook == null || yearToDate == null || rate == null) {
            return reached ? new Forecast(null, null, null, 1.0) : UNKNOWN;
        }
        double rest = rate * Math.exp(outlook.typical());
        Double probability = null;
        if (reached) {
            probability = 1.0;
        } else if (target != null) {
            probability = (outlook.reaching(yearToDate, rest, target) + 1.0) / (outlook.size() + 2);
        }
        return new Forecast(
                yearToDate + rest,
                yearToDate + rest * Math.exp(outlook.low()),
                yearToDate + rest * Math.exp(outlook.high()),
                probability);
    }

    /** Whether the brand's own figures bear a forecast. */
    private static boolean isSound(BrandSummary brand, int reference, LocalDate asOf) {
        if (brand.monthsKnown() < FEWEST_MONTHS
                || brand.metrics().value(Metric.YTD_QUALIFIER) == Qualifier.AT_LEAST
                || Staleness.isStale(reference, asOf)) {
            return false;
        }
        for (int month = reference - 2; month <= reference; month++) {
            Total total = MonthTotals.find(brand, month);
            if (total == null || total.isAtLeast()) {
                return false;
            }
        }
        return true;
    }
}
