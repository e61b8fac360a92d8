package io.bellwether.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.producer.format.EventFormat;
import io.bellwether.producer.format.EventReader;
import io.bellwether.producer.format.EventSource;
import io.bellwether.producer.format.ParsedEvent;
import io.bellwether.schemas.avro.Alert;
import io.bellwether.schemas.avro.AlertStatus;
import io.bellwether.streams.backtest.Backtest;
import io.bellwether.streams.backtest.Backtest.Options;
import io.bellwether.streams.backtest.Backtest.Result;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The shipped events, all at once and in no order, beside the same day by day. */
@Tag("slow")
class AnyOrderTest {

    private static final LocalDate DAY = LocalDate.of(2024, 11, 11);

    @Test
    void shouldTellOfHistoryLoadedInAnyOrderWhatStandsAndSinceWhen() {
        // Given
        List<SpecificRecord> events = events();
        Result byDay = Backtest.run(events, new Options(Optional.empty(), OptionalLong.empty()));

        for (long seed = 1; seed <= 2; seed++) {
            // When
            Result shuffled = Backtest.run(events, new Options(Optional.empty(), OptionalLong.of(seed)));

            // Then nothing is told that ended again, and all that stands is told with the day on which it began
            assertThat(shuffled.transitions()).extracting(Alert::getStatus).containsOnly(AlertStatus.OPENED);
            assertThat(shown(shuffled.transitions())).isEqualTo(shown(byDay.openAlerts()));
            assertThat(shown(shuffled.openAlerts())).isEqualTo(shown(byDay.openAlerts()));
        }
        assertThat(byDay.openAlerts())
                .anySatisfy(alert -> assertThat(alert.getBeganOn()).isBefore(DAY.minusMonths(1)));
    }

    private static List<String> shown(List<Alert> alerts) {
        return alerts.stream()
                .map(alert -> alert.getRule() + " " + alert.getSubject() + " " + alert.getSeverity() + " "
                        + alert.getBeganOn() + " " + alert.getBeganBefore() + " " + alert.getMessage())
                .sorted()
                .toList();
    }

    private static List<SpecificRecord> events() {
        String lines =
                DemoData.byDay(DAY).values().stream().flatMap(List::stream).collect(Collectors.joining("\n"));
        EventSource source = EventSource.of(
                "shipped", EventFormat.JSON_LINES, new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)));
        return EventReader.lines(List.of(source))
                .map(line -> ((ParsedEvent.Accepted) line.result()).event())
                .toList();
    }
}
