package io.bellwether.domain.ledger;

import io.bellwether.domain.statement.Provenance;
import io.bellwether.domain.statement.Stage;
import io.bellwether.domain.statement.Statement;
import java.time.LocalDate;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a brand promised of one technology and stage, in published order (docs/figures.md#commitments). */
final class Promises {

    final String technology;
    final Stage stage;
    private final NavigableMap<Provenance, Promise> provenance = new TreeMap<>();

    private record Promise(LocalDate dueBy, int coverage) {}

    Promises(String technology, Stage stage) {
        this.technology = technology;
        this.stage = stage;
    }

    void add(Statement.Milestone milestone, LocalDate dueBy) {
        provenance.merge(
                milestone.provenance(),
                new Promise(dueBy, milestone.coverage()),
                // One id said twice at one instant: decided by content, whatever the order of arrival.
                (a, b) -> a.dueBy.isAfter(b.dueBy) || (a.dueBy.equals(b.dueBy) && a.coverage >= b.coverage) ? a : b);
    }

    /** The coverage promised last. */
    int coverage() {
        return provenance.lastEntry().getValue().coverage;
    }

    BrandSummary.Promise summary(@Nullable LocalDate metOn) {
        LocalDate firstDueBy = provenance.firstEntry().getValue().dueBy;
        LocalDate dueBy = firstDueBy;
        int slips = 0;
        for (Promise promise : provenance.values()) {
            slips += promise.dueBy.isAfter(dueBy) ? 1 : 0;
            dueBy = promise.dueBy;
        }
        return new BrandSummary.Promise(
                technology,
                stage,
                coverage(),
                firstDueBy,
                dueBy,
                slips,
                metOn,
                provenance.firstKey(),
                provenance.lastKey());
    }
}
