package io.bellwether.streams.reference;

import io.bellwether.schemas.avro.SourceTier;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Set;

/** An exact sum over whole months, from the first to the last. */
record Window(
        YearMonth first,
        YearMonth last,
        long units,
        SourceTier tier,
        Statement<Sales> newest,
        Set<Statement<Sales>> counted) {

    long months() {
        return ChronoUnit.MONTHS.between(first, last) + 1;
    }

    /** The boundary behind its last month: the beginning of the next. */
    YearMonth end() {
        return last.plusMonths(1);
    }

    /** "then better tier, then newest ... what still ties goes by the earlier first month" */
    static Comparator<Window> inOrder(boolean shorterFirst, Set<Bug> bugs) {
        Comparator<Window> byLength = Comparator.comparing(Window::months);
        Comparator<Window> newest = Comparator.comparing((Window w) -> w.newest.publishedAt());
        if (!bugs.contains(Bug.OLDEST_WINDOW_FIRST)) {
            newest = newest.reversed();
        }
        Comparator<Window> byTier =
                Comparator.comparing(w -> bugs.contains(Bug.WINDOW_TIER_IGNORED) ? SourceTier.MEDIA : w.tier);
        return (shorterFirst ? byLength : byLength.reversed())
                .thenComparing(byTier)
                .thenComparing(newest)
                .thenComparing(Window::first);
    }
}
