package io.bellwether.domain.ledger;

import static io.bellwether.streams.SampleMarket.ledger;
import static io.bellwether.streams.SampleMarket.metrics;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.bellwether.domain.statement.Months;
import io.bellwether.domain.statement.Qualifier;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The metrics of a brand and its models at their limits (docs/figures.md#metrics). */
class BrandMetricsTest {

    @Test
    void shouldKnowNothingOfABrandWithoutDeliveries() {
        // Given
        BrandLedger ledger = ledger("x ORDERS 2024-04 100", "x target 2024 9 at=2024-05-02", "x quote 9 at=2024-05-02");

        // When
        MetricSet metrics = ledger.metrics();

        // Then
        assertThat(metrics.known()).isEmpty();
    }

    @Test
    void shouldStartWithTheFirstMonth() {
        // Given
        BrandLedger ledger = ledger("x DELIVERIES 2024-03 120");

        // When
        MetricSet metrics = ledger.metrics();

        // Then what looks back is unknown, what sums is that month, of a year of which more may have been sold
        assertThat(metrics.known())
                .isEqualTo(Map.ofEntries(
                        Map.entry(Metric.REFERENCE_MONTH, Months.parse("2024-03")),
                        Map.entry(Metric.DELIVERIES, 120L),
                        Map.entry(Metric.DELIVERIES_QUALIFIER, Qualifier.EXACT),
                        Map.entry(Metric.DELIVERIES_TO_PEAK, 1.0),
                        Map.entry(Metric.YTD_DELIVERIES, 120L),
                        Map.entry(Metric.YTD_QUALIFIER, Qualifier.AT_LEAST),
                        Map.entry(Metric.RUN_RATE, 120.0),
                        Map.entry(Metric.RUN_RATE_QUALIFIER, Qualifier.EXACT),
                        Map.entry(Metric.PROJECTED_YEAR, 120.0 + 120.0 * 9),
                        Map.entry(Metric.PROJECTED_QUALIFIER, Qualifier.AT_LEAST),
                        Map.entry(Metric.MONTHS_ON_SALE, 0)));
    }

    @Test
    void shouldWaitForAMonthToClose() {
        // Given half of May in days, after April
        BrandLedger ledger =
                ledger("x DELIVERIES 2024-04 100", "x DELIVERIES day:2024-05-15 7 at=2024-05-31T23:59:59Z");

        // When
        MetricSet open = ledger.metrics();
        MetricSet closed = metrics(
                "x DELIVERIES 2024-04 100",
                "x DELIVERIES day:2024-05-15 7 at=2024-05-31T23:59:59Z",
                "x news at=2024-06-01");

        // Then
        assertThat(open.shown(Metric.REFERENCE_MONTH)).isEqualTo("2024-04");
        assertThat(open.value(Metric.MTD_DELIVERIES)).isEqualTo(7L);
        assertThat(closed.shown(Metric.REFERENCE_MONTH)).isEqualTo("2024-05");
        assertThat(closed.value(Metric.MTD_DELIVERIES)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"'',", "0,", "100+,", "100~, 0.5", "100, 0.5"})
    void shouldGrowOnlyOverAFirmBase(String before, Double growth) {
        // Given
        String march = before.isEmpty() ? "x news at=2024-04-01" : "x DELIVERIES 2024-03 " + before;
        String lastYear = before.isEmpty() ? "x news at=2024-04-01" : "x DELIVERIES 2023-04 " + before;

        // When
        MetricSet metrics = metrics(march, lastYear, "x DELIVERIES 2024-04 150+");

        // Then
        assertThat(metrics.value(Metric.DELIVERIES_MOM)).isEqualTo(growth);
        assertThat(metrics.value(Metric.DELIVERIES_YOY)).isEqualTo(growth);
    }

    @Test
    void shouldReplaceMonthsByAnExactQuarterThatLiesWithinTheYearToDate() {
        // Given a first quarter that knows of 5 more than its months, and a second one that goes beyond R
        BrandLedger ledger = ledger(
                "x DELIVERIES 2024-01 10~",
                "x DELIVERIES 2024-02 20",
                "x DELIVERIES 2024-03 30~",
                "x DELIVERIES 2024-Q1 65",
                "x DELIVERIES 2024-04 40",
                "x DELIVERIES 2024-Q2 400 at=2024-05-20");

        // When
        MetricSet metrics = ledger.metrics();

        // Then
        assertThat(metrics.value(Metric.YTD_DELIVERIES)).isEqualTo(105L);
        assertThat(metrics.value(Metric.YTD_QUALIFIER)).isEqualTo(Qualifier.EXACT);
    }

    @Test
    void shouldTakeASilentMonthForALowerBoundOfTheYear() {
        // Given nothing of February
        BrandLedger ledger = ledger("x DELIVERIES 2024-01 10", "x DELIVERIES 2024-03 30");

        // When
        MetricSet metrics = ledger.metrics();

        // Then the rate is of the months that are known
        assertThat(metrics.value(Metric.YTD_DELIVERIES)).isEqualTo(40L);
        assertThat(metrics.value(Metric.YTD_QUALIFIER)).isEqualTo(Qualifier.AT_LEAST);
        assertThat(metrics.value(Metric.RUN_RATE)).isEqualTo(20.0);
    }

    @Test
    void shouldCallAYearWithASilentMonthALowerBoundAlsoWhereMonthsAreEstimated() {
        // Given nothing of February, and an estimate of January
        BrandLedger ledger = ledger("x DELIVERIES 2024-01 10~", "x DELIVERIES 2024-03 30");

        // When
        MetricSet metrics = ledger.metrics();

        // Then
        assertThat(metrics.value(Metric.YTD_QUALIFIER)).isEqualTo(Qualifier.AT_LEAST);
    }

    @ParameterizedTest
    @CsvSource({
        "30, 2024-02", // in the past, by the running sum
        "31, 2024-03", // the month that carries it over
        "100, 2024-03", // exactly at R
        "133, 2024-04", // 33 more
        "134, 2024-05", // 34 more
        "200, 2024-06", // three months more to the vehicle
        "201, 2024-07", // and one vehicle beyond it
        "400, 2024-12",
        "401, 2025-01",
    })
    void shouldReachATargetInTheMonth(long target, String month) {
        // Given 10, 20 and 70 up to March, and so a rate of 100 / 3 a month
        BrandLedger ledger = ledger(
                "x DELIVERIES 2024-01 10",
                "x DELIVERIES 2024-02 20",
                "x DELIVERIES 2024-03 70",
                "x target 2024 " + target + " at=2024-01-05");

        // When
        MetricSet metrics = ledger.metrics();

        // Then
        assertThat(metrics.shown(Metric.TARGET_REACH_MONTH)).isEqualTo(month);
    }

    @Test
    void shouldReachNoTargetAtARateOfZero() {
        // Given
        BrandLedger ledger = ledger("x DELIVERIES 2024-01 0", "x target 2024 1 at=2024-01-05");

        // When
        MetricSet metrics = ledger.metrics();

        // Then
        assertThat(metrics.value(Metric.TARGET)).isEqualTo(1L);
        assertThat(metrics.value(Metric.TARGET_ATTAINMENT)).isEqualTo(0.0);
        assertThat(metrics.value(Metric.TARGET_REACH_MONTH)).isNull();
    }

    @Test
    void shouldReachATargetAtTheReferenceMonthWhereOnlyAQuarterCarriesItThatFar() {
        // Given months of 60 and a quarter of 100
        BrandLedger ledger = ledger(
                "x DELIVERIES 2024-01 20~",
                "x DELIVERIES 2024-02 20~",
                "x DELIVERIES 2024-03 20~",
                "x DELIVERIES 2024-Q1 100",
                "x target 2024 90 at=2024-01-05");

        // When
        MetricSet metrics = ledger.metrics();

        // Then
        assertThat(metrics.shown(Metric.TARGET_REACH_MONTH)).isEqualTo("2024-03");
    }

    @Test
    void shouldCountRevisionsOfTheTargetThatHolds() {
        // Given a company that revises twice and repeats itself, and a newspaper that was first and is last
        BrandLedger ledger = ledger(
                "x DELIVERIES 2024-04 100",
                "x target 2024 70 by=press/MEDIA at=2024-01-01",
                "x target 2024 76 at=2024-03-28",
                "x target 2024 100 at=2024-04-23",
                "x target 2024 100 at=2024-05-23",
                "x target 2024 120 at=2024-08-21",
                "x target 2024 99 by=press/MEDIA at=2024-11-11",
                "x target 2025 300 at=2024-11-12");

        // When
        MetricSet metrics = ledger.metrics();

        // Then
        assertThat(metrics.value(Metric.TARGET)).isEqualTo(120L);
        assertThat(metrics.value(Metric.TARGET_INITIAL)).isEqualTo(70L);
        assertThat(metrics.value(Metric.TARGET_REVISIONS)).isEqualTo(2);
    }

    @Test
    void shouldLoseCapacityThatIsRestatedToPlanned() {
        // Given a plant at 50 that was said to make 200 from April, and later that this is only planned
        String[] lines = {
            "x DELIVERIES 2024-04 100",
            "x capacity P1 50 from=2024-01",
            "x capacity P1 200 from=2024-04",
            "x capacity P1 200 from=2024-04 planned at=2024-04-20"
        };

        // When
        MetricSet metrics = metrics(lines);
        MetricSet nothingElse = metrics(lines[0], lines[2], lines[3]);

        // Then what was said before stands, or nothing does
        assertThat(metrics.value(Metric.CAPACITY)).isEqualTo(50L);
        assertThat(metrics.value(Metric.CAPACITY_UTILISATION)).isEqualTo(2.0);
        assertThat(nothingElse.value(Metric.CAPACITY)).isNull();
        assertThat(nothingElse.value(Metric.CAPACITY_UTILISATION)).isNull();
    }

    @Test
    void shouldSumPlantsThatOperateByTheReferenceMonthAndPreferOutput() {
        // Given two plants, a third from May on, and output beside deliveries
        BrandLedger ledger = ledger(
                "x DELIVERIES 2024-04 100",
                "x OUTPUT 2024-04 80",
                "x capacity P1 150 from=2024-04",
                "x capacity P2 10 from=2023-01",
                "x capacity P3 999 from=2024-05");

        // When
        MetricSet metrics = ledger.metrics();

        // Then
        assertThat(metrics.value(Metric.CAPACITY)).isEqualTo(160L);
        assertThat(metrics.value(Metric.CAPACITY_UTILISATION)).isEqualTo(0.5);
    }

    @Test
    void shouldKnowNoUtilisationOfACapacityOfZero() {
        // Given
        BrandLedger ledger = ledger("x DELIVERIES 2024-04 100", "x capacity P1 0 from=2024-01");

        // When
        MetricSet metrics = ledger.metrics();

        // Then
        assertThat(metrics.value(Metric.CAPACITY)).isEqualTo(0L);
        assertThat(metrics.value(Metric.CAPACITY_UTILISATION)).isNull();
    }

    @Test
    void shouldCarryTheBacklogOnFromTheLastKnownStock() {
        // Given 1,000 waiting at the end of February, and two months of flows
        BrandLedger ledger = ledger(
                "x BACKLOG 2024-01 7",
                "x BACKLOG 2024-02 1000",
                "x ORDERS 2024-03 300",
                "x CANCELLATIONS 2024-03 50",
                "x DELIVERIES 2024-03 200",
                "x ORDERS 2024-04 100",
                "x DELIVERIES 2024-04 400");

        // When
        MetricSet metrics = ledger.metrics();

        // Then 1000 + (300 - 50 - 200) + (100 - 400) = 750, at 300 a month 750 x 52 / 3600 weeks
        assertThat(metrics.value(Metric.ORDER_BACKLOG)).isEqualTo(750L);
        assertThat(metrics.number(Metric.LEAD_TIME_IMPLIED_WEEKS)).isCloseTo(750 * 52 / 3600.0, within(1e-12));
    }

    @Test
    void shouldKnowNoBacklogAcrossAMonthThatIsSilentOnOrders() {
        // Given flows with a gap in March, and the same with nothing but a stock after it
        String[] gap = {"x ORDERS 2024-02 900", "x ORDERS 2024-04 100", "x DELIVERIES 2024-04 50"};

        // When
        MetricSet silent = metrics(gap);
        MetricSet bridged = metrics(gap[0], gap[1], gap[2], "x BACKLOG 2024-03 500");

        // Then
        assertThat(silent.value(Metric.ORDER_BACKLOG)).isNull();
        assertThat(silent.value(Metric.LEAD_TIME_WEEKS)).isNull();
        assertThat(bridged.value(Metric.ORDER_BACKLOG)).isEqualTo(550L);
    }

    @Test
    void shouldKeepTheBacklogAtZeroOrAboveInTheEndOnly() {
        // Given deliveries ahead of orders in March, made up for in April
        String[] march = {"x ORDERS 2024-03 10", "x DELIVERIES 2024-03 100"};

        // When
        Object inMarch = metrics(march).value(Metric.ORDER_BACKLOG);
        Object inApril = metrics(march[0], march[1], "x ORDERS 2024-04 200", "x DELIVERIES 2024-04 10")
                .value(Metric.ORDER_BACKLOG);

        // Then
        assertThat(inMarch).isEqualTo(0L);
        assertThat(inApril).isEqualTo(100L);
    }

    @Test
    void shouldBookToBillOverMonthsWithBothKnown() {
        // Given orders silent in March, cancellations in April
        BrandLedger ledger = ledger(
                "x ORDERS 2024-02 100",
                "x DELIVERIES 2024-02 50",
                "x DELIVERIES 2024-03 1000",
                "x ORDERS 2024-04 80",
                "x CANCELLATIONS 2024-04 30",
                "x DELIVERIES 2024-04 50");

        // When
        MetricSet metrics = ledger.metrics();

        // Then (100 + 80 - 30) / (50 + 50)
        assertThat(metrics.value(Metric.BOOK_TO_BILL)).isEqualTo(1.5);
    }

    @ParameterizedTest
    @CsvSource({"2024-08-29, 9.0", "2024-08-30,"})
    void shouldForgetAQuoteAfter120Days(String newest, Double weeks) {
        // Given a quote of 1 May, late in the day: 29 August is 120 days after it, 30 August 121
        String[] lines = {
            "x DELIVERIES 2024-03 100", "x quote 9 at=2024-05-01T23:59:59Z", "x news at=" + newest + "T00:00:00Z"
        };

        // When
        MetricSet metrics = metrics(lines);

        // Then
        assertThat(metrics.value(Metric.LEAD_TIME_QUOTED_WEEKS)).isEqualTo(weeks);
        assertThat(metrics.value(Metric.LEAD_TIME_WEEKS)).isEqualTo(weeks);
    }

    @Test
    void shouldQuoteTheNewestForTheBrandAndItsOwnForAModel() {
        // Given
        BrandLedger ledger = ledger(
                "x DELIVERIES 2024-03 100 model=M",
                "x DELIVERIES 2024-03 100 model=N",
                "x quote 9 model=M at=2024-04-01",
                "x quote 4 at=2024-04-02");

        // When
        MetricSet brand = ledger.metrics();
        MetricSet model = ledger.modelMetrics("M");
        MetricSet other = ledger.modelMetrics("N");

        // Then
        assertThat(brand.value(Metric.LEAD_TIME_WEEKS)).isEqualTo(4.0);
        assertThat(model.value(Metric.LEAD_TIME_WEEKS)).isEqualTo(9.0);
        assertThat(other.value(Metric.LEAD_TIME_WEEKS)).isNull();
    }

    @Test
    void shouldCompareTheLastThreeMonthsOfOrdersWithTheBestThree() {
        // Given a best of 100 + 200 + 300, then a silent month, then 90 + 100 + 110
        BrandLedger ledger = ledger(
                "x ORDERS 2024-01 100",
                "x ORDERS 2024-02 200",
                "x ORDERS 2024-03 300",
                "x ORDERS 2024-05 90",
                "x ORDERS 2024-06 100",
                "x ORDERS 2024-07 110",
                "x DELIVERIES 2024-01 0",
                "x DELIVERIES 2024-02 1",
                "x DELIVERIES 2024-07 1");

        // When
        MetricSet metrics = ledger.metrics();

        // Then
        assertThat(metrics.value(Metric.DEMAND_PERSISTENCE)).isEqualTo(0.5);
        assertThat(metrics.value(Metric.MONTHS_ON_SALE)).isEqualTo(5);
    }

    @Test
    void shouldLeaveTargetAndCapacityToTheBrand() {
        // Given
        BrandLedger ledger = ledger(
                "x DELIVERIES 2024-04 100 model=M",
                "x DELIVERIES 2024-05 50",
                "x target 2024 1000 at=2024-01-05",
                "x capacity P1 100 from=2024-01");

        // When
        MetricSet model = ledger.modelMetrics("M");

        // Then May is the brand's own, and unknown of the model
        assertThat(ledger.metrics().value(Metric.TARGET)).isEqualTo(1000L);
        assertThat(model.shown(Metric.REFERENCE_MONTH)).isEqualTo("2024-04");
        assertThat(model.known())
                .doesNotContainKeys(
                        Metric.TARGET, Metric.TARGET_ATTAINMENT, Metric.TARGET_REACH_MONTH, Metric.CAPACITY);
        assertThat(model.value(Metric.CAPACITY_UTILISATION)).isNull();
        assertThat(model.value(Metric.PROJECTED_YEAR)).isEqualTo(100.0 + 100.0 * 8);
    }

    @Test
    void shouldRefuseAValueOfAnotherType() {
        // Given a count as a ratio
        Map<Metric, Object> values = Map.of(Metric.DELIVERIES, 1.5);

        // When, then
        assertThatThrownBy(() -> MetricSet.of(values)).hasMessage("deliveries must be a COUNT, got: 1.5");
    }
}
