package io.bellwether.domain.ledger;

import io.bellwether.domain.statement.Measure;
import io.bellwether.domain.statement.Provenance;
import io.bellwether.domain.statement.Total;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The totals of a brand or model as the metrics read them. Here reading leaves no trace; {@link RecordingView} keeps
 * what was read for which metric, which is the evidence for it.
 *
 * <p>What is read only to find out which figures to use (the greatest month so far) goes through {@link #of}; the
 * figures used are then read through {@link #total} and {@link #sum}.
 */
class TotalsView {

    private final SubjectTotals totals;

    TotalsView(SubjectTotals totals) {
        this.totals = totals;
    }

    /** Whether it reads these totals. */
    final boolean isOf(SubjectTotals subject) {
        return totals == subject;
    }

    /** What is read from now on is read for these metrics. */
    void computing(Metric... metrics) {}

    /** What is read from now on is read for a fact that rules use beside the metrics. */
    void computing(String fact) {}

    /** What was read for another metric is used here too. */
    void uses(Metric other) {}

    /** The totals of a measure, read without a trace. */
    final MeasureTotals of(Measure measure) {
        return totals.of(measure);
    }

    /** The total of a month; null if unknown. */
    @Nullable
    Total total(Measure measure, int month) {
        return totals.of(measure).total(month);
    }

    /** Deliveries summed over a run of months, see {@link MeasureTotals#sum(int, int, int)}. */
    @Nullable
    RunSum sum(int first, int last, int knownFrom) {
        return totals.of(Measure.DELIVERIES).sum(first, last, knownFrom);
    }

    /** Uses a figure of a stretch of deliveries for itself, not as part of a sum. */
    void stretch(Window window) {}

    /** Uses statements for themselves, not as part of a total. */
    void statement(String name, String period, Counted counted) {}

    /** Uses a statement that is not about sales. */
    void statement(String name, String period, double value, Provenance provenance) {}

    /** Uses windows for themselves. */
    final void windows(List<Window> windows) {
        for (Window window : windows) {
            if (window.months() == 1) {
                total(Measure.DELIVERIES, window.first());
            } else {
                stretch(window);
            }
        }
    }
}
