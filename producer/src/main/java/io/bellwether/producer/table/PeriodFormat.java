package io.bellwether.producer.table;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a table writes the period of a figure, named by letters: {@code yyyy} and {@code yy} the year, {@code MM} and
 * {@code M} the number of the month, {@code MMM} its name, {@code dd} and {@code d} the day, {@code Q} the number of the
 * quarter; what stands in quotes, and any other character, stands for itself. {@code MMM.yy} reads {@code okt.23},
 * {@code 'Q'Q yyyy} reads {@code Q3 2024}. The answer is the first day of the period.
 */
final class PeriodFormat {

    private static final Pattern TOKEN = Pattern.compile("yyyy|yy|MMM|MM|M|dd|d|Q|'([^']*)'|\\s+|.");
    private static final Pattern ISO_DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

    private final String form;
    private final @Nullable MonthNames names;
    private final Pattern pattern;
    private final List<String> groups = new ArrayList<>();

    private PeriodFormat(String form, @Nullable MonthNames names) {
        this.form = form;
        this.names = names;
        StringBuilder regex = new StringBuilder();
        Matcher token = TOKEN.matcher(form);
        while (token.find()) {
            regex.append(expression(token));
        }
        this.pattern = Pattern.compile(regex.toString());
    }

    /**
     * A format.
     *
     * @param language of the names of months, as {@code nb}; null where there are none
     * @throws IllegalArgumentException if it names no year, neither month nor quarter, or a language that is not known
     */
    static PeriodFormat of(String form, @Nullable String language) {
        MonthNames names = null;
        if (language != null) {
            names = MonthNames.of(language)
                    .orElseThrow(() -> new IllegalArgumentException("language must be one of "
                            + String.join(", ", MonthNames.LANGUAGES) + ", got: " + language));
        }
        PeriodFormat format = new PeriodFormat(form, names);
        boolean year = format.groups.contains("yyyy") || format.groups.contains("yy");
        boolean part = format.groups.stream().anyMatch(group -> group.startsWith("M") || group.equals("Q"));
        if (!year || !part) {
            throw new IllegalArgumentException(
                    "format must name the year (yyyy or yy) and the month (MM, M or MMM) or quarter (Q), got: " + form);
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
            case "M", "d" -> "([0-9]{1,2})";
            case "MMM" -> "(\\p{L}+)\\.?";
            case "Q" -> "([1-4])";
            default -> "";
        };
        if (!digits.isEmpty()) {
            groups.add(text);
            return digits;
        }
        if (text.isBlank()) {
            return "[\\s\\u00a0]+";
        }
        return Pattern.quote(token.group(1) == null ? text : token.group(1));
    }

    /** The first day of the period; empty if the text is none. */
    Optional<LocalDate> parse(String text) {
        try {
            if (ISO_DATE.matcher(text).matches()) {
                return isoDate(LocalDate.parse(text));
            }
            Matcher matcher = pattern.matcher(text.strip());
            return matcher.matches() ? date(matcher) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Sheets that hold dates label a month by its first or its last day. */
    private Optional<LocalDate> isoDate(LocalDate day) {
        if (groups.contains("dd") || groups.contains("d") || day.getDayOfMonth() == 1) {
            return Optional.of(day);
        }
        boolean last = day.getDayOfMonth() == day.lengthOfMonth();
        return last && !groups.contains("Q") ? Optional.of(day.withDayOfMonth(1)) : Optional.empty();
    }

    private Optional<LocalDate> date(Matcher matcher) {
        int year = 0;
        int month = 1;
        int day = 1;
        for (int i = 0; i < groups.size(); i++) {
            String value = matcher.group(i + 1);
            switch (groups.get(i)) {
                case "yyyy" -> year = Integer.parseInt(value);
                case "yy" -> year = 2000 + Integer.parseInt(value);
                case "MM", "M" -> month = Integer.parseInt(value);
                case "dd", "d" -> day = Integer.parseInt(value);
                case "Q" -> month = Integer.parseInt(value) * 3 - 2;
                default -> {
                    Optional<Integer> named =
                            names == null ? Optional.empty() : names.number(value.toLowerCase(Locale.ROOT));
                    if (named.isEmpty()) {
                        return Optional.empty();
                    }
                    month = named.get();
                }
            }
        }
        return Optional.of(LocalDate.of(year, month, day));
    }

    @Override
    public String toString() {
        return form;
    }
}
