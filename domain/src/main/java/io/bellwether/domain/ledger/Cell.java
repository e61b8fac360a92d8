package io.bellwether.domain.ledger;

import io.bellwether.domain.statement.Granularity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What all sources said of one (brand, model, region, measure, month), docs/figures.md#cell. Which source counts is
 * worked out when asked, from at most 98 statements a source; a new statement costs one array slot.
 */
final class Cell {

    private final int month;
    private final Map<String, SourceCell> sources = new HashMap<>(2);
    private @Nullable Counted counted;

    Cell(int month) {
        this.month = month;
    }

    /** Takes a statement in, see {@link SourceCell#add}. */
    Outcome add(Granularity granularity, int index, CurrentStatement statement) {
        Outcome outcome = sources.computeIfAbsent(statement.provenance().source(), name -> new SourceCell())
                .add(granularity, index, statement);
        if (outcome == Outcome.APPLIED) {
            counted = null;
        }
        return outcome;
    }

    /** The statements that count, and their sum. A cell is never empty. */
    Counted counted() {
        Counted known = counted;
        if (known == null) {
            known = choose();
            counted = known;
        }
        return known;
    }

    private Counted choose() {
        if (sources.size() == 1) {
            return sources.values().iterator().next().counted(month);
        }
        List<Counted> all = new ArrayList<>(sources.size());
        sources.values().forEach(source -> all.add(source.counted(month)));
        return Counted.choose(all);
    }

    /** What one source says; null if it says nothing. */
    @Nullable
    SourceCell of(String source) {
        return sources.get(source);
    }

    /** Calls back with every source, in no order. */
    void forEachSource(BiConsumer<String, SourceCell> action) {
        sources.forEach(action);
    }
}
