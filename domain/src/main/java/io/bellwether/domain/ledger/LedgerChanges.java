package io.bellwether.domain.ledger;

import io.bellwether.domain.statement.EventId;
import io.bellwether.domain.statement.Provenance;
import io.bellwether.domain.statement.Statement;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What may have changed in a ledger since its figures were last worked out. */
final class LedgerChanges {

    private final Set<String> modelKeys = new HashSet<>();
    private final Set<EventId> voided = new HashSet<>(0);
    private boolean changed;
    private boolean allModels;
    private long sinceDay = Long.MAX_VALUE;

    /** Something was said: from the day of its publication on, answers may be otherwise. */
    void add(Provenance provenance) {
        changed = true;
        sinceDay = Math.min(sinceDay, provenance.epochDay());
    }

    /** Something was taken back that may have been counted. */
    void addRetraction(Statement.Retraction retraction) {
        add(retraction.provenance());
        if (retraction.isVoid()) {
            voided.add(retraction.retracted());
        }
    }

    /** All was put in its place anew; what a new VOID retraction names changes answers from its own day on. */
    void rebuilt() {
        changed = true;
        allModels = true;
    }

    /** A statement counts for nothing. */
    void addRetracted(Provenance provenance) {
        if (voided.contains(provenance.id())) {
            sinceDay = Math.min(sinceDay, provenance.epochDay());
        }
    }

    /** Something was said of a model itself. */
    void addModel(String key) {
        modelKeys.add(key);
    }

    /** Something that any model's metrics may depend on. */
    void addAllModels() {
        allModels = true;
    }

    boolean isChanged() {
        return changed;
    }

    boolean hasNewStatements(String modelKey) {
        return modelKeys.contains(modelKey);
    }

    /** The earliest day as of which answers may have changed; null if nothing was said since it was cleared. */
    @Nullable
    LocalDate since() {
        return sinceDay == Long.MAX_VALUE ? null : LocalDate.ofEpochDay(sinceDay);
    }

    /** What was said so far no longer counts for {@link #since}. */
    void forgetSince() {
        sinceDay = Long.MAX_VALUE;
        voided.clear();
    }

    /** The names of the models whose metrics may have changed. */
    Set<String> models(SalesBook sales) {
        if (allModels) {
            return sales.models().keySet();
        }
        Set<String> names = new TreeSet<>();
        for (String key : modelKeys) {
            SalesBook.Model model = sales.ofKey(key);
            if (model != null) {
                names.add(model.name());
            }
        }
        return names;
    }

    void clear() {
        changed = false;
        allModels = false;
        modelKeys.clear();
        forgetSince();
    }
}
