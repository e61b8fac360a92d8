package io.bellwether.domain.ledger;

import io.bellwether.domain.statement.Qualifier;
import io.bellwether.domain.statement.Total;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The runs of two or more whole months of one brand or model and measure, and what follows from them together with its
 * exact months (docs/figures.md#windows). Exists only where there is such a run.
 *
 * <p>A statement costs a look-up. What follows is worked out when asked after a window changed, from the distinct runs
 * and the months, whatever the number of statements.
 */
final class Windows {

    /** The end of nothing; well above the least number, so that bounds can be counted from it. */
    static final int NO_END = Integer.MIN_VALUE / 2;

    private final Bases bases;
    private final NavigableMap<Long, Stretch> stretches = new TreeMap<>();
    private final NavigableSet<Window> stretchesShorterFirst = new TreeSet<>(Window.SHORTER_FIRST);
    private final NavigableSet<Window> longerFirst = new TreeSet<>(Window.LONGER_FIRST);
    private final ByMonth<Window> months = new ByMonth<>();
    /** How many runs end with a month. */
    private final Map<Integer, Integer> ends = new HashMap<>();

    private ByMonth<Total> derived = new ByMonth<>();
    private @Nullable Joining forMonths;
    private @Nullable Joining forRuns;

    /** No runs yet, beside months. */
    Windows(Bases bases) {
        this.bases = bases;
        for (int month = bases.start(); month < bases.end(); month++) {
            update(month);
        }
    }

    private static long key(int first, int last) {
        return ((long) first << Integer.SIZE) + last;
    }

    /** Takes in a statement about a run of whole months. */
    Outcome add(int first, int last, CurrentStatement statement) {
        Stretch stretch = stretches.get(key(first, last));
        Window before = stretch == null ? null : stretch.window();
        if (stretch == null) {
            stretch = new Stretch(first, last);
            stretches.put(key(first, last), stretch);
        }
        Outcome outcome = stretch.add(statement);
        Window window = stretch.window();
        if (!Objects.equals(before, window)) {
            replace(before, window, stretchesShorterFirst);
            if (before != null) {
                ends.merge(last, -1, Integer::sum);
            }
            if (window != null) {
                ends.merge(last, 1, Integer::sum);
            }
        }
        return outcome;
    }

    /** Takes note that a month's base may have changed. */
    void update(int month) {
        Total base = bases.of(month);
        Window before = months.get(month);
        Window window = base != null && base.isExact() ? bases.window(month) : null;
        if (!Objects.equals(before, window)) {
            months.put(month, window);
            replace(before, window, longerFirst);
        }
    }

    private void replace(@Nullable Window before, @Nullable Window window, NavigableSet<Window> inOrder) {
        if (before != null) {
            inOrder.remove(before);
            longerFirst.remove(before);
        }
        if (window != null) {
            inOrder.add(window);
            longerFirst.add(window);
        }
        forMonths = null;
        forRuns = null;
    }

    /**
     * Works out what follows for months.
     *
     * @param changedMonths those whose base may have changed
     * @param onChange called with the months whose derived totals have changed
     */
    void refresh(List<Integer> changedMonths, IntConsumer onChange) {
        changedMonths.forEach(this::update);
        if (forMonths != null) {
            for (int month : changedMonths) {
                derive(month, derived);
            }
            return;
        }
        ByMonth<Total> before = derived;
        derived = new ByMonth<>();
        if (!stretchesShorterFirst.isEmpty()) {
            Joining joining = nothingJoined();
            for (int month = months.start(); month < months.end(); month++) {
                Window window = months.get(month);
                if (window != null) {
                    joining.join(window);
                }
            }
            stretchesShorterFirst.forEach(joining::join);
            forMonths = joining;
            int last = lastCovered();
            for (int month = firstCovered(); month <= last; month++) {
                derive(month, derived);
            }
        }
        forEachDifference(before, derived, onChange);
    }

    private static void forEachDifference(ByMonth<Total> before, ByMonth<Total> now, IntConsumer onChange) {
        int end = Math.max(before.end(), now.end());
        boolean empty = before.start() == before.end() || now.start() == now.end();
        int start = empty ? before.start() + now.start() : Math.min(before.start(), now.start());
        for (int month = start; month < end; month++) {
            if (!Objects.equals(before.get(month), now.get(month))) {
                onChange.accept(month);
            }
        }
    }

    private Joining nothingJoined() {
        return new Joining(Math.min(bases.start(), firstCovered()), Math.max(bases.end() - 1, lastCovered()));
    }

    private void derive(int month, ByMonth<Total> totals) {
        Long implied = impliedOverInexactBase(month);
        Total base = bases.of(month);
        boolean fits =
                implied != null && implied >= 0 && (base == null || !base.isAtLeast() || implied >= base.units());
        if (fits || totals.get(month) != null) {
            totals.put(month, fits && implied != null ? new Total(implied, Qualifier.DERIVED) : null);
        }
    }

    private @Nullable Long impliedOverInexactBase(int month) {
        Total base = bases.of(month);
        return forMonths == null || (base != null && base.isExact()) ? null : forMonths.implied(month, month);
    }

    /** The total of a month that follows from the windows; null if none does. */
    @Nullable
    Total derived(int month) {
        return derived.get(month);
    }

    /** A bound: no window of two or more months starts before it. */
    int firstCovered() {
        int first = Integer.MAX_VALUE;
        for (Window window : stretchesShorterFirst) {
            first = Math.min(first, window.first());
        }
        return first;
    }

    /** A bound: no window of two or more months ends after it. */
    int lastCovered() {
        int last = NO_END;
        for (Window window : stretchesShorterFirst) {
            last = Math.max(last, window.last());
        }
        return last;
    }

    /** A bound: no month before it is derived. */
    int start() {
        return derived.start() == derived.end() ? Integer.MAX_VALUE : derived.start();
    }

    /** A bound: no month at or after it is derived. */
    int end() {
        return derived.start() == derived.end() ? NO_END : derived.end();
    }

    /** Whether a run of two or more months ends with a month. */
    boolean endsWith(int month) {
        return ends.getOrDefault(month, 0) > 0;
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
        if (forMonths == null) {
            return List.of();
        }
        List<Mismatch> all = new ArrayList<>(forMonths.mismatches());
        int last = lastCovered();
        for (int month = firstCovered(); month <= last; month++) {
            Total base = bases.of(month);
            Long implied = base == null || derived.get(month) != null ? null : impliedOverInexactBase(month);
            if (base != null && implied != null) {
                all.add(new Mismatch(month, month, base.units(), implied));
            }
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

    /** What windows imply for a run, longer ones joined first; null if they do not connect it, or it is negative. */
    @Nullable
    Long implied(int first, int last) {
        Long sum = stretchesShorterFirst.isEmpty() ? null : forRuns().implied(first, last);
        return sum == null || sum < 0 ? null : sum;
    }

    /** The windows by which a run is implied, longer ones joined first. */
    List<Window> behindRun(int first, int last) {
        return forRuns().path(first, last);
    }

    private Joining forRuns() {
        Joining joining = forRuns;
        if (joining == null) {
            joining = nothingJoined();
            longerFirst.forEach(joining::join);
            forRuns = joining;
        }
        return joining;
    }
}
