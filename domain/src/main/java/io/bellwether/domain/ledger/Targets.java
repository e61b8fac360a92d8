package io.bellwether.domain.ledger;

import io.bellwether.domain.statement.CodePoints;
import io.bellwether.domain.statement.Provenance;
import io.bellwether.domain.statement.Statement;
import io.bellwether.domain.statement.Supersession;
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

    private static final Comparator<Statement.Target> BY_PUBLICATION = Comparator.comparing(
                    Statement.Target::provenance)
            .thenComparing(target -> target.provenance().source(), CodePoints.ORDER);

    private final Map<String, NavigableMap<Provenance, Statement.Target>> bySource = new HashMap<>(2);

    void add(Statement.Target target) {
        bySource.computeIfAbsent(target.provenance().source(), source -> new TreeMap<>())
                .merge(target.provenance(), target, Supersession::holding);
    }

    /** The one that holds: best tier, then newest. */
    Statement.Target holding() {
        return history().lastEntry().getValue();
    }

    /** The earliest published of any source. */
    Statement.Target first() {
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
        Statement.Target before = null;
        for (Statement.Target target : history().values()) {
            changes += before != null && Long.compare(target.units(), before.units()) == direction ? 1 : 0;
            before = target;
        }
        return changes;
    }

    /** The newest of any source and tier; null if the holding source ever stated the same units. */
    Statement.@Nullable Target reported() {
        List<Statement.Target> all = inOrder();
        Statement.Target newest = all.get(all.size() - 1);
        return history().values().stream().anyMatch(target -> target.units() == newest.units()) ? null : newest;
    }

    /** The statements that first gave each figure, in published order. */
    List<Statement.Target> steps() {
        Set<Long> seen = new HashSet<>();
        List<Statement.Target> steps = new ArrayList<>();
        for (Statement.Target target : inOrder()) {
            if (seen.add(target.units())) {
                steps.add(target);
            }
        }
        return steps;
    }

    private List<Statement.Target> inOrder() {
        List<Statement.Target> all = new ArrayList<>();
        bySource.values().forEach(history -> all.addAll(history.values()));
        all.sort(BY_PUBLICATION);
        return all;
    }

    /** Everything that the identity which holds ever stated. */
    private NavigableMap<Provenance, Statement.Target> history() {
        NavigableMap<Provenance, Statement.Target> holding = null;
        for (NavigableMap<Provenance, Statement.Target> history : bySource.values()) {
            holding = holding == null || history.lastKey().outranks(holding.lastKey()) ? history : holding;
        }
        return Objects.requireNonNull(holding);
    }
}
