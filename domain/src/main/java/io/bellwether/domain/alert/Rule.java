package io.bellwether.domain.alert;

import io.bellwether.domain.ledger.Evidence;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A named condition on a kind of subject.
 *
 * @param levels from the least to the most severe; the last one that holds decides
 * @param message with facts in braces, see {@link MessageTemplate}
 * @param context facts shown in the evidence beside those compared
 * @param labels what users say of the rule: team, runbook ...
 * @param formerly the name that the rule had before: alerts of that name go on under the new one; null if it had none
 */
public record Rule(
        String name,
        Scope scope,
        List<Level> levels,
        MessageTemplate message,
        List<String> context,
        Map<String, String> labels,
        @Nullable String formerly) {

    public Rule {
        levels = List.copyOf(levels);
        context = List.copyOf(context);
        labels = Map.copyOf(labels);
        if (levels.isEmpty()) {
            throw new IllegalArgumentException("a rule must have a level, got none: " + name);
        }
    }

    /** A rule that had no other name before. */
    public Rule(
            String name,
            Scope scope,
            List<Level> levels,
            MessageTemplate message,
            List<String> context,
            Map<String, String> labels) {
        this(name, scope, levels, message, context, labels, null);
    }

    /** When a rule fires at a severity. */
    public record Level(Severity severity, Condition condition) {}

    /**
     * A rule that fires.
     *
     * @param values facts that were compared, with their thresholds, then those shown for context; each once
     */
    public record Finding(Severity severity, String message, List<Value> values, List<Evidence> evidence) {

        /** The same with another message. */
        Finding saying(String other) {
            return new Finding(severity, other, values, evidence);
        }
    }

    /**
     * A fact as it was looked at.
     *
     * @param value as text; {@code unknown} where it is not known
     * @param threshold what it was compared with, several separated by commas; null for context
     */
    public record Value(String fact, String value, @Nullable String threshold) {}

    /** The severity at which the rule fires; null if it does not. */
    public @Nullable Severity severity(Subject subject) {
        Severity severity = null;
        for (Level level : levels) {
            if (level.condition.holds(subject)) {
                severity = level.severity;
            }
        }
        return severity;
    }

    /** The facts it compares at any severity. */
    Set<String> facts() {
        Set<String> facts = new HashSet<>();
        levels.forEach(level -> level.condition.comparisons(comparison -> facts.add(comparison.fact())));
        return facts;
    }

    /**
     * What the rule finds at a severity that {@link #severity} gave or last gave. The evidence is of all facts it looks
     * at, at any severity, so that what differs from one finding to the next is news.
     *
     * @param brandNames what people call a brand, by its slug
     */
    public Finding finding(Subject subject, Severity severity, Function<String, String> brandNames) {
        Set<String> names = facts();
        names.addAll(context);
        return new Finding(
                severity, message.render(subject, brandNames), values(subject, severity), subject.evidence(names));
    }

    /** The facts that the rule compares up to a severity, each once with all its thresholds, as they are. */
    public List<Value> values(Subject subject, Severity upTo) {
        Map<String, Set<String>> thresholds = new LinkedHashMap<>();
        for (Level level : levels) {
            if (level.severity.compareTo(upTo) <= 0) {
                level.condition.comparisons(comparison -> add(thresholds, comparison));
            }
        }
        context.forEach(fact -> thresholds.computeIfAbsent(fact, name -> new LinkedHashSet<>()));
        List<Value> values = new ArrayList<>();
        thresholds.forEach(
                (fact, all) -> values.add(value(subject, fact, all.isEmpty() ? null : String.join(", ", all))));
        return values;
    }

    private static void add(Map<String, Set<String>> thresholds, Condition.Comparison comparison) {
        Set<String> ofFact = thresholds.computeIfAbsent(comparison.fact(), fact -> new LinkedHashSet<>());
        String threshold = comparison.threshold();
        if (threshold != null) {
            ofFact.add(threshold);
        }
    }

    private static Value value(Subject subject, String fact, @Nullable String threshold) {
        Object value = subject.value(fact);
        return new Value(fact, value == null ? "unknown" : value.toString(), threshold);
    }
}
