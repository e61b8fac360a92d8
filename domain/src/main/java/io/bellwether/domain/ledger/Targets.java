package io.bellwether.domain.ledger;

import io.bellwether.domain.statement.CodePoints;
import io.bellwether.domain.statement.Provenance;
import io.bellwether.domain.statement.Statement;
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

/** A brand's sales targets for one period, by source, with everything ever said (docs/figures.md#targets). */
final class Targets {

    private static final Comparator<Figure> BY_PUBLICATION = Comparator.comparing(Figure::stated)
            .thenComparing(figure -> figure.stated().source(), CodePoints.ORDER);

    private final Map<String, NavigableMap<Provenance, Figure>> bySource = new HashMap<>(2);

    /**
     * One statement.
     *
     * @param unitsHigh upper end of a range; null where none is given
     */
    record Figure(Provenance stated, long units, @Nullable Long unitsHigh) {}

    void add(Statement.Target target) {
        Figure figure = new Figure(target.provenance(), target.units(), target.unitsHigh());
        bySource.computeIfAbsent(target.provenance().source(), source -> new TreeMap<>())
                // One id said twice at one instant: decided by content, whatever the order of arrival.
                .merge(figure.stated, figure, (a, b) -> a.units >= b.units ? a : b);
    }

    /** The one that holds: best tier, then newest. */
    Figure holding() {
        return history().lastEntry().getValue();
    }

    /** The earliest published of any source. */
    Figure first() {
        return inOrder().get(0);
    }

    /** How often the units of the holding identity changed, in published order. */
    int revisions() {
        return changes(1) + changes(-1);
    }

    /** How often the units of the holding identity went up. */
    int raised() {
        return changes(1);
    }

    /** How often the units of the holding identity went down. */
    int cut() {
        return changes(-1);
    }

    private int changes(int direction) {
        int changes = 0;
        Figure before = null;
        for (Figure figure : history().values()) {
            changes += before != null && Long.compare(figure.units, before.units) == direction ? 1 : 0;
            before = figure;
        }
        return changes;
    }

    /** The newest of any source and tier, if its units are none that the holding identity stated; else null. */
    @Nullable
    Figure reported() {
        List<Figure> all = inOrder();
        Figure newest = all.get(all.size() - 1);
        return history().values().stream().anyMatch(figure -> figure.units == newest.units) ? null : newest;
    }

    /** The statements that first gave each figure, in published order. */
    List<Figure> steps() {
        Set<Long> seen = new HashSet<>();
        List<Figure> steps = new ArrayList<>();
        for (Figure figure : inOrder()) {
            if (seen.add(figure.units)) {
                steps.add(figure);
            }
        }
        return steps;
    }

    private List<Figure> inOrder() {
        List<Figure> all = new ArrayList<>();
        bySource.values().forEach(history -> all.addAll(history.values()));
        all.sort(BY_PUBLICATION);
        return all;
    }

    /** Everything that the identity which holds ever stated. */
    private NavigableMap<Provenance, Figure> history() {
        NavigableMap<Provenance, Figure> holding = null;
        for (NavigableMap<Provenance, Figure> history : bySource.values()) {
            holding = holding == null || history.lastKey().outranks(holding.lastKey()) ? history : holding;
        }
        return Objects.requireNonNull(holding);
    }
}
