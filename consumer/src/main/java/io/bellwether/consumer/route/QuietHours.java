package io.bellwether.consumer.route;

import io.bellwether.schemas.avro.Alert;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Hours that come back, in which receivers are not notified of some alerts. What was held back is reported once they are
 * over, in one message.
 *
 * @param path in the file, e.g. {@code quiet_hours[0]}: identifies it in state that outlives a restart
 * @param receivers names of receivers; none for all
 * @param days on which they begin
 * @param from local time at which they begin
 * @param until local time at which they are over, on the next day unless it is after {@code from}
 */
public record QuietHours(
        String path,
        Matcher matcher,
        Set<String> receivers,
        Set<DayOfWeek> days,
        LocalTime from,
        LocalTime until,
        ZoneId zone) {

    /** What all paths begin with. */
    static final String PATH = "quiet_hours[";

    public QuietHours {
        receivers = Set.copyOf(receivers);
        days = Set.copyOf(days.isEmpty() ? EnumSet.allOf(DayOfWeek.class) : days);
    }

    /** Whether notifying a receiver of an alert is held back at a time. */
    boolean holds(String receiver, Alert alert, Instant now) {
        return end(now).isPresent() && concerns(receiver, alert);
    }

    /** Whether it would be, at some time. */
    boolean concerns(String receiver, Alert alert) {
        return (receivers.isEmpty() || receivers.contains(receiver)) && matcher.matches(alert);
    }

    /** When the hours are over that a time lies in; empty if it lies in none. */
    Optional<Instant> end(Instant now) {
        LocalDate today = LocalDate.ofInstant(now, zone);
        return Stream.of(today, today.minusDays(1))
                .filter(day -> days.contains(day.getDayOfWeek()))
                .filter(day -> !now.isBefore(at(day, from)))
                .map(day -> at(until.isAfter(from) ? day : day.plusDays(1), until))
                .filter(now::isBefore)
                .findFirst();
    }

    private Instant at(LocalDate day, LocalTime time) {
        return ZonedDateTime.of(day, time, zone).toInstant();
    }

    /** For people: what a message after these hours says of itself. */
    String text() {
        return from + " to " + until + " " + zone;
    }
}
