package io.bellwether.streams.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.schemas.avro.MarketView;
import io.bellwether.streams.backtest.Backtest.Options;
import io.bellwether.streams.backtest.Backtest.Result;
import io.bellwether.streams.reference.EventLines;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class BacktestTest {

    @Test
    @Tag("slow")
    void shouldWorkOutTheLastEventsOfALongHistoryOutOfOrder() {
        // Given one more event than whole bursts hold: 2,000 days with an order each, and nothing delivered
        List<String> lines = new ArrayList<>();
        LocalDate.of(2018, 1, 1)
                .datesUntil(LocalDate.of(2018, 1, 1).plusDays(2_000))
                .forEach(day -> lines.add("x ORDERS day:" + day + " 1"));
        lines.add("x DELIVERIES 2023-06 0");

        // When
        Result result = Backtest.run(
                EventLines.parse(lines.toArray(String[]::new)), new Options(Optional.empty(), OptionalLong.of(1)));

        // Then
        assertThat(result.brands().get("x").getMetrics().getOrderBacklog()).isEqualTo(2_000L);
    }

    @Test
    void shouldShowAnEmptyMarketOnADayBeforeTheFirstEvent() {
        // Given
        LocalDate before = LocalDate.of(2020, 1, 1);

        // When
        Result result = Backtest.run(
                EventLines.parse("x DELIVERIES 2023-06 5"), new Options(Optional.of(before), OptionalLong.empty()));

        // Then as the API answers it
        MarketView view = result.view().orElseThrow();
        assertThat(view.getAsOf()).isEqualTo(before);
        assertThat(view.getMonth()).isNull();
        assertThat(view.getBrands()).isEmpty();
    }
}
