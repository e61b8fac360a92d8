package io.bellwether.streams.reference;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What the table of aliases says beyond the names of brands, which are resolved before events come in.
 *
 * @param partialSources sources that list the best-selling only
 * @param contains region -> the regions that lie within it
 * @param models brand -> further spelling of a model -> its name
 */
public record Aliases(
        Set<String> partialSources, Map<String, Set<String>> contains, Map<String, Map<String, String>> models) {

    public static final Aliases NONE = new Aliases(Set.of(), Map.of(), Map.of());

    /** Whether the table places a region within another one, also by way of a third. */
    boolean liesWithin(String inner, String outer) {
        return contains.getOrDefault(outer, Set.of()).stream()
                .anyMatch(within -> within.equals(inner) || liesWithin(inner, within));
    }

    /**
     * "Models whose names differ only in case, blanks, hyphens or full-width forms are one model; the table may name
     * further spellings": what all spellings of a model have in common.
     */
    String model(String brand, String name) {
        if (name == null) {
            return null;
        }
        String folded = folded(name);
        return models.getOrDefault(brand, Map.of()).entrySet().stream()
                .filter(spelling -> folded(spelling.getKey()).equals(folded))
                .map(spelling -> folded(spelling.getValue()))
                .findFirst()
                .orElse(folded);
    }

    private static String folded(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKC)
                .replaceAll("[\\p{Z}\\s\\-\u2010\u2011]", "")
                .toLowerCase(Locale.ROOT);
    }
}
