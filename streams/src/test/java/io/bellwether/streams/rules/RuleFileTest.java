package io.bellwether.streams.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.config.ConfigError;
import io.bellwether.domain.alert.Rule;
import io.bellwether.domain.alert.Scope;
import io.bellwether.domain.alert.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleFileTest {

    private static final Path MISTAKES = Path.of("src/test/resources/io/bellwether/streams/rules/mistakes.txt");

    @Test
    void shouldReadARule() {
        RulePack pack = ((RuleFile.Accepted) RuleFile.read("""
                version: mine-1
                rules:
                  - name: DELIVERIES_SLUMP
                    scope: brand
                    parameters: {floor: 1000}
                    when: deliveries >= floor
                    levels:
                      - {severity: CRITICAL, when: deliveries_mom <= -0.5}
                      - {severity: WARNING, when: deliveries_mom <= -0.3}
                    message: "{brand}: {deliveries} deliveries[, of {orders} orders]."
                    show: [reference_month]
                    labels: {team: demand}
                    formerly: DELIVERIES_DROP
                """)).pack();

        assertThat(pack.version()).isEqualTo("mine-1");
        Rule rule = pack.rules().get(0);
        assertThat(rule.name()).isEqualTo("DELIVERIES_SLUMP");
        assertThat(rule.scope()).isEqualTo(Scope.BRAND);
        assertThat(rule.levels().stream().map(Rule.Level::severity))
                .containsExactly(Severity.WARNING, Severity.CRITICAL);
        assertThat(rule.context()).containsExactly("reference_month");
        assertThat(rule.labels()).containsExactly(Map.entry("team", "demand"));
        assertThat(rule.formerly()).isEqualTo("DELIVERIES_DROP");
        assertThat(rule.severity(SampleSubjects.brand(Map.of("deliveries", 1000L, "deliveries_mom", -0.4))))
                .isEqualTo(Severity.WARNING);
        assertThat(rule.severity(SampleSubjects.brand(Map.of("deliveries", 1000L, "deliveries_mom", -0.5))))
                .isEqualTo(Severity.CRITICAL);
        assertThat(rule.severity(SampleSubjects.brand(Map.of("deliveries", 999L, "deliveries_mom", -0.5))))
                .isNull();
    }

    @Test
    void shouldReportEveryMistakeWithItsPlace() throws IOException {
        String file = resource("mistakes.yaml");

        String reported = mistakes(file).stream().map(ConfigError::toString).collect(Collectors.joining("\n"));

        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(MISTAKES, reported + "\n");
            return;
        }
        assertThat(reported)
                .as("If the difference is intended, as the names of a new fact are, write it down by"
                        + " -Dgolden.update=true and look at it")
                .isEqualTo(resource("mistakes.txt").strip());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "# nothing\n",
                "[]",
                "just text",
                "a: [",
                "a: 'b",
                "\tversion: 1",
                "version: 1\nrules: []\n---\nversion: 2\nrules: []",
                "version: \u0007",
                "&a [*a, *a]",
                "version: 1\nrules: *nothing",
                "version: 1\nrules: &a [*a]",
                "version: 1\nrules: {}",
                "version: 1\n? {}\n: 1",
                "version: !!java.net.URL [http://localhost]\nrules: []",
                "version: {}\nrules: [[], 1, null, {}, {name: {}, scope: [], levels: 1, show: 2}]"
            })
    void shouldRefuseWhatIsNoRuleFile(String file) {
        assertThat(mistakes(file)).isNotEmpty().allSatisfy(mistake -> {
            assertThat(mistake.line()).isPositive();
            assertThat(mistake.column()).isPositive();
            assertThat(mistake.message()).isNotBlank();
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "formerly: A                 ~ another one than the present",
                "formerly: lower             ~ must be UPPER_SNAKE",
                "message: '{brand:percent}'  ~ the format 'percent' is not for 'brand', which is text",
                "message: '{rank:stage}'     ~ the format 'stage' is not for 'rank', which is a number",
                "message: '{rank:perzent}'   ~ unknown format 'perzent'; did you mean 'percent'",
                "message: '{rnk}'            ~ unknown name 'rnk'; did you mean 'rank'",
                "message: 'a [b'             ~ '[' belongs to nothing",
            })
    void shouldSayWhatIsWrongWithAFieldOfARule(String field, String mistake) {
        // Given a rule that has this field
        String message = field.startsWith("message") ? "" : ", message: m";
        String file = "version: 1\nrules: [{name: A, scope: brand, when: rank > 1, severity: INFO" + message + ", "
                + field + "}]";

        // Then
        assertThat(mistakes(file)).singleElement().asString().contains(mistake);
    }

    @Test
    void shouldHoldLimits() {
        String rule = "{name: A%d, scope: brand, when: rank > 1, severity: INFO, message: m}";
        String rules = java.util.stream.IntStream.range(0, 501)
                .mapToObj(i -> "  - " + rule.formatted(i))
                .collect(Collectors.joining("\n"));
        String longOne = "rank > 1" + " || rank > 1".repeat(100);
        String deepOne = "(".repeat(40) + "rank > 1" + ")".repeat(40);

        assertThat(mistakes("version: 1\nrules:\n" + rules))
                .singleElement()
                .asString()
                .contains("at most 500 rules");
        assertThat(mistakes(one(longOne))).singleElement().asString().contains("at most 1000 characters, got: 1208");
        assertThat(mistakes(one(deepOne))).isNotEmpty();
        assertThat(mistakes("#".repeat(300_000))).singleElement().asString().contains("at most 262144 characters");
        assertThat(mistakes("version: " + "[".repeat(100_000))).isNotEmpty();
    }

    @Test
    void shouldSurviveAnythingForACondition() {
        for (String condition : List.of(
                "(",
                "rank >",
                "a.b.c",
                "[1].map(x, x)",
                "{'a': 1}",
                "b'x' == b'y'",
                "null",
                "rank == null",
                "5 % 2 == 1",
                "Message{a: 1}",
                "\"",
                "size(brand) > 1",
                "timestamp(brand) > timestamp(brand)",
                "has(brand)",
                "1u",
                "known(1)",
                "known(rank + 1)",
                "known(x)",
                "rank[0]",
                "rank in rank",
                "rank in [brand]",
                "[rank] == [1]",
                "matches(brand, '(a+)+')",
                "dyn(rank) == brand",
                "known()",
                "99999999999999999999 > rank",
                "__result__")) {
            assertThat(mistakes(one(condition.replace("'", "''"))))
                    .as(condition)
                    .isNotEmpty();
        }
    }

    private static String one(String condition) {
        return "version: 1\nrules: [{name: A, scope: brand, when: '" + condition + "', severity: INFO, message: m}]";
    }

    private static List<ConfigError> mistakes(String file) {
        return RuleFile.read(file) instanceof RuleFile.Rejected rejected ? rejected.mistakes() : List.of();
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = RuleFileTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
