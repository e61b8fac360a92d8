package io.bellwether.domain.statement;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What the table of aliases says about how figures add up: which spellings are one model, which regions lie within
 * which, and which sources list the best-selling only (docs/figures.md#names). Immutable.
 */
public final class Taxonomy {

    /** The empty table: models are distinguished by their folded names, regions are all apart, no source is partial. */
    public static final Taxonomy EMPTY = new Builder().build();

    private final Set<String> partialSources;
    private final Map<String, Set<String>> containing;
    private final Map<String, Map<String, String>> spellings;

    private Taxonomy(Builder builder) {
        partialSources = Set.copyOf(builder.partialSources);
        containing = closure(builder.containing);
        Map<String, Map<String, String>> byBrand = new HashMap<>();
        builder.spellings.forEach((brand, keys) -> byBrand.put(brand, Map.copyOf(keys)));
        spellings = Map.copyOf(byBrand);
    }

    /** A table without entries, to be filled. */
    public static Builder builder() {
        return new Builder();
    }

    /** Whether a source lists only the best-selling models, so that a sum with it is a lower bound. */
    public boolean isPartial(String source) {
        return partialSources.contains(source);
    }

    /** Whether any source is partial. */
    public boolean hasPartialSources() {
        return !partialSources.isEmpty();
    }

    /** Whether a region lies within another one, directly or through others. */
    public boolean isWithin(String region, String other) {
        return containing.getOrDefault(region, Set.of()).contains(other);
    }

    /** Whether any region lies within another. */
    public boolean hasNestedRegions() {
        return !containing.isEmpty();
    }

    /** What all spellings of one model of a brand have in common; no name to show. */
    public String modelKey(String brand, String model) {
        String folded = ModelNames.fold(model);
        return spellings.getOrDefault(brand, Map.of()).getOrDefault(folded, folded);
    }

    /** By region, all regions that it lies within. */
    private static Map<String, Set<String>> closure(Map<String, Set<String>> direct) {
        Map<String, Set<String>> all = new HashMap<>();
        for (String region : direct.keySet()) {
            Set<String> outer = new HashSet<>();
            collect(region, direct, outer);
            if (outer.contains(region)) {
                throw new IllegalArgumentException("a region must not lie within itself, got: " + region);
            }
            all.put(region, Set.copyOf(outer));
        }
        return Map.copyOf(all);
    }

    private static void collect(String region, Map<String, Set<String>> direct, Set<String> outer) {
        for (String other : direct.getOrDefault(region, Set.of())) {
            if (outer.add(other)) {
                collect(other, direct, outer);
            }
        }
    }

    /** Collects the entries of a table. */
    public static final class Builder {

        private final Set<String> partialSources = new HashSet<>();
        private final Map<String, Set<String>> containing = new HashMap<>();
        private final Map<String, Map<String, String>> spellings = new HashMap<>();

        private Builder() {}

        /** This source lists only the best-selling models. */
        public Builder partial(String source) {
            partialSources.add(source);
            return this;
        }

        /** A region lies within another. */
        public Builder within(String region, String other) {
            containing.computeIfAbsent(region, key -> new HashSet<>()).add(other);
            return this;
        }

        /** A brand's model is also spelled so. */
        public Builder spelling(String brand, String model, String spelling) {
            spellings
                    .computeIfAbsent(brand, key -> new HashMap<>())
                    .put(ModelNames.fold(spelling), ModelNames.fold(model));
            return this;
        }

        /**
         * The table.
         *
         * @throws IllegalArgumentException if a region lies within itself
         */
        public Taxonomy build() {
            return new Taxonomy(this);
        }
    }
}
