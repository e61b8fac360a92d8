package io.bellwether.domain.ledger;

import io.bellwether.domain.statement.Granularity;
import io.bellwether.domain.statement.Taxonomy;
import io.bellwether.domain.statement.Total;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The month totals of one measure, of a brand or of one of its models: from bases and longer runs to totals and sums
 * (docs/figures.md#total-of-a-month). Models are worked out before the brand that sums them.
 *
 * <p>A statement marks its month or run. What follows is worked out when asked. Where no statement is about a run of
 * months, a month's total is its base, and nothing is paid for windows.
 */
final class MeasureTotals implements Part {

    private final Taxonomy taxonomy;
    private final @Nullable MeasureTotals whole;
    private final Map<String, MeasureTotals> models = new HashMap<>(2);
    private final Bases bases;
    private @Nullable Windows windows;

    private boolean stretchesChanged;
    private final List<MeasureTotals> changedModels = new ArrayList<>(0);
    private boolean listedAsChanged;

    private MeasureTotals(@Nullable MeasureTotals whole, Taxonomy taxonomy) {
        this.whole = whole;
        this.taxonomy = taxonomy;
        bases = new Bases(models, taxonomy);
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
        Outcome outcome = bases.add(region, month, granularity, index, statement);
        if (outcome == Outcome.APPLIED) {
            listAsChanged();
        }
        return outcome;
    }

    /** Takes in a statement on a run of two or more whole months, everywhere. */
    Outcome addStretch(int first, int last, CurrentStatement statement) {
        if (windows == null) {
            refresh(); // windows begin from the bases as they are by now
            windows = new Windows(bases);
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
        if (stretchesChanged || bases.isMarked()) {
            stretchesChanged = false;
            refreshMonths();
        }
    }

    private void refreshMonths() {
        Windows known = windows;
        if (known == null) {
            bases.refresh(this::markInWhole);
            return;
        }
        List<Integer> changed = new ArrayList<>();
        bases.refresh(changed::add);
        changed.forEach(this::markInWhole);
        known.refresh(changed, this::markInWhole);
    }

    private void markInWhole(int month) {
        if (whole != null) {
            whole.bases.mark(month);
        }
    }

    /** The total of a month; null if unknown. */
    @Override
    public @Nullable Total total(int month) {
        refresh();
        Total derived = windows == null ? null : windows.derived(month);
        return derived == null ? bases.of(month) : derived;
    }

    /** A bound: no month before it is known. */
    int firstBound() {
        refresh();
        return windows == null ? bases.start() : Math.min(bases.start(), windows.start());
    }

    /** A bound: no month at or after it is known. */
    int lastBound() {
        refresh();
        return windows == null ? bases.end() : Math.max(bases.end(), windows.end());
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

    /** The known totals from a month on, oldest first. */
    List<BrandSummary.MonthTotal> known(int from) {
        List<BrandSummary.MonthTotal> known = new ArrayList<>();
        int end = lastBound();
        for (int month = Math.max(from, firstBound()); month < end; month++) {
            Total total = total(month);
            if (total != null) {
                known.add(new BrandSummary.MonthTotal(month, total));
            }
        }
        return known;
    }

    /** How many months up to one are known. */
    int countKnown(int last) {
        int known = 0;
        for (int month = firstBound(); month <= last; month++) {
            known += total(month) == null ? 0 : 1;
        }
        return known;
    }

    /** The window of a month, if its base is exact; else null. */
    @Nullable
    Window exactMonth(int month) {
        refresh();
        Total base = bases.of(month);
        return base != null && base.isExact() ? bases.window(month) : null;
    }

    /** The sum over a run of months, of which every unknown one is a gap; null if nothing of it is known. */
    @Nullable
    RunSum sum(int first, int last) {
        return sum(first, last, Integer.MIN_VALUE);
    }

    /** The same, where unknown months before {@code knownFrom} are no gaps. */
    @Nullable
    RunSum sum(int first, int last, int knownFrom) {
        refresh();
        return RunSum.of(this, windows, first, last, knownFrom);
    }

    /** Calls back with the months and the longer windows that the sum over a run is made of. */
    void explainSum(int first, int last, IntConsumer onMonth, Consumer<Window> onStretch) {
        refresh();
        RunSum.explain(this, windows, first, last, onMonth, onStretch);
    }

    /** Whether an exact month, or a longer window, ends with a month. */
    boolean endsWindow(int month) {
        return exactMonth(month) != null || (windows != null && windows.endsWith(month));
    }

    /** The last month of the windows within a run; {@link Integer#MIN_VALUE} if there is none. */
    int lastWindowWithin(int first, int last) {
        refresh();
        int latest = windows == null ? Integer.MIN_VALUE : windows.lastWithin(first, last);
        for (int month = Math.min(last, bases.end() - 1); month >= Math.max(first, latest + 1); month--) {
            Total base = bases.of(month);
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
        return bases.cell(month);
    }

    /** The source of the cell that a total rests on; null if it rests on parts, or is derived, or unknown. */
    @Nullable
    String cellSource(int month) {
        refresh();
        boolean derived = windows != null && windows.derived(month) != null;
        return derived ? null : bases.cellSource(month);
    }

    /** The models that add to a sum, by key. */
    Map<String, MeasureTotals> models() {
        return models.isEmpty() ? Map.of() : new TreeMap<>(models);
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
            bases.explain(month, action);
            return;
        }
        List<Window> behind = windows.behind(month, month);
        behind.sort(Window.LONGER_RUNS_FIRST);
        for (Window window : behind) {
            if (window.months() == 1) {
                bases.explain(window.first(), action);
            } else {
                action.accept(counted(window.first(), window.last()));
            }
        }
    }

    /** The statements behind a window of two or more months. */
    Counted counted(int first, int last) {
        return Objects.requireNonNull(Objects.requireNonNull(windows).counted(first, last));
    }
}
