package io.bellwether.domain.ledger;

import io.bellwether.domain.statement.Measure;
import io.bellwether.domain.statement.Months;
import io.bellwether.domain.statement.Total;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Works out the metrics of one brand or model from its totals (semantics.md 3). Ratios of whole numbers are divided
 * once, at the end.
 */
final class Figures {

    private final MeasureTotals deliveries;
    private final MeasureTotals output;
    private final MeasureTotals orders;
    private final MeasureTotals cancellations;
    private final MeasureTotals backlog;
    /** The reference month. */
    private final int reference;

    private final MetricSet.Builder metrics = new MetricSet.Builder();

    /** The totals by measure, and the latest closed month with known deliveries. */
    Figures(BrandLedger.Totals totals, int reference) {
        deliveries = totals.of(Measure.DELIVERIES);
        output = totals.of(Measure.OUTPUT);
        orders = totals.of(Measure.ORDERS);
        cancellations = totals.of(Measure.CANCELLATIONS);
        backlog = totals.of(Measure.BACKLOG);
        this.reference = reference;
    }

    MetricSet.Builder compute() {
        Total delivered = Objects.requireNonNull(deliveries.total(reference));
        Total ordered = orders.total(reference);
        metrics.put(Metric.REFERENCE_MONTH, reference)
                .put(Metric.DELIVERIES, delivered.units())
                .put(Metric.DELIVERIES_QUALIFIER, delivered.qualifier())
                .put(Metric.ORDERS, ordered == null ? null : (Long) ordered.units())
                .put(Metric.DELIVERIES_MOM, growth(delivered, deliveries.total(reference - 1)))
                .put(Metric.DELIVERIES_YOY, growth(delivered, deliveries.total(reference - 12)));
        YearToDate year = YearToDate.of(deliveries, reference);
        metrics.put(Metric.YTD_DELIVERIES, year.units()).put(Metric.YTD_QUALIFIER, year.qualifier());
        Rate rate = rate();
        metrics.put(Metric.RUN_RATE, rate.perMonth())
                .put(Metric.PROJECTED_YEAR, projectedYear(year.units(), rate))
                .put(Metric.ORDER_BACKLOG, orderBacklog())
                .put(Metric.BOOK_TO_BILL, bookToBill())
                .put(Metric.DEMAND_PERSISTENCE, demandPersistence())
                .put(Metric.MONTHS_ON_SALE, monthsOnSale());
        Double backlogUnits = metrics.number(Metric.ORDER_BACKLOG);
        if (backlogUnits != null && rate.units > 0) {
            // Little's law: what waits, over what leaves a week.
            metrics.put(Metric.LEAD_TIME_IMPLIED_WEEKS, backlogUnits * 52 * rate.months / (12.0 * rate.units));
        }
        return metrics;
    }

    /** Growth over an earlier month; a lower bound, nothing, or zero is no base for it. */
    private static @Nullable Double growth(Total now, @Nullable Total before) {
        if (before == null || before.units() == 0 || before.isAtLeast()) {
            return null;
        }
        return (double) (now.units() - before.units()) / before.units();
    }

    /** Deliveries of those of the last three months that are known: a sum over a number of months. */
    record Rate(long units, int months) {

        double perMonth() {
            return (double) units / months;
        }
    }

    private Rate rate() {
        long units = 0;
        int months = 0;
        for (int month = reference - 2; month <= reference; month++) {
            Total total = deliveries.total(month);
            if (total != null) {
                units += total.units();
                months++;
            }
        }
        return new Rate(units, months);
    }

    private double projectedYear(long ytd, Rate rate) {
        int monthsLeft = 12 - Months.number(reference);
        return (double) (ytd * rate.months + rate.units * monthsLeft) / rate.months;
    }

    /**
     * The month in which deliveries of the year reach a target: in the past by the running sum of known months (the
     * reference month where only a quarter's figure carries it that far), in the future at the run rate.
     *
     * @return null if it is never reached, or beyond the year 9999
     */
    @Nullable
    Integer targetReachMonth(long target) {
        long ytd = YearToDate.of(deliveries, reference).units();
        if (ytd >= target) {
            long sum = 0;
            for (int month = Months.january(reference); month <= reference; month++) {
                Total total = deliveries.total(month);
                sum += total == null ? 0 : total.units();
                if (sum >= target) {
                    return month;
                }
            }
            return reference;
        }
        Rate rate = rate();
        if (rate.units == 0) {
            return null;
        }
        long monthsAhead = -Math.floorDiv(-(target - ytd) * rate.months, rate.units);
        return Months.isPrintable(reference + monthsAhead) ? (Integer) (int) (reference + monthsAhead) : null;
    }

    /** Capacity used: output, with deliveries as its proxy. */
    @Nullable
    Double utilisation(long capacity) {
        Total built = output.total(reference);
        Total used = built == null ? deliveries.total(reference) : built;
        return used == null || capacity == 0 ? null : (Double) ((double) used.units() / capacity);
    }

    /** Whether output is known, so that {@link #utilisation} did not need its proxy. */
    boolean isOutputKnown() {
        return output.total(reference) != null;
    }

    /** The month from which {@link #orderBacklog} adds up flows, or {@link Integer#MAX_VALUE}. */
    int backlogStart() {
        int stock = backlogStock();
        return stock == Integer.MIN_VALUE ? orders.firstKnown() : stock + 1;
    }

    /** The latest month up to the reference month with a known BACKLOG, or {@link Integer#MIN_VALUE}. */
    int backlogStock() {
        for (int month = Math.min(reference, backlog.end() - 1); month >= backlog.start(); month--) {
            if (backlog.total(month) != null) {
                return month;
            }
        }
        return Integer.MIN_VALUE;
    }

    private @Nullable Long orderBacklog() {
        int stock = backlogStock();
        Total start = stock == Integer.MIN_VALUE ? null : backlog.total(stock);
        int first = backlogStart();
        if (start == null && first > reference) {
            return null;
        }
        long sum = start == null ? 0 : start.units();
        for (int month = first; month <= reference; month++) {
            Total ordered = orders.total(month);
            if (ordered == null) {
                return null;
            }
            sum += ordered.units() - units(cancellations.total(month)) - units(deliveries.total(month));
        }
        return Math.max(0, sum);
    }

    private @Nullable Double bookToBill() {
        long booked = 0;
        long billed = 0;
        for (int month = reference - 2; month <= reference; month++) {
            Total ordered = orders.total(month);
            Total delivered = deliveries.total(month);
            if (ordered != null && delivered != null) {
                booked += ordered.units() - units(cancellations.total(month));
                billed += delivered.units();
            }
        }
        return billed == 0 ? null : (Double) ((double) booked / billed);
    }

    private @Nullable Double demandPersistence() {
        long last = window(reference - 2);
        if (last < 0) {
            return null;
        }
        long greatest = window(bestWindow());
        return greatest == 0 ? null : (Double) ((double) last / greatest);
    }

    /** The first month of the three consecutive ones with the most orders; the last three at the latest. */
    int bestWindow() {
        int best = reference - 2;
        for (int month = orders.start(); month < reference - 2; month++) {
            best = window(month) > window(best) ? month : best;
        }
        return best;
    }

    /** Orders of three consecutive months, or -1 if one of them is unknown. */
    private long window(int first) {
        long sum = 0;
        for (int month = first; month < first + 3; month++) {
            Total ordered = orders.total(month);
            if (ordered == null) {
                return -1;
            }
            sum += ordered.units();
        }
        return sum;
    }

    private @Nullable Integer monthsOnSale() {
        for (int month = deliveries.start(); month <= reference; month++) {
            Total delivered = deliveries.total(month);
            if (delivered != null && delivered.units() > 0) {
                return reference - month;
            }
        }
        return null;
    }

    private static long units(@Nullable Total total) {
        return total == null ? 0 : total.units();
    }
}
