package io.bellwether.domain.alert;

import io.bellwether.domain.ledger.Evidence;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One step in the life of an alert (docs/figures.md#lifecycle): it opens when its rule's condition becomes true, changes with
 * the severity, and is resolved when the condition becomes false. What stays as it is gives no step.
 *
 * @param alertId the same through one episode, new for the next; follows from rule, subject and the episode before
 * @param sequence 1 for the first step of an episode
 * @param ruleVersion of the rules that took this step
 * @param labels of the rule
 * @param openedAtMicros event time, microseconds since the epoch
 * @param updatedAtMicros event time of this step
 * @param cause what made an alert take this step, in a sentence; empty for the first
 * @param changedBy what of the evidence was otherwise, or not there, when the alert last stood; empty for the first
 *     step, and where another day or other rules made the step
 */
public record AlertTransition(
        String alertId,
        int sequence,
        String rule,
        String ruleVersion,
        Map<String, String> labels,
        SubjectId subject,
        Severity severity,
        Status status,
        long openedAtMicros,
        long updatedAtMicros,
        String message,
        String cause,
        List<Rule.Value> values,
        List<Evidence> evidence,
        List<Evidence> changedBy) {

    /** By the name of the rule, then of the subject. */
    static final Comparator<AlertTransition> BY_RULE_AND_SUBJECT =
            Comparator.comparing(AlertTransition::rule).thenComparing(step -> step.subject.name());

    /** What a step does. */
    public enum Status {
        OPENED,
        CHANGED,
        RESOLVED
    }

    /** Whether the alert stands after this step. */
    public boolean isOpen() {
        return status != Status.RESOLVED;
    }

    /**
     * Applies a rule to a subject as it is now.
     *
     * @param last the last step of that rule on that subject, an open one as it stands; null if there was none
     * @return the next step; null if nothing changed
     */
    public static @Nullable AlertTransition next(
            Rule rule, String ruleVersion, Subject subject, @Nullable AlertTransition last) {
        Severity severity = rule.severity(subject);
        if (last == null || !last.isOpen()) {
            return severity == null ? null : opened(rule, ruleVersion, subject, severity, last);
        }
        if (severity == last.severity) {
            return null;
        }
        Severity now = severity == null ? last.severity : severity;
        Rule.Finding finding = rule.finding(subject, now);
        AlertCause changed = AlertCause.between(last, finding.evidence(), ruleVersion);
        return new AlertTransition(
                last.alertId,
                last.sequence + 1,
                rule.name(),
                ruleVersion,
                rule.labels(),
                subject.id(),
                now,
                severity == null ? Status.RESOLVED : Status.CHANGED,
                last.openedAtMicros,
                Math.max(subject.eventMicros(rule.facts()), last.updatedAtMicros),
                severity == null ? "No longer so: " + last.message : finding.message(),
                changed.sentence(),
                finding.values(),
                finding.evidence(),
                changed.evidence());
    }

    private static AlertTransition opened(
            Rule rule, String ruleVersion, Subject subject, Severity severity, @Nullable AlertTransition last) {
        Rule.Finding finding = rule.finding(subject, severity);
        long now = subject.eventMicros(rule.facts());
        return new AlertTransition(
                nextId(rule, subject, last),
                1,
                rule.name(),
                ruleVersion,
                rule.labels(),
                subject.id(),
                severity,
                Status.OPENED,
                now,
                now,
                finding.message(),
                "",
                finding.values(),
                finding.evidence(),
                List.of());
    }

    /**
     * This open alert as it stands now, no step: its message, values and evidence follow the figures while its severity
     * stays.
     */
    AlertTransition standing(Rule rule, String version, Subject subjectNow) {
        Rule.Finding finding = rule.finding(subjectNow, severity);
        return new AlertTransition(
                alertId,
                sequence,
                rule.name(),
                version,
                rule.labels(),
                subject,
                severity,
                status,
                openedAtMicros,
                updatedAtMicros,
                finding.message(),
                cause,
                finding.values(),
                finding.evidence(),
                changedBy);
    }

    /** Ends this open alert because the rules have no such rule any more. */
    AlertTransition withdrawn(String version, long nowMicros) {
        return new AlertTransition(
                alertId,
                sequence + 1,
                rule,
                version,
                labels,
                subject,
                severity,
                Status.RESOLVED,
                openedAtMicros,
                Math.max(nowMicros, updatedAtMicros),
                "The rules have no " + rule + " any more. It was: " + message,
                AlertCause.between(this, evidence, version).sentence(),
                values,
                evidence,
                List.of());
    }

    private static String nextId(Rule rule, Subject subject, @Nullable AlertTransition last) {
        String name = rule.name() + "\n" + subject.name() + "\n" + (last == null ? "" : last.alertId);
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
