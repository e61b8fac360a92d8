package io.bellwether.domain.ledger;

import io.bellwether.domain.statement.Taxonomy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The cells of single regions of one (brand, model, measure). */
final class Regions {

    private final Map<String, Cells> byName = new HashMap<>(2);
    private final Taxonomy taxonomy;

    Regions(Taxonomy taxonomy) {
        this.taxonomy = taxonomy;
    }

    Cells toWrite(String region) {
        return byName.computeIfAbsent(region, Cells::new);
    }

    boolean isEmpty() {
        return byName.isEmpty();
    }

    /** The regions of a month that are parts of its sum: all but those within another that is known. */
    Collection<Cells> of(int month) {
        if (!taxonomy.hasNestedRegions() || byName.size() < 2) {
            return byName.values();
        }
        List<Cells> parts = new ArrayList<>();
        for (Cells region : byName.values()) {
            boolean isNested = byName.values().stream()
                    .anyMatch(other -> region.isWithin(other, taxonomy) && other.get(month) != null);
            if (!isNested) {
                parts.add(region);
            }
        }
        return parts;
    }

    /** What counts in each region that the sum of a month is made of, by the name of the region. */
    List<Counted> counted(int month) {
        Collection<Cells> parts = of(month);
        List<Counted> counted = new ArrayList<>();
        byName.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(region -> {
            Cell cell = region.getValue().get(month);
            if (cell != null && parts.contains(region.getValue())) {
                counted.add(cell.counted());
            }
        });
        return counted;
    }
}
