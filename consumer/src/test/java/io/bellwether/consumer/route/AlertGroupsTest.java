package io.bellwether.consumer.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.schemas.avro.AlertStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AlertGroupsTest {

    /** Of the random cases, so many are tried. */
    private static final int PERCENT = Integer.getInteger("random.percent", 100);

    private static final String EACH = """
            receivers: [{name: r, sink: "webhook:https://r.example/"}]
            route: {receiver: r}
            """;

    private static final String GROUPED = """
            receivers: [{name: r, sink: "webhook:https://r.example/"}]
            route: {receiver: r, group_by: [brand], group_wait: 30s, group_interval: 5m, repeat_interval: 1h}
            """;

    private static final String SILENCED = """
            silences:
              - {match: {brand: nio}, from: 1970-01-01T00:00:10Z, until: 1970-01-01T00:10:00Z, author: zhao, comment: known}
            """;

    /** Of the first of January 1970, a Thursday, from 8:00:10 to 8:10 in Shanghai. */
    private static final String QUIET = """
            quiet_hours:
              - {match: {severity: [INFO, WARNING]}, days: [thu], from: "08:00:10", until: "08:10", time_zone: Asia/Shanghai}
            """;

    private static final String SPECIAL = """
            receivers: [{name: r, sink: "webhook:https://r.example/"}, {name: other, sink: "jsonl:x"}]
            route:
              receiver: other
              routes:
                - {match: {min_severity: CRITICAL}, receiver: r}
            """;

    @Test
    void shouldCallAnAlertOpenedThatTheReceiverHearsOfFirst() {
        // Given a receiver that takes what is critical only
        AlertGroups groups = new AlertGroups(Timeline.routes(SPECIAL), "r", Map.of(), Map.of());

        // When an alert becomes critical, less, and ends
        List<AlertStatus> told = Stream.of(
                        "0 a#1 nio WARNING OPENED",
                        "1 a#2 nio CRITICAL CHANGED",
                        "2 a#3 nio WARNING CHANGED",
                        "3 a#4 nio WARNING RESOLVED")
                .map(Timeline.Step::of)
                .flatMap(step -> groups.take(step.alert(), Instant.ofEpochSecond(step.second())).stream())
                .map(update -> update.alerts().get(0).getStatus())
                .toList();

        // Then it hears of it in full
        assertThat(told).containsExactly(AlertStatus.OPENED, AlertStatus.CHANGED, AlertStatus.RESOLVED);
    }

    /** Name, routes, what happens ({@code second id#sequence subject SEVERITY STATUS}), what is told, when to stop. */
    static List<Arguments> cases() {
        return List.of(
                Arguments.of(
                        "each transition by itself and at once",
                        EACH,
                        List.of(
                                "1 a#1 nio WARNING OPENED",
                                "1 a#2 nio CRITICAL CHANGED",
                                "7 a#3 nio CRITICAL RESOLVED"),
                        List.of("1 a#1", "1 a#2", "7 a#3"),
                        1_000),
                Arguments.of(
                        "a group waits for others of its kind, the gravest first",
                        GROUPED,
                        List.of("0 a#1 nio INFO OPENED", "10 b#1 nio/ET5 CRITICAL OPENED", "20 c#1 zeekr INFO OPENED"),
                        List.of("30 brand=nio b#1 a#1", "50 brand=zeekr c#1"),
                        1_000),
                Arguments.of(
                        "news of a group come an interval later, with all that is open",
                        GROUPED,
                        List.of("0 a#1 nio INFO OPENED", "40 b#1 nio INFO OPENED", "50 a#2 nio INFO RESOLVED"),
                        List.of("30 brand=nio a#1", "330 brand=nio a#2 b#1"),
                        1_000),
                Arguments.of(
                        "what is over before it was told is not told",
                        GROUPED,
                        List.of("0 a#1 nio INFO OPENED", "10 a#2 nio INFO RESOLVED"),
                        List.of(),
                        1_000),
                Arguments.of(
                        "a group that stays open is told again, without what is acknowledged",
                        GROUPED,
                        List.of("0 a#1 nio INFO OPENED", "1 seen#1 nio INFO OPENED"),
                        List.of("30 brand=nio a#1 seen#1", "3630 brand=nio a#1", "7230 brand=nio a#1"),
                        9_000),
                Arguments.of(
                        "an end is told once and the group is forgotten; the next one waits anew",
                        GROUPED,
                        List.of("0 a#1 nio INFO OPENED", "60 a#2 nio INFO RESOLVED", "1000 b#1 nio INFO OPENED"),
                        List.of("30 brand=nio a#1", "330 brand=nio a#2", "1030 brand=nio b#1"),
                        2_000),
                Arguments.of(
                        "a silence leaves transitions out, and an end of what was told is told",
                        EACH + SILENCED,
                        List.of(
                                "5 a#1 nio INFO OPENED",
                                "20 b#1 nio INFO OPENED",
                                "30 c#1 zeekr INFO OPENED",
                                "40 a#2 nio INFO RESOLVED",
                                "50 b#2 nio INFO RESOLVED"),
                        List.of("5 a#1", "30 c#1", "40 a#2"),
                        1_000),
                Arguments.of(
                        "what still stands at the end of a silence is told by its group then",
                        GROUPED + SILENCED,
                        List.of("20 a#1 nio INFO OPENED"),
                        List.of("650 brand=nio a#1"),
                        1_000),
                Arguments.of(
                        "what quiet hours hold back comes after them in one message, as it stands then",
                        EACH + QUIET,
                        List.of(
                                "5 a#1 nio INFO OPENED",
                                "20 b#1 zeekr INFO OPENED",
                                "30 c#1 li INFO OPENED",
                                "40 a#2 nio INFO RESOLVED",
                                "45 d#1 byd CRITICAL OPENED",
                                "50 b#2 zeekr WARNING CHANGED",
                                "60 c#2 li INFO RESOLVED",
                                "700 b#3 zeekr WARNING RESOLVED"),
                        List.of(
                                "5 a#1",
                                "45 d#1",
                                "600 quiet_hours=08:00:10 to 08:10 Asia/Shanghai b#2 a#2",
                                "700 b#3"),
                        1_000),
                Arguments.of(
                        "what becomes too grave for quiet hours comes at once",
                        EACH + QUIET,
                        List.of("20 a#1 nio INFO OPENED", "30 a#2 nio CRITICAL CHANGED"),
                        List.of("30 a#2"),
                        1_000),
                Arguments.of(
                        "quiet hours hold groups back, and one message speaks of all of them",
                        GROUPED + QUIET,
                        List.of(
                                "0 a#1 nio INFO OPENED",
                                "0 b#1 zeekr INFO OPENED",
                                "1 c#1 nio CRITICAL OPENED",
                                "650 b#2 zeekr INFO RESOLVED"),
                        List.of(
                                "30 brand=nio c#1",
                                "600 quiet_hours=08:00:10 to 08:10 Asia/Shanghai a#1 b#1",
                                "930 brand=zeekr b#2"),
                        1_000),
                Arguments.of(
                        "an end in quiet hours is told after them",
                        GROUPED + QUIET.replace("08:00:10", "08:01"),
                        List.of("0 a#1 nio INFO OPENED", "100 a#2 nio INFO RESOLVED"),
                        List.of("30 brand=nio a#1", "600 quiet_hours=08:01 to 08:10 Asia/Shanghai a#2"),
                        1_000),
                Arguments.of(
                        "quiet hours of another receiver, day or rule hold nothing",
                        EACH
                                + QUIET.replace("match: {severity: [INFO, WARNING]}", "match: {rule: OTHER}")
                                + QUIET.replace("quiet_hours:\n", "").replace("thu", "fri"),
                        List.of("20 a#1 nio INFO OPENED"),
                        List.of("20 a#1"),
                        1_000),
                Arguments.of(
                        "a brand's critical bottleneck inhibits its models' warnings, not another brand's",
                        EACH,
                        List.of(
                                "1 a#1 nio CRITICAL OPENED",
                                "2 b#1 nio/ET5 WARNING OPENED",
                                "3 c#1 nio/ET7 CRITICAL OPENED",
                                "4 d#1 zeekr/X WARNING OPENED",
                                "5 a#2 nio CRITICAL RESOLVED",
                                "6 b#2 nio/ET5 CRITICAL CHANGED"),
                        List.of("1 a#1", "3 c#1", "4 d#1", "5 a#2", "6 b#2"),
                        100),
                Arguments.of(
                        "an inhibited alert is told by its group once the other is over",
                        GROUPED,
                        List.of(
                                "0 a#1 nio CRITICAL OPENED",
                                "1 b#1 nio/ET5 WARNING OPENED",
                                "40 a#2 nio CRITICAL RESOLVED"),
                        List.of("30 brand=nio a#1", "330 brand=nio a#2 b#1"),
                        1_000),
                Arguments.of(
                        "an alert that was told is followed to its end, though its severity falls",
                        SPECIAL,
                        List.of(
                                "1 a#1 nio WARNING OPENED",
                                "2 a#2 nio CRITICAL CHANGED",
                                "3 a#3 nio WARNING CHANGED",
                                "4 a#4 nio WARNING RESOLVED",
                                "5 b#1 nio WARNING OPENED",
                                "6 b#2 nio WARNING RESOLVED"),
                        List.of("2 a#2", "3 a#3", "4 a#4"),
                        100));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void shouldTell(String name, String routes, List<String> happening, List<String> told, int until) {
        assertThat(Timeline.of(routes, happening).until(until)).isEqualTo(told);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void shouldTellTheSameWhenRestartedEverySecond(
            String name, String routes, List<String> happening, List<String> told, int until) {
        assertThat(Timeline.of(routes, happening).restarting().until(until)).isEqualTo(told);
    }

    @Test
    void shouldTellTheSameAsANaiveEvaluationOfRandomHistories() {
        long first = System.nanoTime();
        System.out.println("AlertGroupsTest seed " + first);
        for (long seed = first; seed < first + 3L * PERCENT; seed++) {
            List<String> happening = Timeline.random(seed, 40, 2_000);
            String routes = Timeline.randomRoutes(seed);

            List<String> told = Timeline.of(routes, happening).until(3_000);

            assertThat(told)
                    .as("seed %d\n%s\n%s", seed, routes, String.join("\n", happening))
                    .isEqualTo(NaiveRouting.told(routes, happening, 3_000));
        }
    }
}
