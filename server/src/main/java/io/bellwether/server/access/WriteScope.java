package io.bellwether.server.access;

import io.bellwether.schemas.EventFields;
import io.bellwether.schemas.Refusal;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * What a principal may write about. An empty set does not limit.
 *
 * @param brands slugs of brands, of events and acknowledged alerts
 * @param sources names of sources that it may speak for
 * @param tiers tiers of sources, as OFFICIAL
 */
public record WriteScope(Set<String> brands, Set<String> sources, Set<String> tiers) {

    /** No limit. */
    public static final WriteScope ALL = new WriteScope(Set.of(), Set.of(), Set.of());

    public WriteScope {
        brands = Set.copyOf(brands);
        sources = Set.copyOf(sources);
        tiers = Set.copyOf(tiers);
    }

    /** Why it may not publish an event; empty if it may. */
    public Optional<Refusal> refusal(SpecificRecord event) {
        return outside("brand", brands, EventFields.brand(event))
                .or(() -> outside("source", sources, EventFields.source(event)))
                .or(() -> outside(
                        "source_tier", tiers, EventFields.sourceTier(event).name()));
    }

    /** Whether it may write about a brand; of the whole market only if it is held to none. */
    public boolean covers(@Nullable String brand) {
        return brands.isEmpty() || (brand != null && brands.contains(brand));
    }

    private static Optional<Refusal> outside(String field, Set<String> allowed, String value) {
        return allowed.isEmpty() || allowed.contains(value)
                ? Optional.empty()
                : Optional.of(new Refusal(
                        field, "this principal may write " + String.join(", ", new TreeSet<>(allowed)) + " alone"));
    }
}
