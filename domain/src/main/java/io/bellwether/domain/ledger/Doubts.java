package io.bellwether.domain.ledger;

import io.bellwether.domain.statement.Measure;
import io.bellwether.domain.statement.Months;
import io.bellwether.domain.statement.Provenance;
import io.bellwether.domain.statement.Total;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Doubts about the figures of a brand at its reference month (docs/figures.md#doubts). */
final class Doubts {

    private static final int MONTHS = 6;
    private static final int RETAIL_MONTHS = 3;
    private static final int LONGEST_LAG_DAYS = 60;
    private static final int LEAST_LAGS = 3;
    private static final double LEAST_EXCESS = 0.02;

    private final TotalsView view;
    private final MeasureTotals deliveries;
    private final MetricSet.Builder metrics;
    private final int reference;
    private final int first;

    Doubts(TotalsView view, MetricSet.Builder metrics, int reference) {
        this.view = view;
        this.deliveries = view.of(Measure.DELIVERIES);
        this.metrics = metrics;
        this.reference = reference;
        first = reference - MONTHS + 1;
    }

    /**
     * All of them; the conflict is worked out before, since growth depends on it.
     *
     * @param modelNames from a model's key to the name under which it is shown
     */
    void compute(Conflicts.@Nullable Conflict conflict, UnaryOperator<String> modelNames) {
        if (conflict != null) {
            view.computing(Metric.CONFLICT_MONTH, Metric.CONFLICT_RATIO);
            conflict.read(view);
            metrics.put(Metric.CONFLICT_MONTH, conflict.month()).put(Metric.CONFLICT_RATIO, conflict.ratio());
        }
        ImplausibleMonth implausible = ImplausibleMonth.newest(deliveries, first, reference);
        if (implausible != null) {
            view.computing(Metric.IMPLAUSIBLE_MONTH, Metric.IMPLAUSIBLE_FACTOR);
            implausible.read(view);
            metrics.put(Metric.IMPLAUSIBLE_MONTH, implausible.month())
                    .put(Metric.IMPLAUSIBLE_FACTOR, implausible.factor());
        }
        computeMismatch();
        view.computing(Metric.CHANNEL_STOCK_CHANGE_MONTHS);
        metrics.put(Metric.CHANNEL_STOCK_CHANGE_MONTHS, channelStockChange());
        computeLag();
        computeParts(modelNames);
    }

    private void computeMismatch() {
        Mismatch greatest = null;
        int year = Months.year(reference);
        for (Mismatch mismatch : deliveries.mismatches()) {
            int ends = Months.year(mismatch.last());
            if ((ends == year || ends == year - 1) && (greatest == null || mismatch.outweighs(greatest))) {
                greatest = mismatch;
            }
        }
        if (greatest != null) {
            view.computing(Metric.MISMATCH_PERIOD, Metric.MISMATCH_UNITS);
            if (greatest.first() == greatest.last()) {
                view.total(Measure.DELIVERIES, greatest.first());
            } else {
                Counted counted = deliveries.counted(greatest.first(), greatest.last());
                view.stretch(new Window(
                        greatest.first(), greatest.last(), greatest.units(), counted.tier(), counted.newest()));
            }
            view.windows(deliveries.behind(greatest));
            metrics.put(Metric.MISMATCH_PERIOD, Window.format(greatest.first(), greatest.last()))
                    .put(Metric.MISMATCH_UNITS, greatest.difference());
        }
    }

    /** What dealers took on and did not sell, in months of their sales. */
    private @Nullable Double channelStockChange() {
        long change = 0;
        long recentRetail = 0;
        for (int month = first; month <= reference; month++) {
            Long wholesale = firmUnits(Measure.WHOLESALE, month);
            Long exports = firmUnits(Measure.EXPORTS, month);
            Long retail = firmUnits(Measure.RETAIL, month);
            if (wholesale == null || exports == null || retail == null) {
                return null;
            }
            change += wholesale - exports - retail;
            recentRetail += month > reference - RETAIL_MONTHS ? retail : 0;
        }
        return recentRetail == 0 ? null : (Double) ((double) (change * RETAIL_MONTHS) / recentRetail);
    }

    private @Nullable Long firmUnits(Measure measure, int month) {
        Total total = view.total(measure, month);
        return total == null || total.isAtLeast() ? null : (Long) total.units();
    }

    private void computeLag() {
        Cell cell = deliveries.cell(reference);
        if (cell == null) {
            return;
        }
        String source = cell.counted().source();
        long[] lags = new long[MONTHS];
        int known = 0;
        view.computing(Metric.USUAL_LAG_DAYS, Metric.NEXT_FIGURE_DUE);
        for (int month = first; month <= reference; month++) {
            Provenance stated = firstStated(month, source);
            long lag = stated == null
                    ? Long.MAX_VALUE
                    : stated.epochDay() - Months.lastDay(month).toEpochDay();
            if (stated != null && lag <= LONGEST_LAG_DAYS) {
                lags[known++] = lag;
                view.statement("FIRST_STATED", Months.format(month), (double) lag, stated);
            }
        }
        if (known >= LEAST_LAGS) {
            double usual = Medians.of(Arrays.copyOf(lags, known));
            LocalDate due = Months.lastDay(reference + 1).plusDays((long) Math.ceil(usual));
            metrics.put(Metric.USUAL_LAG_DAYS, usual).put(Metric.NEXT_FIGURE_DUE, due);
        }
    }

    private @Nullable Provenance firstStated(int month, String source) {
        Cell cell = deliveries.cell(month);
        SourceCell ofSource = cell == null ? null : cell.of(source);
        return ofSource == null ? null : ofSource.first();
    }

    private void computeParts(UnaryOperator<String> modelNames) {
        double greatest = 0;
        int found = Integer.MIN_VALUE;
        Map<String, MeasureTotals> models = deliveries.models();
        for (int month = reference; month >= first && !models.isEmpty(); month--) {
            Cell cell = deliveries.cell(month);
            Total whole = cell == null ? null : cell.counted().total();
            if (whole != null && whole.isExact() && whole.units() > 0) {
                double excess = (double) (sumOfModels(models, month) - whole.units()) / whole.units();
                if (excess > greatest) {
                    greatest = excess;
                    found = month;
                }
            }
        }
        if (greatest >= LEAST_EXCESS) {
            view.computing(Metric.PARTS_MONTH, Metric.PARTS_EXCESS);
            readParts(models, found, modelNames);
            metrics.put(Metric.PARTS_MONTH, found).put(Metric.PARTS_EXCESS, greatest);
        }
    }

    private static long sumOfModels(Map<String, MeasureTotals> models, int month) {
        long sum = 0;
        for (MeasureTotals model : models.values()) {
            Total total = model.total(month);
            sum += total != null && total.isFirm() ? total.units() : 0;
        }
        return sum;
    }

    private void readParts(Map<String, MeasureTotals> models, int month, UnaryOperator<String> modelNames) {
        String period = Months.format(month);
        Cell cell = Objects.requireNonNull(deliveries.cell(month));
        view.statement(Measure.DELIVERIES.name(), period, cell.counted());
        models.forEach((key, model) -> {
            Total total = model.total(month);
            if (total != null && total.isFirm()) {
                String name = Measure.DELIVERIES + " " + modelNames.apply(key);
                model.explain(month, counted -> view.statement(name, period, counted));
            }
        });
    }
}
