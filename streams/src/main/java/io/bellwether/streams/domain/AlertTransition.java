package io.bellwether.streams.domain;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One step in the life of an alert (semantics.md 7): it opens when its rule's condition becomes true, changes with the
 * severity, and is resolved when the condition becomes false. What stays as it is gives no step.
 *
 * @param alertId the same through one episode, new for the next; follows from rule, subject and the episode before
 * @param sequence 1 for the first step of an episode
 * @param openedAtMicros event time, microseconds since the epoch
 * @param updatedAtMicros event time of this step
 */
public record AlertTransition(
        String alertId,
        int sequence,
        String rule,
        String ruleVersion,
        Subject subject,
        Severity severity,
        Status status,
        long openedAtMicros,
        long updatedAtMicros,
        String message,
        List<Rule.Value> values,
        List<Evidence> evidence) {

    /** What a step does. */
    public enum Status {
        OPENED,
        CHANGED,
        RESOLVED
    }

    /** What has to be known of the last step of a rule on a subject to find the next. */
    public record Last(
            String alertId,
            int sequence,
            Severity severity,
            Status status,
            long openedAtMicros,
            long updatedAtMicros,
            String message) {

        /** Whether its alert stands. */
        public boolean isOpen() {
            return status != Status.RESOLVED;
        }
    }

    /** This step, as far as the next one needs it. */
    public Last asLast() {
        return new Last(alertId, sequence, severity, status, openedAtMicros, updatedAtMicros, message);
    }

    /**
     * Applies a rule to a subject as it is now.
     *
     * @param last the last step of that rule on that subject; null if there was none
     * @return the next step; null if nothing changed
     */
    public static @Nullable AlertTransition next(Rule rule, String ruleVersion, Subject subject, @Nullable Last last) {
        Severity severity = rule.severity(subject);
        Last open = last != null && last.isOpen() ? last : null;
        if (severity == null) {
            return open == null ? null : resolved(rule, ruleVersion, subject, open);
        }
        if (open != null && open.severity == severity) {
            return null;
        }
        Rule.Finding finding = rule.finding(subject, severity);
        long now = subject.eventMicros(rule.facts());
        return new AlertTransition(
                open == null ? nextId(rule, subject, last) : open.alertId,
                open == null ? 1 : open.sequence + 1,
                rule.name(),
                ruleVersion,
                subject,
                severity,
                open == null ? Status.OPENED : Status.CHANGED,
                open == null ? now : open.openedAtMicros,
                open == null ? now : Math.max(now, open.updatedAtMicros),
                finding.message(),
                finding.values(),
                finding.evidence());
    }

    /**
     * An open alert as it stands now, no step: its message, values and evidence follow the figures while its severity
     * stays.
     */
    static AlertTransition standing(Rule rule, String ruleVersion, Subject subject, Last open) {
        Rule.Finding finding = rule.finding(subject, open.severity);
        return new AlertTransition(
                open.alertId,
                open.sequence,
                rule.name(),
                ruleVersion,
                subject,
                open.severity,
                open.status,
                open.openedAtMicros,
                open.updatedAtMicros,
                finding.message(),
                finding.values(),
                finding.evidence());
    }

    private static AlertTransition resolved(Rule rule, String ruleVersion, Subject subject, Last last) {
        List<Rule.Value> values = rule.values(subject, last.severity);
        Set<String> names = values.stream().map(Rule.Value::fact).collect(Collectors.toSet());
        return new AlertTransition(
                last.alertId,
                last.sequence + 1,
                rule.name(),
                ruleVersion,
                subject,
                last.severity,
                Status.RESOLVED,
                last.openedAtMicros,
                Math.max(subject.eventMicros(rule.facts()), last.updatedAtMicros),
                "No longer so: " + last.message,
                values,
                subject.evidence().apply(names));
    }

    private static String nextId(Rule rule, Subject subject, @Nullable Last last) {
        String name = rule.name() + "\n" + subject.name() + "\n" + (last == null ? "" : last.alertId);
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
