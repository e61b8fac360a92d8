package io.bellwether.domain.ledger;

import io.bellwether.domain.statement.Provenance;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;

/** A brand's sales targets for one calendar year, by source, with everything ever said. */
final class Targets {

    private final Map<String, NavigableMap<Provenance, Long>> bySource = new HashMap<>(2);

    void add(Provenance provenance, long units) {
        bySource.computeIfAbsent(provenance.source(), source -> new TreeMap<>()).merge(provenance, units, Math::max);
    }

    /** The target that holds: best tier, then newest. */
    Map.Entry<Provenance, Long> holding() {
        return lastOfHolding().lastEntry();
    }

    /** The earliest published of any source. */
    Map.Entry<Provenance, Long> initial() {
        Map.Entry<Provenance, Long> initial = null;
        for (NavigableMap<Provenance, Long> provenance : bySource.values()) {
            Map.Entry<Provenance, Long> first = provenance.firstEntry();
            initial = initial == null || first.getKey().compareTo(initial.getKey()) < 0 ? first : initial;
        }
        return Objects.requireNonNull(initial);
    }

    /** How often the units of the holding identity changed, in published order. */
    int revisions() {
        int revisions = 0;
        Long before = null;
        for (Long units : lastOfHolding().values()) {
            revisions += before == null || before.equals(units) ? 0 : 1;
            before = units;
        }
        return revisions;
    }

    private NavigableMap<Provenance, Long> lastOfHolding() {
        NavigableMap<Provenance, Long> holding = null;
        for (NavigableMap<Provenance, Long> provenance : bySource.values()) {
            holding = holding == null || provenance.lastKey().outranks(holding.lastKey()) ? provenance : holding;
        }
        return Objects.requireNonNull(holding);
    }
}
