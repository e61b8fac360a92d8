package io.bellwether.schemas;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What makes a name acceptable (docs/figures.md#names). */
final class Names {

    /** Longest name, in UTF-16 units. */
    static final int MAX_LENGTH = 200;

    /** As they are when {@linkplain #isRemainder folded}. */
    private static final Set<String> REMAINDERS =
            Set.of("other", "others", "rest", "total", "all", "sum", "sonstige", "其他", "合计", "总计");

    private static final int LONGEST_REMAINDER = 8;

    private Names() {}

    /** A name that must be given. */
    static void check(Faults faults, String field, @Nullable String name) {
        if (name == null || isBlank(name)) {
            faults.add(field, "must not be blank");
        } else if (name.length() > MAX_LENGTH) {
            faults.add(field, "must be at most " + MAX_LENGTH + " characters, got " + name.length());
        } else {
            checkVisible(faults, field, name);
        }
    }

    /** The slug of a brand. */
    static void checkBrand(Faults faults, String brand) {
        Faults own = new Faults();
        check(own, "brand", brand);
        Refusal refusal = own.joined();
        if (refusal != null) {
            faults.add(refusal.field(), refusal.reason());
        } else if (isRemainder(brand)) {
            faults.add(
                    "brand",
                    Faults.quoted(brand)
                            + " stands for a remainder or a total, which is no brand: leave it out, or let the mapping"
                            + " of the table or feed pass it over");
        } else if (!isSlug(brand)) {
            faults.add(
                    "brand",
                    "must be a slug: Unicode NFC, lower case, only letters, digits, '-', '.' and '_', got: "
                            + Faults.quoted(brand) + hint(brand));
        }
    }

    /** A model, where one is named. */
    static void checkModel(Faults faults, String field, @Nullable String model) {
        if (model == null) {
            return;
        }
        check(faults, field, model);
        if (isRemainder(model)) {
            faults.add(
                    field,
                    Faults.quoted(model)
                            + " stands for a remainder or a total, which is no model: leave it out, give the whole"
                            + " brand without a model, or let the mapping of the table or feed pass it over");
        }
    }

    private static boolean isBlank(String name) {
        return name.codePoints().allMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c));
    }

    private static void checkVisible(Faults faults, String field, String name) {
        for (int i = 0; i < name.length(); i += Character.charCount(name.codePointAt(i))) {
            int c = name.codePointAt(i);
            if (c >= ' ' && c <= '~') {
                continue;
            }
            if (isInvisible(c)) {
                faults.add(
                        field,
                        String.format(
                                Locale.ROOT,
                                "must not hold control or invisible characters, got U+%04X as character %d",
                                c,
                                name.codePointCount(0, i) + 1));
                return;
            }
            if (c == '\uFFFD') {
                faults.add(
                        field,
                        "must not hold U+FFFD, which stands for bytes that are no text in the encoding they were read"
                                + " by");
                return;
            }
        }
    }

    private static boolean isInvisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            // Letters and marks that are shown as nothing: fillers of Hangul and Khmer, joiners, variation selectors.
            default ->
                c == 0x115F
                        || c == 0x1160
                        || c == 0x3164
                        || c == 0xFFA0
                        || c == 0x17B4
                        || c == 0x17B5
                        || c == 0x034F
                        || c == 0x2800
                        || (c >= 0x180B && c <= 0x180F)
                        || (c >= 0xFE00 && c <= 0xFE0F)
                        || (c >= 0xE0100 && c <= 0xE01EF);
        };
    }

    private static boolean isSlug(String name) {
        boolean ascii = true;
        for (int i = 0; i < name.length(); i += Character.charCount(name.codePointAt(i))) {
            int c = name.codePointAt(i);
            boolean lower = !Character.isUpperCase(c) && !Character.isTitleCase(c);
            if (!(Character.isLetter(c) && lower) && !Character.isDigit(c) && c != '-' && c != '.' && c != '_') {
                return false;
            }
            ascii &= c < 0x80;
        }
        // Compatibility forms, as full-width letters, are another form of the same name, too.
        return ascii || Normalizer.isNormalized(name, Normalizer.Form.NFKC);
    }

    /** The slug that a name becomes by case, form and blanks around it alone. */
    private static String hint(String name) {
        String slug =
                Normalizer.normalize(name.strip(), Normalizer.Form.NFKC).strip().toLowerCase(Locale.ROOT);
        return isSlug(slug) && !slug.isEmpty() ? "; did you mean '" + slug + "'?" : "";
    }

    /** Whether a name is one of those for remainders and totals, whatever its case, blanks, hyphens and width. */
    static boolean isRemainder(String name) {
        StringBuilder folded = new StringBuilder(LONGEST_REMAINDER);
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c >= 0x80) {
                return REMAINDERS.contains(folded(name));
            }
            if (c != ' ' && c != '-') {
                if (folded.length() == LONGEST_REMAINDER) {
                    return false;
                }
                folded.append(Character.toLowerCase(c));
            }
        }
        return REMAINDERS.contains(folded.toString());
    }

    private static String folded(String name) {
        StringBuilder folded = new StringBuilder(name.length());
        Normalizer.normalize(name, Normalizer.Form.NFKC)
                .codePoints()
                .filter(c -> !Character.isWhitespace(c)
                        && !Character.isSpaceChar(c)
                        && Character.getType(c) != Character.DASH_PUNCTUATION)
                .forEach(folded::appendCodePoint);
        return folded.toString().toLowerCase(Locale.ROOT);
    }
}
