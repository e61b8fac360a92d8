package io.bellwether.domain.ledger;

import static io.bellwether.domain.ledger.Lines.ledger;
import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.domain.statement.Months;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Targets, and what became of them by the figures (docs/figures.md#targets). */
class TargetsTest {

    private static BrandSummary.Target target(String... lines) {
        return ledger(lines).summary().targets().get(0);
    }

    @Test
    void shouldFollowATargetThroughItsRevisions() {
        // Given
        BrandSummary.Target target = target(
                "target 2024 50 by=press/MEDIA at=2023-12-01",
                "target 2024 100 high=110 at=2024-01-02",
                "target 2024 120 at=2024-02-02",
                "target 2024 120 at=2024-03-02",
                "target 2024 90 at=2024-04-02",
                "target 2024 100 at=2024-05-02",
                "target 2024 999 stretch at=2024-05-03",
                "target 2024 80 by=press/MEDIA at=2024-06-02");

        // Then
        assertThat(target.period().format()).isEqualTo("2024");
        assertThat(target.firstUnits()).isEqualTo(50);
        assertThat(target.units()).isEqualTo(100);
        assertThat(target.unitsHigh()).isNull();
        assertThat(target.raised()).isEqualTo(2);
        assertThat(target.cut()).isEqualTo(1);
        assertThat(target.reportedUnits()).isEqualTo(80);
        assertThat(target.reached()).isNull();
        assertThat(target.actual()).isNull();
        assertThat(target.steps().stream()
                        .map(step -> step.units() + " " + step.stated().date() + " "
                                + step.stated().source()))
                .containsExactly(
                        "50 2023-12-01 press",
                        "100 2024-01-02 ir",
                        "120 2024-02-02 ir",
                        "90 2024-04-02 ir",
                        "80 2024-06-02 press");
    }

    @Test
    void shouldNotReportWhatTheHoldingIdentitySaidBefore() {
        assertThat(target(
                                "target 2024 100 high=110",
                                "target 2024 120 at=2024-02-02",
                                "target 2024 100 by=press/MEDIA at=2024-06-02")
                        .reportedUnits())
                .isNull();
        assertThat(target("target 2024 100 high=110").unitsHigh()).isEqualTo(110);
    }

    @Test
    void shouldNotDependOnTheOrderOfTwoContentsOfOneEvent() {
        // Given two targets of one id and instant that differ in the upper end alone
        String without = "target 2024 100 id=one";
        String higher = "target 2024 100 high=120 id=one";
        String lower = "target 2024 100 high=110 id=one";

        // Then the greater holds, however they arrive
        assertThat(target(without, lower, higher).unitsHigh()).isEqualTo(120);
        assertThat(target(higher, lower, without).unitsHigh()).isEqualTo(120);
        assertThat(target(lower, without).unitsHigh()).isEqualTo(110);
        assertThat(target(without, lower).unitsHigh()).isEqualTo(110);
    }

    @Test
    void shouldReachAsFarAsTheQuartersOfACompanyThatReportsNothingElse() {
        BrandSummary.Target target = target(
                "target 2024 57000",
                "DELIVERIES 2024-Q1 11000",
                "DELIVERIES 2024-Q2 12000",
                "DELIVERIES 2024-Q3 13579",
                "DELIVERIES 2024-Q4 15000");

        assertThat(Months.format(target.reached())).isEqualTo("2024-12");
        assertThat(target.actual().units()).isEqualTo(51_579);
        assertThat(target.actual().isExact()).isTrue();
        assertThat(target.metIn()).isNull();
    }

    @Test
    void shouldReachTheReferenceMonthOrTheLastWindowWithinThePeriodAtMostItsEnd() {
        String[] lines = {
            "DELIVERIES 2024-03 10", "DELIVERIES 2024-04 10", "DELIVERIES 2024-05 10~", "target 2024-Q2 25"
        };

        assertThat(Months.format(target(lines).reached())).isEqualTo("2024-05");
        assertThat(target(lines).actual().units()).isEqualTo(20);
        lines[3] = "target 2024-04 9";
        assertThat(Months.format(target(lines).reached())).isEqualTo("2024-04");
        assertThat(Months.format(target(lines).metIn())).isEqualTo("2024-04");
        // The reference month lies before the period
        lines[3] = "target 2024-Q3 9";
        assertThat(Months.format(target(lines).reached())).isEqualTo("2024-05");
        assertThat(target(lines).actual()).isNull();
    }

    @Test
    void shouldSumOverARunThatIsNoCalendarYear() {
        BrandSummary.Target target = target(
                "target 2024-04..2025-03 35",
                "DELIVERIES 2024-03 10",
                "DELIVERIES 2024-04 10",
                "DELIVERIES 2024-05 10",
                "DELIVERIES 2024-06 20");

        assertThat(target.period().format()).isEqualTo("2024-04..2025-03");
        assertThat(target.actual().units()).isEqualTo(40);
        assertThat(Months.format(target.metIn())).isEqualTo("2024-06");
        // No projection of what is not the reference month's year
        assertThat(target.steps().get(0).reachMonth()).isNull();
    }

    @Test
    void shouldProjectTheStepsOfTheReferenceMonthsYear() {
        // Given 40 by April at 10 a month
        BrandSummary.Target target = target(
                "target 2024 100 at=2024-01-02",
                "target 2024 30 at=2024-01-03",
                "target 2024 61 at=2024-01-04",
                "DELIVERIES 2024-01 10",
                "DELIVERIES 2024-02 10",
                "DELIVERIES 2024-03 10",
                "DELIVERIES 2024-04 10");

        assertThat(target.steps().stream()
                        .map(step -> step.units() + " " + month(step.metIn()) + " " + month(step.reachMonth())))
                .containsExactly("100 null 2024-10", "30 2024-03 null", "61 null 2024-07");
    }

    private static String month(Integer month) {
        return month == null ? "null" : Months.format(month);
    }

    @Test
    void shouldBeMetInTheLastMonthWhereOnlyAWindowCarriesItThatFar() {
        BrandSummary.Target target = target(
                "target 2024-Q1 90",
                "DELIVERIES 2024-01 20~",
                "DELIVERIES 2024-02 20~",
                "DELIVERIES 2024-03 20~",
                "DELIVERIES 2024-Q1 100");

        assertThat(target.actual().units()).isEqualTo(100);
        assertThat(Months.format(target.metIn())).isEqualTo("2024-03");
    }

    @ParameterizedTest
    @CsvSource({"launch M on=2024-03-01, EXACT", "news at=2024-04-02, AT_LEAST"})
    void shouldForgiveMonthsBeforeALaunchAsTheYearDoes(String launch, String qualifier) {
        BrandSummary.Target target = target(
                "target 2024 90 at=2024-04-02",
                "DELIVERIES 2024-03 20",
                launch.contains("at=") ? launch : launch + " at=2024-04-02");

        assertThat(target.actual().qualifier().name()).isEqualTo(qualifier);
    }

    @Test
    void shouldTakeTheTargetOfTheWholeYearForTheMetrics() {
        // Given
        BrandLedger ledger =
                ledger("DELIVERIES 2024-01 10", "target 2024-Q1 40 at=2024-01-02", "target 2024 100 at=2024-01-02");

        // Then
        assertThat(ledger.metrics().value(Metric.TARGET)).isEqualTo(100L);
        assertThat(ledger.metrics().value(Metric.TARGET_ATTAINMENT)).isEqualTo(0.1);
        assertThat(ledger.summary().targets().stream()
                        .map(target -> target.period().format()))
                .containsExactly("2024-Q1", "2024");
    }
}
