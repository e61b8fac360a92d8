package io.bellwether.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.schemas.DeadLetterHeaders;
import io.bellwether.schemas.avro.Acknowledgement;
import io.bellwether.schemas.avro.Alert;
import io.bellwether.schemas.avro.AlertStatus;
import io.bellwether.streams.rules.RulePack;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Other rules while the topology runs, and a day that ends without an event. */
class RulesAndClockTest {

    private static final String REGISTRY = "rules-and-clock";
    private static final String[] SLUMP = {
        "x DELIVERIES 2024-02 1000 model=M", "x DELIVERIES 2024-03 1000 model=M", "x DELIVERIES 2024-04 600 model=M"
    };
    private static final String SLUMP_BELOW_A_TENTH = """
            version: %s
            rules:
              - name: DELIVERIES_SLUMP
                scope: brand
                when: deliveries_mom <= -0.1
                severity: CRITICAL
                message: "{brand} fell"
                labels: {team: demand}
            """;
    private static final String OF_MODELS = """
            version: models-1
            rules:
              - {name: SOLD, scope: model, when: deliveries >= 600, severity: INFO, message: "{model} sold"}
            """;

    private static final String TWINS = """
            version: twins-1
            rules:
              - {name: SAME, scope: model, when: deliveries >= 600, severity: INFO, message: "{model} sold"}
              - {name: SAME, scope: brand_technology, when: stage == 'CLOSED_BETA', severity: INFO, message: "tested"}
            """;
    private static final Acknowledgement SEEN =
            new Acknowledgement(Instant.parse("2024-05-02T08:00:00Z"), "li.wei", "Asked the plant.");

    @TempDir
    Path directory;

    @Test
    void shouldMoveOnlyTheAlertsThatOtherRulesChange() {
        try (Pipeline pipeline = Pipeline.inMemory(REGISTRY)) {
            // Given a slump of two brands by the shipped rules
            pipeline.publish(SLUMP)
                    .publish("y DELIVERIES 2024-02 1000", "y DELIVERIES 2024-03 1000", "y DELIVERIES 2024-04 100")
                    .settle();
            pipeline.<Alert>read(pipeline.topics.alerts());

            // When a version comes in which one of them is graver
            pipeline.apply("mine-1", SLUMP_BELOW_A_TENTH.formatted("mine-1")).settle();

            // Then that one changes and names the rules; the other was as grave before
            assertThat(pipeline.<Alert>read(pipeline.topics.alerts()))
                    .singleElement()
                    .satisfies(change -> {
                        assertThat(change.value.getSubject()).isEqualTo("x");
                        assertThat(change.value.getStatus()).isEqualTo(AlertStatus.CHANGED);
                        assertThat(change.value.getSequence()).isEqualTo(2);
                        assertThat(change.value.getRuleVersion()).isEqualTo("mine-1");
                        assertThat(change.value.getLabels()).containsEntry("team", "demand");
                        assertThat(change.value.getCause())
                                .isEqualTo("The rules changed from version shipped-2 to mine-1.");
                        assertThat(change.value.getChangedBy()).isEmpty();
                    });
        }
    }

    @Test
    void shouldApplyNewRulesToSubjectsWithoutNewsAndEndTheAlertsOfRulesThatAreNoMore() {
        try (Pipeline pipeline = Pipeline.inMemory(REGISTRY)) {
            // Given
            pipeline.publish(SLUMP).settle();
            pipeline.<Alert>read(pipeline.topics.alerts());

            // When
            pipeline.apply("models-1", OF_MODELS).settle();

            // Then
            List<Alert> steps = alerts(pipeline);
            assertThat(steps)
                    .extracting(step -> step.getRule() + " " + step.getSubject() + " " + step.getStatus())
                    .containsExactlyInAnyOrder("DELIVERIES_SLUMP x RESOLVED", "SOLD x/M OPENED");
            assertThat(steps)
                    .filteredOn(step -> step.getStatus() == AlertStatus.RESOLVED)
                    .singleElement()
                    .satisfies(step -> assertThat(step.getMessage())
                            .isEqualTo("No longer watched: x's deliveries have slumped: 600 in April. March brought"
                                    + " 1,000. The last three months average about 867."));
        }
    }

    @Test
    void shouldRefuseRulesWithAMistakeAsAWholeAndGoOnWithThoseThatRun() {
        try (Pipeline pipeline = Pipeline.inMemory(REGISTRY)) {
            // Given rules that run
            pipeline.apply("mine-1", SLUMP_BELOW_A_TENTH.formatted("mine-1"));

            // When wrong ones come, and then a slump
            pipeline.apply("mine-2", SLUMP_BELOW_A_TENTH.formatted("mine-2").replace("deliveries_mom", "delivery_mom"))
                    .apply("mine-3", SLUMP_BELOW_A_TENTH.formatted("mine-4"));
            pipeline.publish(
                    pipeline.topics.rules(), Pipeline.utf8("rules"), Pipeline.utf8("no avro"), new RecordHeaders());
            pipeline.publish(SLUMP).settle();

            // Then
            List<TestRecord<byte[], byte[]>> letters = pipeline.raw(pipeline.topics.deadLetters());
            assertThat(letters)
                    .extracting(letter -> header(letter, DeadLetterHeaders.FIELD))
                    .containsExactly("file", "version", "");
            assertThat(header(letters.get(0), DeadLetterHeaders.REASON))
                    .contains("5:11", "delivery_mom", "deliveries_mom");
            assertThat(header(letters.get(1), DeadLetterHeaders.REASON))
                    .isEqualTo("must be the file's mine-4, got: 'mine-3'");
            assertThat(header(letters.get(0), DeadLetterHeaders.ORIGIN)).isEqualTo(pipeline.topics.rules());
            assertThat(alerts(pipeline))
                    .singleElement()
                    .satisfies(alert -> assertThat(alert.getRuleVersion()).isEqualTo("mine-1"));
        }
    }

    @Test
    void shouldKeepWhatEachVersionNamesAndLetTheShippedRulesComeBack() {
        try (Pipeline before = Pipeline.onDisk(REGISTRY, directory)) {
            // Given two versions, and a restart
            before.apply("mine-1", SLUMP_BELOW_A_TENTH.formatted("mine-1"))
                    .apply("mine-2", SLUMP_BELOW_A_TENTH.formatted("mine-2"))
                    .settle();
            before.leave();
        }
        try (Pipeline pipeline = Pipeline.onDisk(REGISTRY, directory)) {
            // When the older name comes with other rules, an edited copy as shipped ones, and both as they were
            String edited = RulePack.shippedText().replace(">= 0.90", ">= 0.95");
            pipeline.apply("mine-1", SLUMP_BELOW_A_TENTH.formatted("mine-1") + "# edited\n")
                    .apply("shipped-2", edited)
                    .apply("shipped-7", edited.replace("version: shipped-2", "version: shipped-7"))
                    .apply("mine-1", SLUMP_BELOW_A_TENTH.formatted("mine-1"))
                    .apply("shipped-2", RulePack.shippedText())
                    .publish(SLUMP)
                    .settle();

            // Then
            assertThat(pipeline.raw(pipeline.topics.deadLetters()))
                    .extracting(letter -> header(letter, DeadLetterHeaders.REASON))
                    .containsExactly(
                            "version mine-1 was given to other rules before: alerts name it, so give these another",
                            "versions that begin with shipped- are those of the shipped rules: give yours another",
                            "versions that begin with shipped- are those of the shipped rules: give yours another");
            assertThat(alerts(pipeline)).extracting(Alert::getRuleVersion).containsExactly("shipped-2");
        }
    }

    @Test
    void shouldKeepAlertsOfOneNameInTwoScopesApart() {
        // Given a rule of one name in two scopes, and a model that is named as a technology
        List<String> before;
        try (Pipeline pipeline = Pipeline.onDisk(REGISTRY, directory)) {
            pipeline.apply("twins-1", TWINS)
                    .publish("x DELIVERIES 2024-04 600 model=L3", "x fact L3 CLOSED_BETA at=2024-05-02")
                    .settle();
            before = standing(pipeline);
            assertThat(before).containsExactlyInAnyOrder("brand_technology x/L3 OPENED", "model x/L3 OPENED");
            pipeline.leave();
        }
        try (Pipeline pipeline = Pipeline.onDisk(REGISTRY, directory)) {
            // When one of them ends after a restart
            pipeline.publish("x DELIVERIES 2024-05 5 model=L3").settle();

            // Then the other stands as it was
            assertThat(standing(pipeline))
                    .containsExactlyInAnyOrder("brand_technology x/L3 OPENED", "model x/L3 RESOLVED");
            assertThat(alerts(pipeline))
                    .extracting(step -> step.getScope() + " " + step.getStatus())
                    .containsExactly("model RESOLVED");
        }
    }

    private static List<String> standing(Pipeline pipeline) {
        return pipeline.standing().stream()
                .map(alert -> alert.getScope() + " " + alert.getSubject() + " " + alert.getStatus())
                .toList();
    }

    @Test
    void shouldKeepAlertAndAcknowledgementOfARuleThatIsRenamed() {
        try (Pipeline pipeline = Pipeline.inMemory(REGISTRY)) {
            // Given an alert that somebody has seen
            pipeline.apply("models-1", OF_MODELS)
                    .publish("x DELIVERIES 2024-04 600 model=M", "x DELIVERIES 2024-04 700 model=N")
                    .settle();
            Map<String, String> ids = ids(pipeline);
            pipeline.acknowledge(ids.get("x/M"), SEEN).settle();
            pipeline.<Alert>read(pipeline.topics.alerts());

            // When its rule gets another name, and then another one is seen
            pipeline.apply(
                            "models-2",
                            OF_MODELS
                                    .replace("models-1", "models-2")
                                    .replace("name: SOLD", "name: SOLD_WELL, formerly: SOLD"))
                    .settle();
            pipeline.acknowledge(ids.get("x/N"), SEEN).settle();

            // Then nothing opens or ends, and both are seen
            assertThat(alerts(pipeline)).isEmpty();
            assertThat(ids(pipeline)).isEqualTo(ids);
            assertThat(pipeline.standing()).allSatisfy(alert -> {
                assertThat(alert.getRule()).isEqualTo("SOLD_WELL");
                assertThat(alert.getAcknowledged()).isEqualTo(SEEN);
            });
        }
    }

    private static Map<String, String> ids(Pipeline pipeline) {
        return pipeline.standing().stream().collect(Collectors.toMap(Alert::getSubject, Alert::getAlertId));
    }

    @Test
    void shouldRunTheAppliedRulesAfterARestart() {
        // Given an alert by applied rules, and a pipeline that left its state behind
        Pipeline first = Pipeline.onDisk(REGISTRY, directory);
        first.publish(SLUMP)
                .apply("mine-1", SLUMP_BELOW_A_TENTH.formatted("mine-1"))
                .settle();
        List<Alert> before = alerts(first);
        first.leave();

        // When another goes on and hears of a slump of its own
        try (Pipeline second = Pipeline.onDisk(REGISTRY, directory)) {
            second.publish("y DELIVERIES 2024-03 1000", "y DELIVERIES 2024-04 850")
                    .settle();

            // Then nothing is said twice, and the rules are the applied ones
            assertThat(before).extracting(Alert::getSubject).containsExactly("x");
            assertThat(alerts(second)).singleElement().satisfies(alert -> {
                assertThat(alert.getSubject()).isEqualTo("y");
                assertThat(alert.getSeverity().name()).isEqualTo("CRITICAL");
                assertThat(alert.getRuleVersion()).isEqualTo("mine-1");
            });
        }
    }

    @Test
    void shouldLetAPromiseLapseOnItsDayWithoutAnyEvent() {
        try (Pipeline pipeline = Pipeline.inMemory(REGISTRY)) {
            // Given a promise that is due today
            pipeline.publish("x promise CITY_NOA FULL_ROLLOUT nationwide due=2024-12-31 at=2024-06-01")
                    .settle()
                    .onDay("2024-12-31");
            List<Alert> onTheDay = alerts(pipeline);

            // When the day ends and nobody says a word
            pipeline.onDay("2025-01-01");

            // Then
            assertThat(onTheDay).isEmpty();
            assertThat(alerts(pipeline)).singleElement().satisfies(alert -> {
                assertThat(alert.getRule()).isEqualTo("COMMITMENT_OVERDUE");
                assertThat(alert.getStatus()).isEqualTo(AlertStatus.OPENED);
                assertThat(alert.getOpenedAt()).hasToString("2025-01-01T00:00:00Z");
            });
        }
    }

    private static List<Alert> alerts(Pipeline pipeline) {
        return pipeline.<Alert>read(pipeline.topics.alerts()).stream()
                .map(record -> record.value)
                .toList();
    }

    private static String header(TestRecord<byte[], byte[]> letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
