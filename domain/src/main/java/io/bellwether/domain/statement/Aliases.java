package io.bellwether.domain.statement;

import java.text.Normalizer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What sources write, and what it means: names of brands and their slugs, spellings of models, regions within regions,
 * and sources that list the best-selling only (docs/figures.md#names). Immutable.
 *
 * <p>A name is looked up in Unicode NFC, without surrounding blanks, in lower case. The slug and the display name of a
 * brand are aliases of it. An alias may be limited to a last day; of several that hold on a day, the one that ends first
 * counts.
 */
public final class Aliases {

    /** Knows nothing. */
    public static final Aliases NONE = new Builder().build();

    private final Map<String, String> names;
    private final Map<String, List<Alias>> aliases;
    private final Map<String, Map<String, String>> models;
    private final Map<String, Set<String>> regions;
    private final Set<String> partialSources;
    private final Taxonomy taxonomy;

    private Aliases(Builder builder) {
        names = Map.copyOf(builder.names);
        aliases = copy(builder.aliases);
        Map<String, Map<String, String>> spellings = new HashMap<>();
        builder.models.forEach((brand, ofBrand) -> spellings.put(brand, Map.copyOf(ofBrand)));
        models = Map.copyOf(spellings);
        Map<String, Set<String>> contained = new HashMap<>();
        builder.regions.forEach((region, inner) -> contained.put(region, Set.copyOf(inner)));
        regions = Map.copyOf(contained);
        partialSources = Set.copyOf(builder.partialSources);
        taxonomy = taxonomy();
    }

    private static Map<String, List<Alias>> copy(Map<String, List<Alias>> aliases) {
        Map<String, List<Alias>> copy = new HashMap<>();
        aliases.forEach((key, candidates) ->
                copy.put(key, candidates.stream().sorted(Alias.ENDING_FIRST).toList()));
        return Map.copyOf(copy);
    }

    /**
     * What a name means until a day.
     *
     * @param written as the table spells it
     * @param until the last day; null: without end
     */
    private record Alias(
            String slug, String written, @Nullable LocalDate until) {

        static final Comparator<Alias> ENDING_FIRST =
                Comparator.comparing(Alias::until, Comparator.nullsLast(Comparator.naturalOrder()));

        boolean holdsOn(LocalDate day) {
            return until == null || !day.isAfter(until);
        }
    }

    /** A table without entries, to be filled. */
    public static Builder builder() {
        return new Builder();
    }

    /** The slug of the brand that a name means in what was published on a day; empty if none. */
    public Optional<String> brand(String written, LocalDate publishedOn) {
        return aliases.getOrDefault(key(written), List.of()).stream()
                .filter(alias -> alias.holdsOn(publishedOn))
                .map(Alias::slug)
                .findFirst();
    }

    /** Whether a slug is one of the table. */
    public boolean isBrand(String slug) {
        return names.containsKey(slug);
    }

    /** What people read for a slug: the slug itself where the table has no name for it. */
    public String displayName(String slug) {
        return names.getOrDefault(slug, slug);
    }

    /** Display names by slug. */
    public Map<String, String> displayNames() {
        return names;
    }

    /** All that a brand is called beside its slug, as the table spells it, by code point. */
    public List<String> namesOf(String slug) {
        return aliases.values().stream()
                .flatMap(List::stream)
                .filter(alias -> alias.slug.equals(slug) && !alias.written.equals(slug))
                .map(Alias::written)
                .distinct()
                .sorted()
                .toList();
    }

    /** All that brands are called, as the table spells it, in no particular order. */
    public Collection<String> brandNames() {
        Set<String> all = new LinkedHashSet<>();
        aliases.values().forEach(candidates -> candidates.forEach(alias -> all.add(alias.written)));
        return all;
    }

    /** A model by the name that the table gives it; what the table does not know stays as it is. */
    public String model(String brand, String written) {
        Map<String, String> ofBrand = models.get(brand);
        return ofBrand == null ? written : ofBrand.getOrDefault(ModelNames.fold(written), written);
    }

    /** What of the table decides how figures add up. */
    public Taxonomy asTaxonomy() {
        return taxonomy;
    }

    private Taxonomy taxonomy() {
        Taxonomy.Builder builder = Taxonomy.builder();
        models.forEach(
                (brand, ofBrand) -> ofBrand.forEach((spelling, model) -> builder.spelling(brand, model, spelling)));
        regions.forEach((region, inner) -> inner.forEach(within -> builder.within(within, region)));
        partialSources.forEach(builder::partial);
        return builder.build();
    }

    /** This table with the entries of another one, which win where both say something of one name. */
    public Aliases extendedBy(Aliases more) {
        Builder both = new Builder();
        for (Aliases table : List.of(this, more)) {
            // A file that only adds aliases gives no name: the slug then stands for it.
            table.names.forEach(
                    (slug, name) -> both.names.merge(slug, name, (before, now) -> now.equals(slug) ? before : now));
            both.aliases.putAll(table.aliases);
            table.models.forEach((brand, ofBrand) ->
                    both.models.computeIfAbsent(brand, key -> new HashMap<>()).putAll(ofBrand));
            table.regions.forEach((region, inner) -> both.regions
                    .computeIfAbsent(region, key -> new LinkedHashSet<>())
                    .addAll(inner));
            both.partialSources.addAll(table.partialSources);
        }
        return both.build();
    }

    /** All names of brands and models, in an order that does not depend on that of the table. */
    @Override
    public String toString() {
        Map<String, Object> ofModels = new TreeMap<>();
        models.forEach((brand, ofBrand) -> ofModels.put(brand, new TreeMap<>(ofBrand)));
        return new TreeMap<>(aliases) + "" + ofModels;
    }

    /** A name as it is looked up. */
    public static String key(String written) {
        return Normalizer.normalize(stripped(written), Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    }

    /** A text without blanks of any kind around it, no-break and ideographic ones included. */
    public static String stripped(String text) {
        int begin = 0;
        int end = text.length();
        while (begin < end && isBlank(text.charAt(begin))) {
            begin++;
        }
        while (end > begin && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(begin, end);
    }

    private static boolean isBlank(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    /** Collects the entries of a table. */
    public static final class Builder {

        private final Map<String, String> names = new LinkedHashMap<>();
        private final Map<String, List<Alias>> aliases = new HashMap<>();
        private final Map<String, Map<String, String>> models = new HashMap<>();
        private final Map<String, Set<String>> regions = new LinkedHashMap<>();
        private final Set<String> partialSources = new LinkedHashSet<>();

        private Builder() {}

        /**
         * A brand and what people read for it.
         *
         * @return the brand that the slug or the name stands for already; empty if none
         */
        public Optional<String> brand(String slug, String displayName) {
            names.put(slug, displayName);
            Optional<String> other = alias(slug, slug, null);
            return other.isPresent() ? other : alias(slug, displayName, null);
        }

        /**
         * Another name of a brand.
         *
         * @param until the last day on which it means this brand; null: without end
         * @return the brand that the name stands for already, until the same day; empty if none
         */
        public Optional<String> alias(String slug, String written, @Nullable LocalDate until) {
            List<Alias> candidates = aliases.computeIfAbsent(key(written), key -> new ArrayList<>());
            Alias added = new Alias(slug, written, until);
            for (Alias candidate : candidates) {
                if (Alias.ENDING_FIRST.compare(candidate, added) == 0) {
                    return candidate.slug.equals(slug) ? Optional.empty() : Optional.of(candidate.slug);
                }
            }
            candidates.add(added);
            return Optional.empty();
        }

        /**
         * A model of a brand and one of its spellings; the name itself is one.
         *
         * @return the model that the spelling stands for already; empty if none
         */
        public Optional<String> model(String slug, String model, String spelling) {
            String other =
                    models.computeIfAbsent(slug, key -> new HashMap<>()).putIfAbsent(ModelNames.fold(spelling), model);
            return other == null || other.equals(model) ? Optional.empty() : Optional.of(other);
        }

        /** A region that contains others. */
        public Builder region(String region, Collection<String> contains) {
            regions.computeIfAbsent(region, key -> new LinkedHashSet<>()).addAll(contains);
            return this;
        }

        /** A source that lists the best-selling only. */
        public Builder partial(String source) {
            partialSources.add(source);
            return this;
        }

        /**
         * The table.
         *
         * @throws IllegalArgumentException if a region lies within itself
         */
        public Aliases build() {
            return new Aliases(this);
        }
    }
}
