package io.bellwether.domain.ledger;

import io.bellwether.domain.statement.Provenance;
import io.bellwether.domain.statement.Stage;
import io.bellwether.domain.statement.Statement;
import io.bellwether.domain.statement.Supersession;
import java.time.LocalDate;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a brand promised of one technology and stage, in published order (docs/figures.md#commitments). */
final class Promises {

    final String technology;
    final Stage stage;
    private final NavigableMap<Provenance, Statement.Milestone> byPublication = new TreeMap<>();

    Promises(String technology, Stage stage) {
        this.technology = technology;
        this.stage = stage;
    }

    /** Takes in a milestone that is promised, not reached. */
    void add(Statement.Milestone promise) {
        byPublication.merge(promise.provenance(), promise, Supersession::holding);
    }

    private static LocalDate dueBy(Statement.Milestone promise) {
        return Objects.requireNonNull(promise.dueBy());
    }

    /** The coverage promised last. */
    int coverage() {
        return byPublication.lastEntry().getValue().coverage();
    }

    BrandSummary.Promise summary(@Nullable LocalDate metOn) {
        LocalDate firstDueBy = dueBy(byPublication.firstEntry().getValue());
        LocalDate dueBy = firstDueBy;
        int slips = 0;
        for (Statement.Milestone promise : byPublication.values()) {
            slips += dueBy(promise).isAfter(dueBy) ? 1 : 0;
            dueBy = dueBy(promise);
        }
        return new BrandSummary.Promise(
                technology,
                stage,
                coverage(),
                firstDueBy,
                dueBy,
                slips,
                metOn,
                byPublication.firstKey(),
                byPublication.lastKey());
    }
}
