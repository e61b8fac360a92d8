package io.bellwether.domain.ledger;

import io.bellwether.domain.statement.Qualifier;
import io.bellwether.domain.statement.Total;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The runs of two or more whole months of one brand or model and measure, and what follows from them together with its
 * exact months (docs/figures.md#windows). Exists only where there is such a run.
 *
 * <p>A statement costs a look-up. What follows is worked out when asked after a change, from the distinct runs and the
 * months, whatever the number of statements.
 */
final class Windows {

    /** The end of nothing; well above the least number, so that bounds can be counted from it. */
    static final int NO_END = Integer.MIN_VALUE / 2;

    private final NavigableMap<Long, Stretch> stretches = new TreeMap<>();
    private final Months months;
    /** Exact stretches, shorter first. */
    private final List<Window> shorterFirst = new ArrayList<>();

    private Map<Integer, Total> derived = new HashMap<>();
    private final List<Mismatch> rejected = new ArrayList<>();
    private final Set<Integer> ends = new HashSet<>();
    private @Nullable Joining forMonths;
    private @Nullable Joining forRuns;

    /** The months beside the runs. */
    interface Months {

        /** A bound: no month before it has a base. */
        int start();

        /** A bound: no month at or after it has a base. */
        int end();

        /** What was stated about a month; null if nothing. */
        @Nullable
        Total base(int month);

        /** The window of a month whose base is exact. */
        Window window(int month);
    }

    Windows(Months months) {
        this.months = months;
    }

    private static long key(int first, int last) {
        return ((long) first << Integer.SIZE) + last;
    }

    /** Takes in a statement about a run of whole months. */
    Outcome add(int first, int last, CurrentStatement statement) {
        return stretches
                .computeIfAbsent(key(first, last), key -> new Stretch(first, last))
                .add(statement);
    }

    /**
     * Joins the windows anew.
     *
     * @return the months whose totals are derived now, or were before
     */
    Set<Integer> join() {
        Set<Integer> touched = new HashSet<>(derived.keySet());
        shorterFirst.clear();
        ends.clear();
        rejected.clear();
        derived = new HashMap<>();
        forMonths = null;
        forRuns = null;
        for (Stretch stretch : stretches.values()) {
            Window window = stretch.window();
            if (window != null) {
                shorterFirst.add(window);
                ends.add(window.last());
            }
        }
        if (!shorterFirst.isEmpty()) {
            shorterFirst.sort(Window.SHORTER_FIRST);
            derive();
            touched.addAll(derived.keySet());
        }
        return touched;
    }

    /** A bound: no window of two or more months starts before it. */
    int firstCovered() {
        return shorterFirst.stream().mapToInt(Window::first).min().orElse(Integer.MAX_VALUE);
    }

    /** A bound: no window of two or more months ends after it. */
    int lastCovered() {
        return shorterFirst.stream().mapToInt(Window::last).max().orElse(NO_END);
    }

    private Joining nothingJoined() {
        return new Joining(Math.min(months.start(), firstCovered()), Math.max(months.end() - 1, lastCovered()));
    }

    private List<Window> exactMonths() {
        List<Window> exact = new ArrayList<>();
        for (int month = months.start(); month < months.end(); month++) {
            Total base = months.base(month);
            if (base != null && base.isExact()) {
                exact.add(months.window(month));
            }
        }
        return exact;
    }

    private void derive() {
        Joining joining = nothingJoined();
        exactMonths().forEach(joining::join);
        shorterFirst.forEach(joining::join);
        forMonths = joining;
        int last = lastCovered();
        for (int month = firstCovered(); month <= last; month++) {
            Total base = months.base(month);
            Long implied = base != null && base.isExact() ? null : joining.implied(month, month);
            if (implied == null) {
                continue;
            }
            if (implied >= 0 && (base == null || !base.isAtLeast() || implied >= base.units())) {
                derived.put(month, new Total(implied, Qualifier.DERIVED));
            } else if (base != null) {
                rejected.add(new Mismatch(month, month, base.units(), implied));
            }
        }
    }

    /** The total of a month that follows from the windows; null if none does. */
    @Nullable
    Total derived(int month) {
        return derived.get(month);
    }

    /** A bound: no month before it is derived. */
    int start() {
        return derived.keySet().stream().min(Comparator.naturalOrder()).orElse(Integer.MAX_VALUE);
    }

    /** A bound: no month at or after it is derived. */
    int end() {
        return 1 + derived.keySet().stream().max(Comparator.naturalOrder()).orElse(NO_END);
    }

    /** Whether a run of two or more months ends with a month. */
    boolean endsWith(int month) {
        return ends.contains(month);
    }

    /** The last month of the windows of two or more months that lie within a run; {@link Integer#MIN_VALUE} if none. */
    int lastWithin(int from, int to) {
        int last = Integer.MIN_VALUE;
        for (Stretch stretch : stretches.subMap(key(from, 0), key(to + 1, 0)).values()) {
            Window window = stretch.window();
            last = window != null && window.isWithin(from, to) ? Math.max(last, window.last()) : last;
        }
        return last;
    }

    /** Exact runs that differ from what shorter ones imply, and months whose base does. */
    List<Mismatch> mismatches() {
        List<Mismatch> all = new ArrayList<>(rejected);
        if (forMonths != null) {
            all.addAll(forMonths.mismatches());
        }
        return all;
    }

    /** The windows by which a run of months is implied, joined as for the totals of months. */
    List<Window> behind(int first, int last) {
        return Objects.requireNonNull(forMonths).path(first, last);
    }

    /** The statements that count of a run of months; null if there are none. */
    @Nullable
    Counted counted(int first, int last) {
        Stretch stretch = stretches.get(key(first, last));
        return stretch == null ? null : stretch.counted();
    }

    /** The window that is exactly a run. */
    @Nullable
    Window exactly(int first, int last) {
        Stretch stretch = stretches.get(key(first, last));
        return stretch == null ? null : stretch.window();
    }

    /** The longest window of two or more months that starts with a month and ends within a run; null if none does. */
    @Nullable
    Window longest(int first, int runsTo) {
        for (Stretch stretch : stretches
                .subMap(key(first, 0), true, key(first, runsTo), true)
                .descendingMap()
                .values()) {
            Window window = stretch.window();
            if (window != null) {
                return window;
            }
        }
        return null;
    }

    /** The sum over a run that windows imply, longer ones joined first; null if they do not, or it is negative. */
    @Nullable
    RunSum implied(int first, int last) {
        if (shorterFirst.isEmpty()) {
            return null;
        }
        Joining joining = forRuns;
        if (joining == null) {
            joining = nothingJoined();
            List<Window> longerFirst = new ArrayList<>(shorterFirst);
            longerFirst.addAll(exactMonths());
            longerFirst.sort(Window.LONGER_FIRST);
            longerFirst.forEach(joining::join);
            forRuns = joining;
        }
        Long sum = joining.implied(first, last);
        return sum == null || sum < 0 ? null : RunSum.of(new Total(sum, Qualifier.EXACT), joining.path(first, last));
    }
}
