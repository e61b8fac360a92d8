package io.bellwether.domain.ledger;

import io.bellwether.domain.statement.EventId;
import io.bellwether.domain.statement.Provenance;
import io.bellwether.domain.statement.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The retractions of one brand, by the event that they take back, which may not be known yet
 * (docs/figures.md#retractions). Holds nothing for brands without any.
 */
public final class Retractions {

    /** Sources whose retractions work on events of any source, where no setting names others. */
    public static final Set<String> DESK = Set.of("desk");

    private final Set<String> deskSources;
    private final Map<EventId, List<Statement.Retraction>> byEvent = new HashMap<>(0);

    /** None yet; those of {@code deskSources} work on events of any source. */
    public Retractions(Set<String> deskSources) {
        this.deskSources = Set.copyOf(deskSources);
    }

    /**
     * Takes a retraction in.
     *
     * @return whether it was not known before
     */
    public boolean add(Statement.Retraction retraction) {
        List<Statement.Retraction> ofEvent = byEvent.computeIfAbsent(retraction.retracted(), id -> new ArrayList<>(1));
        for (Statement.Retraction known : ofEvent) {
            if (known.provenance().equals(retraction.provenance())) {
                return false;
            }
        }
        ofEvent.add(retraction);
        return true;
    }

    /** Whether an event counts for nothing. Retractions cannot be retracted. */
    public boolean retracts(Statement event) {
        return of(event) != null;
    }

    /**
     * The retraction by which an event counts for nothing: a VOID one before a WITHDRAWN one, then the earliest; null if
     * it counts.
     */
    public Statement.@Nullable Retraction of(Statement event) {
        Provenance provenance = event.provenance();
        List<Statement.Retraction> ofEvent = byEvent.isEmpty() ? null : byEvent.get(provenance.id());
        if (ofEvent == null || event instanceof Statement.Retraction) {
            return null;
        }
        Statement.Retraction effective = null;
        for (Statement.Retraction retraction : ofEvent) {
            if (mayRetract(retraction, provenance) && (effective == null || goesBefore(retraction, effective))) {
                effective = retraction;
            }
        }
        return effective;
    }

    /** Whether a retraction may take an event back: its own source may, and a desk any. */
    public boolean mayRetract(Statement.Retraction retraction, Provenance event) {
        String source = retraction.provenance().source();
        return source.equals(event.source()) || deskSources.contains(source);
    }

    private static boolean goesBefore(Statement.Retraction retraction, Statement.Retraction other) {
        return retraction.isVoid() == other.isVoid()
                ? retraction.provenance().compareTo(other.provenance()) < 0
                : retraction.isVoid();
    }
}
