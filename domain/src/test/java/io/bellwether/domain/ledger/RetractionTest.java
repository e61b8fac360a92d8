package io.bellwether.domain.ledger;

import static io.bellwether.domain.ledger.Lines.deliveries;
import static io.bellwether.domain.ledger.Lines.ledger;
import static io.bellwether.domain.ledger.Lines.statements;
import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.domain.statement.Statement;
import io.bellwether.domain.statement.Taxonomy;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Events that are taken back count for nothing (docs/figures.md#retractions). */
class RetractionTest {

    private static final String MARCH = "DELIVERIES 2024-03 100 id=old at=2024-04-01";
    private static final String CORRECTED = "DELIVERIES 2024-03 1000 id=new at=2024-04-10";

    private static BrandLedger asOf(String day, String... lines) {
        return ledger(Taxonomy.EMPTY, Knowledge.asOf(LocalDate.parse(day)), lines);
    }

    @Test
    void shouldLetWhatWasSupersededHoldAgain() {
        assertThat(deliveries(ledger(MARCH, CORRECTED), "2024-03")).isEqualTo("1000 EXACT");
        assertThat(deliveries(ledger(MARCH, CORRECTED, "withdraw new at=2024-04-20"), "2024-03"))
                .isEqualTo("100 EXACT");
    }

    @Test
    void shouldWithdrawFromTheDayOnAndVoidAsOfEveryDay() {
        String[] withdrawn = {MARCH, CORRECTED, "withdraw new at=2024-04-20T15:00:00Z"};
        String[] voided = {MARCH, CORRECTED, "void new at=2024-04-20"};

        assertThat(deliveries(asOf("2024-04-19", withdrawn), "2024-03")).isEqualTo("1000 EXACT");
        assertThat(deliveries(asOf("2024-04-20", withdrawn), "2024-03")).isEqualTo("100 EXACT");
        assertThat(deliveries(asOf("2024-04-19", voided), "2024-03")).isEqualTo("100 EXACT");
    }

    @Test
    void shouldShowWhatAReaderSawBeforeAFigureWasVoided() {
        Knowledge seen = Knowledge.seenOn(LocalDate.of(2024, 4, 19));

        BrandLedger ledger = ledger(Taxonomy.EMPTY, seen, MARCH, CORRECTED, "void new at=2024-04-20");

        assertThat(deliveries(ledger, "2024-03")).isEqualTo("1000 EXACT");
    }

    @Test
    void shouldNotCountALaterVoidRetractionAsAnEvent() {
        BrandLedger ledger = asOf("2024-04-19", MARCH, CORRECTED, "void new at=2024-06-20");

        assertThat(ledger.newestMicros())
                .isEqualTo(statements(MARCH).get(0).provenance().publishedAtMicros());
        assertThat(ledger.isClosed(24292)).isFalse();
    }

    @Test
    void shouldCloseNoMonthByWhatIsRetractedButByTheRetraction() {
        // Given days of March, and a statement in April
        String[] lines = {"DELIVERIES 2024-03-05 7 at=2024-03-06", "news at=2024-04-02 id=april"};

        // Then
        assertThat(ledger(lines).metrics().shown(Metric.REFERENCE_MONTH)).isEqualTo("2024-03");
        assertThat(ledger(lines[0], lines[1], "void april at=2024-03-20")
                        .metrics()
                        .value(Metric.REFERENCE_MONTH))
                .isNull();
        assertThat(ledger(lines[0], lines[1], "void april at=2024-04-20")
                        .metrics()
                        .shown(Metric.REFERENCE_MONTH))
                .isEqualTo("2024-03");
    }

    @Test
    void shouldNotKeepAMonthClosedByARetractedStatementOfIt() {
        // Given March told as a month at its end, retracted, and a day of it
        BrandLedger ledger = ledger(
                "DELIVERIES 2024-03 100 id=month at=2024-03-31",
                "DELIVERIES 2024-03-05 7 at=2024-03-06",
                "void month at=2024-03-31");

        assertThat(ledger.metrics().value(Metric.REFERENCE_MONTH)).isNull();
        assertThat(ledger.metrics().value(Metric.MTD_DELIVERIES)).isEqualTo(7L);
    }

    @Test
    void shouldHeedOnlyTheSourceItselfAndTheDesk() {
        assertThat(deliveries(ledger(MARCH, "void old by=press/MEDIA at=2024-04-20"), "2024-03"))
                .isEqualTo("100 EXACT");
        assertThat(deliveries(ledger(MARCH, "void old by=desk/MEDIA at=2024-04-20"), "2024-03"))
                .isEqualTo("unknown");
        assertThat(deliveries(ledger(MARCH, "void old by=ir/MEDIA at=2024-04-20"), "2024-03"))
                .isEqualTo("unknown");
        BrandLedger other = new LedgerReplay(Taxonomy.EMPTY, Set.of("audit"))
                .fold("x", Knowledge.ALL, statements(MARCH, "void old by=audit/MEDIA at=2024-04-20")::forEach);
        assertThat(deliveries(other, "2024-03")).isEqualTo("unknown");
    }

    @Test
    void shouldNotTakeBackARetraction() {
        BrandLedger ledger =
                ledger(MARCH, "void old id=r at=2024-04-20", "void r at=2024-04-21", "void e-3 at=2024-04-22");

        assertThat(deliveries(ledger, "2024-03")).isEqualTo("unknown");
        assertThat(LocalDate.ofEpochDay(ledger.newestMicros() / 86_400_000_000L))
                .isEqualTo("2024-04-22");
    }

    @Test
    void shouldCountOnNoDayWhatWasWithdrawnBeforeItWasPublished() {
        String[] lines = {"withdraw old at=2024-03-31", MARCH};

        assertThat(deliveries(asOf("2024-04-01", lines), "2024-03")).isEqualTo("unknown");
        assertThat(deliveries(asOf("2024-05-01", lines), "2024-03")).isEqualTo("unknown");
    }

    @Test
    void shouldVoidWhatIsBothWithdrawnAndVoid() {
        String[] lines = {MARCH, "withdraw old at=2024-04-20", "void old at=2024-05-20"};

        assertThat(deliveries(asOf("2024-04-10", lines), "2024-03")).isEqualTo("unknown");
    }

    @Test
    void shouldForgetRetractedTargetsPromisesQuotesLaunchesAndBreaks() {
        // Given
        BrandLedger ledger = ledger(
                "DELIVERIES 2024-03 100",
                "DELIVERIES 2024-04 200",
                "target 2024 900 id=t-1 at=2024-01-02",
                "target 2024 800 at=2024-02-02",
                "quote 9 id=q at=2024-04-20",
                "break 2024-04 id=b at=2024-04-21",
                "promise L3 FULL_ROLLOUT due=2024-12-31 id=p at=2024-04-22",
                "launch M id=l at=2024-03-10",
                "void t-1 at=2024-05-02",
                "void q at=2024-05-02",
                "void b at=2024-05-02",
                "void p at=2024-05-02",
                "void l at=2024-05-02");

        // When
        BrandSummary summary = ledger.summary();

        // Then
        assertThat(summary.metrics().value(Metric.TARGET_INITIAL)).isEqualTo(800L);
        assertThat(summary.metrics().value(Metric.TARGET_REVISIONS)).isEqualTo(0);
        assertThat(summary.metrics().value(Metric.LEAD_TIME_QUOTED_WEEKS)).isNull();
        assertThat(summary.metrics().value(Metric.DELIVERIES_MOM)).isEqualTo(1.0);
        assertThat(summary.metrics().shown(Metric.YTD_QUALIFIER)).isEqualTo("AT_LEAST");
        assertThat(summary.promises()).isEmpty();
        assertThat(summary.technologies()).isEmpty();
    }

    @Test
    void shouldAskForItsStatementsOnceARetractionArrivesAndKnowItFromThenOn() {
        // Given a ledger that has counted what is retracted
        List<Statement> said = new ArrayList<>(statements(MARCH, CORRECTED, "void new id=r at=2024-04-20"));
        BrandLedger ledger = new BrandLedger("x");
        assertThat(ledger.add(said.get(0))).isEqualTo(Outcome.APPLIED);
        assertThat(ledger.add(said.get(1))).isEqualTo(Outcome.APPLIED);

        // When
        Outcome outcome = ledger.add(said.get(2));

        // Then
        assertThat(outcome).isEqualTo(Outcome.REBUILD);
        assertThat(ledger.needsRebuild()).isTrue();
        ledger.rebuild(said::forEach);
        assertThat(ledger.needsRebuild()).isFalse();
        assertThat(deliveries(ledger, "2024-03")).isEqualTo("100 EXACT");
        assertThat(ledger.add(said.get(1))).isEqualTo(Outcome.RETRACTED);
        assertThat(ledger.add(said.get(2))).isNotEqualTo(Outcome.REBUILD);
    }

    @Test
    void shouldForgetAModelThatOnlyRetractedStatementsName() {
        // Given
        List<Statement> said = new ArrayList<>(statements(
                "DELIVERIES 2024-03 100 model=Model_3 id=m", "DELIVERIES 2024-03 90 model=Y", "void m at=2024-04-20"));
        BrandLedger ledger = new BrandLedger("x");
        said.subList(0, 2).forEach(ledger::add);
        assertThat(ledger.models()).containsExactly("Model 3", "Y");
        ledger.clearChanges();

        // When
        ledger.add(said.get(2));
        ledger.rebuild(said::forEach);

        // Then
        assertThat(ledger.models()).containsExactly("Y");
        assertThat(ledger.removedModels()).containsExactly("Model 3");
        assertThat(ledger.changedModels()).containsExactly("Y");
    }

    @Test
    void shouldTellWhatWasTakenBackLast() {
        // Given ten statements that are withdrawn one after another, one of them twice, and a retraction of nothing
        List<String> lines = new ArrayList<>();
        for (int day = 10; day < 20; day++) {
            lines.add("DELIVERIES 2024-03 " + day + " id=s-" + day + " at=2024-04-" + day);
            lines.add("withdraw s-" + day + " at=2024-05-" + day + " why=" + "x".repeat(day == 19 ? 300 : 1));
        }
        lines.add("withdraw s-19 at=2024-06-01");
        lines.add("withdraw nothing at=2024-06-01");

        // When
        List<BrandSummary.Retracted> retracted =
                ledger(lines.toArray(String[]::new)).summary().retracted();

        // Then
        assertThat(retracted.stream().map(BrandSummary.Retracted::eventId))
                .containsExactly("s-19", "s-18", "s-17", "s-16", "s-15", "s-14", "s-13", "s-12");
        assertThat(retracted.get(0).by().date()).isEqualTo("2024-05-19");
        assertThat(retracted.get(0).reason()).hasSize(200);
    }

    @Test
    void shouldTellFromWhichDayOnAnswersAreOtherwise() {
        // Given a ledger whose summary was read
        List<Statement> said = new ArrayList<>(statements(MARCH, "DELIVERIES 2024-04 9 at=2024-05-02 id=april"));
        BrandLedger ledger = new BrandLedger("x");
        said.forEach(ledger::add);
        assertThat(ledger.summary().changedFrom()).isEqualTo("2024-04-01");
        ledger.clearChanges();
        assertThat(ledger.summary().changedFrom()).isNull();

        // When a late figure arrives, then a withdrawal, then a void retraction of the oldest
        ledger.add(statements("DELIVERIES 2024-03 7 id=late at=2024-04-20").get(0));
        assertThat(ledger.summary().changedFrom()).isEqualTo("2024-04-20");
        said.addAll(statements("DELIVERIES 2024-03 7 id=late at=2024-04-20"));
        ledger.clearChanges();
        retract(ledger, said, "withdraw late at=2024-05-20 id=w");
        assertThat(ledger.summary().changedFrom()).isEqualTo("2024-05-20");
        ledger.clearChanges();
        retract(ledger, said, "void old at=2024-05-21 id=v");

        // Then
        assertThat(ledger.summary().changedFrom()).isEqualTo("2024-04-01");
        ledger.restored();
        assertThat(ledger.summary().changedFrom()).isNull();
    }

    private static void retract(BrandLedger ledger, List<Statement> said, String line) {
        said.addAll(statements(line));
        ledger.add(said.get(said.size() - 1));
        ledger.rebuild(said::forEach);
    }

    @Test
    void shouldRebuildFromStatementsThatHoldUnknownRetractions() {
        List<Statement> said = statements(MARCH, CORRECTED, "void new at=2024-04-20");
        BrandLedger ledger = new BrandLedger("x");

        ledger.rebuild(said::forEach);

        assertThat(deliveries(ledger, "2024-03")).isEqualTo("100 EXACT");
    }

    @Test
    void shouldShowEachDayAsItWasKnown() {
        // Given
        List<Statement> said = statements(
                MARCH,
                CORRECTED,
                "withdraw new at=2024-04-20",
                "DELIVERIES 2024-03 150 id=void at=2024-04-25",
                "void void at=2024-04-30");
        List<String> days = new ArrayList<>();

        // When
        LedgerReplay.PLAIN.byDay("x", LocalDate.MAX, said::forEach, (day, statements, ledger) -> {
            days.add(day + " " + deliveries(ledger, "2024-03"));
            BrandLedger fresh = LedgerReplay.PLAIN.fold("x", Knowledge.asOf(day), said::forEach);
            assertThat(ledger.summary()).isEqualTo(fresh.summary());
        });

        // Then
        assertThat(days)
                .containsExactly(
                        "2024-04-01 100 EXACT",
                        "2024-04-10 1000 EXACT",
                        "2024-04-20 100 EXACT",
                        "2024-04-25 100 EXACT",
                        "2024-04-30 100 EXACT");
    }
}
