package io.bellwether.domain.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.domain.ledger.Metric;
import io.bellwether.domain.ledger.MetricSet;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The next figures due. */
class FigureDueTest {

    private static final int OCTOBER = 2024 * 12 + 9;
    private static final LocalDate DUE = LocalDate.of(2024, 12, 2);

    private static final MetricSet METRICS = MetricSet.of(
            Map.of(Metric.REFERENCE_MONTH, OCTOBER, Metric.USUAL_LAG_DAYS, 1.5, Metric.NEXT_FIGURE_DUE, DUE));

    @Test
    void shouldNameTheMonthAfterTheReferenceMonth() {
        assertThat(FigureDue.of("nio", METRICS, null, LocalDate.of(2024, 11, 11)))
                .isEqualTo(new FigureDue("nio", OCTOBER + 1, DUE, 1.5, 0));
    }

    @Test
    void shouldCountTheDaysPastTheDay() {
        assertThat(FigureDue.of("nio", METRICS, null, DUE))
                .extracting(FigureDue::lateDays)
                .isEqualTo(0L);
        assertThat(FigureDue.of("nio", METRICS, null, DUE.plusDays(3)))
                .extracting(FigureDue::lateDays)
                .isEqualTo(3L);
    }

    @Test
    void shouldExpectNothingOfASeriesThatEnded() {
        assertThat(FigureDue.of("nio", METRICS, OCTOBER + 1, DUE)).isNull();
        assertThat(FigureDue.of("nio", METRICS, OCTOBER + 2, DUE)).isNotNull();
    }

    @Test
    void shouldExpectNothingWithoutARhythm() {
        MetricSet irregular = MetricSet.of(Map.of(Metric.REFERENCE_MONTH, OCTOBER));

        assertThat(FigureDue.of("nio", irregular, null, DUE)).isNull();
    }
}
