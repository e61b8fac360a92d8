package io.bellwether.domain.ledger;

import static io.bellwether.domain.ledger.Lines.deliveries;
import static io.bellwether.domain.ledger.Lines.ledger;
import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.domain.statement.Measure;
import io.bellwether.domain.statement.Months;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What follows from exact sums over whole months (docs/figures.md#windows). */
class WindowsTest {

    private static String sum(BrandLedger ledger, String first, String last) {
        RunSum sum = ledger.totals().of(Measure.DELIVERIES).sum(Months.parse(first), Months.parse(last));
        return sum == null
                ? "unknown"
                : sum.total().units() + " " + sum.total().qualifier() + (sum.gap() ? " gap" : "");
    }

    private static String mismatches(BrandLedger ledger) {
        StringBuilder all = new StringBuilder();
        ledger.totals()
                .of(Measure.DELIVERIES)
                .mismatches()
                .forEach(mismatch -> all.append(Window.format(mismatch.first(), mismatch.last()))
                        .append(' ')
                        .append(mismatch.difference())
                        .append(';'));
        return all.toString();
    }

    @Test
    void shouldDeriveAMonthFromItsQuarterAndTheOtherTwo() {
        BrandLedger ledger = ledger("DELIVERIES 2024-07 9000", "DELIVERIES 2024-08 10000", "DELIVERIES 2024-Q3 30000");

        assertThat(deliveries(ledger, "2024-09")).isEqualTo("11000 DERIVED");
        assertThat(mismatches(ledger)).isEmpty();
    }

    @Test
    void shouldDeriveAMonthFromTwoCumulativeFigures() {
        BrandLedger ledger = ledger("DELIVERIES 2024-01..2024-06 60000", "DELIVERIES 2024-01..2024-07 72000");

        assertThat(deliveries(ledger, "2024-07")).isEqualTo("12000 DERIVED");
        assertThat(deliveries(ledger, "2024-06")).isEqualTo("unknown");
        assertThat(sum(ledger, "2024-01", "2024-07")).isEqualTo("72000 EXACT");
    }

    @Test
    void shouldDeriveThroughAChainOfSums() {
        // Given the half less its quarters' months, by a detour over a sum that starts earlier
        BrandLedger ledger = ledger(
                "DELIVERIES 2024-01..2024-06 600",
                "DELIVERIES 2023-12..2024-02 250",
                "DELIVERIES 2023-12 50",
                "DELIVERIES 2024-04..2024-06 310");

        // Then January and February are 200, so March is 600 - 200 - 310
        assertThat(deliveries(ledger, "2024-03")).isEqualTo("90 DERIVED");
        assertThat(sum(ledger, "2024-01", "2024-03")).isEqualTo("290 EXACT");
    }

    @Test
    void shouldKeepAnExactMonthAndCallTheQuarterAMismatch() {
        BrandLedger ledger = ledger(
                "DELIVERIES 2024-07 9000",
                "DELIVERIES 2024-08 10000",
                "DELIVERIES 2024-09 10800",
                "DELIVERIES 2024-Q3 30000");

        assertThat(deliveries(ledger, "2024-09")).isEqualTo("10800 EXACT");
        assertThat(mismatches(ledger)).isEqualTo("2024-07/2024-09 200;");
        // The window that is the run itself counts
        assertThat(sum(ledger, "2024-07", "2024-09")).isEqualTo("30000 EXACT");
        // and of the months in it the newest are trusted
        assertThat(sum(ledger, "2024-08", "2024-09")).isEqualTo("20800 EXACT");
    }

    @ParameterizedTest
    @CsvSource({
        "150+, 200 DERIVED, ''", // a lower bound yields to what follows
        "200+, 200 DERIVED, ''",
        "201+, 201 AT_LEAST, 2024-05/2024-05 1;", // less is implied than the bound
        "300~, 200 DERIVED, ''", // an estimate yields whatever it says
    })
    void shouldDeriveOverABaseThatIsNotExact(String may, String total, String mismatch) {
        BrandLedger ledger = ledger(
                "DELIVERIES 2024-04 100",
                "DELIVERIES 2024-06 300",
                "DELIVERIES 2024-05 " + may,
                "DELIVERIES 2024-Q2 600");

        assertThat(deliveries(ledger, "2024-05")).isEqualTo(total);
        assertThat(mismatches(ledger)).isEqualTo(mismatch);
    }

    @Test
    void shouldDeriveNothingNegative() {
        BrandLedger unknown = ledger("DELIVERIES 2024-04 100", "DELIVERIES 2024-06 300", "DELIVERIES 2024-Q2 399");
        BrandLedger estimated = ledger(
                "DELIVERIES 2024-04 100", "DELIVERIES 2024-06 300", "DELIVERIES 2024-05 5~", "DELIVERIES 2024-Q2 399");

        assertThat(deliveries(unknown, "2024-05")).isEqualTo("unknown");
        assertThat(mismatches(unknown)).isEmpty();
        assertThat(deliveries(estimated, "2024-05")).isEqualTo("5 ESTIMATE");
        assertThat(mismatches(estimated)).isEqualTo("2024-05/2024-05 6;");
    }

    @Test
    void shouldJoinTheBetterTierFirst() {
        // Given two halves that contradict each other about July
        BrandLedger ledger = ledger(
                "DELIVERIES 2024-01..2024-06 600",
                "DELIVERIES 2024-01..2024-07 700",
                "DELIVERIES 2024-02..2024-07 650 by=press/MEDIA",
                "DELIVERIES 2024-02..2024-06 540 by=cpca/ASSOCIATION");

        // Then of equal length the half of the company goes before that of the press; 5 months go first
        assertThat(deliveries(ledger, "2024-01")).isEqualTo("60 DERIVED");
        assertThat(deliveries(ledger, "2024-07")).isEqualTo("110 DERIVED");
        assertThat(mismatches(ledger)).isEqualTo("2024-01/2024-07 -10;");
    }

    @Test
    void shouldChooseAmongSourcesOfOneRunAsInACell() {
        BrandLedger ledger = ledger(
                "DELIVERIES 2024-04 100",
                "DELIVERIES 2024-05 100",
                "DELIVERIES 2024-Q2 300+ by=maker/OFFICIAL",
                "DELIVERIES 2024-Q2 310 by=cpca/ASSOCIATION",
                "DELIVERIES 2024-Q2 290 by=plates/REGISTRATION");

        assertThat(deliveries(ledger, "2024-06")).isEqualTo("110 DERIVED");
    }

    @Test
    void shouldOpenNoWindowByWhatIsNotExact() {
        BrandLedger ledger = ledger("DELIVERIES 2024-04 100", "DELIVERIES 2024-05 100", "DELIVERIES 2024-Q2 310~");

        assertThat(deliveries(ledger, "2024-06")).isEqualTo("unknown");
        assertThat(sum(ledger, "2024-04", "2024-06")).isEqualTo("200 AT_LEAST gap");
    }

    @Test
    void shouldWalkWhereNothingConnectsARun() {
        BrandLedger ledger = ledger("DELIVERIES 2024-Q1 12000", "DELIVERIES 2024-05 5000", "DELIVERIES 2024-06 6000~");

        assertThat(sum(ledger, "2024-01", "2024-06")).isEqualTo("23000 AT_LEAST gap");
        assertThat(sum(ledger, "2024-01", "2024-03")).isEqualTo("12000 EXACT");
        assertThat(sum(ledger, "2024-02", "2024-03")).isEqualTo("unknown");
        assertThat(sum(ledger, "2024-05", "2024-06")).isEqualTo("11000 ESTIMATE");
    }

    @Test
    void shouldWalkOverTheLongestWindowThatStartsAtAMonthAndEndsWithinTheRun() {
        BrandLedger ledger = ledger(
                "DELIVERIES 2024-01..2024-02 20",
                "DELIVERIES 2024-Q1 33",
                "DELIVERIES 2024-01..2024-12 999",
                "DELIVERIES 2024-04 4~");

        assertThat(sum(ledger, "2024-01", "2024-04")).isEqualTo("37 ESTIMATE");
        assertThat(deliveries(ledger, "2024-03")).isEqualTo("13 DERIVED");
    }

    @Test
    void shouldSumByLongerWindowsFirst() {
        // Given months that do not add up to the half, and a run that the half and a month imply
        BrandLedger ledger = ledger(
                "DELIVERIES 2024-01 10", "DELIVERIES 2024-02 10", "DELIVERIES 2024-03 10", "DELIVERIES 2024-Q1 36");

        // Then of the months the newest are trusted with the quarter, and January bears the difference
        assertThat(sum(ledger, "2024-01", "2024-02")).isEqualTo("26 EXACT");
        assertThat(sum(ledger, "2024-02", "2024-03")).isEqualTo("20 EXACT");
        assertThat(deliveries(ledger, "2024-01")).isEqualTo("10 EXACT");
    }

    @Test
    void shouldDeriveModelsBeforeTheyAreSummed() {
        // Given M's June derived, so that the brand's is EXACT, and a window of its own
        BrandLedger ledger = ledger(
                "DELIVERIES 2024-04 10 model=M",
                "DELIVERIES 2024-05 10 model=M",
                "DELIVERIES 2024-Q2 35 model=M",
                "DELIVERIES 2024-06 5 model=Y",
                "DELIVERIES 2024-05..2024-06 100");

        assertThat(deliveries(ledger, "M", "2024-06")).isEqualTo("15 DERIVED");
        assertThat(deliveries(ledger, "2024-06")).isEqualTo("20 EXACT");
        // May's base is a sum of 10, EXACT, so the run of the two is a mismatch of 70
        assertThat(deliveries(ledger, "2024-05")).isEqualTo("10 EXACT");
        assertThat(mismatches(ledger)).isEqualTo("2024-05/2024-06 70;");
    }

    @Test
    void shouldCallASumOfDerivedModelsDerivedAndOpenNoWindow() {
        // Given a June known only as M's rest
        BrandLedger ledger = ledger(
                "DELIVERIES 2024-04 10 model=M",
                "DELIVERIES 2024-05 10 model=M",
                "DELIVERIES 2024-Q2 35 model=M",
                "DELIVERIES 2024-06..2024-07 100");

        assertThat(deliveries(ledger, "2024-06")).isEqualTo("15 DERIVED");
        assertThat(deliveries(ledger, "2024-07")).isEqualTo("unknown");
    }

    @Test
    void shouldForgetADerivedMonthOnceItsQuarterIsRestated() {
        // Given
        BrandLedger ledger = ledger(
                "DELIVERIES 2024-04 100 model=M", "DELIVERIES 2024-05 100 model=M", "DELIVERIES 2024-Q2 310 model=M");
        assertThat(deliveries(ledger, "2024-06")).isEqualTo("110 DERIVED");

        // When
        Lines.statements("DELIVERIES 2024-Q2 320~ model=M id=again at=2024-09-01")
                .forEach(ledger::add);

        // Then
        assertThat(deliveries(ledger, "2024-06")).isEqualTo("unknown");
    }

    @Test
    void shouldUseNoRunsOfRegionsOrOfTheBacklog() {
        BrandLedger ledger =
                ledger("DELIVERIES 2024-04 100", "DELIVERIES 2024-05 100", "DELIVERIES 2024-Q2 310 region=cn");

        assertThat(deliveries(ledger, "2024-06")).isEqualTo("unknown");
    }
}
