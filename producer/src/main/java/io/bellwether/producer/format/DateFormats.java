package io.bellwether.producer.format;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Dates and instants of event files. */
public final class DateFormats {

    /**
     * RFC 3339, section 5.6, which allows a blank in place of the T; its leap second is allowed at 23:59:60 UTC. As clear,
     * and so read too, are UTC in place of the Z, and an offset without its colon.
     */
    private static final Pattern RFC_3339 =
            Pattern.compile("([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt ]([0-9]{2}):([0-9]{2}):([0-9]{2})"
                    + "(?:\\.([0-9]+))?(?:[Zz]| ?UTC|([+-])([0-9]{2}):?([0-9]{2}))");

    /** A date that begins with the year goes on with the month, whatever the separator. */
    private static final Pattern DATE = Pattern.compile("([0-9]{4})([-/.])([0-9]{1,2})\\2([0-9]{1,2})"
            + "|([0-9]{4})\\s?\u5e74\\s?([0-9]{1,2})\\s?\u6708\\s?([0-9]{1,2})\\s?\u65e5");

    private static final Pattern MONTH =
            Pattern.compile("([0-9]{4})[-/.]([0-9]{1,2})|([0-9]{4})\\s?\u5e74\\s?([0-9]{1,2})\\s?\u6708");

    private static final Pattern YEAR_LAST = Pattern.compile("[0-9]{1,2}([-/.])[0-9]{1,2}\\1[0-9]{2,4}.*");
    private static final Pattern SERIAL = Pattern.compile("[1-9][0-9]{4}(\\.[0-9]+)?");
    private static final Pattern NAMED_MONTH =
            Pattern.compile("(?U)\\p{L}{3,}\\.?[- ]?[0-9]{2,4}|[0-9]{1,2}[- ]\\p{L}{3,}.*");
    private static final Pattern NO_OFFSET =
            Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}(:[0-9.]+)?");

    private DateFormats() {}

    /** A day of the calendar: {@code 2024-11-30}, {@code 2024/11/30}, {@code 2024\u5e7411\u670830\u65e5}. */
    static Optional<LocalDate> date(String text) {
        Matcher parts = DATE.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        int first = parts.group(1) == null ? 5 : 1;
        int step = first == 1 ? 1 : 0;
        try {
            return Optional.of(LocalDate.of(
                    Integer.parseInt(parts.group(first)),
                    Integer.parseInt(parts.group(first + 1 + step)),
                    Integer.parseInt(parts.group(first + 2 + step))));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** A month of the calendar: {@code 2024-11}, {@code 2024/11}, {@code 2024\u5e7411\u6708}. */
    static Optional<YearMonth> month(String text) {
        Matcher parts = MONTH.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        int first = parts.group(1) == null ? 3 : 1;
        try {
            return Optional.of(
                    YearMonth.of(Integer.parseInt(parts.group(first)), Integer.parseInt(parts.group(first + 1))));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** What to do about a text that is neither; empty where nothing more can be said. */
    static String remedy(String text) {
        if (YEAR_LAST.matcher(text).matches()) {
            return "; which number is the day and which the month is not said: put the year first, as 2024-10-01";
        }
        if (SERIAL.matcher(text).matches()) {
            return "; this may be a spreadsheet's serial number: show the cells as yyyy-mm-dd before saving as CSV, or"
                    + " take the spreadsheet itself with 'ingest table'";
        }
        if (NO_OFFSET.matcher(text).matches()) {
            return "; the offset from UTC is not said: add it, as 2024-11-05T02:00:00Z or 2024-11-05T10:00:00+08:00";
        }
        if (MONTH.matcher(text).matches()) {
            return "; a month alone is taken where granularity is MONTH; else name the day, as 2024-10-01";
        }
        return NAMED_MONTH.matcher(text).matches()
                ? "; write the month as a number and the year first, as 2024-10-01; 'ingest table' reads names of months"
                : "";
    }

    /**
     * An RFC 3339 instant with any offset, or a date, which is its midnight in UTC. Digits finer than a microsecond are
     * cut off; a leap second is the second before it.
     */
    public static Optional<Instant> instant(String text) {
        Optional<LocalDate> date = date(text);
        if (date.isPresent()) {
            return Optional.of(date.get().atStartOfDay().toInstant(ZoneOffset.UTC));
        }
        Matcher parts = RFC_3339.matcher(text);
        return parts.matches() ? date(parts.group(1)).flatMap(day -> instant(day, parts)) : Optional.empty();
    }

    private static Optional<Instant> instant(LocalDate day, Matcher parts) {
        int hour = Integer.parseInt(parts.group(2));
        int minute = Integer.parseInt(parts.group(3));
        int second = Integer.parseInt(parts.group(4));
        int offsetHours = parts.group(7) == null ? 0 : Integer.parseInt(parts.group(7));
        int offsetMinutes = parts.group(8) == null ? 0 : Integer.parseInt(parts.group(8));
        if (hour > 23 || minute > 59 || second > 60 || offsetHours > 23 || offsetMinutes > 59) {
            return Optional.empty();
        }
        long offset = offsetHours * 60L + offsetMinutes;
        LocalDateTime utc = day.atTime(hour, minute, Math.min(second, 59), nanos(parts.group(5)))
                .minusMinutes("-".equals(parts.group(6)) ? -offset : offset);
        if (second == 60 && (utc.getHour() != 23 || utc.getMinute() != 59)) {
            return Optional.empty();
        }
        return Optional.of(utc.toInstant(ZoneOffset.UTC));
    }

    private static int nanos(@Nullable String fraction) {
        if (fraction == null) {
            return 0;
        }
        return Integer.parseInt((fraction + "000000").substring(0, 6)) * 1_000;
    }
}
