package io.bellwether.producer.format;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Dates and instants of event files. */
final class EventTimes {

    /** RFC 3339, section 5.6; its leap second is allowed at 23:59:60 UTC. */
    private static final Pattern RFC_3339 =
            Pattern.compile("([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt]([0-9]{2}):([0-9]{2}):([0-9]{2})"
                    + "(?:\\.([0-9]+))?(?:[Zz]|([+-])([0-9]{2}):([0-9]{2}))");

    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

    private EventTimes() {}

    /** A day of the calendar, {@code 2024-11-30}. */
    static Optional<LocalDate> date(String text) {
        if (!DATE.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /**
     * An RFC 3339 instant with any offset, or a date, which is its midnight in UTC. Digits finer than a microsecond are
     * cut off; a leap second is the second before it.
     */
    static Optional<Instant> instant(String text) {
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
