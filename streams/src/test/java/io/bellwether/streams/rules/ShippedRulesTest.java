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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The rules shipped do what docs/figures.md#signals says, by the tests that are shipped with them. */
class ShippedRulesTest {

    private static final Pattern NUMBER = Pattern.compile("(?<=(?:<|>|=|\\*) )-?\\d+(?:\\.\\d+)?");

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

    @Test
    void shouldHaveATestForEveryThreshold() throws IOException {
        // Given
        String shipped = RulePack.shippedText();
        List<String> unnoticed = new ArrayList<>();
        int conditions = 0;
        Matcher number = NUMBER.matcher(shipped);
        while (number.find()) {
            if (!isCondition(shipped, number.start())) {
                continue;
            }
            conditions++;
            // When a threshold moves by a little in either direction
            double value = Double.parseDouble(number.group());
            double step = number.group().contains(".") ? 0.001 : 1;
            for (double moved : new double[] {value - step, value + step}) {
                String changed = shipped.substring(0, number.start()) + moved + shipped.substring(number.end());
                RulePack pack = ((RuleFile.Accepted) RuleFile.read(changed)).pack();

                // Then
                if (failures(pack).isEmpty()) {
                    unnoticed.add(line(shipped, number.start()).strip() + ": " + number.group() + " as " + moved);
                }
            }
        }
        // One of each comparison shows on which side of the threshold it holds; most are seen from both.
        assertThat(conditions).isGreaterThan(60);
        assertThat(unnoticed).hasSizeLessThan(conditions / 2);
    }

    private static boolean isCondition(String text, int at) {
        String line = line(text, at);
        return !line.startsWith("#") && !line.contains("message") && !line.contains("version");
    }

    private static String line(String text, int at) {
        int start = text.lastIndexOf('\n', at) + 1;
        return text.substring(start, text.indexOf('\n', at));
    }

    private static List<String> failures(RulePack pack) throws IOException {
        String tests;
        try (InputStream in = RulePack.class.getResourceAsStream("/rules/shipped-tests.yaml")) {
            tests = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        RuleTests.Reading reading = RuleTests.read(tests, ShippedRulesTest::event);
        assertThat(reading).isInstanceOf(RuleTests.Accepted.class);
        return ((RuleTests.Accepted) reading)
                .tests().run(pack).stream()
                        .flatMap(outcome ->
                                outcome.failures().stream().map(failure -> outcome.test() + ": " + failure))
                        .toList();
    }

    /** A milestone of the tests' events. */
    private static RuleTests.Event event(Map<String, Object> fields) {
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
        return new RuleTests.GoodEvent(EventLines.parse(line).get(0));
    }
}
