package io.bellwether.domain.alert;

import static io.bellwether.domain.alert.AlertTransition.Status.CHANGED;
import static io.bellwether.domain.alert.AlertTransition.Status.OPENED;
import static io.bellwether.domain.alert.AlertTransition.Status.RESOLVED;
import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.domain.ledger.BrandSummary;
import io.bellwether.domain.ledger.Evidence;
import io.bellwether.domain.ledger.Metric;
import io.bellwether.domain.ledger.MetricSet;
import io.bellwether.domain.market.SampleBrand;
import io.bellwether.domain.statement.Months;
import io.bellwether.domain.statement.Provenance;
import io.bellwether.domain.statement.Qualifier;
import io.bellwether.domain.statement.TargetPeriod;
import io.bellwether.domain.statement.Total;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The life of alerts, docs/figures.md#lifecycle, on figures put together by hand. */
class AlertEngineTest {

    private static final Rule LOW = SampleRule.below("LOW", Scope.BRAND, "deliveries", 100);

    private final List<AlertTransition> steps = new ArrayList<>();
    private final List<AlertTransition> standing = new ArrayList<>();
    private final List<String> renamed = new ArrayList<>();
    private final AlertListener listener = new AlertListener() {
        @Override
        public void onStep(AlertTransition step) {
            steps.add(step);
        }

        @Override
        public void onStanding(AlertTransition step) {
            standing.add(step);
        }

        @Override
        public void onRenamed(AlertKey former, AlertTransition now) {
            renamed.add(former.rule() + " " + now.rule() + " " + now.alertId());
        }
    };

    @Test
    void shouldOpenChangeAndResolveUnderOneId() {
        // Given
        AlertEngine engine = engine(LOW);

        // When
        october(engine, 120, "2024-11-01");
        october(engine, 90, "2024-11-02");
        october(engine, 40, "2024-11-03");
        october(engine, 120, "2024-11-04");
        october(engine, 30, "2024-11-05");

        // Then
        assertThat(steps).extracting(AlertTransition::status).containsExactly(OPENED, CHANGED, RESOLVED, OPENED);
        assertThat(steps).extracting(AlertTransition::sequence).containsExactly(1, 2, 3, 1);
        assertThat(steps.subList(0, 3))
                .extracting(AlertTransition::alertId)
                .containsOnly(steps.get(0).alertId());
        assertThat(steps.get(3).alertId()).isNotEqualTo(steps.get(0).alertId());
        assertThat(steps.get(2).message()).isEqualTo("No longer so: x has 40.");
        assertThat(steps.get(3).severity()).isEqualTo(Severity.CRITICAL);
    }

    @Test
    void shouldSayWhatEachStepIsCausedBy() {
        // Given
        AlertEngine engine = engine(LOW);

        // When
        october(engine, 90, "2024-11-02");
        october(engine, 40, "2024-11-03");
        engine.evaluate(LocalDate.of(2024, 11, 9), listener);
        october(engine, 120, "2025-01-04");

        // Then
        assertThat(steps)
                .extracting(AlertTransition::cause)
                .containsExactly(
                        "Deliveries for October: 90 (ir, 2 November).",
                        "What changed: deliveries for October: 40 instead of 90 (ir, 3 November).",
                        "What changed: deliveries for October 2024: 120 instead of 40 (ir, 4 January).");
        assertThat(steps.get(1).changedBy()).hasSize(1);
    }

    @Test
    void shouldSayThatTheDayMadeTheDifference() {
        // Given a rule on the days that passed
        Rule old = SampleRule.below("RECENT", Scope.BRAND, "days_without_next_month", -10);
        AlertEngine engine = engine(old);

        // When
        october(engine, 90, "2024-11-11");
        engine.evaluate(LocalDate.of(2024, 11, 25), listener);

        // Then
        assertThat(steps).extracting(AlertTransition::status).containsExactly(OPENED, RESOLVED);
        assertThat(steps.get(1).cause())
                .isEqualTo("No statement behind it changed: the day, 25 November, or the figures of others made the"
                        + " difference.");
    }

    @Test
    void shouldSayThatAnAlertOpenedByTheDay() {
        // Given a figure of 2 November that is too small only as of a later day
        Rule late = new Rule(
                "LATE",
                Scope.BRAND,
                List.of(new Rule.Level(
                        Severity.INFO,
                        SampleRule.condition(
                                "days_without_next_month",
                                ">= 0",
                                subject -> subject.number("days_without_next_month") >= 0))),
                MessageTemplate.of("late"),
                List.of(),
                Map.of());
        AlertEngine engine = engine(late);
        october(engine, 90, "2024-11-02");

        // When
        engine.evaluate(LocalDate.of(2024, 11, 30), listener);

        // Then
        assertThat(steps).extracting(AlertTransition::cause).containsExactly("So it is as of 30 November.");
    }

    @Test
    void shouldSayThatAStatementWasWithdrawnAndWhy() {
        // Given an alert on a figure of 90
        AlertEngine engine = engine(LOW);
        october(engine, 90, "2024-11-02");

        // When its source takes it back, and another figure counts
        SampleBrand brand = SampleBrand.named("x")
                .upTo("2024-10", 130)
                .newest("2024-11-04")
                .retracted("october-90", "2024-11-04", "counted twice");
        engine.put(brand.summary(), () -> List.of(evidence(130, "2024-11-01")));
        engine.evaluate(null, listener);

        // Then
        assertThat(steps.get(1).status()).isEqualTo(RESOLVED);
        assertThat(steps.get(1).cause())
                .isEqualTo("Deliveries for October of 90 by ir was withdrawn on 4 November: counted twice."
                        + " What changed: deliveries for October: 130 instead of 90 (ir, 1 November).");
    }

    @Test
    void shouldResolveWhatIsKnownNoMoreWithTheRetractionAsItsCause() {
        // Given a target that was missed
        Rule missed = SampleRule.below("MISSED", Scope.TARGET, "attainment", 1);
        AlertEngine engine = engine(missed);
        SampleBrand brand = SampleBrand.named("x")
                .upTo("2024-10", 90)
                .target(TargetPeriod.year(2023), 100, Months.parse("2023-12"), new Total(90, Qualifier.EXACT));
        engine.put(brand.summary(), List::of);
        engine.evaluate(null, listener);

        // When the target is taken back
        engine.put(
                SampleBrand.named("x")
                        .upTo("2024-10", 90)
                        .newest("2024-11-12")
                        .retracted("target-2023", "2024-11-12", "it was another company's")
                        .summary(),
                List::of);
        engine.evaluate(null, listener);

        // Then
        assertThat(steps).extracting(step -> step.subject().name()).containsOnly("x/2023");
        assertThat(steps).extracting(AlertTransition::status).containsExactly(OPENED, RESOLVED);
        assertThat(steps.get(1).cause())
                .isEqualTo("Target for 2023 of 100 by ir was withdrawn on 12 November: it was another company's.");
    }

    @Test
    void shouldResolveTheAlertsOfAModelThatIsNoMore() {
        // Given
        AlertEngine engine = engine(SampleRule.below("LOW", Scope.MODEL, "deliveries", 100));
        MetricSet metrics = MetricSet.of(Map.of(Metric.DELIVERIES, 90L));
        engine.put(SampleBrand.named("x").summary(), List::of);
        engine.put("x", "ONE", metrics, List::of);
        engine.evaluate(null, listener);

        // When
        engine.put(SampleBrand.named("x").summary(), List::of);
        engine.remove("x", "ONE");
        engine.evaluate(null, listener);

        // Then
        assertThat(steps).extracting(AlertTransition::status).containsExactly(OPENED, RESOLVED);
    }

    @Test
    void shouldKeepTwoAlertsOfOneNameInTwoScopes() {
        // Given two rules of one name, whose subjects are called the same: a model, and a target
        AlertEngine engine = engine(
                SampleRule.below("LOW", Scope.MODEL, "deliveries", 100),
                SampleRule.below("LOW", Scope.TARGET, "units", 100));
        engine.put(
                SampleBrand.named("x")
                        .target(TargetPeriod.year(2024), 90, null, null)
                        .summary(),
                List::of);
        engine.put("x", "2024", MetricSet.of(Map.of(Metric.DELIVERIES, 90L)), List::of);

        // When
        engine.evaluate(null, listener);

        // Then
        assertThat(steps)
                .extracting(
                        step -> step.subject().scope() + " " + step.subject().name())
                .containsExactly("MODEL x/2024", "TARGET x/2024");
        assertThat(steps.get(0).alertId()).isNotEqualTo(steps.get(1).alertId());
    }

    @Test
    void shouldGoOnUnderAnotherNameOfItsRule() {
        // Given an alert of LOW
        AlertEngine engine = engine(LOW);
        october(engine, 90, "2024-11-02");
        String id = steps.get(0).alertId();

        // When the rule has another name, and later the figure is fine
        Rule small = SampleRule.formerly(SampleRule.below("SMALL", Scope.BRAND, "deliveries", 100), "LOW");
        engine.use(List.of(small), "2");
        engine.evaluate(null, listener);
        october(engine, 120, "2024-11-03");

        // Then
        assertThat(renamed).containsExactly("LOW SMALL " + id);
        assertThat(standing).extracting(AlertTransition::rule).containsExactly("SMALL");
        assertThat(steps).extracting(AlertTransition::status).containsExactly(OPENED, RESOLVED);
        assertThat(steps.get(1).alertId()).isEqualTo(id);
        assertThat(steps.get(1).rule()).isEqualTo("SMALL");
    }

    @Test
    void shouldTakeUpAKeptAlertUnderTheNewNameOfItsRule() {
        // Given an alert that was kept before the rule had another name
        october(engine(LOW), 90, "2024-11-02");
        AlertTransition kept = steps.get(0);
        AlertBook book = new AlertBook(
                List.of(SampleRule.formerly(SampleRule.below("SMALL", Scope.BRAND, "deliveries", 100), "LOW")), "2");
        book.restore(kept);
        AlertEngine engine = new AlertEngine(book);
        steps.clear();

        // When
        october(engine, 90, "2024-11-02");

        // Then
        assertThat(steps).isEmpty();
        assertThat(renamed).containsExactly("LOW SMALL " + kept.alertId());
    }

    @Test
    void shouldEndTheAlertsOfARuleThatIsNoMore() {
        // Given
        AlertEngine engine = engine(LOW);
        october(engine, 90, "2024-11-02");

        // When
        engine.use(List.of(), "2");
        engine.evaluate(null, listener);

        // Then
        assertThat(steps).extracting(AlertTransition::status).containsExactly(OPENED, RESOLVED);
        assertThat(steps.get(1).message()).isEqualTo("No longer watched: x has 90.");
        assertThat(steps.get(1).cause()).isEqualTo("The rules of version 2 have no LOW.");
    }

    @Test
    void shouldSayWhenAnAlertBegan() {
        // Given it is open from the 2nd on, at another severity from the 4th on, and is resolved on the 6th for a day
        AlertEngine engine = engine(LOW);
        october(engine, 120, "2024-11-01");
        october(engine, 90, "2024-11-02");
        october(engine, 40, "2024-11-04");

        // Then
        assertThat(steps).extracting(AlertTransition::beganOn).containsOnly(LocalDate.of(2024, 11, 2));

        // When
        october(engine, 120, "2024-11-06");
        october(engine, 90, "2024-11-07");

        // Then
        assertThat(steps.get(2).beganOn()).isEqualTo(LocalDate.of(2024, 11, 2));
        assertThat(steps.get(3).beganOn()).isEqualTo(LocalDate.of(2024, 11, 7));
    }

    @Test
    void shouldNotBeginAnewWhereADayEndsAsItBegan() {
        // Given an alert of the 2nd
        AlertEngine engine = engine(LOW);
        october(engine, 90, "2024-11-02");

        // When it is resolved and opens again within the 3rd
        october(engine, 120, "2024-11-03");
        october(engine, 90, "2024-11-03");

        // Then as of each day it was open
        assertThat(steps).extracting(AlertTransition::status).containsExactly(OPENED, RESOLVED, OPENED);
        assertThat(steps.get(2).beganOn()).isEqualTo(LocalDate.of(2024, 11, 2));
    }

    @Test
    void shouldBeginOnADayOfEventsOrThePresentOne() {
        // Given a rule that the clock makes true, on days without events
        Rule late = new Rule(
                "LATE",
                Scope.BRAND,
                List.of(new Rule.Level(
                        Severity.INFO,
                        SampleRule.condition(
                                "days_without_next_month",
                                ">= 0",
                                subject -> subject.number("days_without_next_month") >= 0))),
                MessageTemplate.of("late"),
                List.of(),
                Map.of());
        AlertEngine engine = engine(late);
        october(engine, 90, "2024-11-02");

        // When
        engine.evaluate(LocalDate.of(2024, 12, 1), listener);
        engine.evaluate(LocalDate.of(2024, 12, 2), listener);
        october(engine, 90, "2024-12-03");
        engine.evaluate(LocalDate.of(2024, 12, 4), listener);

        // Then
        assertThat(steps).extracting(AlertTransition::beganOn).containsExactly(LocalDate.of(2024, 12, 1));
        assertThat(standing)
                .extracting(AlertTransition::beganOn)
                .containsExactly(LocalDate.of(2024, 12, 2), LocalDate.of(2024, 12, 3), LocalDate.of(2024, 12, 3));
    }

    @Test
    void shouldStayOnTheDayThatTheClockReached() {
        // Given a day that only the clock reached
        AlertEngine engine = engine(LOW);
        october(engine, 90, "2024-11-02");
        engine.evaluate(LocalDate.of(2024, 12, 1), listener);

        // When the clock is off, is behind, or is off after a restart; then it is set right
        AlertEngine restarted = engine(LOW);
        restarted.put(summary(90, "2024-11-02"), List::of);
        restarted.restorePast(engine.past().state(), engine.openDays().state());

        // Then
        assertThat(engine.asOf(null)).isEqualTo("2024-12-01");
        assertThat(engine.asOf(LocalDate.of(2024, 11, 24))).isEqualTo("2024-12-01");
        assertThat(restarted.asOf(null)).isEqualTo("2024-12-01");
        assertThat(engine.asOf(LocalDate.of(2024, 11, 23))).isEqualTo("2024-11-23");
    }

    @Test
    void shouldKnowThatThePastIsToBeWorkedOutAnewAfterLateNews() {
        // Given days that arrived in their order
        AlertEngine engine = engine(LOW);
        october(engine, 120, "2024-11-01");
        october(engine, 90, "2024-11-02");
        assertThat(engine.past().isKnown()).isTrue();

        // When something arrives that was published the day before
        engine.put(
                SampleBrand.named("x")
                        .upTo("2024-10", 95)
                        .newest("2024-11-02")
                        .changedFrom("2024-11-01")
                        .summary(),
                List::of);
        engine.evaluate(null, listener);

        // Then
        assertThat(engine.past().isKnown()).isFalse();

        // When the days are worked out, and the alert was open as of the first
        OpenDays days = new OpenDays();
        days.endOfDay(LocalDate.of(2024, 11, 1), Set.of(new AlertKey("LOW", Scope.BRAND, "x")));
        engine.adopt(days, LocalDate.of(2024, 11, 2));
        engine.evaluate(null, listener);

        // Then
        assertThat(engine.past().isKnown()).isTrue();
        assertThat(standing.get(standing.size() - 1).beganOn()).isEqualTo(LocalDate.of(2024, 11, 1));
    }

    @Test
    void shouldGoOnAfterARestartWithThePastThatWasKept() {
        // Given
        AlertEngine engine = engine(LOW);
        october(engine, 90, "2024-11-02");
        october(engine, 80, "2024-11-03");
        Past.State kept = engine.past().state();
        OpenDays.State days = engine.openDays().state();
        AlertBook book = new AlertBook(List.of(LOW), "1");
        book.restore(steps.get(0));
        AlertEngine restarted = new AlertEngine(book);
        restarted.put(summary(80, "2024-11-03"), List::of);
        restarted.restorePast(kept, days);

        // When
        october(restarted, 70, "2024-11-04");

        // Then
        assertThat(steps).hasSize(1);
        assertThat(standing.get(standing.size() - 1).beganOn()).isEqualTo(LocalDate.of(2024, 11, 2));
        assertThat(restarted.past().isKnown()).isTrue();
    }

    @Test
    void shouldCallBrandsByTheirNames() {
        // Given
        AlertBook book = new AlertBook(List.of(LOW), "1", slug -> slug.equals("x") ? "Xpeng" : slug);

        // When
        october(new AlertEngine(book), 90, "2024-11-02");

        // Then
        assertThat(steps.get(0).message()).isEqualTo("Xpeng has 90.");
    }

    private AlertEngine engine(Rule... rules) {
        return new AlertEngine(new AlertBook(List.of(rules), "1"));
    }

    /** Brand x says its deliveries of October. */
    private void october(AlertEngine engine, long units, String day) {
        engine.put(summary(units, day), () -> List.of(evidence(units, day)));
        engine.evaluate(null, listener);
    }

    private static BrandSummary summary(long units, String day) {
        return SampleBrand.named("x")
                .upTo("2024-10", units)
                .newest(day)
                .changedFrom(day)
                .summary();
    }

    private static Evidence evidence(long units, String day) {
        Provenance stated = SampleBrand.stated("october-" + units, day);
        return Evidence.of("DELIVERIES", "2024-10", (double) units, stated, Set.of("deliveries"));
    }
}
