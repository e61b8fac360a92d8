package io.bellwether.streams.reference;

import io.bellwether.streams.reference.JoinedWindows.Implied;
import io.bellwether.streams.reference.JoinedWindows.Mismatch;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Windows (docs/figures.md#windows): the months of one (brand or model, measure), from their bases and the exact longer sums. */
final class Series {

    /** A sum over a run of months; unknown if nothing of the run is known. */
    record Run(Total total, boolean hasGap) {
        boolean isKnown() {
            return total != null;
        }
    }

    private final Set<Bug> bugs;
    private final List<Window> windows = new ArrayList<>();
    private final JoinedWindows longerFirst;
    private final NavigableMap<YearMonth, Total> totals = new TreeMap<>();
    private final List<Mismatch> mismatches = new ArrayList<>();

    /**
     * @param bases the base of each month that has one
     * @param stretches the EXACT statements about two or more whole months
     */
    Series(NavigableMap<YearMonth, Total> bases, List<Window> stretches, Set<Bug> bugs) {
        this.bugs = bugs;
        // "take as windows every month whose base is EXACT, and every stretch of two or more whole months ..."
        bases.forEach((month, base) -> {
            if (base.isExact()) {
                windows.add(new Window(month, month, base.units(), base.tier(), base.newest(), base.counted()));
            }
        });
        windows.addAll(stretches);
        JoinedWindows shorterFirst = joined(!bugs.contains(Bug.LONGER_WINDOWS_FIRST_FOR_MONTHS));
        this.longerFirst = joined(bugs.contains(Bug.SHORTER_WINDOWS_FIRST_FOR_RUNS));
        mismatches.addAll(shorterFirst.mismatches());
        totals.putAll(bases);
        if (!bugs.contains(Bug.NOTHING_DERIVED)) {
            derive(bases, shorterFirst);
        }
    }

    private JoinedWindows joined(boolean shorterFirst) {
        return new JoinedWindows(
                windows.stream().sorted(Window.inOrder(shorterFirst, bugs)).toList());
    }

    /**
     * "A month whose base is not EXACT and whose boundaries are connected is DERIVED, with the implied difference, if
     * that is not negative and, over an AT_LEAST base, at least as much; else the base stands, and the month, if it has
     * one, is a mismatch"
     */
    private void derive(NavigableMap<YearMonth, Total> bases, JoinedWindows joined) {
        if (windows.isEmpty()) {
            return;
        }
        YearMonth first = windows.stream()
                .map(Window::first)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        YearMonth last = windows.stream()
                .map(Window::last)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        for (YearMonth month = first; !month.isAfter(last); month = month.plusMonths(1)) {
            Total base = bases.get(month);
            Optional<Implied> implied = joined.between(month, month.plusMonths(1));
            if (implied.isEmpty() || (base != null && base.isExact())) {
                continue;
            }
            long units = implied.get().units();
            boolean tooLittle = base != null
                    && (base.isAtLeast() || bugs.contains(Bug.NOTHING_DERIVED_BELOW_AN_ESTIMATE))
                    && units < base.units()
                    && !bugs.contains(Bug.DERIVED_BELOW_A_LOWER_BOUND);
            if ((units >= 0 || bugs.contains(Bug.DERIVED_BELOW_ZERO)) && !tooLittle) {
                totals.put(
                        month,
                        new Total(
                                units,
                                Exactness.DERIVED,
                                null,
                                null,
                                implied.get().counted(),
                                null));
            } else if (base != null && !bugs.contains(Bug.LOWER_BOUND_IS_NO_MISMATCH)) {
                mismatches.add(new Mismatch(month, month, base.units(), units));
            }
        }
    }

    /** The known totals by month. */
    NavigableMap<YearMonth, Total> totals() {
        return Collections.unmodifiableNavigableMap(totals);
    }

    List<Window> windows() {
        return windows;
    }

    List<Mismatch> mismatches() {
        return mismatches;
    }

    /** "Sum over a run of months", first to last; some months are no gap though nothing is known of them. */
    Run run(YearMonth first, YearMonth last, Predicate<YearMonth> noGap) {
        if (first.equals(last)) {
            Total month = totals.get(first);
            return new Run(month, month == null);
        }
        Optional<Window> itself = windows.stream()
                .filter(w -> w.first().equals(first) && w.last().equals(last))
                .findFirst();
        if (itself.isPresent() && !bugs.contains(Bug.RUN_ITSELF_NOT_PREFERRED)) {
            return new Run(
                    new Total(
                            itself.get().units(),
                            Exactness.EXACT,
                            null,
                            null,
                            itself.get().counted(),
                            null),
                    false);
        }
        Optional<Implied> implied = longerFirst.between(first, last.plusMonths(1));
        if (implied.isPresent() && implied.get().units() >= 0 && !bugs.contains(Bug.RUN_NOT_BY_DIFFERENCE)) {
            Implied known = implied.get();
            return new Run(new Total(known.units(), Exactness.EXACT, null, null, known.counted(), null), false);
        }
        return walk(first, last, noGap);
    }

    /**
     * "of the windows that start at this month and end within the run the longest counts and the walk goes on behind
     * it; else the month's total, if known; else nothing, a gap"
     */
    private Run walk(YearMonth first, YearMonth last, Predicate<YearMonth> noGap) {
        List<Total> parts = new ArrayList<>();
        boolean gap = false;
        YearMonth month = first;
        while (!month.isAfter(last)) {
            YearMonth from = month;
            Optional<Window> longest = windows.stream()
                    .filter(w -> w.first().equals(from))
                    .filter(w -> !w.last().isAfter(last) || bugs.contains(Bug.WINDOW_BEYOND_THE_RUN))
                    .max(
                            bugs.contains(Bug.WALK_TAKES_THE_SHORTEST)
                                    ? Comparator.comparing(Window::months).reversed()
                                    : Comparator.comparing(Window::months));
            if (longest.isPresent()) {
                Window window = longest.get();
                parts.add(new Total(
                        window.units(), Exactness.EXACT, window.tier(), window.newest(), window.counted(), null));
                month = window.end();
                continue;
            }
            if (totals.containsKey(month)) {
                parts.add(totals.get(month));
            } else if (!noGap.test(month)) {
                gap = true;
            }
            month = month.plusMonths(1);
        }
        boolean bound = gap && !bugs.contains(Bug.UNKNOWN_MONTH_FORGIVEN_IN_YTD_QUALIFIER);
        Total sum = Total.sum(parts, bugs).orElse(null);
        return new Run(sum == null || !bound ? sum : sum.as(Exactness.AT_LEAST), gap);
    }
}
