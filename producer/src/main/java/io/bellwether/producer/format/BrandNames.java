package io.bellwether.producer.format;

import io.bellwether.config.NearestName;
import io.bellwether.domain.statement.Aliases;
import io.bellwether.schemas.Refusal;
import java.text.Normalizer;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What names of brands and models mean where events come in (docs/figures.md#names): a name that the table of aliases knows
 * is its slug, any other is refused with the nearest known ones, or taken as a new brand if it is a well-formed slug.
 */
public final class BrandNames {

    /** Knows no aliases and takes every slug. */
    public static final BrandNames ANY = new BrandNames(Aliases.NONE, true);

    private static final Pattern SLUG = Pattern.compile("[\\p{Ll}\\p{Lo}\\p{Lm}\\p{Mn}\\p{Mc}\\p{Nd}._-]+");

    private static final int MAX_NEAREST = 3;

    private final Aliases aliases;
    private final boolean takesNew;
    /** Slugs by all that they are called. */
    private final Map<String, String> keys = new TreeMap<>();

    /**
     * Names by a table.
     *
     * @param takesNew whether a well-formed slug that the table does not know is a new brand
     */
    public BrandNames(Aliases aliases, boolean takesNew) {
        this.aliases = aliases;
        this.takesNew = takesNew;
        aliases.brandNames()
                .forEach(name ->
                        aliases.brand(name, LocalDate.MIN).ifPresent(slug -> keys.put(Aliases.key(name), slug)));
    }

    /** The table. */
    public Aliases aliases() {
        return aliases;
    }

    /** Equal for tables by which every name means the same; empty where any name is a new brand. */
    String fingerprint() {
        return this == ANY ? "" : takesNew + aliases.toString();
    }

    /** The slug that a name means in what was published on a day; empty if it means none. */
    Optional<String> slug(String written, LocalDate publishedOn) {
        Optional<String> known = aliases.brand(written, publishedOn);
        return known.isPresent() ? known : takesNew && isSlug(written) ? Optional.of(written) : Optional.empty();
    }

    /** Why a name that means no brand is refused. */
    Refusal unknown(String written) {
        String shown = "'" + Shortened.shortened(written) + "'";
        String nearest = nearest(written);
        if (isSlug(written)) {
            return new Refusal(
                    "brand",
                    "is no known brand: " + shown + nearest
                            + "; a new one is taken with --new-brands or an alias of it");
        }
        String slug = slugged(written);
        String remedy = slug.isEmpty() || !isSlug(slug)
                ? ""
                : takesNew
                        ? "; a new brand is written as a slug, here '" + slug + "'"
                        : "; an alias for it can be given with --aliases";
        return new Refusal(
                "brand",
                "is no known name and no slug (Unicode NFC, lower case, only letters, digits, '-', '.' and '_'): "
                        + shown + nearest + remedy);
    }

    /** A model as the table names it. */
    @Nullable
    String model(String slug, @Nullable String written) {
        return written == null ? null : aliases.model(slug, written);
    }

    private String nearest(String written) {
        List<String> near = NearestName.within(Aliases.key(written), keys.keySet(), keys.size()).stream()
                .map(keys::get)
                .distinct()
                .limit(MAX_NEAREST)
                .map(slug -> aliases.displayName(slug) + " (" + slug + ")")
                .toList();
        return near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?";
    }

    private static boolean isSlug(String name) {
        return name.length() <= 200
                && SLUG.matcher(name).matches()
                && Normalizer.isNormalized(name, Normalizer.Form.NFC);
    }

    /** {@code Acme Motors} as {@code acme-motors}. */
    public static String slugged(String name) {
        return Normalizer.normalize(Aliases.stripped(name), Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{M}\\p{Nd}._]+", "-")
                .replaceAll("^-+|-+$", "");
    }
}
