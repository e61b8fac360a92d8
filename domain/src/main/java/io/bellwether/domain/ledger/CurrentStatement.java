package io.bellwether.domain.ledger;

import io.bellwether.domain.statement.Provenance;
import io.bellwether.domain.statement.Qualifier;
import org.jspecify.annotations.Nullable;

/** The statement that holds for one identity: the newest of those said. */
record CurrentStatement(Provenance provenance, long units, Qualifier qualifier) {

    /**
     * Whether this supersedes {@code other}. Of two events with one id and one instant, which no careful source
     * publishes, the greater figure holds, so that the order of arrival decides nothing.
     */
    boolean supersedes(CurrentStatement other) {
        int order = provenance.compareTo(other.provenance);
        if (order != 0) {
            return order > 0;
        }
        int byUnits = Long.compare(units, other.units);
        return byUnits != 0 ? byUnits > 0 : qualifier.compareTo(other.qualifier) > 0;
    }

    /** What taking this in does where {@code before} holds. */
    Outcome outcomeOn(@Nullable CurrentStatement before) {
        if (before == null || supersedes(before)) {
            return Outcome.APPLIED;
        }
        return equals(before) ? Outcome.DUPLICATE : Outcome.SUPERSEDED;
    }
}
