package io.bellwether.server;

import io.bellwether.schemas.avro.CalendarEntry;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * Figures that are due as an iCalendar file (RFC 5545): an event of a day each, whose id is the same in every version of
 * the file, so that a calendar that subscribes to it moves the event when the day moves.
 */
final class CalendarFile {

    private static final DateTimeFormatter DATE = DateTimeFormatter.BASIC_ISO_DATE;

    /** Longest line, in bytes without its end (RFC 5545, 3.1). */
    private static final int MAX_LINE_BYTES = 75;

    private final StringBuilder text = new StringBuilder();

    private CalendarFile() {}

    static byte[] of(List<CalendarEntry> entries) {
        CalendarFile file = new CalendarFile();
        file.line("BEGIN:VCALENDAR");
        file.line("VERSION:2.0");
        file.line("PRODID:-//bellwether//figures due//EN");
        file.line("CALSCALE:GREGORIAN");
        file.line("METHOD:PUBLISH");
        file.line("X-WR-CALNAME:Figures due");
        entries.forEach(file::event);
        file.line("END:VCALENDAR");
        return file.text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void event(CalendarEntry entry) {
        LocalDate day = entry.getDueOn();
        line("BEGIN:VEVENT");
        line("UID:" + escaped(entry.getBrand()) + "-" + entry.getMonth() + "@bellwether");
        // Not the moment of the answer: the file is the same as long as what it says.
        line("DTSTAMP:" + DATE.format(day) + "T000000Z");
        line("DTSTART;VALUE=DATE:" + DATE.format(day));
        line("DTEND;VALUE=DATE:" + DATE.format(day.plusDays(1)));
        line("SUMMARY:" + escaped(entry.getBrand() + ": deliveries of " + entry.getMonth()));
        line("DESCRIPTION:"
                + escaped("Usually " + entry.getUsualLagDays() + " days after the month's end"
                        + (entry.getLateDays() > 0 ? ", now " + entry.getLateDays() + " days late." : ".")));
        line("TRANSP:TRANSPARENT");
        line("END:VEVENT");
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\")
                .replace(";", "\\;")
                .replace(",", "\\,")
                .replace("\n", "\\n");
    }

    /** A line, folded where it is too long, never within a character. */
    private void line(String content) {
        int bytes = 0;
        for (int i = 0; i < content.length(); ) {
            int character = content.codePointAt(i);
            int size = Character.toString(character).getBytes(StandardCharsets.UTF_8).length;
            if (bytes + size > MAX_LINE_BYTES) {
                text.append("\r\n ");
                bytes = 1;
            }
            text.appendCodePoint(character);
            bytes += size;
            i += Character.charCount(character);
        }
        text.append("\r\n");
    }
}
