package io.bellwether.domain.ledger;

import io.bellwether.domain.statement.Measure;
import io.bellwether.domain.statement.Months;
import io.bellwether.domain.statement.Statement;
import io.bellwether.domain.statement.TargetPeriod;
import io.bellwether.domain.statement.Total;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of a brand's targets by its figures (docs/figures.md#target, docs/figures.md#targets). */
final class TargetFigures {

    private final SubjectBooks brand;
    private final TotalsView view;
    private final @Nullable Integer reference;

    TargetFigures(SubjectBooks brand, TotalsView view, @Nullable Integer reference) {
        this.brand = brand;
        this.view = view;
        this.reference = reference;
    }

    /** Puts the metrics of the target for the reference month's year, after those of deliveries. */
    void compute(MetricSet.Builder metrics, Targets ofYear, int referenceMonth) {
        Statement.Target holding = ofYear.holding();
        Statement.Target initial = ofYear.first();
        String period = Integer.toString(Months.year(referenceMonth));
        Double ytd = metrics.number(Metric.YTD_DELIVERIES);
        long units = holding.units();
        view.computing(Metric.TARGET, Metric.TARGET_REVISIONS);
        view.statement("TARGET", period, (double) units, holding.provenance());
        view.computing(Metric.TARGET_INITIAL);
        view.statement("TARGET", period, (double) initial.units(), initial.provenance());
        view.computing(Metric.TARGET_ATTAINMENT);
        view.uses(Metric.TARGET);
        view.uses(Metric.YTD_DELIVERIES);
        metrics.put(Metric.TARGET, units)
                .put(Metric.TARGET_INITIAL, initial.units())
                .put(Metric.TARGET_REVISIONS, ofYear.revisions())
                .put(Metric.TARGET_ATTAINMENT, ytd == null || units == 0 ? null : (Double) (ytd / units));
        view.computing(Metric.TARGET_REACH_MONTH);
        view.uses(Metric.TARGET);
        view.uses(Metric.YTD_DELIVERIES);
        metrics.put(Metric.TARGET_REACH_MONTH, reachMonth(units, referenceMonth));
    }

    /**
     * The month in which deliveries of the reference month's year reach a number: in the past by the running sum, in the
     * future at the run rate.
     *
     * @return null if it is never reached, or beyond the year 9999
     */
    private @Nullable Integer reachMonth(long units, int referenceMonth) {
        int january = Months.january(referenceMonth);
        RunSum year = view.sum(january, referenceMonth, brand.gapsFrom());
        long ytd = year == null ? 0 : year.total().units();
        if (ytd >= units) {
            return firstReaching(units, january, referenceMonth);
        }
        DeliveryFigures.Rate rate = DeliveryFigures.Rate.at(view, referenceMonth);
        if (rate.units() == 0) {
            return null;
        }
        long ahead = -Math.floorDiv(-(units - ytd) * rate.months(), rate.units());
        return Months.isPrintable(referenceMonth + ahead) ? (Integer) (int) (referenceMonth + ahead) : null;
    }

    /** The first month at which the running sum of the known months reaches a number; the last if it never does. */
    private int firstReaching(long units, int first, int last) {
        long sum = 0;
        for (int month = first; month <= last; month++) {
            Total total = view.of(Measure.DELIVERIES).total(month);
            sum += total == null ? 0 : total.units();
            if (sum >= units) {
                return month;
            }
        }
        return last;
    }

    /** A target with what was reached of it. */
    BrandSummary.Target target(TargetPeriod period, Targets targets) {
        Integer reached = reached(period);
        Total actual = null;
        view.computing(Evidence.ofTarget(period.format()));
        if (reached != null && reached >= period.first()) {
            RunSum sum = view.sum(period.first(), reached, brand.gapsFrom());
            actual = sum == null ? null : sum.total();
        }
        Statement.Target holding = targets.holding();
        Statement.Target first = targets.first();
        Statement.Target reported = targets.reported();
        List<BrandSummary.TargetStep> steps = new ArrayList<>();
        for (Statement.Target step : shown(targets.steps())) {
            steps.add(step(period, step, reached, actual));
        }
        return new BrandSummary.Target(
                period,
                first.units(),
                holding.units(),
                holding.unitsHigh(),
                targets.raised(),
                targets.cut(),
                reached,
                actual,
                reported == null ? null : (Long) reported.units(),
                metIn(period, holding.units(), reached, actual),
                steps,
                first.provenance(),
                holding.provenance(),
                reported == null ? null : reported.provenance());
    }

    private static List<Statement.Target> shown(List<Statement.Target> steps) {
        int left = steps.size() - BrandSummary.Target.MAX_STEPS;
        if (left <= 0) {
            return steps;
        }
        List<Statement.Target> shown = new ArrayList<>(steps);
        shown.subList(1, 1 + left).clear();
        return shown;
    }

    private BrandSummary.TargetStep step(
            TargetPeriod period, Statement.Target step, @Nullable Integer reached, @Nullable Total actual) {
        Integer metIn = metIn(period, step.units(), reached, actual);
        boolean projected =
                metIn == null && reference != null && period.equals(TargetPeriod.year(Months.year(reference)));
        Integer reachMonth = projected && reference != null ? unrecorded().reachMonth(step.units(), reference) : null;
        return new BrandSummary.TargetStep(step.units(), step.provenance(), metIn, reachMonth);
    }

    private @Nullable Integer metIn(
            TargetPeriod period, long units, @Nullable Integer reached, @Nullable Total actual) {
        return reached == null || actual == null || actual.units() < units
                ? null
                : (Integer) firstReaching(units, period.first(), reached);
    }

    /** The same, but what it reads is no evidence for what the view is read for. */
    private TargetFigures unrecorded() {
        return new TargetFigures(brand, new TotalsView(brand.totals()), reference);
    }

    /** How far the figures reach: the reference month or the last window within the period; null with neither. */
    private @Nullable Integer reached(TargetPeriod period) {
        int window = view.of(Measure.DELIVERIES).lastWindowWithin(period.first(), period.last());
        if (window == Integer.MIN_VALUE) {
            return reference == null ? null : (Integer) Math.min(reference, period.last());
        }
        int reached = reference == null ? window : Math.max(window, reference);
        return Math.min(reached, period.last());
    }
}
