package io.bellwether.domain.ledger;

import io.bellwether.domain.statement.Granularity;
import io.bellwether.domain.statement.Provenance;
import io.bellwether.domain.statement.Taxonomy;
import io.bellwether.domain.statement.Tier;
import io.bellwether.domain.statement.Total;
import java.util.BitSet;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What was stated about each month of one brand or model and measure (docs/figures.md#base): the cell of the whole, or
 * the sum over models or regions. A changed month is worked out again when asked, and so are later ones that look back
 * at it.
 */
final class Bases {

    /** Months before 1900 are refused on the way in; weeks may reach one month back. */
    private static final int FIRST_MONTH = 1900 * 12 - 1;
    /** A sum looks back at the last figures of parts that fell silent, and at the last figure of the whole. */
    private static final int LOOKS_BACK_AT_PARTS = 3;

    private static final int LOOKS_BACK_AT_WHOLE = 12;

    private final Map<String, MeasureTotals> models;
    private final Cells everywhere = new Cells(null);
    private final Regions regions;
    private final PartSum ofModels;
    private final PartSum ofRegions;
    private final ByMonth<Base> bases = new ByMonth<>();
    private final BitSet marked = new BitSet(0);

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

    /** None yet; {@code models} are those that are summed, by key. */
    Bases(Map<String, MeasureTotals> models, Taxonomy taxonomy) {
        this.models = models;
        regions = new Regions(taxonomy);
        ofModels = new PartSum(month -> models.values(), everywhere, taxonomy);
        ofRegions = new PartSum(regions::of, everywhere, taxonomy);
    }

    /** Takes in a statement on a month or on days of it, see {@link SourceCell#add}. */
    Outcome add(@Nullable String region, int month, Granularity granularity, int index, CurrentStatement statement) {
        Cells cells = region == null ? everywhere : regions.toWrite(region);
        Outcome outcome = cells.add(month, granularity, index, statement);
        if (outcome == Outcome.APPLIED) {
            mark(month);
        }
        return outcome;
    }

    /** A month may have changed. */
    void mark(int month) {
        marked.set(month - FIRST_MONTH);
    }

    /** Whether any month may have changed. */
    boolean isMarked() {
        return !marked.isEmpty();
    }

    /** Works out the months that may have changed, and calls back with those that have. */
    void refresh(IntConsumer onChange) {
        BitSet due = withThoseThatLookBack();
        for (int bit = due.nextSetBit(0); bit >= 0; bit = due.nextSetBit(bit + 1)) {
            int month = bit + FIRST_MONTH;
            Base before = bases.get(month);
            Base base = compute(month);
            if (base != null || before != null) {
                bases.put(month, base);
            }
            // The same units may rest on another source now, which the whole and windows look at too.
            if (marked.get(bit) || !Objects.equals(base, before)) {
                onChange.accept(month);
            }
        }
        marked.clear();
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

    private @Nullable Base compute(int month) {
        Cell cell = everywhere.get(month);
        if (cell == null) {
            Base base = base(ofModels.of(month), Origin.MODELS);
            return base == null ? base(ofRegions.of(month), Origin.REGIONS) : base;
        }
        Total own = cell.counted().total();
        if (own.isAtLeast()) {
            Total inModels = ofModels.of(month);
            if (refines(inModels, own)) {
                return base(inModels, Origin.MODELS);
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

    /** What was stated about a month; null if nothing was. */
    @Nullable
    Total of(int month) {
        Base base = bases.get(month);
        return base == null ? null : base.total;
    }

    /** A bound: no month before it has a base. */
    int start() {
        return bases.start() == bases.end() ? Integer.MAX_VALUE : bases.start();
    }

    /** A bound: no month at or after it has a base. */
    int end() {
        return bases.start() == bases.end() ? Windows.NO_END : bases.end();
    }

    /** What was stated about the whole in a month; null if nothing was. */
    @Nullable
    Cell cell(int month) {
        return everywhere.get(month);
    }

    /** The source of the cell that a base is; null if it is a sum, or unknown. */
    @Nullable
    String cellSource(int month) {
        Base base = bases.get(month);
        return base == null || base.origin != Origin.CELL ? null : cellOf(month).source();
    }

    private Counted cellOf(int month) {
        return Objects.requireNonNull(everywhere.get(month)).counted();
    }

    /** The window of a month, which is exact: of a sum with the worst tier and the newest statement of its exact parts. */
    Window window(int month) {
        Base base = Objects.requireNonNull(bases.get(month));
        if (base.origin == Origin.CELL) {
            Counted counted = cellOf(month);
            return new Window(month, month, base.total.units(), counted.tier(), counted.newest());
        }
        Weakest weakest = new Weakest();
        if (base.origin == Origin.MODELS) {
            for (MeasureTotals model : models.values()) {
                Window window = model.exactMonth(month);
                if (window != null) {
                    weakest.add(window.tier(), window.newest());
                }
            }
        } else {
            for (Counted counted : regions.counted(month)) {
                if (counted.total().isExact()) {
                    weakest.add(counted.tier(), counted.newest());
                }
            }
        }
        return new Window(
                month,
                month,
                base.total.units(),
                Objects.requireNonNull(weakest.tier),
                Objects.requireNonNull(weakest.newest));
    }

    private static final class Weakest {

        private @Nullable Tier tier;
        private @Nullable Provenance newest;

        void add(Tier ofPart, Provenance newestOfPart) {
            tier = tier == null || ofPart.compareTo(tier) > 0 ? ofPart : tier;
            newest = newest == null || newestOfPart.compareTo(newest) > 0 ? newestOfPart : newest;
        }
    }

    /** Calls back with the statements behind a base, a source and cell at a time. */
    void explain(int month, Consumer<Counted> action) {
        Base base = bases.get(month);
        if (base == null) {
            return;
        }
        switch (base.origin) {
            case CELL -> action.accept(cellOf(month));
            case MODELS -> sorted(models).forEach(model -> model.explain(month, action));
            case REGIONS -> regions.counted(month).forEach(action);
        }
    }

    private static <T> Collection<T> sorted(Map<String, T> byName) {
        return byName.size() < 2 ? byName.values() : new TreeMap<>(byName).values();
    }
}
