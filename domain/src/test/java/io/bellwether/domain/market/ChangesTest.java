package io.bellwether.domain.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.domain.ledger.BrandSummary;
import io.bellwether.domain.ledger.Evidence;
import io.bellwether.domain.ledger.Metric;
import io.bellwether.domain.ledger.MetricSet;
import io.bellwether.domain.ledger.Retractions;
import io.bellwether.domain.market.Changes.Change;
import io.bellwether.domain.statement.Coverage;
import io.bellwether.domain.statement.EventId;
import io.bellwether.domain.statement.Granularity;
import io.bellwether.domain.statement.Measure;
import io.bellwether.domain.statement.Months;
import io.bellwether.domain.statement.Provenance;
import io.bellwether.domain.statement.Qualifier;
import io.bellwether.domain.statement.SalesPeriod;
import io.bellwether.domain.statement.Stage;
import io.bellwether.domain.statement.Statement;
import io.bellwether.domain.statement.TargetPeriod;
import io.bellwether.domain.statement.Tier;
import io.bellwether.domain.statement.Total;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is otherwise on one day than on another, docs/figures.md#changes. */
class ChangesTest {

    private static final LocalDate FROM = LocalDate.of(2024, 11, 1);
    private static final LocalDate TO = LocalDate.of(2024, 11, 11);
    private static final int OCTOBER = Months.parse("2024-10");
    private static final BrandFigures.Model SU7 = new BrandFigures.Model("su7", "SU7");

    @Test
    void shouldNameTheNewStatementThatAMonthRestsOn() {
        // Given at least 20,000 by the company, then 20,726 by the association
        Statement company = sales("company", "2024-11-01", "ir", null, 20_000);
        Statement association = sales("association", "2024-11-10", "cpca", null, 20_726);

        // When
        List<Change> changes = changes(
                new BrandFigures().total(null, Measure.DELIVERIES, OCTOBER, atLeast(20_000), of(company)),
                new BrandFigures().total(null, Measure.DELIVERIES, OCTOBER, exact(20_726), of(association)),
                company,
                association);

        // Then
        assertThat(changes)
                .containsExactly(new Change(
                        "x", null, "DELIVERIES", "2024-10", atLeast(20_000), exact(20_726), List.of("association")));
    }

    @Test
    void shouldReportNothingWhereNothingDiffers() {
        // Given the same total on another statement
        Statement one = sales("one", "2024-10-30", "ir", null, 5);
        Statement other = sales("other", "2024-11-02", "cpca", null, 5);

        // Then
        assertThat(changes(
                        new BrandFigures().total(null, Measure.DELIVERIES, OCTOBER, exact(5), of(one)),
                        new BrandFigures().total(null, Measure.DELIVERIES, OCTOBER, exact(5), of(other)),
                        one,
                        other))
                .isEmpty();
    }

    @Test
    void shouldReportThatALowerBoundBecameExact() {
        Statement one = sales("one", "2024-10-30", "ir", null, 5);
        Statement other = sales("other", "2024-11-02", "ir", null, 5);

        assertThat(changes(
                        new BrandFigures().total(null, Measure.DELIVERIES, OCTOBER, atLeast(5), of(one)),
                        new BrandFigures().total(null, Measure.DELIVERIES, OCTOBER, exact(5), of(other)),
                        one,
                        other))
                .extracting(Change::events)
                .containsExactly(List.of("other"));
    }

    @Test
    void shouldNameEveryRestatementOnTheWay() {
        // Given a figure that was restated twice between the days, by a model spelled in two ways
        Statement first = sales("first", "2024-10-31", "ir", "SU 7", 100);
        Statement second = sales("second", "2024-11-02", "ir", "SU7", 110);
        Statement third = sales("third", "2024-11-03", "ir", "su7", 120);
        Statement before = sales("before", "2024-10-30", "ir", "SU7", 90);

        // When
        List<Change> changes = changes(
                new BrandFigures().total(SU7, Measure.DELIVERIES, OCTOBER, exact(100), of(first)),
                new BrandFigures().total(SU7, Measure.DELIVERIES, OCTOBER, exact(120), of(third)),
                third,
                first,
                second,
                before);

        // Then in published order
        assertThat(changes)
                .containsExactly(new Change(
                        "x", "SU7", "DELIVERIES", "2024-10", exact(100), exact(120), List.of("second", "third")));
    }

    @Test
    void shouldNameTheRetractionOfWhatTheOldValueRestedOn() {
        // Given a figure that its source withdrew, and that somebody else tried to
        Statement figure = sales("figure", "2024-10-31", "ir", null, 100);
        Statement withdrawn = retraction("withdrawn", "2024-11-05", "ir", "figure");
        Statement attempt = retraction("attempt", "2024-11-05", "press", "figure");
        Statement byDesk = retraction("by-desk", "2024-11-06", "desk", "figure");

        // When
        List<Change> changes = changes(
                new BrandFigures().total(null, Measure.DELIVERIES, OCTOBER, exact(100), of(figure)),
                new BrandFigures(),
                figure,
                withdrawn,
                attempt,
                byDesk);

        // Then
        assertThat(changes)
                .containsExactly(new Change(
                        "x", null, "DELIVERIES", "2024-10", exact(100), null, List.of("withdrawn", "by-desk")));
    }

    @Test
    void shouldNameNoEventOfOtherDays() {
        // Given what is new to the value, but was published before the first day (it counts since the month is closed)
        Statement early = sales("early", "2024-10-31", "ir", null, 100);

        // When
        List<Change> changes = changes(
                new BrandFigures(),
                new BrandFigures().total(null, Measure.DELIVERIES, OCTOBER, exact(100), of(early)),
                early);

        // Then
        assertThat(changes).extracting(Change::events).containsExactly(List.of());
    }

    @Test
    void shouldCompareMetricsWithTheEvidenceForThem() {
        // Given a run rate by one statement more
        Statement old = sales("old", "2024-10-31", "ir", null, 100);
        Statement added = sales("added", "2024-11-02", "ir", null, 120);

        // When
        List<Change> changes = changes(
                new BrandFigures().metrics(null, metrics(100.0), List.of(evidence(old, "run_rate"))),
                new BrandFigures()
                        .metrics(
                                null,
                                metrics(110.0),
                                List.of(evidence(old, "run_rate"), evidence(added, "run_rate", "deliveries_mom"))),
                old,
                added);

        // Then the qualifier, which is the same, is none
        assertThat(changes).containsExactly(new Change("x", null, "run_rate", null, 100.0, 110.0, List.of("added")));
    }

    @Test
    void shouldCompareWhatBecameOfTargets() {
        // Given a target that is met by December's figure
        Statement december = sales("december", "2024-11-08", "ir", null, 100);

        // When
        List<Change> changes = changes(
                new BrandFigures().target(target(MarketView.TargetStatus.OPEN), List.of()),
                new BrandFigures()
                        .target(
                                target(MarketView.TargetStatus.MET),
                                List.of(evidence(december, Evidence.ofTarget("2024-Q4")))),
                december);

        // Then
        assertThat(changes)
                .containsExactly(new Change("x", null, "target:2024-Q4", null, "OPEN", "MET", List.of("december")));
    }

    @Test
    void shouldCompareWhatBecameOfPromises() {
        // Given a promise of 100 cities that a fact meets, after one of 10 cities; a later fact says more
        Statement few = fact("few", "2024-11-02", 10);
        Statement met = fact("met", "2024-11-03", 100);
        Statement more = fact("more", "2024-11-04", Coverage.NATIONWIDE);

        // When
        List<Change> changes = changes(
                new BrandFigures().commitment(commitment(null, MarketView.Status.OVERDUE), List.of()),
                new BrandFigures()
                        .commitment(
                                commitment(LocalDate.of(2024, 11, 3), MarketView.Status.KEPT_LATE),
                                List.of(more, met, few)),
                few,
                met,
                more);

        // Then
        assertThat(changes)
                .containsExactly(new Change(
                        "x", null, "commitment:L3/FULL_ROLLOUT", null, "OVERDUE", "KEPT_LATE", List.of("met")));
    }

    @Test
    void shouldOrderTheBrandBeforeItsModelsAndMonthsBeforeMetrics() {
        // Given
        BrandFigures after = new BrandFigures()
                .metrics(SU7, metrics(1.0), List.of())
                .target(target(MarketView.TargetStatus.OPEN), List.of())
                .commitment(commitment(null, MarketView.Status.PENDING), List.of())
                .metrics(null, metrics(1.0), List.of())
                .total(null, Measure.OUTPUT, OCTOBER, exact(1), List.of())
                .total(null, Measure.DELIVERIES, OCTOBER, exact(1), List.of())
                .total(null, Measure.DELIVERIES, OCTOBER - 1, exact(1), List.of());

        // Then
        assertThat(changes(new BrandFigures(), after))
                .extracting(change -> change.model() + " " + change.figure() + " " + change.month())
                .containsExactly(
                        "null DELIVERIES 2024-09",
                        "null DELIVERIES 2024-10",
                        "null OUTPUT 2024-10",
                        "null run_rate null",
                        "null run_rate_qualifier null",
                        "null target:2024-Q4 null",
                        "null commitment:L3/FULL_ROLLOUT null",
                        "SU7 run_rate null",
                        "SU7 run_rate_qualifier null");
    }

    @Test
    void shouldTakeAnotherSpellingForNoChange() {
        BrandFigures before = new BrandFigures().total(SU7, Measure.DELIVERIES, OCTOBER, exact(1), List.of());
        BrandFigures after = new BrandFigures()
                .total(new BrandFigures.Model("su7", "SU 7"), Measure.DELIVERIES, OCTOBER, exact(1), List.of());

        assertThat(changes(before, after)).isEmpty();
    }

    private static List<Change> changes(BrandFigures before, BrandFigures after, Statement... statements) {
        return new Changes(
                        "x",
                        FROM,
                        TO,
                        new Changes.Statements(
                                List.of(statements),
                                model -> model.replace(" ", "").toLowerCase(Locale.ROOT),
                                new Retractions(Retractions.DESK)))
                .between(before, after);
    }

    private static Total exact(long units) {
        return new Total(units, Qualifier.EXACT);
    }

    private static Total atLeast(long units) {
        return new Total(units, Qualifier.AT_LEAST);
    }

    private static List<Provenance> of(Statement statement) {
        return List.of(statement.provenance());
    }

    private static MetricSet metrics(double runRate) {
        return MetricSet.of(Map.of(Metric.RUN_RATE, runRate, Metric.RUN_RATE_QUALIFIER, Qualifier.EXACT));
    }

    private static Evidence evidence(Statement statement, String... metrics) {
        return Evidence.of("DELIVERIES", "2024-10", 1.0, statement.provenance(), Set.of(metrics));
    }

    private static Provenance provenance(String id, String day, String source) {
        return new Provenance(id, Provenance.startOfDay(LocalDate.parse(day)), source, Tier.OFFICIAL, null);
    }

    private static Statement sales(String id, String day, String source, String model, long units) {
        return new Statement.Sales(
                provenance(id, day, source),
                model,
                null,
                Measure.DELIVERIES,
                SalesPeriod.of(Granularity.MONTH, LocalDate.of(2024, 10, 1)),
                units,
                Qualifier.EXACT);
    }

    private static Statement retraction(String id, String day, String source, String of) {
        return new Statement.Retraction(provenance(id, day, source), EventId.of(of), false, "an error");
    }

    private static Statement fact(String id, String day, int coverage) {
        return new Statement.Milestone(
                provenance(id, day, "ir"), LocalDate.parse(day), "L3", Stage.FULL_ROLLOUT, coverage, null, null);
    }

    private static MarketView.Commitment commitment(LocalDate metOn, MarketView.Status status) {
        Provenance promised = provenance("promise", "2024-05-01", "ir");
        LocalDate due = LocalDate.of(2024, 10, 31);
        return new MarketView.Commitment(
                "x",
                new BrandSummary.Promise("L3", Stage.FULL_ROLLOUT, 100, due, due, 0, metOn, promised, promised),
                status);
    }

    private static MarketView.Target target(MarketView.TargetStatus status) {
        Provenance stated = provenance("target", "2024-01-05", "ir");
        return new MarketView.Target(
                "x",
                new BrandSummary.Target(
                        TargetPeriod.quarter(2024, 4),
                        100,
                        100,
                        null,
                        0,
                        0,
                        null,
                        null,
                        null,
                        null,
                        List.of(),
                        stated,
                        stated,
                        null),
                null,
                status);
    }
}
