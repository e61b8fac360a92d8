package io.bellwether.producer.table;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a table writes periods.
 *
 * @param format as {@link PeriodFormat} has it
 * @param language of the names of months; null where they are numbers
 */
record PeriodForm(String format, @Nullable String language) {

    private static final List<String> FORMS = List.of(
            "yyyy-MM-dd",
            "yyyy-MM",
            "yyyy/MM",
            "yyyy.MM",
            "MM/yyyy",
            "MM.yyyy",
            "MM-yyyy",
            "yyyyMM",
            "yyyy\u5e74M\u6708",
            "'Q'Q yyyy",
            "yyyy 'Q'Q",
            "yyyy-'Q'Q",
            "yyyy'Q'Q",
            "'Q'Q-yyyy",
            "'Q'Q/yyyy",
            "dd.MM.yyyy",
            "d.M.yyyy",
            "dd/MM/yyyy",
            "MM/dd/yyyy");
    private static final List<String> NAMED_FORMS = List.of(
            "MMM.yy",
            "MMM-yy",
            "MMM yy",
            "MMM.yyyy",
            "MMM-yyyy",
            "MMM yyyy",
            "MMM, yyyy",
            "yyyy MMM",
            "yyyy-MMM",
            "MMM'yy");

    /** The forms in which all texts are periods, the likeliest first. */
    static List<PeriodForm> of(List<String> texts) {
        List<PeriodForm> forms = new ArrayList<>();
        if (texts.isEmpty()) {
            return forms;
        }
        for (String form : FORMS) {
            PeriodForm candidate = new PeriodForm(form, null);
            if (fits(candidate, texts)) {
                forms.add(candidate);
            }
        }
        boolean letters = texts.get(0).chars().anyMatch(Character::isLetter);
        for (String form : letters ? NAMED_FORMS : List.<String>of()) {
            for (String language : MonthNames.LANGUAGES) {
                PeriodForm candidate = new PeriodForm(form, language);
                if (forms.isEmpty() && fits(candidate, texts)) {
                    forms.add(candidate);
                }
            }
        }
        return forms;
    }

    private static boolean fits(PeriodForm form, List<String> texts) {
        PeriodFormat format = PeriodFormat.of(form.format, form.language);
        return texts.stream().allMatch(text -> format.parse(text).isPresent());
    }
}
