package io.bellwether.streams.processor;

import io.bellwether.domain.ledger.BrandLedger;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The brands to be worked out again: first those that events are about, for they are waited for, then those taken up at the start. */
final class ChangedBrands {

    private final Set<BrandLedger> byEvents = new LinkedHashSet<>();
    private final Set<BrandLedger> restored = new LinkedHashSet<>();

    /** A task starts with these. */
    void start(Collection<BrandLedger> all) {
        byEvents.clear();
        restored.clear();
        restored.addAll(all);
    }

    /** An event is about the brand. */
    void add(BrandLedger brand) {
        byEvents.add(brand);
    }

    /** The next one, which is no longer among them; null if there is none. */
    @Nullable
    BrandLedger poll() {
        Set<BrandLedger> from = byEvents.isEmpty() ? restored : byEvents;
        Iterator<BrandLedger> brands = from.iterator();
        if (!brands.hasNext()) {
            return null;
        }
        BrandLedger next = brands.next();
        brands.remove();
        restored.remove(next);
        return next;
    }

    boolean isEmpty() {
        return byEvents.isEmpty() && restored.isEmpty();
    }
}
