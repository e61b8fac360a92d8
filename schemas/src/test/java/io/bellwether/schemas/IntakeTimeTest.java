package io.bellwether.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing is published more than a day after it is taken in, and what has no time of sending is told so. */
class IntakeTimeTest {

    private static final Instant NOW = Instant.parse("2024-05-02T02:00:00Z");

    @Test
    void shouldAllowADayByEitherClock() {
        // Given
        Instant latest = Instant.parse("2024-05-03T02:00:00Z");

        // When, then
        assertThat(IntakeTime.at(NOW).objection(latest)).isNull();
        assertThat(IntakeTime.at(NOW).objection(latest.plusSeconds(1))).contains("24 hours after now", "2024-05-02T02");
        assertThat(IntakeTime.ofRecord(NOW.toEpochMilli()).objection(latest)).isNull();
        assertThat(IntakeTime.ofRecord(NOW.toEpochMilli()).objection(latest.plusSeconds(1)))
                .contains("the record's timestamp (2024-05-02T02:00:00Z)", "not the period");
        assertThat(IntakeTime.at(NOW).objection(Instant.parse("1900-01-01T00:00:00Z")))
                .isNull();
        assertThat(IntakeTime.at(NOW).objection(Instant.parse("2099-11-01T00:00:00Z")))
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE, Long.MAX_VALUE, 1_714_615_200_000_000L})
    void shouldSayThatARecordHasNoTimeOfSending(long timestamp) {
        // Given records stamped with nothing, or in microseconds
        IntakeTime intake = IntakeTime.ofRecord(timestamp);

        // When
        String objection = intake.objection(Instant.parse("1960-01-01T00:00:00Z"));

        // Then
        assertThat(objection).contains("the record's timestamp (" + timestamp + ")", "LogAppendTime");
    }

    @Test
    void shouldNameThePeriodThatARecordIsStampedWith() {
        // Given a record of October's figure, stamped with 1 October
        IntakeTime intake =
                IntakeTime.ofRecord(Instant.parse("2024-10-01T00:00:00Z").toEpochMilli());

        // When
        String objection = intake.objection(Instant.parse("2024-11-01T02:00:00Z"));

        // Then
        assertThat(objection).contains("2024-10-01T00:00:00Z", "must be the time of sending, not the period");
    }
}
