package io.bellwether.streams.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.domain.alert.Rule;
import io.bellwether.streams.reference.EventLines;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The rules shipped do what docs/figures.md#signals says, by the tests that are shipped with them. */
class ShippedRulesTest {

    @Test
    void shouldPassTheirTests() throws IOException {
        assertThat(failures(RulePack.shipped())).isEmpty();
    }

    @Test
    void shouldHaveATestForEveryRule() throws IOException {
        // When every rule in turn is not there
        for (Rule rule : RulePack.shipped().rules()) {
            List<Rule> others = new ArrayList<>(RulePack.shipped().rules());
            others.remove(rule);

            // Then
            assertThat(failures(new RulePack("test", others)))
                    .as("%s of %s", rule.name(), rule.scope())
                    .isNotEmpty();
        }
    }

    private static List<String> failures(RulePack pack) throws IOException {
        String tests;
        try (InputStream in = RulePack.class.getResourceAsStream("/rules/shipped-tests.yaml")) {
            tests = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        RuleTestFile.Reading reading = RuleTestFile.read(tests, ShippedRulesTest::event);
        assertThat(reading).isInstanceOf(RuleTestFile.Accepted.class);
        return ((RuleTestFile.Accepted) reading)
                .tests().run(pack).stream()
                        .flatMap(outcome -> outcome.failures().stream().map(failure -> outcome.test() + ": " + failure))
                        .toList();
    }

    /** A milestone of the tests' events. */
    private static RuleTestFile.Event event(Map<String, Object> fields) {
        Map<?, ?> detail = (Map<?, ?>) fields.get("detail");
        Object due = detail.get("due_by");
        String line = "%s %s %s %s at=%s%s"
                .formatted(
                        fields.get("brand"),
                        due == null ? "fact" : "promise",
                        detail.get("technology"),
                        detail.get("stage"),
                        fields.get("published_at"),
                        due == null ? "" : " due=" + due);
        return new RuleTestFile.GoodEvent(EventLines.parse(line).get(0));
    }
}
