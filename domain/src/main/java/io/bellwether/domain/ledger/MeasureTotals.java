package io.bellwether.domain.ledger;

import io.bellwether.domain.statement.Granularity;
import io.bellwether.domain.statement.Months;
import io.bellwether.domain.statement.Qualifier;
import io.bellwether.domain.statement.Total;
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
 * The month totals of one measure, of a brand or of one of its models (semantics.md 2: cells, totals, quarters). A new
 * statement marks its quarter; totals are worked out again only for marked quarters, when asked.
 */
final class MeasureTotals {

    /** Quarters before 1900 are refused on the way in. */
    private static final int FIRST_QUARTER = 1900 * 4 - 1;

    private final @Nullable MeasureTotals whole;
    private final Map<String, MeasureTotals> parts = new HashMap<>(2);
    private final ByMonth<Cell> everywhere = new ByMonth<>();
    private final Map<String, ByMonth<Cell>> regions = new HashMap<>(2);
    private final ByMonth<Map<String, CurrentStatement>> quarters = new ByMonth<>();
    private final ByMonth<Total> totals = new ByMonth<>();
    private final BitSet marked = new BitSet();

    private MeasureTotals(@Nullable MeasureTotals whole) {
        this.whole = whole;
    }

    static MeasureTotals ofBrand() {
        return new MeasureTotals(null);
    }

    /** The totals of a model, which are parts of the brand's. */
    MeasureTotals part(String model) {
        MeasureTotals part = parts.get(model);
        if (part == null) {
            part = new MeasureTotals(this);
            parts.put(model, part);
        }
        return part;
    }

    @Nullable
    MeasureTotals existingPart(String model) {
        return parts.get(model);
    }

    /** Takes in a statement on a month or a part of one. */
    Outcome add(
            @Nullable String region,
            int month,
            String source,
            Granularity granularity,
            int index,
            CurrentStatement statement) {
        ByMonth<Cell> cells = region == null ? everywhere : regions.computeIfAbsent(region, name -> new ByMonth<>());
        Cell cell = cells.get(month);
        if (cell == null) {
            cell = new Cell();
            cells.put(month, cell);
        }
        Outcome outcome = cell.add(source, granularity, index, statement);
        if (outcome == Outcome.APPLIED) {
            mark(Months.quarter(month));
        }
        return outcome;
    }

    /** Takes in a statement on a quarter, everywhere. */
    Outcome addQuarter(int quarter, String source, CurrentStatement statement) {
        Map<String, CurrentStatement> provenance = quarters.get(quarter);
        if (provenance == null) {
            provenance = new HashMap<>(2);
            quarters.put(quarter, provenance);
        }
        Outcome outcome = statement.outcomeOn(provenance.get(source));
        if (outcome == Outcome.APPLIED) {
            provenance.put(source, statement);
            mark(quarter);
        }
        return outcome;
    }

    private void mark(int quarter) {
        marked.set(quarter - FIRST_QUARTER);
        if (whole != null) {
            whole.mark(quarter);
        }
    }

    /** The total of a month; null if unknown. */
    @Nullable
    Total total(int month) {
        refresh();
        return totals.get(month);
    }

    /** A bound: no month before it is known. */
    int start() {
        refresh();
        return totals.start();
    }

    /** A bound: no month at or after it is known. */
    int end() {
        refresh();
        return totals.end();
    }

    /** The first month with a known total, or {@link Integer#MAX_VALUE}. */
    int firstKnown() {
        for (int month = start(); month < end(); month++) {
            if (totals.get(month) != null) {
                return month;
            }
        }
        return Integer.MAX_VALUE;
    }

    private void refresh() {
        if (marked.isEmpty()) {
            return;
        }
        for (int bit = marked.nextSetBit(0); bit >= 0; bit = marked.nextSetBit(bit + 1)) {
            refresh(bit + FIRST_QUARTER);
        }
        marked.clear();
    }

    private void refresh(int quarter) {
        int first = quarter * 3;
        @Nullable Total[] months = {base(first), base(first + 1), base(first + 2)};
        int derived = derivedMonth(quarter, months);
        for (int i = 0; i < 3; i++) {
            Total total = i == derived ? derive(quarter, months, i) : months[i];
            if (total != null || totals.get(first + i) != null) {
                totals.put(first + i, total);
            }
        }
    }

    /** A total before quarters are looked at: what was said of the whole, else the models' sum, else the regions'. */
    private @Nullable Total base(int month) {
        Cell cell = everywhere.get(month);
        if (cell != null) {
            return cell.counted().total();
        }
        Total sum = null;
        for (MeasureTotals part : parts.values()) {
            Total total = part.total(month);
            sum = total == null ? sum : Total.plus(sum, total);
        }
        if (sum == null) {
            for (ByMonth<Cell> region : regions.values()) {
                Cell inRegion = region.get(month);
                sum = inRegion == null
                        ? sum
                        : Total.plus(sum, inRegion.counted().total());
            }
        }
        return sum;
    }

    /**
     * Which of a quarter's months follows from the other two, or -1: the quarter and two of its months are exact, the
     * third is not, and what is left for it is no less than what is known of it.
     */
    private int derivedMonth(int quarter, @Nullable Total[] months) {
        CurrentStatement provenance = bestOf(quarter);
        if (provenance == null || provenance.qualifier() != Qualifier.EXACT) {
            return -1;
        }
        int open = -1;
        long left = provenance.units();
        for (int i = 0; i < 3; i++) {
            Total month = months[i];
            if (month != null && month.isExact()) {
                left -= month.units();
            } else if (open >= 0) {
                return -1;
            } else {
                open = i;
            }
        }
        if (open < 0) {
            return -1;
        }
        Total third = months[open];
        return left >= (third == null ? 0 : third.units()) ? open : -1;
    }

    private Total derive(int quarter, @Nullable Total[] months, int open) {
        long left = Objects.requireNonNull(bestOf(quarter)).units();
        for (int i = 0; i < 3; i++) {
            Total month = months[i];
            left -= i == open || month == null ? 0 : month.units();
        }
        return new Total(left, Qualifier.DERIVED);
    }

    private @Nullable CurrentStatement bestOf(int quarter) {
        Map<String, CurrentStatement> provenance = quarters.get(quarter);
        if (provenance == null) {
            return null;
        }
        CurrentStatement best = null;
        for (CurrentStatement held : provenance.values()) {
            best = best == null || held.provenance().outranks(best.provenance()) ? held : best;
        }
        return best;
    }

    /**
     * What a quarter comes to, for year-to-date sums: its own statement, else the sum of the models' where every model
     * with a known month in it has one; null if unknown.
     */
    @Nullable
    Total quarter(int quarter) {
        refresh();
        CurrentStatement own = bestOf(quarter);
        if (own != null) {
            return new Total(own.units(), own.qualifier());
        }
        Total sum = null;
        for (MeasureTotals part : parts.values()) {
            CurrentStatement provenance = part.bestOf(quarter);
            if (provenance != null) {
                sum = Total.plus(sum, new Total(provenance.units(), provenance.qualifier()));
            } else if (part.isKnownWithin(quarter)) {
                return null;
            }
        }
        return sum;
    }

    private boolean isKnownWithin(int quarter) {
        int first = quarter * 3;
        return total(first) != null || total(first + 1) != null || total(first + 2) != null;
    }

    /** Calls back with the statements behind the total of a month, a source and cell at a time. */
    void explain(int month, Consumer<Cell.Counted> action) {
        refresh();
        int quarter = Months.quarter(month);
        int first = quarter * 3;
        @Nullable Total[] months = {base(first), base(first + 1), base(first + 2)};
        if (derivedMonth(quarter, months) == month - first) {
            explainQuarter(quarter, action);
            for (int i = 0; i < 3; i++) {
                if (first + i != month) {
                    explainBase(first + i, action);
                }
            }
        } else {
            explainBase(month, action);
        }
    }

    private void explainBase(int month, Consumer<Cell.Counted> action) {
        Cell cell = everywhere.get(month);
        if (cell != null) {
            action.accept(cell.counted());
            return;
        }
        boolean fromParts = false;
        for (MeasureTotals part : sorted(parts)) {
            if (part.total(month) != null) {
                part.explain(month, action);
                fromParts = true;
            }
        }
        if (!fromParts) {
            for (ByMonth<Cell> region : sorted(regions)) {
                Cell inRegion = region.get(month);
                if (inRegion != null) {
                    action.accept(inRegion.counted());
                }
            }
        }
    }

    /** Calls back with the statements behind {@link #quarter}. */
    void explainQuarter(int quarter, Consumer<Cell.Counted> action) {
        CurrentStatement own = bestOf(quarter);
        if (own != null) {
            action.accept(Cell.Counted.of(List.of(own)));
            return;
        }
        for (MeasureTotals part : sorted(parts)) {
            CurrentStatement provenance = part.bestOf(quarter);
            if (provenance != null) {
                action.accept(Cell.Counted.of(List.of(provenance)));
            }
        }
    }

    private static <T> Collection<T> sorted(Map<String, T> byName) {
        return byName.size() < 2 ? byName.values() : new TreeMap<>(byName).values();
    }
}
