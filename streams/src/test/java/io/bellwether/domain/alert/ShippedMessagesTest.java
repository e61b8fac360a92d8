package io.bellwether.domain.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.bellwether.streams.SampleMarket;
import io.bellwether.streams.reference.RandomHistory;
import io.bellwether.streams.rules.RulePack;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule of the shipped pack says what happened in a sentence that needs no code to understand. */
class ShippedMessagesTest {

    private static final Pattern UNFINISHED = Pattern.compile("unknown|null|[{}\\[\\]]|NaN|Infinity");

    static Stream<Arguments> sentences() {
        return Stream.of(
                arguments(
                        "DELIVERY_BOTTLENECK x",
                        "x: deliveries cannot keep up. Capacity is used to 95% in 2024-04 and buyers wait 24.2 weeks,"
                                + " with net orders at 0.80 times deliveries.",
                        lines(
                                "x DELIVERIES 2024-04 95",
                                "x ORDERS 2024-04 76",
                                "x capacity P1 100 from=2024-01",
                                "x quote 24.2 at=2024-04-20")),
                arguments(
                        "DELIVERY_BOTTLENECK x",
                        "x: deliveries cannot keep up. Capacity is used to 95% in 2024-04 and buyers wait 8.0 weeks.",
                        lines("x DELIVERIES 2024-04 95", "x capacity P1 100 from=2024-01", "x quote 8 at=2024-04-20")),
                arguments(
                        "DELIVERY_BOTTLENECK x/M",
                        "x M: deliveries cannot keep up. The brand's capacity is used to 165% and buyers wait 8.0 weeks.",
                        lines(
                                "x DELIVERIES 2024-04 165 model=M",
                                "x capacity P1 100 from=2024-01",
                                "x quote 8 model=M at=2024-04-20")),
                arguments(
                        "TARGET_AHEAD x",
                        "x: the 2024 target of 3,000 vehicles is reached in 2024-06 at the present rate; 1,000 are"
                                + " delivered by 2024-04.",
                        lines("x DELIVERIES 2024-04 1000", "x target 2024 3000 at=2024-04-20")),
                arguments(
                        "TARGET_AT_RISK x",
                        "x: heading for 9,000 vehicles in 2024, against a target of 10,001; 1,000 are delivered by"
                                + " 2024-04.",
                        lines("x DELIVERIES 2024-04 1000", "x target 2024 10001 at=2024-04-20")),
                arguments(
                        "DELIVERIES_SURGE x",
                        "x: 1,500 deliveries in 2024-04, 50% more than the month before.",
                        lines("x DELIVERIES 2024-03 1000", "x DELIVERIES 2024-04 1500")),
                arguments(
                        "DELIVERIES_SLUMP x",
                        "x: 700 deliveries in 2024-04, -30% on the month before.",
                        lines("x DELIVERIES 2024-03 1000", "x DELIVERIES 2024-04 700")),
                arguments(
                        "DEMAND_SUSTAINED x",
                        "x: 6 months after the first deliveries, orders still run at 100% of their best three months.",
                        lines(
                                "x DELIVERIES 2024-01 1",
                                "x DELIVERIES 2024-07 1",
                                "x ORDERS 2024-05 10",
                                "x ORDERS 2024-06 10",
                                "x ORDERS 2024-07 10")),
                arguments(
                        "DEMAND_FADING x",
                        "x: orders have fallen to 49% of their best three months.",
                        lines(
                                "x DELIVERIES 2024-01 1",
                                "x DELIVERIES 2024-07 1",
                                "x ORDERS 2024-01 100",
                                "x ORDERS 2024-02 0",
                                "x ORDERS 2024-03 0",
                                "x ORDERS 2024-04 0",
                                "x ORDERS 2024-05 49",
                                "x ORDERS 2024-06 0",
                                "x ORDERS 2024-07 0")),
                arguments(
                        "GROWTH_LEADER x",
                        "x grows fastest: 10% more deliveries in the last three months than in the three before.",
                        lines(
                                "x DELIVERIES 2024-01 100",
                                "x DELIVERIES 2024-02 100",
                                "x DELIVERIES 2024-03 100",
                                "x DELIVERIES 2024-04 110",
                                "x DELIVERIES 2024-05 110",
                                "x DELIVERIES 2024-06 110")),
                arguments(
                        "CAPABILITY_GAP x/CITY_NOA",
                        "x is 3 stages behind in city NOA: y at full rollout, itself at closed beta; others have been"
                                + " ahead for 30 days.",
                        lines(
                                "x fact CITY_NOA CLOSED_BETA at=2024-01-01",
                                "y fact CITY_NOA FULL_ROLLOUT at=2024-02-01",
                                "z news at=2024-03-02")),
                arguments(
                        "COVERAGE_GAP x/CITY_NOA",
                        "x offers city NOA in 49 cities, while it works nationwide with y, z.",
                        lines(
                                "x fact CITY_NOA FULL_ROLLOUT cities=49 at=2024-01-01",
                                "y fact CITY_NOA FULL_ROLLOUT nationwide at=2024-02-01",
                                "z fact CITY_NOA FULL_ROLLOUT nationwide at=2024-02-01")),
                arguments(
                        "RACE_SURGE L3",
                        "The race for L3 speeds up: 4 brands had news on it within 90 days.",
                        lines(
                                "w fact L3 ANNOUNCED at=2024-01-01",
                                "x fact L3 ANNOUNCED at=2024-02-01",
                                "y fact L3 ANNOUNCED at=2024-03-01",
                                "z promise L3 CLOSED_BETA due=2025-01-01 at=2024-03-30")),
                arguments(
                        "COMMITMENT_OVERDUE x/CITY_NOA/FULL_ROLLOUT",
                        "x promised city NOA at full rollout by 2024-08-31 (nationwide); 10 days later nothing says that it came.",
                        lines(
                                "x promise CITY_NOA FULL_ROLLOUT nationwide due=2024-08-31 at=2024-04-18",
                                "y news at=2024-09-10")),
                arguments(
                        "COMMITMENT_OVERDUE x/CITY_NOA/FULL_ROLLOUT",
                        "x promised city NOA at full rollout by 2024-08-31; 10 days later nothing says that it came.",
                        lines("x promise CITY_NOA FULL_ROLLOUT due=2024-08-31 at=2024-04-18", "y news at=2024-09-10")),
                arguments(
                        "COMMITMENT_OVERDUE x/CITY_NOA/FULL_ROLLOUT",
                        "x promised city NOA at full rollout by 2024-08-31; 1 day later nothing says that it came.",
                        lines("x promise CITY_NOA FULL_ROLLOUT due=2024-08-31 at=2024-04-18", "y news at=2024-09-01")),
                arguments(
                        "DATA_GAP x",
                        "x: no deliveries known for 2024-05, 15 days after that month ended.",
                        lines("x DELIVERIES 2024-04 1", "y news at=2024-06-15")),
                arguments(
                        "COMMITMENT_SLIPPED x/CITY_NOA/FULL_ROLLOUT",
                        "x has put off city NOA at full rollout (2 times so far): first promised by 2024-08-31, now by"
                                + " 2025-01-31.",
                        lines(
                                "x promise CITY_NOA FULL_ROLLOUT due=2024-08-31 at=2024-04-18",
                                "x promise CITY_NOA FULL_ROLLOUT due=2024-12-31 at=2024-05-18",
                                "x promise CITY_NOA FULL_ROLLOUT due=2025-01-31 at=2024-06-18")));
    }

    @ParameterizedTest
    @MethodSource("sentences")
    void shouldSayWhatHappened(String alert, String sentence, String[] lines) {
        // Given
        String rule = alert.substring(0, alert.indexOf(' '));
        String subject = alert.substring(alert.indexOf(' ') + 1);

        // When
        SampleMarket market = SampleMarket.of(lines);

        // Then
        assertThat(market.last(rule, subject).message()).isEqualTo(sentence);
    }

    @Test
    void shouldReadWellForABrandThatHasOnlyPromised() {
        // Given
        SampleMarket market = SampleMarket.of(
                "x promise L3 FULL_ROLLOUT due=2025-01-01 at=2024-01-01",
                "y fact L3 FULL_ROLLOUT at=2024-02-01",
                "z news at=2024-03-02");

        // When
        String message = market.last("CAPABILITY_GAP", "x/L3").message();

        // Then no place is left empty
        assertThat(message).startsWith("x is 5 stages behind in L3").doesNotContain(" ,", "  ");
    }

    @Test
    void shouldHaveASentenceHereForEveryRule() {
        // Given
        Set<String> provenance = new HashSet<>();
        sentences().forEach(each -> provenance.add(each.get()[0].toString().replaceAll(" .*", "")));

        // When
        List<String> shipped =
                RulePack.shipped().rules().stream().map(Rule::name).distinct().toList();

        // Then
        assertThat(provenance).containsExactlyInAnyOrderElementsOf(shipped);
        assertThat(shipped).hasSize(14);
    }

    @Test
    void shouldNeverSayUnknownOrLeaveAnythingUnfinished() {
        // Given the alerts of many histories
        List<String> unfinished = new ArrayList<>();
        Set<String> rules = new HashSet<>();

        // When
        LongStream.range(0, 150).forEach(seed -> {
            for (AlertTransition step :
                    new SampleMarket().tell(RandomHistory.of(seed)).steps()) {
                rules.add(step.rule());
                if (UNFINISHED.matcher(step.message()).find() || !step.message().endsWith(".")) {
                    unfinished.add("seed " + seed + ": " + step.rule() + ": " + step.message());
                }
            }
        });

        // Then
        assertThat(unfinished).isEmpty();
        assertThat(rules).hasSize(14);
    }

    private static String[] lines(String... lines) {
        return lines;
    }
}
