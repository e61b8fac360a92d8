package io.bellwether.domain.ledger;

import io.bellwether.domain.statement.Measure;
import io.bellwether.domain.statement.Statement;
import io.bellwether.domain.statement.Total;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Orders, waiting time and demand at the reference month (docs/figures.md#order-backlog). */
final class OrderFigures {

    private static final int MONTHS = 3;

    private final TotalsView view;
    private final MetricSet.Builder metrics;
    private final int reference;

    OrderFigures(TotalsView view, MetricSet.Builder metrics, int reference) {
        this.view = view;
        this.metrics = metrics;
        this.reference = reference;
    }

    /** All of them, with the quote that is not out of date. */
    void compute(Statement.@Nullable Quote quote) {
        view.computing(Metric.ORDERS);
        Total ordered = view.total(Measure.ORDERS, reference);
        metrics.put(Metric.ORDERS, ordered == null ? null : (Long) ordered.units());
        view.computing(Metric.ORDER_BACKLOG);
        metrics.put(Metric.ORDER_BACKLOG, orderBacklog());
        view.computing(Metric.BOOK_TO_BILL);
        metrics.put(Metric.BOOK_TO_BILL, bookToBill());
        view.computing(Metric.DEMAND_PERSISTENCE, Metric.DEMAND_QUALIFIER);
        computeDemand();
        computeLeadTime(quote);
    }

    private void computeLeadTime(Statement.@Nullable Quote quote) {
        DeliveryFigures.Rate rate = DeliveryFigures.Rate.at(view, reference);
        Double backlog = metrics.number(Metric.ORDER_BACKLOG);
        view.computing(Metric.LEAD_TIME_IMPLIED_WEEKS);
        view.uses(Metric.ORDER_BACKLOG);
        view.uses(Metric.RUN_RATE);
        if (backlog != null && rate.units() > 0 && !rate.total().isAtLeast()) {
            // Little's law: what waits, over what leaves a week.
            metrics.put(Metric.LEAD_TIME_IMPLIED_WEEKS, backlog * 52 * rate.months() / (12.0 * rate.units()));
        }
        if (quote != null) {
            view.computing(Metric.LEAD_TIME_QUOTED_WEEKS, Metric.LEAD_TIME_WEEKS);
            view.statement("LEAD_TIME_QUOTE", quote.provenance().date().toString(), quote.weeks(), quote.provenance());
            metrics.put(Metric.LEAD_TIME_QUOTED_WEEKS, quote.weeks()).put(Metric.LEAD_TIME_WEEKS, quote.weeks());
        } else {
            view.computing(Metric.LEAD_TIME_WEEKS);
            view.uses(Metric.LEAD_TIME_IMPLIED_WEEKS);
            metrics.put(Metric.LEAD_TIME_WEEKS, metrics.number(Metric.LEAD_TIME_IMPLIED_WEEKS));
        }
    }

    /** The latest month up to the reference month with a known BACKLOG, or {@link Integer#MIN_VALUE}. */
    private int backlogStock() {
        MeasureTotals backlog = view.of(Measure.BACKLOG);
        int first = backlog.firstBound();
        for (int month = Math.min(reference, backlog.lastBound() - 1); month >= first; month--) {
            if (backlog.total(month) != null) {
                return month;
            }
        }
        return Integer.MIN_VALUE;
    }

    private @Nullable Long orderBacklog() {
        int stock = backlogStock();
        int first = stock == Integer.MIN_VALUE ? view.of(Measure.ORDERS).firstKnown() : stock + 1;
        if (stock == Integer.MIN_VALUE && first > reference) {
            return null;
        }
        long sum = stock == Integer.MIN_VALUE ? 0 : units(view.total(Measure.BACKLOG, stock));
        for (int month = first; month <= reference; month++) {
            Total ordered = view.total(Measure.ORDERS, month);
            Total delivered = view.total(Measure.DELIVERIES, month);
            if (ordered == null || (delivered != null && delivered.isAtLeast())) {
                return null;
            }
            sum += ordered.units() - units(view.total(Measure.CANCELLATIONS, month)) - units(delivered);
        }
        return Math.max(0, sum);
    }

    private @Nullable Double bookToBill() {
        long booked = 0;
        long billed = 0;
        for (int month = reference - MONTHS + 1; month <= reference; month++) {
            if (view.of(Measure.ORDERS).total(month) != null
                    && view.of(Measure.DELIVERIES).total(month) != null) {
                booked += units(view.total(Measure.ORDERS, month)) - units(view.total(Measure.CANCELLATIONS, month));
                billed += units(view.total(Measure.DELIVERIES, month));
            }
        }
        return billed == 0 ? null : (Double) ((double) booked / billed);
    }

    private void computeDemand() {
        int best = bestWindow();
        long last = window(reference - MONTHS + 1);
        long greatest = window(best);
        if (last < 0 || greatest == 0) {
            return;
        }
        Total lastMonths = null;
        for (int month = reference - MONTHS + 1; month <= reference; month++) {
            lastMonths = Total.plus(lastMonths, Objects.requireNonNull(view.total(Measure.ORDERS, month)));
        }
        for (int month = best; month < best + MONTHS; month++) {
            view.total(Measure.ORDERS, month);
        }
        metrics.put(Metric.DEMAND_PERSISTENCE, (double) last / greatest)
                .put(Metric.DEMAND_QUALIFIER, Objects.requireNonNull(lastMonths).qualifier());
    }

    /** The first month of the three consecutive ones with the most orders; the last three at the latest. */
    private int bestWindow() {
        int best = reference - MONTHS + 1;
        long greatest = window(best);
        for (int month = view.of(Measure.ORDERS).firstBound(); month < reference - MONTHS + 1; month++) {
            long orders = window(month);
            if (orders > greatest) {
                greatest = orders;
                best = month;
            }
        }
        return best;
    }

    /** Orders of three consecutive months, or -1 if one of them is unknown. */
    private long window(int first) {
        long sum = 0;
        for (int month = first; month < first + MONTHS; month++) {
            Total ordered = view.of(Measure.ORDERS).total(month);
            if (ordered == null) {
                return -1;
            }
            sum += ordered.units();
        }
        return sum;
    }

    private static long units(@Nullable Total total) {
        return total == null ? 0 : total.units();
    }
}
