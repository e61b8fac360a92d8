package io.bellwether.domain.ledger;

import static io.bellwether.domain.ledger.Lines.ledger;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Each metric names the values and statements that it was computed from (docs/figures.md#evidence). */
class EvidenceTest {

    /** What supports a metric, as {@code name period value [event ids]}. */
    private static List<String> evidence(BrandLedger ledger, String metric) {
        return ledger.evidence(ledger.metrics(), Evidence.Limit.ASKED).stream()
                .filter(evidence -> evidence.metrics().contains(metric))
                .map(EvidenceTest::text)
                .toList();
    }

    private static String text(Evidence evidence) {
        List<String> ids = evidence.sources().stream()
                .flatMap(source -> source.eventIds().stream())
                .toList();
        return evidence.name() + " " + evidence.period() + " "
                + (evidence.value() == null
                        ? "-"
                        : Long.toString(evidence.value().longValue())) + " " + ids;
    }

    @Test
    void shouldNameTheWindowsAndMonthsOfAYear() {
        BrandLedger ledger = ledger(
                "DELIVERIES 2024-Q1 30 id=q1",
                "DELIVERIES 2024-04..2024-05 20 id=span",
                "DELIVERIES 2024-06 9~ id=june",
                "target 2024 120 id=t");

        assertThat(evidence(ledger, "ytd_deliveries"))
                .containsExactly(
                        "DELIVERIES 2024-Q1 30 [q1]",
                        "DELIVERIES 2024-04/2024-05 20 [span]",
                        "DELIVERIES 2024-06 9 [june]");
        assertThat(evidence(ledger, "target_attainment"))
                .containsExactly(
                        "TARGET 2024 120 [t]",
                        "DELIVERIES 2024-Q1 30 [q1]",
                        "DELIVERIES 2024-04/2024-05 20 [span]",
                        "DELIVERIES 2024-06 9 [june]");
        assertThat(evidence(ledger, "run_rate")).containsExactly("DELIVERIES 2024-06 9 [june]");
    }

    @Test
    void shouldNameThePeakAndNotEveryMonthBefore() {
        BrandLedger ledger = ledger(
                "DELIVERIES 2024-01 10 id=a",
                "DELIVERIES 2024-02 90 id=b",
                "DELIVERIES 2024-03 20 id=c",
                "DELIVERIES 2024-04 30 id=d");

        assertThat(evidence(ledger, "deliveries_to_peak"))
                .containsExactly("DELIVERIES 2024-02 90 [b]", "DELIVERIES 2024-04 30 [d]");
        assertThat(evidence(ledger, "months_on_sale")).containsExactly("DELIVERIES 2024-01 10 [a]");
    }

    @Test
    void shouldNameWhatADerivedMonthFollowsFrom() {
        BrandLedger ledger = ledger(
                "DELIVERIES 2024-04 10 id=april",
                "DELIVERIES 2024-05 10 id=may",
                "DELIVERIES 2024-Q2 35 id=q2",
                "news at=2024-07-05");

        assertThat(evidence(ledger, "deliveries")).containsExactly("DELIVERIES 2024-06 15 [q2, april, may]");
    }

    @Test
    void shouldNameBothSidesOfADoubt() {
        BrandLedger ledger = ledger(
                "DELIVERIES 2024-03 20000 by=maker/OFFICIAL id=maker",
                "DELIVERIES 2024-03 21200 by=cpca/ASSOCIATION id=cpca",
                "DELIVERIES 2024-01 5 id=january",
                "DELIVERIES 2024-02 6 id=february",
                "DELIVERIES 2024-Q1 20100 id=quarter");

        assertThat(evidence(ledger, "conflict_ratio"))
                .contains("DELIVERIES 2024-03 20000 [maker]", "DELIVERIES 2024-03 21200 [cpca]");
        assertThat(evidence(ledger, "mismatch_units"))
                .containsExactly(
                        "DELIVERIES 2024-Q1 20100 [quarter]",
                        "DELIVERIES 2024-01 5 [january]",
                        "DELIVERIES 2024-02 6 [february]",
                        "DELIVERIES 2024-03 20000 [maker]");
    }

    @Test
    void shouldNameNothingForWhatIsUnknown() {
        // Given a lower bound that is no base of growth, and orders without a month between
        BrandLedger ledger =
                ledger("DELIVERIES 2024-03 20+", "DELIVERIES 2024-04 30", "ORDERS 2024-02 5", "ORDERS 2024-04 9");

        assertThat(evidence(ledger, "deliveries_mom")).isEmpty();
        assertThat(evidence(ledger, "order_backlog")).isEmpty();
        assertThat(evidence(ledger, "orders")).containsExactly("ORDERS 2024-04 9 [e-4]");
    }

    @Test
    void shouldNameWhatATargetsActualFigureIsASumOf() {
        BrandLedger ledger = ledger(
                "DELIVERIES 2024-Q1 30 id=q1",
                "DELIVERIES 2024-04 12 id=april",
                "DELIVERIES 2023-04 9 id=year-before",
                "target 2024-01..2024-06 90",
                "target 2024 900");
        BrandSummary summary = ledger.summary();

        List<String> actual = ledger.evidence(summary.metrics(), Evidence.Limit.ASKED).stream()
                .filter(evidence -> evidence.metrics().contains(Evidence.ofTarget("2024-01..2024-06")))
                .map(EvidenceTest::text)
                .toList();

        assertThat(actual).containsExactly("DELIVERIES 2024-Q1 30 [q1]", "DELIVERIES 2024-04 12 [april]");
        // The same where no summary was asked for before
        assertThat(evidence(ledger, Evidence.ofTarget("2024-01..2024-06"))).isEqualTo(actual);
        assertThat(evidence(ledger, Evidence.THREE_MONTHS_TO_YEAR_BEFORE))
                .containsExactly("DELIVERIES 2023-04 9 [year-before]", "DELIVERIES 2024-04 12 [april]");
    }

    @Test
    void shouldKeepTheFactsOfRules() {
        BrandLedger ledger = ledger("DELIVERIES 2024-02 20 id=a", "DELIVERIES 2024-04 30 id=b");

        assertThat(evidence(ledger, "growth"))
                .containsExactly("DELIVERIES 2024-02 20 [a]", "DELIVERIES 2024-04 30 [b]");
        assertThat(evidence(ledger, "days_without_next_month")).containsExactly("DELIVERIES 2024-04 30 [b]");
        assertThat(evidence(ledger, "months_known")).containsExactly("DELIVERIES 2024-04 30 [b]");
    }
}
