package io.bellwether.domain.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.bellwether.domain.ledger.LedgerReplay;
import io.bellwether.domain.market.ForecastScore.Made;
import io.bellwether.domain.market.ForecastScore.Scored;
import io.bellwether.domain.statement.Granularity;
import io.bellwether.domain.statement.Measure;
import io.bellwether.domain.statement.Months;
import io.bellwether.domain.statement.Provenance;
import io.bellwether.domain.statement.Qualifier;
import io.bellwether.domain.statement.SalesPeriod;
import io.bellwether.domain.statement.Statement;
import io.bellwether.domain.statement.TargetPeriod;
import io.bellwether.domain.statement.Tier;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The forecasts of the past, made again. */
class ForecastReplayTest {

    private static final int FIRST = Months.parse("2021-01");

    private final Map<String, List<Statement>> statements = new HashMap<>();

    private Provenance published(String id, LocalDate day) {
        return new Provenance(id, Provenance.startOfDay(day), "ir", Tier.OFFICIAL, null);
    }

    private void month(String brand, int month, long units) {
        LocalDate start = Months.firstDay(month);
        statements
                .computeIfAbsent(brand, name -> new ArrayList<>())
                .add(new Statement.Sales(
                        published(brand + month, start.plusMonths(1)),
                        null,
                        null,
                        Measure.DELIVERIES,
                        SalesPeriod.of(Granularity.MONTH, start),
                        units,
                        Qualifier.EXACT));
    }

    /** Five brands of 100 a month from 2021 to 2024; in every December twice as many, but for one in 2024. */
    private void fiveBrands() {
        for (String brand : List.of("a", "b", "c", "d", "e")) {
            for (int month = FIRST; month < FIRST + 48; month++) {
                boolean high = Months.number(month) == 12 && !(brand.equals("a") && Months.year(month) == 2024);
                month(brand, month, high ? 200 : 100);
            }
        }
    }

    @Test
    void shouldMakeEachForecastByWhatHadBeenPublishedAndCompareItWithWhatCame() {
        // Given
        fiveBrands();

        // When
        ForecastScore score = new ForecastReplay(LedgerReplay.PLAIN).score(statements, Months.parse("2024-11"));

        // Then by three years with a double December: 1,100 + 100 x exp(0.7 ln 2)
        double forecast = 1_100 + 100 * Math.exp(0.7 * Math.log(2));
        assertThat(score.forecasts()).hasSize(5);
        Scored a = score.forecasts().get(0);
        Scored b = score.forecasts().get(1);
        assertThat(a.made().brand()).isEqualTo("a");
        assertThat(a.made().month()).isEqualTo(Months.parse("2024-11"));
        assertThat(a.made().madeOn()).isEqualTo(LocalDate.of(2024, 12, 1));
        assertThat(a.made().year()).isCloseTo(forecast, within(1e-6));
        assertThat(a.made().runRateYear()).isEqualTo(1_200);
        assertThat(a.actual()).isEqualTo(1_200);
        assertThat(b.actual()).isEqualTo(1_300);
        assertThat(b.error()).isCloseTo(forecast / 1_300 - 1, within(1e-9));
    }

    @Test
    void shouldLeaveOutYearsThatAreNotOver() {
        fiveBrands();
        statements
                .get("e")
                .removeIf(statement -> statement.provenance().eventId().equals("e" + Months.parse("2024-12")));

        ForecastScore score = new ForecastReplay(LedgerReplay.PLAIN).score(statements, Months.parse("2024-11"));

        assertThat(score.forecasts())
                .extracting(scored -> scored.made().brand())
                .containsExactly("a", "b", "c", "d");
    }

    @Test
    void shouldTakeTheTargetOfTheDay() {
        // Given a target of 1,250 that is cut once the year is over
        fiveBrands();
        statements
                .get("a")
                .add(new Statement.Target(
                        published("target", LocalDate.of(2024, 2, 1)), TargetPeriod.year(2024), 1_250, null, false));
        statements
                .get("a")
                .add(new Statement.Target(
                        published("cut", LocalDate.of(2025, 1, 5)), TargetPeriod.year(2024), 1_000, null, false));

        ForecastScore score = new ForecastReplay(LedgerReplay.PLAIN).score(statements, Months.parse("2024-11"));

        Made made = score.forecasts().get(0).made();
        assertThat(made.target()).isEqualTo(1_250);
        assertThat(made.probability()).isNotNull();
        assertThat(score.overall().probabilities()).isEqualTo(1);
        assertThat(score.overall().brier()).isCloseTo(made.probability() * made.probability(), within(1e-9));
    }
}
