package io.bellwether.domain.ledger;

import io.bellwether.domain.statement.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A brand's plants and what each can build from which month, by source. */
final class Plants {

    private final Map<String, NavigableMap<Integer, Map<String, Statement.Capacity>>> plants = new TreeMap<>();

    void add(Statement.Capacity statement) {
        plants.computeIfAbsent(statement.plant(), plant -> new TreeMap<>())
                .computeIfAbsent(statement.effectiveFrom(), month -> new HashMap<>(2))
                .merge(statement.provenance().source(), statement, Plants::newer);
    }

    private static Statement.Capacity newer(Statement.Capacity held, Statement.Capacity provenance) {
        int order = provenance.provenance().compareTo(held.provenance());
        if (order == 0) {
            // One id said twice at one instant: the greater figure holds, whatever the order of arrival.
            order = Long.compare(provenance.unitsPerMonth(), held.unitsPerMonth());
            order = order == 0 ? Boolean.compare(provenance.operating(), held.operating()) : order;
        }
        return order > 0 ? provenance : held;
    }

    /** Calls back, plant by plant, with what operates in a month. */
    void operatingIn(int month, BiConsumer<String, Statement.Capacity> action) {
        plants.forEach((plant, provenance) -> {
            Statement.Capacity holding = holding(provenance.headMap(month, true));
            if (holding != null) {
                action.accept(plant, holding);
            }
        });
    }

    /** Vehicles per month over all plants that operate in a month; null if none does. */
    @Nullable
    Long capacity(int month) {
        Long sum = null;
        for (NavigableMap<Integer, Map<String, Statement.Capacity>> provenance : plants.values()) {
            Statement.Capacity holding = holding(provenance.headMap(month, true));
            if (holding != null) {
                sum = (sum == null ? 0 : sum) + holding.unitsPerMonth();
            }
        }
        return sum;
    }

    /** The operating statement with the latest effective month; of several sources the best tier, then the newest. */
    private static Statement.@Nullable Capacity holding(
            NavigableMap<Integer, Map<String, Statement.Capacity>> upToMonth) {
        for (Map<String, Statement.Capacity> provenance :
                upToMonth.descendingMap().values()) {
            Statement.Capacity best = null;
            for (Statement.Capacity statement : provenance.values()) {
                if (statement.operating()
                        && (best == null || statement.provenance().outranks(best.provenance()))) {
                    best = statement;
                }
            }
            if (best != null) {
                return best;
            }
        }
        return null;
    }
}
