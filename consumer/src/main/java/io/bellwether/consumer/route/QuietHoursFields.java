package io.bellwether.consumer.route;

import io.bellwether.config.PathFields;
import io.bellwether.config.YamlDocument;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@link QuietHours} of a routes file. */
final class QuietHoursFields {

    static final Set<String> NAMES = Set.of("match", "receivers", "days", "from", "until", "time_zone");

    private QuietHoursFields() {}

    /** @param receivers names of the file's receivers */
    static QuietHours read(PathFields fields, Matcher matcher, Set<String> receivers) {
        return new QuietHours(
                fields.path(),
                matcher,
                new HashSet<>(fields.values("receivers", text -> receiver(fields, text, receivers))),
                new HashSet<>(fields.values("days", text -> day(fields, text))),
                time(fields, "from"),
                time(fields, "until"),
                zone(fields));
    }

    private static @Nullable String receiver(PathFields fields, String text, Set<String> receivers) {
        if (receivers.contains(text)) {
            return text;
        }
        fields.mistake("receivers", YamlDocument.nearest("receiver", text, receivers));
        return null;
    }

    private static @Nullable DayOfWeek day(PathFields fields, String text) {
        String wanted = text.toUpperCase(Locale.ROOT);
        List<String> days =
                Arrays.stream(DayOfWeek.values()).map(DayOfWeek::name).toList();
        for (String day : days) {
            if (wanted.equals(day) || wanted.equals(day.substring(0, 3))) {
                return DayOfWeek.valueOf(day);
            }
        }
        fields.mistake("days", YamlDocument.nearest("day", wanted, days));
        return null;
    }

    private static LocalTime time(PathFields fields, String field) {
        fields.requiredText(field);
        LocalTime read = fields.parsed(field, "a time of day such as 22:00", LocalTime::parse);
        return read == null ? LocalTime.MIN : read;
    }

    private static ZoneId zone(PathFields fields) {
        String text = fields.requiredText("time_zone");
        if (ZoneId.getAvailableZoneIds().contains(text)) {
            return ZoneId.of(text);
        }
        if (!text.isEmpty()) {
            fields.mistake("time_zone", YamlDocument.nearest("time zone", text, ZoneId.getAvailableZoneIds()));
        }
        return ZoneOffset.UTC;
    }
}
