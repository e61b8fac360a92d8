package io.bellwether.producer.table;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a table writes the period of a figure, named by letters: {@code yyyy} and {@code yy} the year, {@code MM} and
 * {@code M} the number of the month, {@code MMM} its name, {@code dd} and {@code d} the day, {@code ww} the ISO week,
 * {@code Q} the number of the quarter, Arabic or Roman; what stands in quotes, and any other character, stands for itself.
 * {@code MMM.yy} reads {@code okt.23}, {@code 'Q'Q yyyy} reads {@code Q3 2024}. The word {@code serial} is the number that
 * spreadsheets give a day, 45566 for 1 October 2024. The answer is the first day of the period. A midnight behind a day and
 * the sign of a footnote behind a period say nothing of it.
 */
final class PeriodFormat {

    /** Days by their number in spreadsheets. */
    static final String SERIAL = "serial";

    private static final Pattern TOKEN = Pattern.compile("yyyy|yy|MMM|MM|M|dd|d|ww|Q|'([^']*)'|\\s+|.");
    private static final Pattern ISO_DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final Pattern MIDNIGHT = Pattern.compile("[T ]0?0:00(:00([.,]0+)?)?(Z|[+]00:?00)?$");
    private static final Pattern FOOTNOTE = Pattern.compile(
            "\\s*([*\u2020\u2021\u00a7]+|[\u00b9\u00b2\u00b3\u2070\u2074-\u2079]+\\)?|[0-9a-z]\\)|\\([0-9a-z]\\)|\\[[0-9a-z]+\\])$");
    private static final Pattern SERIAL_NUMBER = Pattern.compile("([1-9][0-9]{4})([.,]0+)?");
    private static final LocalDate SERIAL_ZERO = LocalDate.of(1899, 12, 30);
    private static final Map<String, Integer> QUARTERS = Map.of("I", 1, "II", 2, "III", 3, "IV", 4);

    private final String form;
    private final @Nullable MonthNames names;
    private final int year;
    private final Pattern pattern;
    private final List<String> groups = new ArrayList<>();

    private PeriodFormat(String form, @Nullable MonthNames names, int year) {
        this.form = form;
        this.names = names;
        this.year = year;
        StringBuilder regex = new StringBuilder();
        Matcher token = TOKEN.matcher(form);
        while (token.find()) {
            regex.append(expression(token));
        }
        this.pattern = Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    /** The same where the texts themselves name the year. */
    static PeriodFormat of(String form, @Nullable String language) {
        return of(form, language, 0);
    }

    /**
     * A format.
     *
     * @param language of the names of months, as {@code nb}; null where there are none
     * @param year of all periods, where the format has none; else 0
     * @throws IllegalArgumentException if it names no year, or a language that is not known
     */
    static PeriodFormat of(String form, @Nullable String language, int year) {
        MonthNames names = null;
        if (language != null) {
            names = MonthNames.of(language)
                    .orElseThrow(() -> new IllegalArgumentException("language must be one of "
                            + String.join(", ", MonthNames.LANGUAGES) + ", got: " + language));
        }
        PeriodFormat format = new PeriodFormat(form, names, year);
        boolean named = format.groups.contains("yyyy") || format.groups.contains("yy");
        if (!form.equals(SERIAL) && named == (year != 0)) {
            throw new IllegalArgumentException(
                    named
                            ? "format " + form + " names the year, and so does 'year'"
                            : "format must name the year (yyyy or yy), or 'year' must give it, got: " + form);
        }
        if (format.groups.contains("MMM") && names == null) {
            throw new IllegalArgumentException("format " + form + " needs the language of the names of months");
        }
        return format;
    }

    private String expression(Matcher token) {
        String text = token.group();
        String digits = switch (text) {
            case "yyyy" -> "([0-9]{4})";
            case "yy", "MM", "dd" -> "([0-9]{2})";
            case "M", "d", "ww" -> "([0-9]{1,2})";
            case "MMM" -> "(\\p{L}[\\p{L}\\p{M}]*)\\.?";
            case "Q" -> "([1-4]|I{1,3}|IV)";
            default -> "";
        };
        if (!digits.isEmpty()) {
            groups.add(text);
            return digits;
        }
        if (text.isBlank()) {
            return "[\\s\\u00a0\\u202f]+";
        }
        return Pattern.quote(token.group(1) == null ? text : token.group(1));
    }

    /** The first day of the period; empty if the text is none. */
    Optional<LocalDate> parse(String written) {
        String text = FOOTNOTE.matcher(MIDNIGHT.matcher(written.strip()).replaceFirst(""))
                .replaceFirst("");
        try {
            if (ISO_DATE.matcher(text).matches()) {
                return isoDate(LocalDate.parse(text));
            }
            if (form.equals(SERIAL)) {
                Matcher serial = SERIAL_NUMBER.matcher(text);
                return serial.matches()
                        ? Optional.of(SERIAL_ZERO.plusDays(Integer.parseInt(serial.group(1))))
                        : Optional.empty();
            }
            Matcher matcher = pattern.matcher(text);
            return matcher.matches() ? date(matcher) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Sheets that hold dates label a month by its first or its last day. */
    private Optional<LocalDate> isoDate(LocalDate day) {
        return hasDays() || day.getDayOfMonth() == 1 || (!groups.contains("Q") && isLast(day))
                ? Optional.of(hasDays() ? day : day.withDayOfMonth(1))
                : Optional.empty();
    }

    private static boolean isLast(LocalDate day) {
        return day.getDayOfMonth() == day.lengthOfMonth();
    }

    /** Whether it tells days apart. */
    boolean hasDays() {
        return form.equals(SERIAL) || groups.contains("dd") || groups.contains("d");
    }

    /** The granularity of what it reads: QUARTER, WEEK, SPAN of a year, else MONTH, also by a day in it. */
    String granularity() {
        if (groups.contains("Q")) {
            return "QUARTER";
        }
        boolean month = hasDays() || groups.stream().anyMatch(group -> group.startsWith("M"));
        return groups.contains("ww") ? "WEEK" : month ? "MONTH" : "SPAN";
    }

    /** Of a month that is named by its last day the first; any other day is itself. */
    static LocalDate firstOfMonth(LocalDate day) {
        return isLast(day) ? day.withDayOfMonth(1) : day;
    }

    /** The last day of the period that begins on a day. */
    LocalDate end(LocalDate day) {
        return switch (granularity()) {
            case "QUARTER" -> day.plusMonths(3).minusDays(1);
            case "WEEK" -> day.plusDays(6);
            case "SPAN" -> day.plusYears(1).minusDays(1);
            default -> hasDays() ? day : day.plusMonths(1).minusDays(1);
        };
    }

    private Optional<LocalDate> date(Matcher matcher) {
        int named = year;
        int month = 1;
        int day = 1;
        int week = 0;
        for (int i = 0; i < groups.size(); i++) {
            String value = matcher.group(i + 1);
            switch (groups.get(i)) {
                case "yyyy" -> named = Integer.parseInt(value);
                case "yy" -> named = 2000 + Integer.parseInt(value);
                case "MM", "M" -> month = Integer.parseInt(value);
                case "dd", "d" -> day = Integer.parseInt(value);
                case "ww" -> week = Integer.parseInt(value);
                case "Q" -> month = quarter(value) * 3 - 2;
                default -> {
                    Optional<Integer> number =
                            names == null ? Optional.empty() : names.number(value.toLowerCase(Locale.ROOT));
                    if (number.isEmpty()) {
                        return Optional.empty();
                    }
                    month = number.get();
                }
            }
        }
        return week == 0 ? Optional.of(LocalDate.of(named, month, day)) : week(named, week);
    }

    private static int quarter(String value) {
        Integer roman = QUARTERS.get(value.toUpperCase(Locale.ROOT));
        return roman == null ? Integer.parseInt(value) : roman;
    }

    private static Optional<LocalDate> week(int year, int week) {
        LocalDate fourth = LocalDate.of(year, 1, 4);
        boolean known =
                week <= IsoFields.WEEK_OF_WEEK_BASED_YEAR.rangeRefinedBy(fourth).getMaximum();
        return known
                ? Optional.of(
                        fourth.with(IsoFields.WEEK_OF_WEEK_BASED_YEAR, week).with(DayOfWeek.MONDAY))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return form;
    }
}
