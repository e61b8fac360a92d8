package io.bellwether.domain.ledger;

import static io.bellwether.streams.SampleMarket.ledger;
import static io.bellwether.streams.SampleMarket.metrics;
import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.domain.statement.Qualifier;
import io.bellwether.schemas.StatementCodec;
import io.bellwether.streams.reference.EventLines;
import java.util.List;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which statement counts, and the totals of months (docs/figures.md#statements), by the deliveries of a brand. */
class MonthTotalsTest {

    @Test
    void shouldTellZeroFromUnknown() {
        // Given a month in which nothing was delivered, and nothing said of orders
        BrandLedger ledger = ledger("x DELIVERIES 2024-04 0");

        // When
        MetricSet metrics = ledger.metrics();

        // Then
        assertThat(metrics.value(Metric.DELIVERIES)).isEqualTo(0L);
        assertThat(metrics.value(Metric.ORDERS)).isNull();
        assertThat(metrics.value(Metric.MONTHS_ON_SALE)).isNull();
    }

    @Test
    void shouldReplaceWhatIsRestatedWhateverComesFirst() {
        // Given a figure, its restatement, and one that was superseded before it arrived
        BrandLedger ledger = new BrandLedger("x");
        List<SpecificRecord> events = EventLines.parse(
                "x DELIVERIES 2024-04 100 at=2024-05-01",
                "x DELIVERIES 2024-04 120 at=2024-05-09",
                "x DELIVERIES 2024-04 110 at=2024-05-08");

        // When they arrive, the second one twice
        Outcome provenance = ledger.add(StatementCodec.of(events.get(0)));
        Outcome restated = ledger.add(StatementCodec.of(events.get(1)));
        Outcome late = ledger.add(StatementCodec.of(events.get(2)));
        Outcome again = ledger.add(StatementCodec.of(events.get(1)));

        // Then
        assertThat(List.of(provenance, restated, late, again))
                .containsExactly(Outcome.APPLIED, Outcome.APPLIED, Outcome.SUPERSEDED, Outcome.DUPLICATE);
        assertThat(ledger.metrics().value(Metric.DELIVERIES)).isEqualTo(120L);
    }

    @Test
    void shouldLetARestatementLowerAFigure() {
        // Given
        BrandLedger ledger =
                ledger("x DELIVERIES 2024-04 100 at=2024-05-01", "x DELIVERIES 2024-04 0 at=2024-05-01T00:00:01Z");

        // When
        MetricSet metrics = ledger.metrics();

        // Then
        assertThat(metrics.value(Metric.DELIVERIES)).isEqualTo(0L);
    }

    @ParameterizedTest
    @CsvSource({"a,b", "9,A", "e-1,e-10", "\uFF5E,\uD83D\uDE97"})
    void shouldBreakATieByTheEventIdInEitherOrderOfArrival(String lower, String greater) {
        // Given two figures of one source at one instant
        String weak = "x DELIVERIES 2024-04 900 id=" + lower;
        String strong = "x DELIVERIES 2024-04 100 id=" + greater;

        // When
        MetricSet inOrder = metrics(weak, strong);
        MetricSet reversed = metrics(strong, weak);

        // Then
        assertThat(inOrder.value(Metric.DELIVERIES)).isEqualTo(100L);
        assertThat(reversed.value(Metric.DELIVERIES)).isEqualTo(100L);
    }

    @ParameterizedTest
    @CsvSource({
        "2024-12-30, 2025-01", // Thursday 2 January 2025
        "2025-12-29, 2026-01", // Thursday 1 January 2026
        "2026-12-28, 2026-12", // Thursday 31 December 2026
        "2024-02-26, 2024-02", // Thursday 29 February 2024
    })
    void shouldCountAWeekInTheMonthOfItsThursday(String monday, String month) {
        // Given
        BrandLedger ledger = ledger("x DELIVERIES week:" + monday + " 7 at=2027-06-01");

        // When
        MetricSet metrics = ledger.metrics();

        // Then
        assertThat(metrics.shown(Metric.REFERENCE_MONTH)).isEqualTo(month);
        assertThat(metrics.value(Metric.DELIVERIES)).isEqualTo(7L);
    }

    @Test
    void shouldSumFiveWeeksOfOneMonth() {
        // Given May 2024: Thursdays on the 2nd, 9th, 16th, 23rd and 30th
        BrandLedger ledger = ledger(
                "x DELIVERIES week:2024-04-29 1",
                "x DELIVERIES week:2024-05-06 10",
                "x DELIVERIES week:2024-05-13 100",
                "x DELIVERIES week:2024-05-20 1000",
                "x DELIVERIES week:2024-05-27 10000",
                "x DELIVERIES week:2024-06-03 100000 at=2024-06-10");

        // When
        MetricSet metrics = ledger.metrics();

        // Then June is not closed, May is all of its weeks
        assertThat(metrics.shown(Metric.REFERENCE_MONTH)).isEqualTo("2024-05");
        assertThat(metrics.value(Metric.DELIVERIES)).isEqualTo(11_111L);
    }

    @Test
    void shouldCountTheCoarsestGranularityOfASource() {
        // Given a source that told days, then weeks, then the month
        BrandLedger ledger = ledger(
                "x DELIVERIES day:2024-04-01 5",
                "x DELIVERIES day:2024-04-30 6",
                "x DELIVERIES week:2024-04-08 70",
                "x DELIVERIES 2024-04 90");

        // When
        MetricSet metrics = ledger.metrics();

        // Then
        assertThat(metrics.value(Metric.DELIVERIES)).isEqualTo(90L);
    }

    @Test
    void shouldRefineALowerBoundByTheBestExactFigureAtOrAboveIt() {
        // Given "over 20,000" by the company, too little by one, an estimate, and two that fit
        BrandLedger ledger = ledger(
                "x DELIVERIES 2024-04 20000+",
                "x DELIVERIES 2024-04 19999 by=low/ASSOCIATION",
                "x DELIVERIES 2024-04 23000~ by=round/ASSOCIATION",
                "x DELIVERIES 2024-04 20500 by=cpca/REGISTRATION",
                "x DELIVERIES 2024-04 21000 by=press/MEDIA at=2024-06-01");

        // When
        MetricSet metrics = ledger.metrics();

        // Then
        assertThat(metrics.value(Metric.DELIVERIES)).isEqualTo(20_500L);
        assertThat(metrics.value(Metric.DELIVERIES_QUALIFIER)).isEqualTo(Qualifier.EXACT);
    }

    @Test
    void shouldDeriveTheThirdMonthOfAnExactQuarter() {
        // Given
        BrandLedger ledger = ledger(
                "x DELIVERIES 2024-04 100",
                "x DELIVERIES 2024-06 300",
                "x DELIVERIES 2024-Q2 600",
                "x DELIVERIES 2024-05 150+ by=press/MEDIA");

        // When
        MetricSet metrics = ledger.metrics();

        // Then May is 600 - 100 - 300 = 200, no longer "at least 150": growth has a base
        assertThat(metrics.value(Metric.DELIVERIES_MOM)).isEqualTo(0.5);
        assertThat(metrics.value(Metric.RUN_RATE)).isEqualTo(200.0);
    }

    @ParameterizedTest
    @CsvSource({
        "200, '', DERIVED, 0", // nothing is left for June, and nothing was said of it
        "500, 300~, DERIVED, 300", // what is left is what was said
        "499, 300~, DERIVED, 299", // an estimate yields to what follows
        "499, 300+, AT_LEAST, 300", // a lower bound does not yield to less
        "600, 300, EXACT, 300", // an exact month yields to no quarter
    })
    void shouldDeriveAMonthOnlyWhereTheQuarterAgrees(String quarter, String june, Qualifier qualifier, long units) {
        // Given April and May of 100 each
        BrandLedger ledger = ledger(
                "x DELIVERIES 2024-04 100",
                "x DELIVERIES 2024-05 100",
                june.isEmpty() ? "x news at=2024-07-01" : "x DELIVERIES 2024-06 " + june,
                "x DELIVERIES 2024-Q2 " + quarter);

        // When
        MetricSet metrics = ledger.metrics();

        // Then
        assertThat(metrics.shown(Metric.REFERENCE_MONTH)).isEqualTo("2024-06");
        assertThat(metrics.value(Metric.DELIVERIES)).isEqualTo(units);
        assertThat(metrics.value(Metric.DELIVERIES_QUALIFIER)).isEqualTo(qualifier);
    }

    @Test
    void shouldDeriveNothingBelowZero() {
        // Given two months that come to more than their quarter
        BrandLedger ledger = ledger("x DELIVERIES 2024-04 100", "x DELIVERIES 2024-05 100", "x DELIVERIES 2024-Q2 199");

        // When
        MetricSet metrics = ledger.metrics();

        // Then
        assertThat(metrics.shown(Metric.REFERENCE_MONTH)).isEqualTo("2024-05");
    }

    @Test
    void shouldTakeBackADerivedMonthWhenTheQuarterIsRestated() {
        // Given a derived June
        BrandLedger ledger = ledger("x DELIVERIES 2024-04 100", "x DELIVERIES 2024-05 100", "x DELIVERIES 2024-Q2 400");
        assertThat(ledger.metrics().value(Metric.DELIVERIES)).isEqualTo(200L);

        // When the quarter turns out to be rounded
        EventLines.parse("x DELIVERIES 2024-Q2 400~ at=2024-08-01")
                .forEach(event -> ledger.add(StatementCodec.of(event)));

        // Then June is unknown again
        assertThat(ledger.metrics().shown(Metric.REFERENCE_MONTH)).isEqualTo("2024-05");
    }

    @Test
    void shouldPutTheWholeBeforeItsModelsBeforeItsRegions() {
        // Given a brand told by region, then by model, then as a whole
        String region = "x DELIVERIES 2024-04 1000 region=CN";
        String models = "x DELIVERIES 2024-04 60 model=M";
        String other = "x DELIVERIES 2024-04 50 model=N region=EU";
        String whole = "x DELIVERIES 2024-04 90 by=press/MEDIA";

        // When
        Object byRegion = metrics(region).value(Metric.DELIVERIES);
        Object byModel = metrics(region, models, other).value(Metric.DELIVERIES);
        Object asAWhole = metrics(region, models, other, whole).value(Metric.DELIVERIES);

        // Then
        assertThat(List.of(byRegion, byModel, asAWhole)).containsExactly(1000L, 110L, 90L);
    }

    @Test
    void shouldLookAtAllModelsAgainOnceADayHasPassed() {
        // Given two models whose changes are dealt with
        BrandLedger ledger = ledger(
                "x DELIVERIES 2024-04 60 model=M at=2024-05-01T08:00:00Z",
                "x DELIVERIES 2024-04 50 model=N at=2024-05-01T09:00:00Z");
        ledger.clearChanges();
        List<SpecificRecord> news = EventLines.parse(
                "x DELIVERIES 2024-04 70 model=M at=2024-05-01T23:00:00Z",
                "x DELIVERIES 2024-04 80 model=M at=2024-05-02T00:00:00Z");

        // When one is told again on that day, and on the next
        ledger.add(StatementCodec.of(news.get(0)));
        Set<String> sameDay = Set.copyOf(ledger.changedModels());
        ledger.add(StatementCodec.of(news.get(1)));
        Set<String> nextDay = Set.copyOf(ledger.changedModels());

        // Then
        assertThat(sameDay).containsExactly("M");
        assertThat(nextDay).containsExactlyInAnyOrder("M", "N");
    }
}
