package io.bellwether.producer.table;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A form in which a table may write its periods, as the mapping names it.
 *
 * @param language of the names of its months; null where it has none
 * @param year of all periods where the form has none; null where it has one, 0 where nothing says which
 */
record PeriodForm(
        String format, @Nullable String language, @Nullable Integer year) {

    private static final List<String> NUMBERED = List.of(
            "yyyy-MM-dd",
            "yyyy/MM/dd",
            "yyyy-MM",
            "yyyy/MM",
            "yyyy.MM",
            "yyyy/M",
            "yyyy.M",
            "yyyy'M'MM",
            "yyyy M",
            "MM/yyyy",
            "MM.yyyy",
            "MM-yyyy",
            "M/yyyy",
            "yyyyMM",
            "yyyy\u5e74M\u6708",
            "yyyy'\ub144' M'\uc6d4'",
            "yyyy'\ub144'M'\uc6d4'",
            "'Th\u00e1ng' M/yyyy",
            "'Q'Q yyyy",
            "yyyy 'Q'Q",
            "yyyy-'Q'Q",
            "yyyy'Q'Q",
            "'Q'Q-yyyy",
            "'Q'Q/yyyy",
            "Q'Q'yy",
            "Q'Q'yyyy",
            "'Q'Q''yy",
            "'Q'Q yy",
            "'T'Q yyyy",
            "yyyy 'T'Q",
            "Q'. kvartal' yyyy",
            "Q' kv.' yyyy",
            "Q'. Quartal' yyyy",
            "yyyy'K'Q",
            "yyyy-'W'ww",
            "yyyy'W'ww",
            "yyyy 'W'ww",
            "'W'ww yyyy",
            "'KW'ww yyyy",
            "'KW' ww/yyyy",
            "dd.MM.yyyy",
            "d.M.yyyy",
            "M/d/yyyy",
            "d/M/yyyy",
            "dd-MM-yyyy",
            "MM/yy",
            "MM.yy",
            PeriodFormat.SERIAL);
    private static final List<String> NAMED = List.of(
            "MMM.yy",
            "MMM-yy",
            "MMM/yy",
            "MMM yy",
            "MMM.yyyy",
            "MMM-yyyy",
            "MMM/yyyy",
            "MMM yyyy",
            "MMM, yyyy",
            "MMM 'de' yyyy",
            "yyyy MMM",
            "yyyy. MMM",
            "yyyy-MMM",
            "yy-MMM",
            "d-MMM-yy",
            "d-MMM-yyyy",
            "d MMM yyyy",
            "dd MMM yyyy",
            "MMM''yy",
            "MMMyy",
            "MMMyyyy");
    private static final List<String> WITHOUT_YEAR = List.of("M\u6708", "M'\uc6d4'", "'Q'Q", "M");

    /** Years alone, which are looked for where nothing else is. */
    static final PeriodForm YEARS = new PeriodForm("yyyy", null, null);

    /** The forms in which periods name their year, the likeliest first. */
    static List<PeriodForm> withYear(List<String> texts) {
        return forms(texts, NUMBERED, NAMED, null);
    }

    /** The forms of periods that name no year. */
    static List<PeriodForm> withoutYear(List<String> texts, int year) {
        return forms(texts, WITHOUT_YEAR, List.of("MMM"), year);
    }

    private static List<PeriodForm> forms(
            List<String> texts, List<String> numbered, List<String> named, @Nullable Integer year) {
        boolean letters = texts.stream().anyMatch(text -> text.chars().anyMatch(Character::isLetter));
        Stream<PeriodForm> withNames = letters
                ? MonthNames.LANGUAGES.stream()
                        .flatMap(language -> named.stream().map(form -> new PeriodForm(form, language, year)))
                : Stream.empty();
        return Stream.concat(numbered.stream().map(form -> new PeriodForm(form, null, year)), withNames)
                .toList();
    }

    /** How it reads texts. */
    PeriodFormat reader() {
        return PeriodFormat.of(format, language, year == null ? 0 : year == 0 ? 2000 : year);
    }

    /** The forms in which at least so large a part of the texts are periods, those that read the most first. */
    static List<PeriodForm> fitting(List<PeriodForm> candidates, List<String> texts, double part) {
        List<PeriodForm> fitting = new ArrayList<>();
        List<Integer> counts = new ArrayList<>();
        for (PeriodForm candidate : candidates) {
            PeriodFormat reader = candidate.reader();
            List<LocalDate> days =
                    texts.stream().map(reader::parse).flatMap(Optional::stream).toList();
            boolean enough = !days.isEmpty() && days.size() >= part * texts.size();
            if (!enough || !isLikely(candidate, days)) {
                continue;
            }
            int at = 0;
            while (at < counts.size() && counts.get(at) >= days.size()) {
                at++;
            }
            fitting.add(at, candidate);
            counts.add(at, days.size());
        }
        // A date format is known by its days: all of them are the first or the last day of a month.
        List<PeriodForm> monthly =
                fitting.stream().filter(form -> areMonths(form, texts)).toList();
        List<PeriodForm> ordered = new ArrayList<>(monthly);
        fitting.stream().filter(form -> !monthly.contains(form)).forEach(ordered::add);
        return fitting.isEmpty()
                        || monthly.contains(fitting.get(0))
                        || !fitting.get(0).reader().hasDays()
                ? fitting
                : ordered;
    }

    /** Any five digits are a day, and any two a year. */
    private static boolean isLikely(PeriodForm form, List<LocalDate> days) {
        boolean near = days.stream().allMatch(day -> day.getYear() >= 1990 && day.getYear() < 2100);
        boolean doubtful = form.format.equals(PeriodFormat.SERIAL) || form.format.equals("M");
        return near
                && (!doubtful
                        || (days.stream().distinct().count() > 1
                                && days.stream().allMatch(PeriodForm::isEdge)));
    }

    private static boolean isEdge(LocalDate day) {
        return PeriodFormat.firstOfMonth(day).getDayOfMonth() == 1;
    }

    private static boolean areMonths(PeriodForm form, List<String> texts) {
        PeriodFormat reader = form.reader();
        return texts.stream().map(reader::parse).flatMap(Optional::stream).allMatch(PeriodForm::isEdge);
    }

    /** What a period is: by its form, or by the days that it begins on. */
    String granularity(List<String> texts) {
        PeriodFormat reader = reader();
        if (!reader.hasDays() || areMonths(this, texts)) {
            return reader.granularity();
        }
        boolean mondays = texts.stream()
                .map(reader::parse)
                .flatMap(Optional::stream)
                .allMatch(day -> day.getDayOfWeek() == DayOfWeek.MONDAY);
        return mondays ? "WEEK" : "DAY";
    }

    /** Whether another one reads other periods from the same texts. */
    boolean differsFrom(PeriodForm other, List<String> texts) {
        PeriodFormat mine = reader();
        PeriodFormat others = other.reader();
        return texts.stream()
                .anyMatch(text ->
                        others.parse(text).isPresent() && !others.parse(text).equals(mine.parse(text)));
    }
}
