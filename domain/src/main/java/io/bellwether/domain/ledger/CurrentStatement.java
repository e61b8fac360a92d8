package io.bellwether.domain.ledger;

import io.bellwether.domain.statement.Provenance;
import io.bellwether.domain.statement.Qualifier;
import io.bellwether.domain.statement.Statement;
import io.bellwether.domain.statement.Supersession;
import org.jspecify.annotations.Nullable;

/** The sales statement that holds for one identity: the newest of those said. */
record CurrentStatement(Provenance provenance, long units, Qualifier qualifier) {

    static CurrentStatement of(Statement.Sales sales) {
        return new CurrentStatement(sales.provenance(), sales.units(), sales.qualifier());
    }

    /** Whether this supersedes {@code other}. */
    boolean supersedes(CurrentStatement other) {
        return Supersession.supersedes(provenance, units, qualifier, other.provenance, other.units, other.qualifier);
    }

    /** What taking this in does where {@code before} holds. */
    Outcome outcomeOn(@Nullable CurrentStatement before) {
        if (before == null || supersedes(before)) {
            return Outcome.APPLIED;
        }
        return equals(before) ? Outcome.DUPLICATE : Outcome.SUPERSEDED;
    }
}
