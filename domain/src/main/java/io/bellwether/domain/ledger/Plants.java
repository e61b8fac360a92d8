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
                .merge(statement.said().source(), statement, Plants::newer);
    }

    private static Statement.Capacity newer(Statement.Capacity held, Statement.Capacity said) {
        int order = said.said().compareTo(held.said());
        if (order == 0) {
            // One id said twice at one instant: the greater figure holds, whatever the order of arrival.
            order = Long.compare(said.unitsPerMonth(), held.unitsPerMonth());
            order = order == 0 ? Boolean.compare(said.operating(), held.operating()) : order;
        }
        return order > 0 ? said : held;
    }

    /** Calls back, plant by plant, with what operates in a month. */
    void operatingIn(int month, BiConsumer<String, Statement.Capacity> action) {
        plants.forEach((plant, said) -> {
            Statement.Capacity holding = holding(said.headMap(month, true));
            if (holding != null) {
                action.accept(plant, holding);
            }
        });
    }

    /** Vehicles per month over all plants that operate in a month; null if none does. */
    @Nullable
    Long capacity(int month) {
        Long sum = null;
        for (NavigableMap<Integer, Map<String, Statement.Capacity>> said : plants.values()) {
            Statement.Capacity holding = holding(said.headMap(month, true));
            if (holding != null) {
                sum = (sum == null ? 0 : sum) + holding.unitsPerMonth();
            }
        }
        return sum;
    }

    /** The operating statement with the latest effective month; of several sources the best tier, then the newest. */
    private static Statement.@Nullable Capacity holding(
            NavigableMap<Integer, Map<String, Statement.Capacity>> upToMonth) {
        for (Map<String, Statement.Capacity> said : upToMonth.descendingMap().values()) {
            Statement.Capacity best = null;
            for (Statement.Capacity statement : said.values()) {
                if (statement.operating() && (best == null || statement.said().outranks(best.said()))) {
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
