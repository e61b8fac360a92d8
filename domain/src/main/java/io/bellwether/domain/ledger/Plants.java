package io.bellwether.domain.ledger;

import io.bellwether.domain.statement.Statement;
import io.bellwether.domain.statement.Supersession;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A brand's plants: by plant, effective month and source, what the plant can build. */
final class Plants {

    private final Map<String, NavigableMap<Integer, Map<String, Statement.Capacity>>> plants = new TreeMap<>();

    void add(Statement.Capacity statement) {
        plants.computeIfAbsent(statement.plant(), plant -> new TreeMap<>())
                .computeIfAbsent(statement.effectiveFrom(), month -> new HashMap<>(2))
                .merge(statement.provenance().source(), statement, Supersession::holding);
    }

    /** Calls back, plant by plant, with what operates in a month. */
    void operatingIn(int month, BiConsumer<String, Statement.Capacity> action) {
        plants.forEach((plant, byMonth) -> {
            Statement.Capacity operating = operating(byMonth.headMap(month, true));
            if (operating != null) {
                action.accept(plant, operating);
            }
        });
    }

    /** Vehicles per month over all plants that operate in a month; null if none does. */
    @Nullable
    Long capacity(int month) {
        Long sum = null;
        for (NavigableMap<Integer, Map<String, Statement.Capacity>> byMonth : plants.values()) {
            Statement.Capacity operating = operating(byMonth.headMap(month, true));
            if (operating != null) {
                sum = (sum == null ? 0 : sum) + operating.unitsPerMonth();
            }
        }
        return sum;
    }

    /** The operating statement with the latest effective month; of several sources the best tier, then the newest. */
    private static Statement.@Nullable Capacity operating(
            NavigableMap<Integer, Map<String, Statement.Capacity>> upToMonth) {
        for (Map<String, Statement.Capacity> bySource :
                upToMonth.descendingMap().values()) {
            Statement.Capacity best = null;
            for (Statement.Capacity statement : bySource.values()) {
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
