package io.bellwether.producer.table;

import java.time.Month;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The names of months in one language, whole or cut short after three letters or more. */
final class MonthNames {

    /** The languages whose months are known, as locales call them. */
    static final List<String> LANGUAGES =
            List.of("en", "de", "fr", "es", "it", "nl", "pt", "nb", "sv", "da", "fi", "pl", "cs", "hu", "ro", "tr");

    private static final int LEAST_LETTERS = 3;

    private final List<List<String>> names = new ArrayList<>();

    private MonthNames(String language) {
        Locale locale = Locale.forLanguageTag(language);
        for (Month month : Month.values()) {
            List<String> ofMonth = new ArrayList<>();
            for (TextStyle style :
                    List.of(TextStyle.FULL, TextStyle.FULL_STANDALONE, TextStyle.SHORT, TextStyle.SHORT_STANDALONE)) {
                ofMonth.add(
                        month.getDisplayName(style, locale).toLowerCase(locale).replace(".", ""));
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
        if (lowerCase.length() < LEAST_LETTERS) {
            return Optional.empty();
        }
        int found = 0;
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).contains(lowerCase)) {
                return Optional.of(i + 1);
            }
            if (names.get(i).stream().anyMatch(name -> name.startsWith(lowerCase))) {
                if (found != 0) {
                    return Optional.empty();
                }
                found = i + 1;
            }
        }
        return found == 0 ? Optional.empty() : Optional.of(found);
    }
}
