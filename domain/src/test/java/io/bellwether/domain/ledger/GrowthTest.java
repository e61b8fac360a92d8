package io.bellwether.domain.ledger;

import static io.bellwether.domain.ledger.Lines.ledger;
import static io.bellwether.domain.ledger.Lines.metrics;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Growth, and the change that is fair around the Chinese new year (docs/figures.md#growth). */
class GrowthTest {

    @ParameterizedTest
    @CsvSource({
        "100, 150, 0.5",
        "100~, 150~, 0.5",
        "100, 50, -0.5",
        "0, 50,", // no base
        "100+, 150,", // a lower bound is no base
        "100, 150+, 0.5", // a lower bound proves growth
        "100, 100+,", // and nothing else
        "100, 50+,",
    })
    void shouldGrow(String march, String april, Double growth) {
        assertThat(metrics("DELIVERIES 2024-03 " + march, "DELIVERIES 2024-04 " + april)
                        .value(Metric.DELIVERIES_MOM))
                .isEqualTo(growth);
    }

    @ParameterizedTest
    @CsvSource({
        "2024-03, 0.5", // not after the base
        "2024-04,",
        "2024-05, 0.5", // after the value
    })
    void shouldNotGrowAcrossABreakOfTheSeries(String from, Double growth) {
        // Given
        BrandLedger ledger = ledger(
                "DELIVERIES 2024-03 100 model=M",
                "DELIVERIES 2024-04 150 model=M",
                "break " + from,
                "news at=2024-06-01");

        // Then a break of the brand breaks the model's series too
        assertThat(ledger.metrics().value(Metric.DELIVERIES_MOM)).isEqualTo(growth);
        assertThat(ledger.modelMetrics("M").value(Metric.DELIVERIES_MOM)).isEqualTo(growth);
    }

    @Test
    void shouldBreakOnlyTheModelThatABreakNames() {
        BrandLedger ledger =
                ledger("DELIVERIES 2024-03 100 model=M", "DELIVERIES 2024-04 150 model=M", "break 2024-04 model=m");

        assertThat(ledger.metrics().value(Metric.DELIVERIES_MOM)).isEqualTo(0.5);
        assertThat(ledger.modelMetrics("M").value(Metric.DELIVERIES_MOM)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "11600, 0.16, false", // 0.16 <= 2 x 0.08
        "11700, 0.17, true",
        "8400, -0.16, false",
        "8300, -0.17, true",
    })
    void shouldNotTakeTheDifferenceBetweenSourcesForGrowth(String october, double growth, boolean known) {
        // Given August by two sources that differ by 0.08, September by the company, October by the association
        MetricSet metrics = metrics(
                "DELIVERIES 2024-08 10000 by=maker/OFFICIAL",
                "DELIVERIES 2024-08 10800 by=cpca/ASSOCIATION",
                "DELIVERIES 2024-09 10000 by=maker/OFFICIAL",
                "DELIVERIES 2024-10 " + october + " by=cpca/ASSOCIATION");

        assertThat(metrics.value(Metric.CONFLICT_RATIO)).isEqualTo(0.08);
        assertThat(metrics.value(Metric.DELIVERIES_MOM)).isEqualTo(known ? growth : null);
    }

    @Test
    void shouldGrowFromOneSourceToAnotherWhereTheyAgree() {
        MetricSet metrics = metrics(
                "DELIVERIES 2024-08 10000 by=maker/OFFICIAL",
                "DELIVERIES 2024-08 10499 by=cpca/ASSOCIATION",
                "DELIVERIES 2024-09 10000 by=maker/OFFICIAL",
                "DELIVERIES 2024-10 10100 by=cpca/ASSOCIATION");

        assertThat(metrics.value(Metric.DELIVERIES_MOM)).isEqualTo(0.01);
    }

    @Test
    void shouldKnowGrowthOverTwoMonths() {
        assertThat(ledger("DELIVERIES 2024-04 100", "DELIVERIES 2024-05 90", "DELIVERIES 2024-06 60")
                        .summary()
                        .growthOverTwoMonths())
                .isEqualTo(-0.4);
    }

    private static Object likeForLike(String... lines) {
        return metrics(lines).value(Metric.DELIVERIES_LIKE_FOR_LIKE);
    }

    /** October to December 2022 and 2023, January and February 2023, January 2024. */
    private static List<String> winter(String january, String lastAutumn, String autumn) {
        List<String> lines = new ArrayList<>();
        for (int month = 10; month <= 12; month++) {
            lines.add("DELIVERIES 2022-" + month + " " + lastAutumn);
            lines.add("DELIVERIES 2023-" + month + " " + autumn);
        }
        lines.add("DELIVERIES 2023-01 10000");
        lines.add("DELIVERIES 2023-02 20000");
        lines.add("DELIVERIES 2024-01 " + january);
        return lines;
    }

    private static Object february(String february, String january, String lastAutumn, String autumn) {
        List<String> lines = winter(january, lastAutumn, autumn);
        lines.add("DELIVERIES 2024-02 " + february);
        return likeForLike(lines.toArray(String[]::new));
    }

    @Test
    void shouldSayWhatBecameOfTheYearsGrowthInFebruary() {
        // g = 33,000 / 30,000 - 1 = 0.10, h = 90,000 / 60,000 - 1 = 0.50
        assertThat((Double) february("12000", "21000", "20000", "30000")).isEqualTo(1.1 / 1.5 - 1, within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({
        "24000, 9000, 20000, 30000,", // a fall, but as much as in autumn: 0.8 x 30,000
        "23999, 9000, 20000, 30000, -0.2666888888888889", // 32,999 / 30,000 / 1.5 - 1
        "26000+, 21000, 20000, 30000, 0.044444444444444446", // 47,000 / 30,000 / 1.5 - 1
        "24000+, 21000, 20000, 30000,", // a lower bound with nothing positive to show: 45,000
        "12000, 21000, 0, 30000,", // no base of h
        "12000, 21000, 20000+, 30000,",
        "12000, 21000, 20000, 30000+,", // h's value is a lower bound
        "12000, 21000, 20000, 0,", // 1 + h is 0
    })
    void shouldBeUnknownInFebruaryWhereItProvesNothing(
            String february, String january, String lastAutumn, String autumn, Double value) {
        Object ratio = february(february, january, lastAutumn, autumn);

        if (value == null) {
            assertThat(ratio).isNull();
        } else {
            assertThat((Double) ratio).isEqualTo(value, within(1e-12));
        }
    }

    @Test
    void shouldCompareMarchWithMarchAndBeUnknownForJanuary() {
        // Given
        List<String> lines = winter("21000", "20000", "30000");

        // Then
        assertThat(likeForLike(lines.toArray(String[]::new))).isNull();

        // Given March 2024, 30,000 after 16,000: g = 0.875
        lines.add("DELIVERIES 2023-03 16000");
        lines.add("DELIVERIES 2024-03 30000");

        // Then
        assertThat((Double) likeForLike(lines.toArray(String[]::new))).isEqualTo(1.875 / 1.5 - 1, within(1e-12));

        // Given a break in December, between the autumns
        lines.add("break 2023-12");

        // Then
        assertThat(likeForLike(lines.toArray(String[]::new))).isNull();
    }

    @Test
    void shouldCompareWithTheMonthBeforeFromAprilOn() {
        assertThat(likeForLike("DELIVERIES 2024-03 100", "DELIVERIES 2024-04 60"))
                .isEqualTo(-0.4);
    }
}
