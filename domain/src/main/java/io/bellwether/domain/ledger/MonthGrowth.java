package io.bellwether.domain.ledger;

import io.bellwether.domain.statement.Measure;
import org.jspecify.annotations.Nullable;

/**
 * Growth of deliveries from one month to another, which of a brand is also unknown where it may be nothing but the
 * difference between two sources (docs/figures.md#source-break).
 *
 * @param conflictRatio by how much sources differ; null where they do not, and for models
 */
record MonthGrowth(TotalsView view, Growth growth, @Nullable Double conflictRatio) {

    private static final double LEAST_CONFLICT = 0.05;
    private static final double CONFLICTS_COVERED = 2;

    /** Growth between the totals of two months; null if unknown. */
    @Nullable
    Double between(int baseMonth, int valueMonth) {
        Double change = growth.of(
                view.total(Measure.DELIVERIES, baseMonth),
                baseMonth,
                view.total(Measure.DELIVERIES, valueMonth),
                valueMonth);
        return change == null || isSourceBreak(baseMonth, valueMonth, change) ? null : change;
    }

    /** Whether a change is no greater than what two sources differ by, and the months count different ones. */
    boolean isSourceBreak(int baseMonth, int valueMonth, double change) {
        if (conflictRatio == null
                || conflictRatio < LEAST_CONFLICT
                || Math.abs(change) > CONFLICTS_COVERED * conflictRatio) {
            return false;
        }
        String before = view.of(Measure.DELIVERIES).cellSource(baseMonth);
        String now = view.of(Measure.DELIVERIES).cellSource(valueMonth);
        return before != null && now != null && !before.equals(now);
    }
}
