package io.bellwether.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.bellwether.producer.format.EventJson;
import io.bellwether.producer.format.ParsedEvent;
import io.bellwether.streams.rules.RuleTestFile;
import io.bellwether.streams.rules.RuleTests;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Runs the unit tests of rules. */
@Unused
@Command(
        name = "test",
        description = {
            "Runs unit tests of rules, written in YAML: given events, or facts of a subject, expect " + "alerts.",
            "The tests' field 'rules' names their file of rules, relative to the tests; without it "
                    + "they test the shipped rules. The status is 1 if a test fails."
        })
final class RulesTestVerb implements Callable<Integer> {

    private final Context context;
    private final ObjectMapper json = new ObjectMapper();

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "YAML files of tests.")
    private List<String> files = List.of();

    RulesTestVerb(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        boolean passed = true;
        for (String file : files) {
            passed &= test(file);
        }
        return passed ? 0 : 1;
    }

    private boolean test(String file) {
        PrintStream out = context.console().out();
        RuleTestFile.Reading reading = RuleTestFile.read(RuleFiles.text(Path.of(file)), this::event);
        if (reading instanceof RuleTestFile.Rejected rejected) {
            RuleFiles.print(file, rejected.mistakes(), out);
            return false;
        }
        RuleTests tests = ((RuleTestFile.Accepted) reading).tests();
        String rules = tests.rules() == null
                ? RuleFiles.SHIPPED
                : Path.of(file).resolveSibling(tests.rules()).toString();
        List<RuleTests.Outcome> outcomes =
                tests.run(RuleFiles.require(rules, context.console().err()));
        out.println(file + ", rules " + rules + ":");
        for (RuleTests.Outcome outcome : outcomes) {
            out.println("  " + (outcome.failures().isEmpty() ? "ok      " : "FAILED  ") + outcome.test());
            outcome.failures().forEach(failure -> out.println("            " + failure));
        }
        long failed = outcomes.stream()
                .filter(outcome -> !outcome.failures().isEmpty())
                .count();
        out.println("  " + RuleFiles.count(outcomes.size(), "test") + ", " + failed + " failed");
        return failed == 0;
    }

    private RuleTestFile.Event event(Map<String, @Nullable Object> fields) {
        ParsedEvent parsed = EventJson.parse(json.valueToTree(fields));
        if (parsed instanceof ParsedEvent.Refused refused) {
            return new RuleTestFile.BadEvent(
                    refused.refusal().field() + ": " + refused.refusal().reason());
        }
        return new RuleTestFile.GoodEvent(((ParsedEvent.Accepted) parsed).event());
    }
}
