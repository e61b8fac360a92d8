package io.bellwether.domain.ledger;

import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/** What may have changed in a ledger since its figures were last worked out. */
final class LedgerChanges {

    private final Set<String> modelKeys = new HashSet<>();
    private boolean changed;
    private boolean allModels;

    /** Something was said. */
    void add() {
        changed = true;
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

    boolean isTold(String modelKey) {
        return modelKeys.contains(modelKey);
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
    }
}
