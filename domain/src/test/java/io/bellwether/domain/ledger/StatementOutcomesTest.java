package io.bellwether.domain.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.domain.ledger.StatementOutcome.Kind;
import io.bellwether.domain.statement.EventId;
import io.bellwether.domain.statement.Granularity;
import io.bellwether.domain.statement.Measure;
import io.bellwether.domain.statement.Provenance;
import io.bellwether.domain.statement.Qualifier;
import io.bellwether.domain.statement.SalesPeriod;
import io.bellwether.domain.statement.Statement;
import io.bellwether.domain.statement.TargetPeriod;
import io.bellwether.domain.statement.Tier;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What became of each statement. */
class StatementOutcomesTest {

    private static final LocalDate DAY = LocalDate.of(2024, 11, 1);
    private static final SalesPeriod OCTOBER = SalesPeriod.of(Granularity.MONTH, LocalDate.of(2024, 10, 1));

    private final List<Statement> statements = new ArrayList<>();

    /** The first published on {@link #DAY}, each a day after the one before. */
    private Provenance by(String source, Tier tier) {
        return new Provenance(
                "event-" + statements.size(),
                Provenance.startOfDay(DAY.plusDays(statements.size())),
                source,
                tier,
                null);
    }

    private <T extends Statement> T add(T statement) {
        statements.add(statement);
        return statement;
    }

    private Statement.Sales sales(
            String source, Tier tier, String model, SalesPeriod period, long units, Qualifier how) {
        return add(new Statement.Sales(by(source, tier), model, null, Measure.DELIVERIES, period, units, how));
    }

    private Statement.Sales october(String source, Tier tier, long units) {
        return sales(source, tier, null, OCTOBER, units, Qualifier.EXACT);
    }

    private Statement.Retraction retraction(String source, Statement of, boolean isVoid) {
        return add(new Statement.Retraction(
                by(source, Tier.OFFICIAL), of.provenance().id(), isVoid, "a typing error"));
    }

    private StatementOutcome outcome(Statement statement) {
        BrandLedger ledger = LedgerReplay.PLAIN.fold("x", Knowledge.ALL, statements::forEach);
        return new StatementOutcomes(ledger, statements).of(statement);
    }

    private Kind kind(Statement statement) {
        return outcome(statement).kind();
    }

    @Test
    void shouldTellTheFigureThatCountsFromThoseThatDoNot() {
        Statement first = october("ir", Tier.OFFICIAL, 20_000);
        Statement second = october("ir", Tier.OFFICIAL, 20_100);
        Statement other = october("cpca", Tier.ASSOCIATION, 20_726);

        assertThat(outcome(second)).isEqualTo(StatementOutcome.COUNTS);
        assertThat(outcome(first))
                .isEqualTo(new StatementOutcome(
                        Kind.SUPERSEDED, "superseded by event-1, published 2024-11-02", "event-1"));
        assertThat(kind(other)).isEqualTo(Kind.OUTRANKED);
        assertThat(outcome(other).reason()).contains("ir is of a better tier");
    }

    @Test
    void shouldLetWhatARetractedStatementHadSupersededCountAgain() {
        Statement first = october("ir", Tier.OFFICIAL, 20_000);
        Statement wrong = october("ir", Tier.OFFICIAL, 200_000);
        Statement retraction = retraction("ir", wrong, false);

        assertThat(kind(first)).isEqualTo(Kind.COUNTS);
        assertThat(outcome(wrong))
                .isEqualTo(new StatementOutcome(
                        Kind.RETRACTED, "withdrawn by ir on 2024-11-03: a typing error", "event-2"));
        assertThat(kind(retraction)).isEqualTo(Kind.COUNTS);
    }

    @Test
    void shouldSayOfARetractionThatItIsWithoutEffect() {
        Statement figure = october("ir", Tier.OFFICIAL, 20_000);
        Statement ofAnother = retraction("cpca", figure, true);
        Statement ofRetraction = retraction("cpca", ofAnother, true);
        Statement early = add(new Statement.Retraction(by("ir", Tier.OFFICIAL), EventId.of("later"), true, "x"));

        assertThat(kind(figure)).isEqualTo(Kind.COUNTS);
        assertThat(outcome(ofAnother).reason()).isEqualTo("only ir or the desk can retract an event of that source");
        assertThat(outcome(ofRetraction).reason()).isEqualTo("a retraction cannot be retracted");
        assertThat(outcome(early).reason()).isEqualTo("no event of this brand has the id later");
    }

    @Test
    void shouldSeeAModelsFigureAsPartOfTheModel() {
        Statement brand = october("ir", Tier.OFFICIAL, 20_000);
        Statement model = sales("ir", Tier.OFFICIAL, "SU7", OCTOBER, 15_000, Qualifier.EXACT);
        Statement spelling = sales("cpca", Tier.ASSOCIATION, "su 7", OCTOBER, 16_000, Qualifier.EXACT);

        assertThat(kind(brand)).isEqualTo(Kind.COUNTS);
        assertThat(kind(model)).isEqualTo(Kind.COUNTS);
        assertThat(kind(spelling)).isEqualTo(Kind.OUTRANKED);
    }

    @Test
    void shouldCountAnExactStretchOfMonthsAndNoOther() {
        SalesPeriod quarter = SalesPeriod.of(Granularity.QUARTER, LocalDate.of(2024, 7, 1));
        SalesPeriod week = SalesPeriod.span(LocalDate.of(2024, 10, 8), LocalDate.of(2024, 10, 13));
        Statement exact = sales("ir", Tier.OFFICIAL, null, quarter, 60_000, Qualifier.EXACT);
        Statement other = sales("paper", Tier.MEDIA, null, quarter, 61_000, Qualifier.EXACT);
        SalesPeriod half = SalesPeriod.span(LocalDate.of(2024, 1, 1), LocalDate.of(2024, 6, 30));
        Statement bound = sales("ir", Tier.OFFICIAL, null, half, 100_000, Qualifier.AT_LEAST);
        Statement days = sales("ir", Tier.OFFICIAL, null, week, 900, Qualifier.EXACT);

        assertThat(kind(exact)).isEqualTo(Kind.COUNTS);
        assertThat(outcome(other).reason()).isEqualTo("ir is of a better tier, OFFICIAL before MEDIA");
        assertThat(outcome(bound).reason()).startsWith("not exact");
        assertThat(outcome(days).reason()).startsWith("a stretch of days that is no part of a month");
    }

    @Test
    void shouldRankCapacityTargetsAndQuotes() {
        Statement planned = add(new Statement.Capacity(by("ir", Tier.OFFICIAL), "p", 1_000, 2024 * 12, false));
        Statement media = add(new Statement.Capacity(by("paper", Tier.MEDIA), "p", 900, 2024 * 12, true));
        Statement plant = add(new Statement.Capacity(by("maker", Tier.OFFICIAL), "p", 800, 2024 * 12, true));
        TargetPeriod year = TargetPeriod.year(2024);
        Statement target = add(new Statement.Target(by("ir", Tier.OFFICIAL), year, 100, null, false));
        Statement rumour = add(new Statement.Target(by("paper", Tier.MEDIA), year, 90, null, false));
        Statement stretch = add(new Statement.Target(by("ir", Tier.OFFICIAL), year, 120, null, true));
        Statement quote = add(new Statement.Quote(by("shop", Tier.OFFICIAL), "SU7", 20));
        Statement newer = add(new Statement.Quote(by("paper", Tier.MEDIA), null, 10));
        Statement launch = add(new Statement.Launch(by("ir", Tier.OFFICIAL), DAY, "YU7"));

        assertThat(outcome(planned).reason()).isEqualTo("planned; capacity counts once it operates");
        assertThat(kind(media)).isEqualTo(Kind.OUTRANKED);
        assertThat(kind(plant)).isEqualTo(Kind.COUNTS);
        assertThat(kind(target)).isEqualTo(Kind.COUNTS);
        assertThat(outcome(rumour).reason()).isEqualTo("ir is of a better tier, OFFICIAL before MEDIA");
        assertThat(outcome(stretch).reason()).contains("STRETCH");
        assertThat(kind(quote)).isEqualTo(Kind.COUNTS);
        assertThat(kind(newer)).isEqualTo(Kind.COUNTS);
        assertThat(kind(launch)).isEqualTo(Kind.COUNTS);
        assertThat(statements).isSortedAccordingTo(Comparator.comparing(Statement::provenance));
    }
}
