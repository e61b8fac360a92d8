package io.bellwether.domain.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.domain.ledger.Evidence;
import io.bellwether.domain.statement.Qualifier;
import io.bellwether.domain.statement.Tier;
import io.bellwether.streams.SampleMarket;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What an alert brings along so that people can check it: values, thresholds, and the statements that counted. */
class AlertEvidenceTest {

    @Test
    void shouldNameTheStatementsThatCountedAndNoOthers() {
        // Given a March that was restated, and an April of which a newspaper says something else
        SampleMarket market = SampleMarket.withFalls(
                "x DELIVERIES 2024-03 900 id=superseded at=2024-04-01",
                "x DELIVERIES 2024-03 1000 id=march at=2024-04-02",
                "x DELIVERIES 2024-04 600 id=april",
                "x DELIVERIES 2024-04 610 id=outranked by=press/MEDIA");

        // When
        AlertTransition step = market.last("FALL", "x");

        // Then
        assertThat(statements(step))
                .containsExactlyInAnyOrder("DELIVERIES 2024-03 1000 [march]", "DELIVERIES 2024-04 600 [april]");
        assertThat(step.evidence().get(0).sources()).singleElement().satisfies(source -> {
            assertThat(source.newest().source()).isEqualTo("ir");
            assertThat(source.tier()).isEqualTo(Tier.OFFICIAL);
            assertThat(source.qualifier()).isEqualTo(Qualifier.EXACT);
            assertThat(source.newest().date()).hasToString("2024-04-02");
        });
    }

    @Test
    void shouldShowTheValuesWithTheirThresholds() {
        // Given a bottleneck: 95 of 100 built, a wait of 24 weeks, 76 ordered for 95 delivered
        SampleMarket market = SampleMarket.withFalls(
                "x DELIVERIES 2024-04 95",
                "x ORDERS 2024-04 76",
                "x BACKLOG 2024-04 500",
                "x capacity P1 100 from=2024-01",
                "x quote 24 at=2024-04-20");

        // When
        AlertTransition step = market.last("DELIVERY_BOTTLENECK", "x");

        // Then
        assertThat(step.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(step.values())
                .containsExactly(
                        new Rule.Value("capacity_utilisation", "0.95", ">= 0.9"),
                        new Rule.Value("lead_time_weeks", "24.0", ">= 8, >= 20"),
                        new Rule.Value("book_to_bill", "0.8", ">= 0.8"),
                        new Rule.Value("days_without_next_month", "-30", "< 45"),
                        new Rule.Value("deliveries", "95", null),
                        new Rule.Value("order_backlog", "500", null),
                        new Rule.Value("capacity", "100", null));
    }

    @Test
    void shouldShowTheThresholdsOfTheLowerSeverityOnly() {
        // Given a wait of 8 weeks and nothing known of orders
        SampleMarket market = SampleMarket.withFalls(
                "x DELIVERIES 2024-04 95", "x capacity P1 100 from=2024-01", "x quote 8 at=2024-04-20");

        // When
        AlertTransition step = market.last("DELIVERY_BOTTLENECK", "x");

        // Then
        assertThat(step.severity()).isEqualTo(Severity.WARNING);
        assertThat(step.values())
                .startsWith(
                        new Rule.Value("capacity_utilisation", "0.95", ">= 0.9"),
                        new Rule.Value("lead_time_weeks", "8.0", ">= 8"),
                        new Rule.Value("book_to_bill", "unknown", ">= 0.8"),
                        new Rule.Value("days_without_next_month", "-30", "< 45"),
                        new Rule.Value("deliveries", "95", null));
    }

    @Test
    void shouldNameCapacityOrdersBacklogAndQuoteBehindABottleneck() {
        // Given
        SampleMarket market = SampleMarket.withFalls(
                "x DELIVERIES 2024-04 95 id=deliveries",
                "x ORDERS 2024-04 76 id=orders",
                "x BACKLOG 2024-04 500 id=backlog",
                "x capacity P1 60 from=2024-01 id=plant-1",
                "x capacity P2 40 from=2024-02 id=plant-2",
                "x capacity P2 90 from=2024-03 planned id=planned",
                "x quote 24 at=2024-04-20 id=quote");

        // When
        AlertTransition step = market.last("DELIVERY_BOTTLENECK", "x");

        // Then
        assertThat(statements(step))
                .containsExactlyInAnyOrder(
                        "CAPACITY P1 2024-01 60 [plant-1]",
                        "CAPACITY P2 2024-02 40 [plant-2]",
                        "LEAD_TIME_QUOTE 2024-04-20 24 [quote]",
                        "DELIVERIES 2024-04 95 [deliveries]",
                        "ORDERS 2024-04 76 [orders]",
                        "BACKLOG 2024-04 500 [backlog]");
    }

    @Test
    void shouldNameEveryWeekInTheOrderOfPeriods() {
        // Given April told in the four weeks of its Thursdays, the second before the first
        SampleMarket market = SampleMarket.withFalls(
                "x DELIVERIES 2024-03 1000 id=march",
                "x DELIVERIES week:2024-04-08 200 id=second at=2024-05-02",
                "x DELIVERIES week:2024-04-01 100 id=first at=2024-05-03",
                "x DELIVERIES week:2024-04-15 100 id=third at=2024-05-02",
                "x DELIVERIES week:2024-04-22 100 id=fourth at=2024-05-02");

        // When
        AlertTransition step = market.last("FALL", "x");

        // Then
        assertThat(statements(step)).contains("DELIVERIES 2024-04 500 [first, second, third, fourth]");
        Evidence april = step.evidence().get(1);
        assertThat(april.qualifier()).isEqualTo(Qualifier.ESTIMATE);
        assertThat(april.sources().get(0).newest().eventId()).isEqualTo("first");
    }

    @Test
    void shouldNameTheQuarterAndTheOtherMonthsBehindADerivedMonth() {
        // Given a June that follows from the quarter: 2500 - 1000 - 1000 = 500
        SampleMarket market = SampleMarket.withFalls(
                "x DELIVERIES 2024-04 1000 id=april",
                "x DELIVERIES 2024-05 1000 id=may",
                "x DELIVERIES 2024-Q2 2500 id=quarter");

        // When
        AlertTransition step = market.last("FALL", "x");

        // Then
        assertThat(statements(step))
                .containsExactlyInAnyOrder(
                        "DELIVERIES 2024-05 1000 [may]", "DELIVERIES 2024-06 500 [may, april, quarter]");
    }

    @Test
    void shouldNameTheTargetAndTheQuartersBehindAYearAheadOfIt() {
        // Given a target that was revised, a first quarter in one figure, and April
        SampleMarket market = SampleMarket.withFalls(
                "x target 2024 900 id=initial at=2024-01-05",
                "x target 2024 500 id=revised at=2024-02-05",
                "x DELIVERIES 2024-03 100 id=march",
                "x DELIVERIES 2024-Q1 300 id=quarter",
                "x DELIVERIES 2024-04 100 id=april");

        // When
        AlertTransition step = market.last("TARGET_AHEAD", "x");

        // Then March counts for the rate, the quarter for the year to date
        assertThat(statements(step))
                .contains(
                        "TARGET 2024 500 [revised]",
                        "DELIVERIES 2024-Q1 300 [quarter]",
                        "DELIVERIES 2024-03 100 [march]",
                        "DELIVERIES 2024-04 100 [april]");
        assertThat(step.values())
                .contains(
                        new Rule.Value("target_reach_month_number", "5", "< 12"),
                        new Rule.Value("target_reach_year", "2024", "= reference_year"));
    }

    @Test
    void shouldListOnlySoManyStatementsButCountThemAll() {
        // Given April told by the day for three models
        List<String> lines = new ArrayList<>(List.of("x DELIVERIES 2024-03 9000", "x news at=2024-05-01"));
        for (int day = 1; day <= 30; day++) {
            for (String model : List.of("L", "M", "N")) {
                lines.add("x DELIVERIES day:2024-04-%02d 1 model=%s".formatted(day, model));
            }
        }
        SampleMarket market = SampleMarket.withFalls(lines.toArray(String[]::new));

        // When
        Evidence april = market.last("FALL", "x").evidence().get(1);

        // Then each source is named by one statement at least
        assertThat(april.value()).isEqualTo(90.0);
        assertThat(april.sources()).extracting(Evidence.Source::statementCount).containsExactly(30, 30, 30);
        assertThat(april.sources())
                .extracting(source -> source.eventIds().size())
                .containsExactly(Evidence.Limit.PUBLISHED.statements(), 1, 1);
    }

    @Test
    void shouldShowWhatEndedIt() {
        // Given a slump
        SampleMarket market =
                SampleMarket.withFalls("x DELIVERIES 2024-03 1000 id=march", "x DELIVERIES 2024-04 600 id=april");

        // When it is restated
        market.tell("x DELIVERIES 2024-04 1000 id=restated at=2024-06-01");

        // Then
        AlertTransition step = market.last("FALL", "x");
        assertThat(step.status()).isEqualTo(AlertTransition.Status.RESOLVED);
        assertThat(step.values()).contains(new Rule.Value("deliveries_mom", "0.0", "<= -0.3"));
        assertThat(statements(step))
                .containsExactlyInAnyOrder("DELIVERIES 2024-03 1000 [march]", "DELIVERIES 2024-04 1000 [restated]");
    }

    @Test
    void shouldNameTheFactsBehindAGapAndARace() {
        // Given
        SampleMarket market = SampleMarket.withFalls(
                "x fact CITY_NOA CLOSED_BETA cities=9 id=own at=2024-01-01",
                "x fact CITY_NOA ANNOUNCED id=lower at=2024-01-05",
                "y fact CITY_NOA FULL_ROLLOUT nationwide id=ahead at=2024-02-01",
                "z promise CITY_NOA FULL_ROLLOUT due=2025-01-01 id=promise at=2024-03-01",
                "w fact CITY_NOA ANNOUNCED id=last at=2024-03-05");

        // When
        AlertTransition gap = market.last("CAPABILITY_GAP", "x/CITY_NOA");
        AlertTransition coverage = market.last("COVERAGE_GAP", "x/CITY_NOA");
        AlertTransition race = market.last("RACE_SURGE", "CITY_NOA");

        // Then
        assertThat(eventIds(gap)).containsExactlyInAnyOrder("own", "ahead");
        assertThat(eventIds(coverage)).containsExactlyInAnyOrder("own", "ahead");
        assertThat(eventIds(race)).containsExactlyInAnyOrder("lower", "ahead", "promise", "last");
    }

    @Test
    void shouldNameThePromiseThatIsOverdue() {
        // Given
        SampleMarket market = SampleMarket.withFalls(
                "x promise CITY_NOA FULL_ROLLOUT due=2024-08-31 id=promise at=2024-04-18", "y news at=2024-09-10");

        // When
        AlertTransition step = market.last("COMMITMENT_OVERDUE", "x/CITY_NOA/FULL_ROLLOUT");

        // Then
        assertThat(eventIds(step)).containsExactly("promise");
        assertThat(step.values()).contains(new Rule.Value("status", "OVERDUE", "OVERDUE"));
    }

    @Test
    void shouldNameTheFactThatGapDaysCountFrom() {
        // Given one brand that was ahead first, and another that leads now
        SampleMarket market = SampleMarket.withFalls(
                "x fact L3 ANNOUNCED id=own at=2024-01-01",
                "y fact L3 CLOSED_BETA id=first-ahead at=2024-02-01",
                "z fact L3 FULL_ROLLOUT id=leader at=2024-06-01");

        // When
        AlertTransition step = market.last("CAPABILITY_GAP", "x/L3");

        // Then
        assertThat(step.values()).contains(new Rule.Value("gap_days", "121", ">= 30"));
        assertThat(eventIds(step)).contains("own", "first-ahead", "leader");
    }

    @Test
    void shouldNameTheCapacityBehindABottleneckOfAModel() {
        // Given
        SampleMarket market = SampleMarket.withFalls(
                "x DELIVERIES 2024-04 95 model=M id=deliveries",
                "x capacity P1 100 from=2024-01 id=plant",
                "x quote 24 model=M at=2024-04-20 id=quote");

        // When
        AlertTransition step = market.last("DELIVERY_BOTTLENECK", "x/M");

        // Then
        assertThat(step.values()).contains(new Rule.Value("brand_capacity_utilisation", "0.95", ">= 0.9"));
        assertThat(eventIds(step)).contains("deliveries", "quote", "plant");
    }

    @Test
    void shouldNameTheBestThreeMonthsOfOrdersAndTheFirstMonthOnSale() {
        // Given orders of 100, then of 10, and deliveries since January
        SampleMarket market = SampleMarket.withFalls(
                "x DELIVERIES 2024-01 1 id=first-sale",
                "x DELIVERIES 2024-07 1 id=july",
                "x ORDERS 2024-01 100 id=best-1",
                "x ORDERS 2024-02 100 id=best-2",
                "x ORDERS 2024-03 100 id=best-3",
                "x ORDERS 2024-05 10 id=last-1",
                "x ORDERS 2024-06 10 id=last-2",
                "x ORDERS 2024-07 10 id=last-3");

        // When
        AlertTransition step = market.last("DEMAND_FADING", "x");

        // Then
        assertThat(eventIds(step))
                .contains("last-1", "last-2", "last-3")
                .contains("best-1", "best-2", "best-3")
                .contains("first-sale");
    }

    @Test
    void shouldNameTheLastMonthKnownBehindADataGap() {
        // Given
        SampleMarket market = SampleMarket.withFalls("x DELIVERIES 2024-04 1 id=april", "y news at=2024-06-15");

        // When
        AlertTransition step = market.last("DATA_GAP", "x");

        // Then
        assertThat(eventIds(step)).contains("april");
    }

    @Test
    void shouldNameThePromiseThatSlipped() {
        // Given
        SampleMarket market = SampleMarket.withFalls(
                "x promise L3 FULL_ROLLOUT due=2024-08-31 id=promised at=2024-04-18",
                "x promise L3 FULL_ROLLOUT due=2024-12-31 id=put-off at=2024-08-18");

        // When
        AlertTransition step = market.last("COMMITMENT_SLIPPED", "x/L3/FULL_ROLLOUT");

        // Then
        assertThat(eventIds(step)).contains("promised", "put-off");
    }

    /** As {@code NAME period value [ids]}. */
    private static List<String> statements(AlertTransition step) {
        return step.evidence().stream()
                .map(value -> value.name() + " " + value.period() + " "
                        + Math.round(value.value()) + " "
                        + value.sources().stream()
                                .flatMap(source -> source.eventIds().stream())
                                .collect(Collectors.joining(", ", "[", "]")))
                .toList();
    }

    private static List<String> eventIds(AlertTransition step) {
        return step.evidence().stream()
                .flatMap(value -> value.sources().stream())
                .flatMap(source -> source.eventIds().stream())
                .toList();
    }
}
