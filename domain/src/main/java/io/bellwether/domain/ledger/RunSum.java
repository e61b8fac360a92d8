package io.bellwether.domain.ledger;

import io.bellwether.domain.statement.Qualifier;
import io.bellwether.domain.statement.Total;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The sum over a run of months (docs/figures.md#sum-over-a-run).
 *
 * @param gap whether a month of it is unknown, so that it is a lower bound
 */
record RunSum(Total total, boolean gap) {

    /** Hears of the parts of a sum: months whose totals were used, and windows of two or more months. */
    private record Parts(IntConsumer month, Consumer<Window> stretch) {}

    /**
     * The sum; null if nothing of the run is known.
     *
     * @param windows null if there are none of two or more months
     * @param knownFrom unknown months before this one are no gaps
     */
    static @Nullable RunSum of(MeasureTotals totals, @Nullable Windows windows, int first, int last, int knownFrom) {
        if (windows != null && first < last) {
            Window exactly = windows.exactly(first, last);
            if (exactly != null) {
                return new RunSum(new Total(exactly.units(), Qualifier.EXACT), false);
            }
            Long implied = windows.implied(first, last);
            if (implied != null) {
                return new RunSum(new Total(implied, Qualifier.EXACT), false);
            }
        }
        return walk(totals, windows, first, last, knownFrom, null);
    }

    /** Calls back with what the sum is made of. */
    static void explain(
            MeasureTotals totals,
            @Nullable Windows windows,
            int first,
            int last,
            IntConsumer onMonth,
            Consumer<Window> onStretch) {
        if (windows != null && first < last) {
            Window exactly = windows.exactly(first, last);
            if (exactly != null) {
                onStretch.accept(exactly);
                return;
            }
            if (windows.implied(first, last) != null) {
                for (Window window : windows.behindRun(first, last)) {
                    if (window.months() == 1) {
                        onMonth.accept(window.first());
                    } else {
                        onStretch.accept(window);
                    }
                }
                return;
            }
        }
        walk(totals, windows, first, last, Integer.MIN_VALUE, new Parts(onMonth, onStretch));
    }

    private static @Nullable RunSum walk(
            MeasureTotals totals,
            @Nullable Windows windows,
            int first,
            int last,
            int knownFrom,
            @Nullable Parts parts) {
        Total sum = null;
        boolean gap = false;
        int month = first;
        while (month <= last) {
            Window longest = windows == null || first == last ? null : windows.longest(month, last);
            Total total = longest == null ? totals.total(month) : new Total(longest.units(), Qualifier.EXACT);
            if (total == null) {
                gap |= month >= knownFrom;
            } else {
                sum = Total.plus(sum, total);
                if (parts != null && longest != null) {
                    parts.stretch.accept(longest);
                } else if (parts != null) {
                    parts.month.accept(month);
                }
            }
            month = longest == null ? month + 1 : longest.last() + 1;
        }
        if (sum == null) {
            return null;
        }
        return new RunSum(gap ? new Total(sum.units(), Qualifier.AT_LEAST) : sum, gap);
    }
}
