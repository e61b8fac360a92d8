package io.bellwether.domain.ledger;

import static io.bellwether.domain.ledger.Lines.ledger;
import static io.bellwether.domain.ledger.Lines.metrics;
import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.domain.statement.Months;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The year to date, rates and quarters (docs/figures.md#ytd-deliveries, docs/figures.md#quarter). */
class YearAndQuarterTest {

    @ParameterizedTest
    @CsvSource({
        "launch M on=2024-03-28, '', EXACT", // in the first known month
        "launch M on=2023-09-01, '', EXACT", // six months before
        "launch M on=2023-08-31, '', AT_LEAST", // seven
        "launch M on=2024-04-01, '', AT_LEAST", // after it
        "news, '', AT_LEAST", // never launched, as far as is known
        "launch M on=2024-03-28, news at=2023-03-28, EXACT", // known for a year
        "launch M on=2024-03-28, news at=2023-03-27, AT_LEAST", // known for longer
    })
    void shouldForgiveMonthsBeforeALaunch(String launch, String old, String qualifier) {
        // Given March and April of 2024
        BrandLedger ledger = ledger(
                "DELIVERIES 2024-03 100 model=M",
                "DELIVERIES 2024-04 200 model=M",
                launch + " at=2024-04-02",
                old.isEmpty() ? "news at=2024-04-03" : old);

        // Then
        assertThat(ledger.metrics().value(Metric.YTD_DELIVERIES)).isEqualTo(300L);
        assertThat(ledger.metrics().shown(Metric.YTD_QUALIFIER)).isEqualTo(qualifier);
    }

    @Test
    void shouldForgiveAModelLaunchedByABrandThatIsOld() {
        BrandLedger ledger =
                ledger("news at=2015-01-01", "DELIVERIES 2024-03 100 model=M", "launch m on=2024-03-01 at=2024-03-01");

        assertThat(ledger.modelMetrics("M").shown(Metric.YTD_QUALIFIER)).isEqualTo("EXACT");
        assertThat(ledger.metrics().shown(Metric.YTD_QUALIFIER)).isEqualTo("AT_LEAST");
    }

    @Test
    void shouldAnswerTheYearToAnyMonth() {
        BrandLedger ledger = ledger("DELIVERIES 2024-01 10", "DELIVERIES 2024-03 30~", "DELIVERIES 2024-04 40");

        assertThat(ledger.yearToDate(null, Months.parse("2024-01")).units()).isEqualTo(10);
        assertThat(ledger.yearToDate(null, Months.parse("2024-04")).units()).isEqualTo(80);
        assertThat(ledger.yearToDate(null, Months.parse("2024-04")).isAtLeast()).isTrue();
        assertThat(ledger.yearToDate(null, Months.parse("2023-04"))).isNull();
    }

    @Test
    void shouldQualifyTheRateAndWhatItComesTo() {
        MetricSet metrics = metrics(
                "DELIVERIES 2024-01 10", "DELIVERIES 2024-02 20~", "DELIVERIES 2024-03 30", "DELIVERIES 2024-04 40");

        assertThat(metrics.value(Metric.RUN_RATE)).isEqualTo(30.0);
        assertThat(metrics.shown(Metric.RUN_RATE_QUALIFIER)).isEqualTo("ESTIMATE");
        assertThat(metrics.shown(Metric.PROJECTED_QUALIFIER)).isEqualTo("ESTIMATE");
        assertThat(metrics.value(Metric.PROJECTED_YEAR)).isEqualTo(100 + 30.0 * 8);
    }

    @Test
    void shouldRelateToThePeak() {
        assertThat(metrics("DELIVERIES 2024-01 80", "DELIVERIES 2024-02 60").value(Metric.DELIVERIES_TO_PEAK))
                .isEqualTo(0.75);
        assertThat(metrics("DELIVERIES 2024-01 0").value(Metric.DELIVERIES_TO_PEAK))
                .isNull();
    }

    @Test
    void shouldHaveQuartersOfACompanyThatReportsNothingElse() {
        MetricSet metrics = metrics(
                "DELIVERIES 2023-Q4 16000",
                "DELIVERIES 2024-Q3 13000",
                "DELIVERIES 2024-Q4 20000",
                "target 2024 57000");

        assertThat(metrics.value(Metric.REFERENCE_MONTH)).isNull();
        assertThat(metrics.shown(Metric.QUARTER)).isEqualTo("2024-Q4");
        assertThat(metrics.value(Metric.QUARTER_DELIVERIES)).isEqualTo(20_000L);
        assertThat(metrics.shown(Metric.QUARTER_QUALIFIER)).isEqualTo("EXACT");
        assertThat(metrics.value(Metric.QUARTER_YOY)).isEqualTo(0.25);
        assertThat(metrics.value(Metric.TARGET)).isNull();
    }

    @Test
    void shouldTakeTheLatestQuarterWithoutAGapThatIsClosedOrEndsAWindow() {
        // Given a second quarter without May, and a third whose last month is half told in days
        MetricSet metrics = metrics(
                "DELIVERIES 2024-01 10",
                "DELIVERIES 2024-02 20~",
                "DELIVERIES 2024-03 30",
                "DELIVERIES 2024-04 10",
                "DELIVERIES 2024-06 10",
                "DELIVERIES 2024-07 10",
                "DELIVERIES 2024-08 10",
                "DELIVERIES 2024-09-03 1");

        assertThat(metrics.shown(Metric.QUARTER)).isEqualTo("2024-Q1");
        assertThat(metrics.value(Metric.QUARTER_DELIVERIES)).isEqualTo(60L);
        assertThat(metrics.shown(Metric.QUARTER_QUALIFIER)).isEqualTo("ESTIMATE");
        assertThat(metrics.value(Metric.QUARTER_YOY)).isNull();
    }

    @Test
    void shouldShowAModelsQuarter() {
        BrandLedger ledger = ledger("DELIVERIES 2024-Q3 500 model=M");

        assertThat(ledger.modelMetrics("M").value(Metric.QUARTER_DELIVERIES)).isEqualTo(500L);
        // Models' quarters do not stand in for the brand's
        assertThat(ledger.metrics().value(Metric.QUARTER)).isNull();
    }

    @Test
    void shouldCloseAModelsMonthByItsOwnStatement() {
        // Given a month of M stated on its last day, and of Y in days
        BrandLedger ledger =
                ledger("DELIVERIES 2024-03 500 model=M at=2024-03-31", "DELIVERIES 2024-03-31 7 model=Y at=2024-03-31");

        assertThat(ledger.modelMetrics("M").shown(Metric.REFERENCE_MONTH)).isEqualTo("2024-03");
        assertThat(ledger.modelMetrics("Y").value(Metric.REFERENCE_MONTH)).isNull();
        assertThat(ledger.metrics().value(Metric.REFERENCE_MONTH)).isNull();
        assertThat(ledger.metrics().value(Metric.MTD_DELIVERIES)).isEqualTo(507L);
    }

    @Test
    void shouldKnowNoBacklogNorWaitFromLowerBounds() {
        // Given
        String[] lines = {"ORDERS 2024-03 900", "DELIVERIES 2024-03 100+", "ORDERS 2024-04 50", "DELIVERIES 2024-04 100"
        };

        // Then the March deliveries may be more
        assertThat(metrics(lines).value(Metric.ORDER_BACKLOG)).isNull();
        // From a stock of March on the backlog is known, and the rate is not
        String[] withStock = {lines[0], lines[1], lines[2], lines[3], "BACKLOG 2024-03 400"};
        assertThat(metrics(withStock).value(Metric.ORDER_BACKLOG)).isEqualTo(350L);
        assertThat(metrics(withStock).value(Metric.LEAD_TIME_IMPLIED_WEEKS)).isNull();
    }

    @Test
    void shouldQualifyDemandThatLasts() {
        MetricSet metrics = metrics(
                "ORDERS 2024-01 100+",
                "ORDERS 2024-02 100",
                "ORDERS 2024-03 100",
                "ORDERS 2024-04 50~",
                "DELIVERIES 2024-04 1");

        assertThat(metrics.value(Metric.DEMAND_PERSISTENCE)).isEqualTo(250.0 / 300);
        assertThat(metrics.shown(Metric.DEMAND_QUALIFIER)).isEqualTo("ESTIMATE");
    }
}
