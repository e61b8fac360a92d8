package io.bellwether.streams.rules;

import io.bellwether.config.YamlDocument;
import io.bellwether.domain.alert.AlertBook;
import io.bellwether.domain.alert.AlertEngine;
import io.bellwether.domain.alert.AlertListener;
import io.bellwether.domain.alert.AlertTransition;
import io.bellwether.domain.alert.Rule;
import io.bellwether.domain.alert.Severity;
import io.bellwether.domain.alert.Subject;
import io.bellwether.domain.ledger.BrandLedger;
import io.bellwether.schemas.StatementCodec;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Unit tests of rules, as {@link RuleTestFile} reads them: given events, or facts of a subject, expect alerts. */
public final class RuleTests {

    private final @Nullable String rules;
    private final List<Test> tests;

    /**
     * How a test ended.
     *
     * @param failures what is not as expected; empty if all is
     */
    public record Outcome(String test, List<String> failures) {}

    /** An open alert; in a pattern null is any. */
    record OpenAlert(
            @Nullable String rule,
            @Nullable String subject,
            @Nullable String severity) {

        boolean matches(OpenAlert alert) {
            return (rule == null || rule.equals(alert.rule))
                    && (subject == null || subject.equals(alert.subject))
                    && (severity == null || severity.equals(alert.severity));
        }

        @Override
        public String toString() {
            return (rule == null ? "any rule" : rule) + " of " + (subject == null ? "any subject" : subject)
                    + (severity == null ? "" : " at " + severity);
        }
    }

    /** Given events or subjects, the alerts that are expected and those that are not. */
    record Test(
            String name,
            List<SpecificRecord> events,
            @Nullable LocalDate asOf,
            List<Subject> subjects,
            List<OpenAlert> expect,
            List<OpenAlert> absent) {}

    RuleTests(@Nullable String rules, List<Test> tests) {
        this.rules = rules;
        this.tests = tests;
    }

    /** The file of the rules that are tested; null for the shipped ones. */
    public @Nullable String rules() {
        return rules;
    }

    /** Runs every test on these rules. */
    public List<Outcome> run(RulePack pack) {
        return tests.stream().map(test -> run(test, pack)).toList();
    }

    private static Outcome run(Test test, RulePack pack) {
        List<OpenAlert> open = new ArrayList<>();
        test.subjects.forEach(subject -> pack.rules().stream()
                .filter(rule -> rule.scope() == subject.id().scope())
                .forEach(rule -> apply(rule, subject, open)));
        if (!test.events.isEmpty()) {
            open.addAll(openAlerts(test, pack));
        }
        List<String> failures = new ArrayList<>();
        Set<String> names = pack.rules().stream().map(Rule::name).collect(Collectors.toCollection(TreeSet::new));
        for (OpenAlert expected : test.expect) {
            if (open.stream().noneMatch(expected::matches)) {
                failures.add("expected " + expected + ", found " + found(expected, open, names));
            }
        }
        for (OpenAlert absent : test.absent) {
            open.stream()
                    .filter(absent::matches)
                    .forEach(alert -> failures.add("expected no alert by " + absent + ", found " + alert));
            if (absent.rule != null && !names.contains(absent.rule) && !names.isEmpty()) {
                failures.add(YamlDocument.unknown("rule", absent.rule, names));
            }
        }
        return new Outcome(test.name, failures);
    }

    /** What is open instead: of the rule, else of the subject. */
    private static String found(OpenAlert expected, List<OpenAlert> open, Set<String> names) {
        if (expected.rule != null && !names.contains(expected.rule) && !names.isEmpty()) {
            return YamlDocument.unknown("rule", expected.rule, names);
        }
        OpenAlert ofRule = new OpenAlert(expected.rule, null, null);
        OpenAlert ofSubject = new OpenAlert(null, expected.subject, null);
        for (OpenAlert wider : List.of(ofRule, ofSubject)) {
            List<String> alerts = open.stream()
                    .filter(wider::matches)
                    .map(OpenAlert::toString)
                    .sorted()
                    .toList();
            if (!alerts.isEmpty()) {
                return String.join(", ", alerts);
            }
        }
        return "none of that rule or subject";
    }

    private static void apply(Rule rule, Subject subject, List<OpenAlert> open) {
        Severity severity = rule.severity(subject);
        if (severity != null) {
            rule.finding(subject, severity, Function.identity());
            open.add(new OpenAlert(rule.name(), subject.name(), severity.name()));
        }
    }

    private static List<OpenAlert> openAlerts(Test test, RulePack pack) {
        Map<String, BrandLedger> ledgers = new TreeMap<>();
        for (SpecificRecord event : test.events) {
            String brand =
                    (String) event.get(event.getSchema().getField("brand").pos());
            ledgers.computeIfAbsent(brand, BrandLedger::new).add(StatementCodec.of(event));
        }
        AlertEngine engine = new AlertEngine(new AlertBook(pack.rules(), pack.version()));
        for (BrandLedger ledger : ledgers.values()) {
            for (String model : ledger.changedModels()) {
                engine.put(ledger.brand(), model, ledger.modelMetrics(model), List::of);
            }
            engine.put(ledger.summary(), List::of);
        }
        List<OpenAlert> open = new ArrayList<>();
        engine.evaluate(test.asOf, new AlertListener() {

            @Override
            public void onStep(AlertTransition step) {
                open.add(new OpenAlert(
                        step.rule(), step.subject().name(), step.severity().name()));
            }

            @Override
            public void onStanding(AlertTransition alert) {
                throw new IllegalStateException("no alert was open before the first evaluation");
            }
        });
        return open;
    }
}
