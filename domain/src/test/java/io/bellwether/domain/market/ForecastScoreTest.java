package io.bellwether.domain.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.bellwether.domain.market.ForecastScore.Made;
import io.bellwether.domain.market.ForecastScore.Summary;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** Forecasts against what came. */
class ForecastScoreTest {

    private static final int JANUARY = 2024 * 12;

    private static Made made(String brand, int month, double year, Double probability, double runRateYear) {
        return new Made(
                brand,
                month,
                LocalDate.of(2024, 5, 1),
                year,
                year - 10,
                year + 10,
                probability,
                probability == null ? null : (Long) 100L,
                runRateYear);
    }

    @Test
    void shouldCompareForecastAndRunRateWithTheYear() {
        // Given a year of 100 forecast as 90 and then 105, and one of 200 as 250, its target missed and reached
        ForecastScore.Recorder recorder = new ForecastScore.Recorder(JANUARY);
        recorder.observe(made("nio", JANUARY + 2, 90, 0.2, 60));
        recorder.observe(made("nio", JANUARY + 3, 105, 0.6, 80));
        recorder.observe(made("byd", JANUARY + 2, 250, null, 150));

        ForecastScore score = recorder.against((brand, year) -> brand.equals("nio") ? 100L : 200L);

        Summary overall = score.overall();
        assertThat(overall.forecasts()).isEqualTo(3);
        assertThat(overall.error()).isCloseTo((0.10 + 0.05 + 0.25) / 3, within(1e-9));
        assertThat(overall.bias()).isCloseTo((-0.10 + 0.05 + 0.25) / 3, within(1e-9));
        assertThat(overall.runRateError()).isCloseTo((0.40 + 0.20 + 0.25) / 3, within(1e-9));
        assertThat(overall.runRateBias()).isCloseTo((-0.40 - 0.20 - 0.25) / 3, within(1e-9));
        assertThat(overall.ranges()).isEqualTo(3);
        assertThat(overall.coverage()).isCloseTo(2 / 3.0, within(1e-9));
        assertThat(overall.probabilities()).isEqualTo(2);
        assertThat(overall.brier()).isCloseTo((0.64 + 0.16) / 2, within(1e-9));
        assertThat(score.byMonth().keySet()).containsExactly(3, 4);
        assertThat(score.byMonth().get(4).error()).isCloseTo(0.05, within(1e-9));
        assertThat(score.byYear().get(2024)).isEqualTo(overall);
    }

    @Test
    void shouldKeepTheFirstForecastOfAMonthAndNoneFromBefore() {
        ForecastScore.Recorder recorder = new ForecastScore.Recorder(JANUARY);
        recorder.observe(made("nio", JANUARY - 1, 1, null, 1));
        recorder.observe(made("nio", JANUARY, 90, null, 1));
        recorder.observe(made("nio", JANUARY, 100, null, 1));

        ForecastScore score = recorder.against((brand, year) -> 100L);

        assertThat(score.forecasts()).extracting(scored -> scored.made().year()).containsExactly(90.0);
    }

    @Test
    void shouldLeaveOutYearsThatHaveNotComeOrHadNoVehicle() {
        ForecastScore.Recorder recorder = new ForecastScore.Recorder(JANUARY);
        recorder.observe(made("nio", JANUARY, 90, null, 1));
        recorder.observe(made("byd", JANUARY, 90, null, 1));

        ForecastScore score = recorder.against((brand, year) -> brand.equals("nio") ? null : (Long) 0L);

        assertThat(score.pending()).isEqualTo(2);
        assertThat(score.overall()).isEqualTo(new Summary(0, null, null, null, null, 0, null, 0, null));
    }
}
