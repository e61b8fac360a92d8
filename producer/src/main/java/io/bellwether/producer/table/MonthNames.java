package io.bellwether.producer.table;

import java.text.Normalizer;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The names of months in one language, whole or cut short after three letters or more, with or without accents. */
final class MonthNames {

    /** The languages whose months are known, as locales call them; those that more tables are in first. */
    static final List<String> LANGUAGES = List.of(
            "en", "de", "fr", "es", "it", "nl", "pt", "nb", "sv", "da", "fi", "pl", "cs", "sk", "hu", "ro", "tr", "el",
            "ru", "uk", "bg", "hr", "sr", "sl", "et", "lv", "lt", "is", "ca", "id", "ms", "zh");

    private static final int LEAST_LETTERS = 3;

    /** Short forms that programs write and no locale knows. */
    private static final Map<String, Map<String, Integer>> OTHERS = Map.of(
            "de", Map.of("mrz", 3, "maerz", 3, "j\u00e4nner", 1, "jaenner", 1, "feber", 2),
            "pt", Map.of("set", 9),
            "es", Map.of("setiembre", 9),
            "id", Map.of("agt", 8, "peb", 2),
            "el", Map.of("\u03bc\u03b1\u03b9", 5),
            "nl", Map.of("mar", 3));

    private final List<List<String>> names = new ArrayList<>();
    private final Map<String, Integer> others;

    private MonthNames(String language) {
        Locale locale = Locale.forLanguageTag(language);
        others = OTHERS.getOrDefault(language, Map.of());
        for (Month month : Month.values()) {
            List<String> ofMonth = new ArrayList<>();
            for (TextStyle style :
                    List.of(TextStyle.FULL, TextStyle.FULL_STANDALONE, TextStyle.SHORT, TextStyle.SHORT_STANDALONE)) {
                String name =
                        month.getDisplayName(style, locale).toLowerCase(locale).replace(".", "");
                ofMonth.add(name);
                ofMonth.add(withoutAccents(name));
            }
            names.add(ofMonth);
        }
    }

    /** The months of a language; empty if it is not known. */
    static Optional<MonthNames> of(String language) {
        return LANGUAGES.contains(language) ? Optional.of(new MonthNames(language)) : Optional.empty();
    }

    /** The number of the month that a name, or the beginning of exactly one, is; empty if none. */
    Optional<Integer> number(String lowerCase) {
        // An I of Turkish in lower case is an i with a dot above.
        String name = lowerCase.replace("\u0307", "");
        Integer other = others.get(name);
        if (other != null) {
            return Optional.of(other);
        }
        int found = 0;
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).contains(name)) {
                return Optional.of(i + 1);
            }
            if (names.get(i).stream().anyMatch(known -> known.startsWith(name))) {
                if (found != 0) {
                    return Optional.empty();
                }
                found = i + 1;
            }
        }
        return found == 0 || name.length() < LEAST_LETTERS ? Optional.empty() : Optional.of(found);
    }

    private static String withoutAccents(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFD).replaceAll("\\p{M}+", "");
    }
}
