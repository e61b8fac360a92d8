package io.bellwether.domain.ledger;

import io.bellwether.domain.statement.Granularity;
import io.bellwether.domain.statement.Provenance;
import io.bellwether.domain.statement.Qualifier;
import io.bellwether.domain.statement.Taxonomy;
import io.bellwether.domain.statement.Tier;
import io.bellwether.domain.statement.Total;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The month totals of one measure, of a brand or of one of its models: from cells to bases
 * (docs/figures.md#base), and from these and longer runs to totals (docs/figures.md#total-of-a-month).
 *
 * <p>A new statement marks its month. What follows is worked out when asked, for marked months and those that look back
 * at them. Models are worked out before the brand that sums them.
 */
final class MeasureTotals implements Part, Windows.Months {

    /** Months before 1900 are refused on the way in; weeks may reach one month back. */
    private static final int FIRST_MONTH = 1900 * 12 - 1;
    /** A sum looks back at the last figures of parts that fell silent, and at the last figure of the whole. */
    private static final int LOOKS_BACK_AT_PARTS = 3;

    private static final int LOOKS_BACK_AT_WHOLE = 12;

    private final Taxonomy taxonomy;
    private final @Nullable MeasureTotals whole;
    private final Map<String, MeasureTotals> models = new HashMap<>(2);
    private final Cells everywhere = new Cells(null);
    private final Regions regions;
    private final PartSum ofModels;
    private final PartSum ofRegions;
    private final ByMonth<Base> bases = new ByMonth<>();
    private @Nullable Windows windows;

    private final BitSet marked = new BitSet();
    private boolean stretchesChanged;
    private final List<MeasureTotals> changedModels = new ArrayList<>(0);
    private boolean listedAsChanged;

    private enum Origin {
        CELL,
        MODELS,
        REGIONS
    }

    private record Base(Total total, Origin origin) {

        /** Whether it depends on what parts and the whole came to in earlier months. */
        boolean looksBack() {
            return origin != Origin.CELL || total.isAtLeast();
        }
    }

    private MeasureTotals(@Nullable MeasureTotals whole, Taxonomy taxonomy) {
        this.whole = whole;
        this.taxonomy = taxonomy;
        regions = new Regions(taxonomy);
        ofModels = new PartSum(month -> models.values(), everywhere, taxonomy);
        ofRegions = new PartSum(regions::of, everywhere, taxonomy);
    }

    static MeasureTotals ofBrand(Taxonomy taxonomy) {
        return new MeasureTotals(null, taxonomy);
    }

    /** The totals of a model, which are parts of the brand's. */
    MeasureTotals ofModel(String key) {
        MeasureTotals model = models.get(key);
        if (model == null) {
            model = new MeasureTotals(this, taxonomy);
            models.put(key, model);
        }
        return model;
    }

    /** Takes in a statement on a month or on days of it, see {@link SourceCell#add}. */
    Outcome add(@Nullable String region, int month, Granularity granularity, int index, CurrentStatement statement) {
        Cells cells = region == null ? everywhere : regions.toWrite(region);
        Outcome outcome = cells.add(month, granularity, index, statement);
        if (outcome == Outcome.APPLIED) {
            marked.set(month - FIRST_MONTH);
            listAsChanged();
        }
        return outcome;
    }

    /** Takes in a statement on a run of two or more whole months, everywhere. */
    Outcome addStretch(int first, int last, CurrentStatement statement) {
        if (windows == null) {
            windows = new Windows(this);
        }
        Outcome outcome = windows.add(first, last, statement);
        if (outcome == Outcome.APPLIED) {
            stretchesChanged = true;
            listAsChanged();
        }
        return outcome;
    }

    private void listAsChanged() {
        if (whole != null && !listedAsChanged) {
            listedAsChanged = true;
            whole.changedModels.add(this);
        }
    }

    private void refresh() {
        if (!changedModels.isEmpty()) {
            for (MeasureTotals model : changedModels) {
                model.listedAsChanged = false;
                model.refresh();
            }
            changedModels.clear();
        }
        if (marked.isEmpty() && !stretchesChanged) {
            return;
        }
        boolean changed = refreshBases() || stretchesChanged;
        marked.clear();
        stretchesChanged = false;
        if (windows != null && changed) {
            windows.join().forEach(this::markInWhole);
        }
    }

    private boolean refreshBases() {
        boolean changed = false;
        BitSet due = withThoseThatLookBack();
        for (int bit = due.nextSetBit(0); bit >= 0; bit = due.nextSetBit(bit + 1)) {
            int month = bit + FIRST_MONTH;
            Base before = bases.get(month);
            Base base = computeBase(month);
            // The same units may rest on another source now, which the whole looks at too.
            if (marked.get(bit) || !Objects.equals(base, before)) {
                changed = true;
                if (base != null || before != null) {
                    bases.put(month, base);
                }
                markInWhole(month);
            }
        }
        return changed;
    }

    private BitSet withThoseThatLookBack() {
        if (models.isEmpty() && regions.isEmpty()) {
            return marked;
        }
        BitSet due = (BitSet) marked.clone();
        for (int bit = marked.nextSetBit(0); bit >= 0; bit = marked.nextSetBit(bit + 1)) {
            int month = bit + FIRST_MONTH;
            int reach = everywhere.get(month) == null ? LOOKS_BACK_AT_PARTS : LOOKS_BACK_AT_WHOLE;
            for (int later = month + 1; later <= month + reach; later++) {
                Base base = bases.get(later);
                if (base != null && base.looksBack()) {
                    due.set(later - FIRST_MONTH);
                }
            }
        }
        return due;
    }

    private void markInWhole(int month) {
        if (whole != null) {
            whole.marked.set(month - FIRST_MONTH);
        }
    }

    private @Nullable Base computeBase(int month) {
        Cell cell = everywhere.get(month);
        if (cell == null) {
            Base base = base(ofModels.of(month), Origin.MODELS);
            return base == null ? base(ofRegions.of(month), Origin.REGIONS) : base;
        }
        Total own = cell.counted().total();
        if (own.isAtLeast()) {
            Total models = ofModels.of(month);
            if (refines(models, own)) {
                return base(models, Origin.MODELS);
            }
            Total inRegions = ofRegions.of(month);
            if (refines(inRegions, own)) {
                return base(inRegions, Origin.REGIONS);
            }
        }
        return new Base(own, Origin.CELL);
    }

    private static @Nullable Base base(@Nullable Total total, Origin origin) {
        return total == null ? null : new Base(total, origin);
    }

    private static boolean refines(@Nullable Total sum, Total bound) {
        return sum != null && sum.isFirm() && sum.units() >= bound.units();
    }

    /** The total of a month; null if unknown. */
    @Override
    public @Nullable Total total(int month) {
        refresh();
        Total derived = windows == null ? null : windows.derived(month);
        return derived == null ? base(month) : derived;
    }

    @Override
    public @Nullable Total base(int month) {
        Base base = bases.get(month);
        return base == null ? null : base.total;
    }

    /** A bound: no month before it is known. */
    int firstBound() {
        refresh();
        return windows == null ? bases.start() : Math.min(start(), windows.start());
    }

    /** A bound: no month at or after it is known. */
    int lastBound() {
        refresh();
        return windows == null ? bases.end() : Math.max(end(), windows.end());
    }

    @Override
    public int start() {
        return bases.start() == bases.end() ? Integer.MAX_VALUE : bases.start();
    }

    @Override
    public int end() {
        return bases.start() == bases.end() ? Windows.NO_END : bases.end();
    }

    /** A bound: no month before it is known or lies in a window. */
    int firstCovered() {
        return windows == null ? firstBound() : Math.min(firstBound(), windows.firstCovered());
    }

    /** A bound: no month after it is known or lies in a window. */
    int lastCovered() {
        return windows == null ? lastBound() - 1 : Math.max(lastBound() - 1, windows.lastCovered());
    }

    /** The first month with a known total, or {@link Integer#MAX_VALUE}. */
    int firstKnown() {
        int end = lastBound();
        for (int month = firstBound(); month < end; month++) {
            if (total(month) != null) {
                return month;
            }
        }
        return Integer.MAX_VALUE;
    }

    @Override
    public Window window(int month) {
        Base base = Objects.requireNonNull(bases.get(month));
        Tier tier = null;
        Provenance newest = null;
        for (Rank rank : ranks(month, base.origin)) {
            tier = tier == null || rank.tier.compareTo(tier) > 0 ? rank.tier : tier;
            newest = newest == null || rank.newest.compareTo(newest) > 0 ? rank.newest : newest;
        }
        return new Window(
                month, month, base.total.units(), Objects.requireNonNull(tier), Objects.requireNonNull(newest));
    }

    private record Rank(Tier tier, Provenance newest) {}

    /** Tier and age of the exact parts of an exact month. */
    private List<Rank> ranks(int month, Origin origin) {
        List<Rank> ranks = new ArrayList<>();
        switch (origin) {
            case CELL -> {
                Counted counted = Objects.requireNonNull(everywhere.get(month)).counted();
                ranks.add(new Rank(counted.tier(), counted.newest()));
            }
            case MODELS -> {
                for (MeasureTotals model : models.values()) {
                    Total total = model.total(month);
                    if (total != null && total.isExact()) {
                        Window window = model.window(month);
                        ranks.add(new Rank(window.tier(), window.newest()));
                    }
                }
            }
            case REGIONS -> {
                for (Counted counted : regions.counted(month)) {
                    if (counted.total().isExact()) {
                        ranks.add(new Rank(counted.tier(), counted.newest()));
                    }
                }
            }
        }
        return ranks;
    }

    /** The sum over a run of months, of which every unknown one is a gap; null if nothing of it is known. */
    @Nullable
    RunSum sum(int first, int last) {
        return sum(first, last, Integer.MIN_VALUE);
    }

    /**
     * The sum over a run of months (docs/figures.md#sum-over-a-run); null if nothing of it is known.
     *
     * @param knownFrom unknown months before this one are no gaps
     */
    @Nullable
    RunSum sum(int first, int last, int knownFrom) {
        refresh();
        if (windows != null && first < last) {
            Window exactly = windows.exactly(first, last);
            if (exactly != null) {
                return RunSum.of(new Total(exactly.units(), Qualifier.EXACT), List.of(exactly));
            }
            RunSum implied = windows.implied(first, last);
            if (implied != null) {
                return implied;
            }
        }
        return walk(first, last, knownFrom);
    }

    private @Nullable RunSum walk(int first, int last, int knownFrom) {
        Total sum = null;
        boolean gap = false;
        List<Integer> months = new ArrayList<>();
        List<Window> stretches = new ArrayList<>(0);
        int month = first;
        while (month <= last) {
            Window longest = windows == null || first == last ? null : windows.longest(month, last);
            if (longest != null) {
                stretches.add(longest);
                sum = Total.plus(sum, new Total(longest.units(), Qualifier.EXACT));
                month = longest.last() + 1;
                continue;
            }
            Total total = total(month);
            if (total == null) {
                gap |= month >= knownFrom;
            } else {
                months.add(month);
                sum = Total.plus(sum, total);
            }
            month++;
        }
        if (sum == null) {
            return null;
        }
        return new RunSum(gap ? new Total(sum.units(), Qualifier.AT_LEAST) : sum, gap, months, stretches);
    }

    /** Whether an exact month, or a longer window, ends with a month. */
    boolean endsWindow(int month) {
        refresh();
        Total base = base(month);
        return (base != null && base.isExact()) || (windows != null && windows.endsWith(month));
    }

    /** The last month of the windows within a run; {@link Integer#MIN_VALUE} if there is none. */
    int lastWindowWithin(int first, int last) {
        refresh();
        int latest = windows == null ? Integer.MIN_VALUE : windows.lastWithin(first, last);
        for (int month = Math.min(last, end() - 1); month >= Math.max(first, latest + 1); month--) {
            Total base = base(month);
            if (base != null && base.isExact()) {
                return month;
            }
        }
        return latest;
    }

    /** Figures that others contradict, joined as for month totals. */
    List<Mismatch> mismatches() {
        refresh();
        return windows == null ? List.of() : windows.mismatches();
    }

    /** The windows by which a run that differs from them is implied. */
    List<Window> behind(Mismatch mismatch) {
        return Objects.requireNonNull(windows).behind(mismatch.first(), mismatch.last());
    }

    /** What was stated about the whole in a month; null if nothing was. */
    @Nullable
    Cell cell(int month) {
        return everywhere.get(month);
    }

    /** The source of the cell that a total rests on; null if it rests on parts, or is derived, or unknown. */
    @Nullable
    String cellSource(int month) {
        refresh();
        Base base = bases.get(month);
        Cell cell = everywhere.get(month);
        boolean derived = windows != null && windows.derived(month) != null;
        return base == null || cell == null || base.origin != Origin.CELL || derived
                ? null
                : cell.counted().source();
    }

    /** The models that add to a sum, by key. */
    Map<String, MeasureTotals> models() {
        return new TreeMap<>(models);
    }

    @Override
    public boolean isWithin(Part other, Taxonomy table) {
        return false;
    }

    @Override
    public boolean countsPartialSource(int month, Taxonomy table) {
        boolean[] partial = {false};
        explain(month, counted -> partial[0] |= table.isPartial(counted.source()));
        return partial[0];
    }

    /** Calls back with the statements behind the total of a month, a source and cell at a time. */
    void explain(int month, Consumer<Counted> action) {
        refresh();
        if (windows == null || windows.derived(month) == null) {
            explainBase(month, action);
            return;
        }
        List<Window> behind = windows.behind(month, month);
        behind.sort(Window.LONGER_RUNS_FIRST);
        for (Window window : behind) {
            if (window.months() == 1) {
                explainBase(window.first(), action);
            } else {
                action.accept(counted(window.first(), window.last()));
            }
        }
    }

    /** The statements behind a window of two or more months. */
    Counted counted(int first, int last) {
        return Objects.requireNonNull(Objects.requireNonNull(windows).counted(first, last));
    }

    private void explainBase(int month, Consumer<Counted> action) {
        Base base = bases.get(month);
        if (base == null) {
            return;
        }
        switch (base.origin) {
            case CELL ->
                action.accept(Objects.requireNonNull(everywhere.get(month)).counted());
            case MODELS -> sorted(models).forEach(model -> model.explain(month, action));
            case REGIONS -> regions.counted(month).forEach(action);
        }
    }

    private static <T> Collection<T> sorted(Map<String, T> byName) {
        return byName.size() < 2 ? byName.values() : new TreeMap<>(byName).values();
    }
}
