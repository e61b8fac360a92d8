package io.bellwether.domain.ledger;

import static io.bellwether.domain.ledger.Lines.ledger;
import static io.bellwether.domain.ledger.Lines.metrics;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Doubts about a brand's figures (docs/figures.md#doubts). */
class DoubtsTest {

    @ParameterizedTest
    @CsvSource({"20199,", "20200, 0.01", "21200, 0.06", "18800, 0.06"})
    void shouldSeeSourcesThatContradictEachOther(String other, Double ratio) {
        MetricSet metrics = metrics(
                "DELIVERIES 2024-03 20000 by=maker/OFFICIAL", "DELIVERIES 2024-03 " + other + " by=cpca/ASSOCIATION");

        assertThat(metrics.value(Metric.CONFLICT_RATIO)).isEqualTo(ratio);
        assertThat(metrics.shown(Metric.CONFLICT_MONTH)).isEqualTo(ratio == null ? null : "2024-03");
    }

    @Test
    void shouldTakeTheGreatestConflictOfSixMonthsAndTheNewestOfEqualOnes() {
        MetricSet metrics = metrics(
                "DELIVERIES 2024-02 100 by=maker/OFFICIAL",
                "DELIVERIES 2024-02 190 by=cpca/ASSOCIATION",
                "DELIVERIES 2024-03 100 by=maker/OFFICIAL",
                "DELIVERIES 2024-03 110 by=cpca/ASSOCIATION",
                "DELIVERIES 2024-04 100 by=maker/OFFICIAL",
                "DELIVERIES 2024-04 90 by=cpca/ASSOCIATION",
                "DELIVERIES 2024-05 100 by=maker/OFFICIAL",
                "DELIVERIES 2024-05 150~ by=cpca/ASSOCIATION",
                "DELIVERIES 2024-08 100 by=maker/OFFICIAL");

        assertThat(metrics.value(Metric.CONFLICT_RATIO)).isEqualTo(0.1);
        assertThat(metrics.shown(Metric.CONFLICT_MONTH)).isEqualTo("2024-04");
    }

    @Test
    void shouldSeeACorrectionOfTheSameInstantWhicheverHolds() {
        // Given a typo and its correction at one instant; the greater id holds
        String typo = "DELIVERIES 2024-03 2000 id=";
        String right = "DELIVERIES 2024-03 20000 id=";

        assertThat(metrics(typo + "a", right + "b").value(Metric.CONFLICT_RATIO))
                .isEqualTo(0.9);
        assertThat(metrics(typo + "b", right + "a").value(Metric.CONFLICT_RATIO))
                .isEqualTo(9.0);
        // A later correction is none
        assertThat(metrics(typo + "a", right + "b at=2024-04-02").value(Metric.CONFLICT_RATIO))
                .isNull();
        // and ends the doubt about the earlier two
        assertThat(metrics(typo + "a", right + "b", right + "c at=2024-04-02").value(Metric.CONFLICT_RATIO))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "2, 0.00001", // log10(2 / 236,000) = -5.07
        "29710, 0.1", // log10(29,710 / 236,000) = -0.90001
        "29710000, 100.0", // 2.09999
        "29711, ", // -0.89999: not within 0.1 of -1
        "29711000, ", // 2.10001
        "236000, ",
        "0, ",
        "2+, ",
    })
    void shouldSeeAFigureThatIsOffByAPowerOfTen(String june, Double factor) {
        List<String> lines = new ArrayList<>();
        for (String month : List.of("2024-02", "2024-03", "2024-04", "2024-05", "2024-07", "2024-08")) {
            lines.add("DELIVERIES " + month + " 236000");
        }
        lines.add("DELIVERIES 2024-06 " + june);

        MetricSet metrics = metrics(lines.toArray(String[]::new));

        assertThat(metrics.value(Metric.IMPLAUSIBLE_FACTOR)).isEqualTo(factor);
        assertThat(metrics.shown(Metric.IMPLAUSIBLE_MONTH)).isEqualTo(factor == null ? null : "2024-06");
    }

    @Test
    void shouldDoubtNoMonthThatTwoSourcesConfirmNorTheFirstThree() {
        // Given a first month of 10, and a fifth of 10,000 that two sources tell within 5%
        String[] lines = {
            "DELIVERIES 2024-03 10",
            "DELIVERIES 2024-04 1000",
            "DELIVERIES 2024-05 1000",
            "DELIVERIES 2024-06 1000",
            "DELIVERIES 2024-07 10000",
            "DELIVERIES 2024-07 10500 by=cpca/ASSOCIATION"
        };

        assertThat(metrics(lines).value(Metric.IMPLAUSIBLE_FACTOR)).isNull();
        lines[5] = "DELIVERIES 2024-07 10501 by=cpca/ASSOCIATION";
        assertThat(metrics(lines).value(Metric.IMPLAUSIBLE_FACTOR)).isEqualTo(10.0);
    }

    @Test
    void shouldDoubtNothingWithFewerThanThreeNeighbours() {
        assertThat(metrics(
                                "DELIVERIES 2023-01 10",
                                "DELIVERIES 2024-01 10",
                                "DELIVERIES 2024-04 1000",
                                "DELIVERIES 2024-05 1000",
                                "DELIVERIES 2024-06 10")
                        .value(Metric.IMPLAUSIBLE_FACTOR))
                .isNull();
    }

    @Test
    void shouldNameTheGreatestMismatchOfThisYearAndTheLast() {
        MetricSet metrics = metrics(
                "DELIVERIES 2022-Q4 900",
                "DELIVERIES 2022-10 100",
                "DELIVERIES 2022-11 100",
                "DELIVERIES 2022-12 100",
                "DELIVERIES 2023-Q4 380",
                "DELIVERIES 2023-10 100",
                "DELIVERIES 2023-11 100",
                "DELIVERIES 2023-12 100",
                "DELIVERIES 2024-Q1 380",
                "DELIVERIES 2024-01 100",
                "DELIVERIES 2024-02 100",
                "DELIVERIES 2024-03 260");

        // 80 too much in 2023, and 80 too little in 2024
        assertThat(metrics.value(Metric.MISMATCH_PERIOD)).isEqualTo("2024-01/2024-03");
        assertThat(metrics.value(Metric.MISMATCH_UNITS)).isEqualTo(-80L);
    }

    @Test
    void shouldMeasureWhatDealersTookOn() {
        List<String> lines = new ArrayList<>();
        for (int month = 1; month <= 6; month++) {
            lines.add("WHOLESALE 2024-0" + month + " 10000");
            lines.add("EXPORTS 2024-0" + month + " 1000");
            lines.add("RETAIL 2024-0" + month + (month <= 3 ? " 6000" : " 8000"));
        }
        lines.add("DELIVERIES 2024-06 1");

        // (60,000 - 6,000 - 42,000) / 8,000
        assertThat(metrics(lines.toArray(String[]::new)).value(Metric.CHANNEL_STOCK_CHANGE_MONTHS))
                .isEqualTo(1.5);
        lines.add("EXPORTS 2024-02 1000+ at=2024-08-01 id=later");
        assertThat(metrics(lines.toArray(String[]::new)).value(Metric.CHANNEL_STOCK_CHANGE_MONTHS))
                .isNull();
    }

    @Test
    void shouldKnowWhenTheNextFigureIsDue() {
        // Given lags of 1, 2 (first stated so, restated later), 5 and 70 days, and one of the press
        String[] lines = {
            "DELIVERIES 2024-03 1 at=2024-04-01",
            "DELIVERIES 2024-04 1+ at=2024-05-02",
            "DELIVERIES 2024-04 2 at=2024-06-20",
            "DELIVERIES 2024-05 1 at=2024-06-05",
            "DELIVERIES 2024-02 1 at=2024-05-09",
            "DELIVERIES 2024-05 1 at=2024-06-01 by=press/MEDIA"
        };

        MetricSet metrics = metrics(lines);

        assertThat(metrics.value(Metric.USUAL_LAG_DAYS)).isEqualTo(2.0);
        assertThat(metrics.shown(Metric.NEXT_FIGURE_DUE)).isEqualTo("2024-07-02");
        // Of an even number the mean of the middle two, rounded up
        String[] four = Arrays.copyOf(lines, 7);
        four[6] = "DELIVERIES 2024-01 1 at=2024-02-05";
        assertThat(metrics(four).value(Metric.USUAL_LAG_DAYS)).isEqualTo(3.5);
        assertThat(metrics(four).shown(Metric.NEXT_FIGURE_DUE)).isEqualTo("2024-07-04");
        // Two are too few
        assertThat(metrics(lines[0], lines[1]).value(Metric.USUAL_LAG_DAYS)).isNull();
    }

    @Test
    void shouldSeeModelsThatSumToMoreThanTheirBrand() {
        String[] lines = {
            "DELIVERIES 2024-05 10000",
            "DELIVERIES 2024-05 6000 model=M",
            "DELIVERIES 2024-05 4500 model=Y",
            "DELIVERIES 2024-05 4500~ model=Z"
        };

        assertThat(metrics(lines).value(Metric.PARTS_EXCESS)).isEqualTo(0.05);
        assertThat(metrics(lines).shown(Metric.PARTS_MONTH)).isEqualTo("2024-05");
        lines[2] = "DELIVERIES 2024-05 4199 model=Y";
        assertThat(metrics(lines).value(Metric.PARTS_EXCESS)).isNull();
    }

    @Test
    void shouldDoubtNoModels() {
        BrandLedger ledger = ledger(
                "DELIVERIES 2024-03 20000 model=M by=maker/OFFICIAL",
                "DELIVERIES 2024-03 21200 model=M by=cpca/ASSOCIATION");

        assertThat(ledger.modelMetrics("M").value(Metric.CONFLICT_RATIO)).isNull();
        assertThat(ledger.metrics().value(Metric.CONFLICT_RATIO)).isNull();
    }
}
