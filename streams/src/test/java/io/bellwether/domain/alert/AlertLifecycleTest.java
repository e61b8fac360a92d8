package io.bellwether.domain.alert;

import static io.bellwether.domain.alert.AlertTransition.Status.CHANGED;
import static io.bellwether.domain.alert.AlertTransition.Status.OPENED;
import static io.bellwether.domain.alert.AlertTransition.Status.RESOLVED;
import static io.bellwether.streams.SampleMarket.micros;
import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.domain.ledger.Metric;
import io.bellwether.streams.SampleMarket;
import io.bellwether.streams.rules.RulePack;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The life of an alert (docs/figures.md#lifecycle), told with a brand whose deliveries fall from 1,000 in March. */
class AlertLifecycleTest {

    private static final String FALL = "FALL";
    private static final String MARCH = "x DELIVERIES 2024-03 1000";
    private static final String APRIL_600 = "x DELIVERIES 2024-04 600 at=2024-05-01T08:00:00Z";
    private static final String RESTATED_450 = "x DELIVERIES 2024-04 450 at=2024-05-02T09:00:00Z";
    private static final String RESTATED_650 = "x DELIVERIES 2024-04 650 at=2024-05-03T10:00:00Z";
    private static final String RESTATED_900 = "x DELIVERIES 2024-04 900 at=2024-05-04T11:00:00Z";
    private static final String RESTATED_500 = "x DELIVERIES 2024-04 500 at=2024-05-05T12:00:00Z";

    @Test
    void shouldOpenWhenTheConditionBecomesTrue() {
        // Given
        SampleMarket market = SampleMarket.withFalls(MARCH);

        // When
        market.tell(APRIL_600);

        // Then
        assertThat(market.steps(FALL, "x")).singleElement().satisfies(step -> {
            assertThat(step.status()).isEqualTo(OPENED);
            assertThat(step.severity()).isEqualTo(Severity.WARNING);
            assertThat(step.sequence()).isEqualTo(1);
            assertThat(step.openedAtMicros()).isEqualTo(micros("2024-05-01T08:00:00Z"));
            assertThat(step.updatedAtMicros()).isEqualTo(micros("2024-05-01T08:00:00Z"));
            assertThat(step.ruleVersion()).isEqualTo(RulePack.shipped().version());
            assertThat(step.message()).isEqualTo("x: 600 deliveries in April, -40% on the month before.");
        });
    }

    @Test
    void shouldSayNothingWhileTheConditionStaysAsItIs() {
        // Given an open alert
        SampleMarket market = SampleMarket.withFalls(MARCH, APRIL_600);
        List<AlertTransition> before = List.copyOf(market.steps());

        // When more is said that changes figures but no condition, by the brand, by another, and by the clock
        market.tell("x DELIVERIES 2024-04 620 at=2024-05-02")
                .tell("y news at=2024-05-03")
                .onDay("2024-05-04");

        // Then
        assertThat(market.brand("x").value(Metric.DELIVERIES)).isEqualTo(620L);
        assertThat(market.steps()).isEqualTo(before);
    }

    @Test
    void shouldChangeWithTheSeverityUpAndDown() {
        // Given
        SampleMarket market = SampleMarket.withFalls(MARCH, APRIL_600);

        // When
        market.tell(RESTATED_450).tell(RESTATED_650);

        // Then one alert, opened once
        List<AlertTransition> steps = market.steps(FALL, "x");
        assertThat(steps).extracting(AlertTransition::status).containsExactly(OPENED, CHANGED, CHANGED);
        assertThat(steps)
                .extracting(AlertTransition::severity)
                .containsExactly(Severity.WARNING, Severity.CRITICAL, Severity.WARNING);
        assertThat(steps).extracting(AlertTransition::sequence).containsExactly(1, 2, 3);
        assertThat(steps)
                .extracting(AlertTransition::alertId)
                .containsOnly(steps.get(0).alertId());
        assertThat(steps).extracting(AlertTransition::openedAtMicros).containsOnly(micros("2024-05-01T08:00:00Z"));
        assertThat(steps)
                .extracting(AlertTransition::updatedAtMicros)
                .containsExactly(
                        micros("2024-05-01T08:00:00Z"), micros("2024-05-02T09:00:00Z"), micros("2024-05-03T10:00:00Z"));
        assertThat(market.last(FALL, "x").message()).isEqualTo("x: 650 deliveries in April, -35% on the month before.");
    }

    @Test
    void shouldResolveWhenARestatementMakesItFalse() {
        // Given
        SampleMarket market = SampleMarket.withFalls(MARCH, RESTATED_450);

        // When
        market.tell(RESTATED_900);

        // Then it ends as what it was
        List<AlertTransition> steps = market.steps(FALL, "x");
        assertThat(steps).extracting(AlertTransition::status).containsExactly(OPENED, RESOLVED);
        AlertTransition resolved = steps.get(1);
        assertThat(resolved.alertId()).isEqualTo(steps.get(0).alertId());
        assertThat(resolved.sequence()).isEqualTo(2);
        assertThat(resolved.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(resolved.openedAtMicros()).isEqualTo(micros("2024-05-02T09:00:00Z"));
        assertThat(resolved.updatedAtMicros()).isEqualTo(micros("2024-05-04T11:00:00Z"));
        assertThat(resolved.message()).isEqualTo("No longer so: x: 450 deliveries in April, -55% on the month before.");
        assertThat(market.open()).isEmpty();
    }

    @Test
    void shouldSayWhichStatementMadeAnAlertChangeOrEnd() {
        // Given an alert that followed a figure within its severity
        SampleMarket market =
                SampleMarket.withFalls(MARCH, APRIL_600).tell("x DELIVERIES 2024-04 610 at=2024-05-02 id=small");

        // When it is restated for the worse by another source, and then for the better
        market.tell("x DELIVERIES 2024-04 450~ at=2024-05-03 id=worse").tell(RESTATED_900 + " id=better");

        // Then each step names the statement, and what was said before
        assertThat(market.steps(FALL, "x"))
                .extracting(AlertTransition::cause)
                .containsExactly(
                        "Deliveries for April: 600 (ir, 1 May).",
                        "What changed: deliveries for April: about 450 instead of 610 (ir, 3 May).",
                        "What changed: deliveries for April: 900 instead of about 450 (ir, 4 May).");
        assertThat(market.last(FALL, "x").changedBy()).singleElement().satisfies(evidence -> {
            assertThat(evidence.period()).isEqualTo("2024-04");
            assertThat(evidence.newest().eventId()).isEqualTo("better");
        });
    }

    @Test
    void shouldNameTheNewMonthThatEndedAnAlert() {
        // Given
        SampleMarket market = SampleMarket.withFalls(MARCH, APRIL_600);

        // When
        market.tell("x DELIVERIES 2024-05 800");

        // Then
        assertThat(market.last(FALL, "x").cause()).isEqualTo("What changed: deliveries for May: 800 (ir, 1 June).");
    }

    @Test
    void shouldBlameNoStatementWhereOnlyTheDayMoved() {
        // Given
        SampleMarket market =
                SampleMarket.withFalls(MARCH, "x DELIVERIES 2024-04 1000").onDay("2024-06-15");

        // When
        market.onDay("2024-07-15");

        // Then
        AlertTransition step = market.last("DATA_GAP", "x");
        assertThat(step.status()).isEqualTo(CHANGED);
        assertThat(step.cause())
                .isEqualTo("No statement behind it changed: the day, 15 July, or the figures of others made the"
                        + " difference.");
        assertThat(step.changedBy()).isEmpty();
    }

    @Test
    void shouldResolveWhenTheNextMonthIsBetterOrNothingIsKnown() {
        // Given two brands in a slump
        SampleMarket market = SampleMarket.withFalls(
                MARCH, APRIL_600, "y DELIVERIES 2024-03 1000", "y DELIVERIES 2024-04 600 at=2024-05-01T08:00:00Z");

        // When one grows, and the base of the other turns out to be a lower bound: its growth is unknown
        market.tell("x DELIVERIES 2024-05 700", "y DELIVERIES 2024-03 1000+ at=2024-05-06");

        // Then
        assertThat(market.last(FALL, "x").status()).isEqualTo(RESOLVED);
        assertThat(market.last(FALL, "y").status()).isEqualTo(RESOLVED);
    }

    @Test
    void shouldBeginANewEpisodeUnderANewId() {
        // Given an alert that was resolved
        SampleMarket market = SampleMarket.withFalls(MARCH, APRIL_600).tell(RESTATED_900);

        // When it comes true again, twice
        market.tell(RESTATED_500)
                .tell("x DELIVERIES 2024-04 1000 at=2024-05-06")
                .tell("x DELIVERIES 2024-04 100 at=2024-05-07");

        // Then there are three lives, each from 1
        List<AlertTransition> steps = market.steps(FALL, "x");
        assertThat(steps)
                .extracting(AlertTransition::status)
                .containsExactly(OPENED, RESOLVED, OPENED, RESOLVED, OPENED);
        assertThat(steps).extracting(AlertTransition::sequence).containsExactly(1, 2, 1, 2, 1);
        assertThat(steps.get(0).alertId()).isEqualTo(steps.get(1).alertId());
        assertThat(steps.get(2).alertId()).isEqualTo(steps.get(3).alertId());
        assertThat(List.of(
                        steps.get(0).alertId(),
                        steps.get(2).alertId(),
                        steps.get(4).alertId()))
                .doesNotHaveDuplicates();
        assertThat(steps.get(2).openedAtMicros()).isEqualTo(micros("2024-05-05T12:00:00Z"));
    }

    @Test
    void shouldGiveEveryRuleAndSubjectAnIdOfItsOwnThatIsTheSameInEveryRun() {
        // Given two brands with several alerts each
        String[] lines = {
            MARCH,
            APRIL_600,
            "x promise L3 ANNOUNCED due=2024-04-02 at=2024-04-01",
            "y DELIVERIES 2024-03 1000",
            "y DELIVERIES 2024-04 600",
            "y promise L3 ANNOUNCED due=2024-04-02 at=2024-04-01"
        };

        // When
        SampleMarket once = SampleMarket.withFalls(lines);
        SampleMarket again = SampleMarket.withFalls(lines);

        // Then
        List<String> ids = once.steps().stream().map(AlertTransition::alertId).toList();
        assertThat(ids).hasSize(4).doesNotHaveDuplicates();
        assertThat(again.steps()).extracting(AlertTransition::alertId).isEqualTo(ids);
    }

    @Test
    void shouldGoOnAfterARestartAsIfThereHadBeenNone() {
        // Given one alert that stands and one that was resolved, and a restart
        SampleMarket before = SampleMarket.withFalls(
                        MARCH, APRIL_600, "y DELIVERIES 2024-03 1000", "y DELIVERIES 2024-04 600 at=2024-05-01")
                .tell("y DELIVERIES 2024-04 900 at=2024-05-02");
        SampleMarket after = before.restarted();

        // When the same is told to both
        String[] news = {RESTATED_450, "y DELIVERIES 2024-04 400 at=2024-05-06"};
        before.tell(news);
        after.tell(news);

        // Then the new one says what the old one would have said, and nothing again
        assertThat(after.steps(FALL, "x")).extracting(AlertTransition::status).containsExactly(CHANGED);
        assertThat(after.last(FALL, "x")).isEqualTo(before.last(FALL, "x"));
        assertThat(after.steps(FALL, "y")).extracting(AlertTransition::status).containsExactly(OPENED);
        assertThat(after.last(FALL, "y")).isEqualTo(before.last(FALL, "y"));
    }

    @Test
    void shouldOpenAtTheTimeOfTheNewsThatMadeItTrue() {
        // Given two brands, one of which falls silent after April
        SampleMarket market =
                SampleMarket.withFalls(MARCH, "x DELIVERIES 2024-04 1000", "y news at=2024-06-14T23:00:00Z");
        assertThat(market.steps("DATA_GAP", "x")).isEmpty();

        // When the other one speaks fifteen days after the end of May
        market.tell("y news at=2024-06-15T07:00:00Z");

        // Then the silence is noticed at that instant, not at the brand's own last word
        AlertTransition step = market.last("DATA_GAP", "x");
        assertThat(step.openedAtMicros()).isEqualTo(micros("2024-06-15T07:00:00Z"));
        assertThat(step.message())
                .isEqualTo(
                        "No source gives a month of x since April. The newest figure is 1,000; May ended 15 days ago.");
    }

    @Test
    void shouldTakeTheStartOfTheDayWhereOnlyTheClockMoved() {
        // Given a market that falls silent
        SampleMarket market = SampleMarket.withFalls(MARCH, "x DELIVERIES 2024-04 1000");

        // When days pass
        market.onDay("2024-06-14").onDay("2024-06-15").onDay("2024-07-14").onDay("2024-07-15");

        // Then
        List<AlertTransition> steps = market.steps("DATA_GAP", "x");
        assertThat(steps).extracting(AlertTransition::severity).containsExactly(Severity.WARNING, Severity.CRITICAL);
        assertThat(steps)
                .extracting(AlertTransition::updatedAtMicros)
                .containsExactly(micros("2024-06-15T00:00:00Z"), micros("2024-07-15T00:00:00Z"));
    }

    @Test
    void shouldNeverGoBackInTimeWithinAnEpisode() {
        // Given an alert opened by the clock
        SampleMarket market =
                SampleMarket.withFalls(MARCH, "x DELIVERIES 2024-04 1000").onDay("2024-06-20");
        assertThat(market.last("DATA_GAP", "x").status()).isEqualTo(OPENED);

        // When the missing month comes in late, said earlier
        market.tell("x DELIVERIES 2024-05 1000 at=2024-06-01");

        // Then
        AlertTransition step = market.last("DATA_GAP", "x");
        assertThat(step.status()).isEqualTo(RESOLVED);
        assertThat(step.updatedAtMicros()).isEqualTo(micros("2024-06-20T00:00:00Z"));
    }

    @Test
    void shouldStandInTheEndAsTheRulesApplyToTheEnd() {
        // Given the same events in one burst, and in a burst each
        List<String> lines = List.of(
                MARCH,
                RESTATED_500,
                APRIL_600,
                "x target 2024 30000 at=2024-04-02",
                RESTATED_900,
                "x DELIVERIES 2024-05 2000 at=2024-06-02",
                "x promise L3 ANNOUNCED due=2024-05-31 at=2024-04-02");

        // When
        SampleMarket atOnce = SampleMarket.withFalls(lines.toArray(String[]::new));
        SampleMarket stepByStep = SampleMarket.withFalls();
        lines.forEach(stepByStep::tell);

        // Then the way there differs, the end does not
        assertThat(atOnce.steps(FALL, "x")).isEmpty();
        assertThat(stepByStep.steps(FALL, "x"))
                .extracting(AlertTransition::status)
                .containsExactly(OPENED, RESOLVED);
        assertThat(Set.copyOf(stepByStep.open())).isEqualTo(Set.copyOf(atOnce.open()));
        assertThat(atOnce.open())
                .containsExactlyInAnyOrder("COMMITMENT_OVERDUE x/L3/ANNOUNCED WARNING", "DELIVERIES_SURGE x INFO");
    }
}
