package io.bellwether.domain.ledger;

import io.bellwether.domain.statement.Months;
import io.bellwether.domain.statement.Provenance;
import io.bellwether.domain.statement.Tier;
import java.util.Comparator;

/**
 * An exact sum between two month boundaries (docs/figures.md#windows): a month, or a longer run of whole months.
 *
 * @param first first month
 * @param last last month
 * @param tier of its counted statements; of a month that is a sum, the worst of its exact parts
 * @param newest of its counted statements; of a month that is a sum, the newest of its exact parts
 */
record Window(int first, int last, long units, Tier tier, Provenance newest) {

    private static final Comparator<Window> BY_RANK = Comparator.comparing(Window::tier)
            .thenComparing(Window::newest, Comparator.reverseOrder())
            .thenComparingInt(Window::first);

    /** The order in which totals of months are derived. */
    static final Comparator<Window> SHORTER_FIRST =
            Comparator.comparingInt(Window::months).thenComparing(BY_RANK);

    /** The order in which sums over runs are derived. */
    static final Comparator<Window> LONGER_FIRST =
            Comparator.comparingInt(Window::months).reversed().thenComparing(BY_RANK);

    /** The order in which they are shown: longer ones, then from the first on. */
    static final Comparator<Window> LONGER_RUNS_FIRST =
            Comparator.comparingInt(Window::months).reversed().thenComparingInt(Window::first);

    /** How many months it is long. */
    int months() {
        return last - first + 1;
    }

    /** Whether all of it lies from one month to another. */
    boolean isWithin(int from, int to) {
        return first >= from && last <= to;
    }

    /** YYYY-MM/YYYY-MM of a run of months. */
    static String format(int first, int last) {
        return Months.format(first) + "/" + Months.format(last);
    }
}
