package io.bellwether.consumer.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuietHoursTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // over midnight, of the days on which they begin
                "FRIDAY, 22:00, 07:00, Asia/Shanghai, 2026-12-04T13:59:59Z, -",
                "FRIDAY, 22:00, 07:00, Asia/Shanghai, 2026-12-04T14:00:00Z, 2026-12-04T23:00:00Z",
                "FRIDAY, 22:00, 07:00, Asia/Shanghai, 2026-12-04T22:59:59Z, 2026-12-04T23:00:00Z",
                "FRIDAY, 22:00, 07:00, Asia/Shanghai, 2026-12-04T23:00:00Z, -",
                "FRIDAY, 22:00, 07:00, Asia/Shanghai, 2026-12-05T14:00:00Z, -",
                "SATURDAY, 00:00, 00:00, UTC, 2026-12-05T12:00:00Z, 2026-12-06T00:00:00Z",
                "MONDAY, 12:00, 14:00, UTC, 2026-12-07T13:00:00Z, 2026-12-07T14:00:00Z",
                // the night in which clocks go forward is an hour shorter, that in which they go back longer
                "SATURDAY, 22:00, 07:00, Europe/Berlin, 2026-03-29T04:59:59Z, 2026-03-29T05:00:00Z",
                "SATURDAY, 22:00, 07:00, Europe/Berlin, 2026-10-25T05:59:59Z, 2026-10-25T06:00:00Z",
                // a time of day that is skipped that night
                "SUNDAY, 02:30, 04:00, Europe/Berlin, 2026-03-29T01:30:00Z, 2026-03-29T02:00:00Z",
                "SUNDAY, 02:30, 04:00, Europe/Berlin, 2026-03-29T01:29:59Z, -",
            })
    void shouldEndAtTheLocalTime(
            DayOfWeek day, LocalTime from, LocalTime until, ZoneId zone, Instant now, Instant expected) {
        QuietHours hours = new QuietHours("quiet_hours[0]", Matcher.ALL, Set.of(), Set.of(day), from, until, zone);

        assertThat(hours.end(now).orElse(null)).isEqualTo(expected);
    }
}
