package io.bellwether.domain.alert;

import io.bellwether.domain.ledger.Evidence;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One step in the life of an alert (docs/figures.md#lifecycle): it opens when its rule's condition becomes true, changes with the
 * severity, and is resolved when the condition becomes false. What stays as it is gives no step.
 *
 * @param alertId the same through one episode, new for the next; follows from rule, scope, subject and the episode
 *     before
 * @param sequence 1 for the first step of an episode
 * @param ruleVersion of the rules that took this step
 * @param labels of the rule
 * @param openedAtMicros event time, microseconds since the epoch
 * @param updatedAtMicros event time of this step
 * @param beganOn the day on which it began, whatever the order in which facts arrived, docs/figures.md#began-on
 * @param beganBefore whether it may have begun before that day, which is as far as one looks back
 * @param cause what made an alert take this step, in a sentence
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
        LocalDate beganOn,
        boolean beganBefore,
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

    /** Whether the alert is open after this step. */
    public boolean isOpen() {
        return status != Status.RESOLVED;
    }

    /** What it is an alert of. */
    public AlertKey key() {
        return new AlertKey(rule, subject.scope(), subject.name());
    }

    /**
     * Applies a rule to a subject as it is now.
     *
     * @param last the last step of that rule on that subject, an open one as it stands; null if there was none
     * @param news what there is to know besides
     * @return the next step; null if nothing changed
     */
    static @Nullable AlertTransition next(Rule rule, Subject subject, @Nullable AlertTransition last, News news) {
        Severity severity = rule.severity(subject);
        if (last == null || !last.isOpen()) {
            return severity == null ? null : opened(rule, subject, severity, last, news);
        }
        if (severity == last.severity) {
            return null;
        }
        Severity now = severity == null ? last.severity : severity;
        Rule.Finding finding = rule.finding(subject, now, news.brandNames());
        AlertCause cause = AlertCause.between(last, finding.evidence(), news);
        OpenDays.Beginning began =
                severity == null ? new OpenDays.Beginning(last.beganOn, last.beganBefore) : news.beginning(last.key());
        return new AlertTransition(
                last.alertId,
                last.sequence + 1,
                rule.name(),
                news.ruleVersion(),
                rule.labels(),
                subject.id(),
                now,
                severity == null ? Status.RESOLVED : Status.CHANGED,
                last.openedAtMicros,
                Math.max(subject.eventMicros(rule.facts()), last.updatedAtMicros),
                began.on(),
                began.before(),
                severity == null ? "No longer so: " + last.message : finding.message(),
                cause.sentence(),
                finding.values(),
                finding.evidence(),
                cause.evidence());
    }

    private static AlertTransition opened(
            Rule rule, Subject subject, Severity severity, @Nullable AlertTransition last, News news) {
        Rule.Finding finding = rule.finding(subject, severity, news.brandNames());
        long now = subject.eventMicros(rule.facts());
        OpenDays.Beginning began = news.beginning(new AlertKey(rule.name(), rule.scope(), subject.name()));
        return new AlertTransition(
                nextId(rule, subject, last),
                1,
                rule.name(),
                news.ruleVersion(),
                rule.labels(),
                subject.id(),
                severity,
                Status.OPENED,
                now,
                now,
                began.on(),
                began.before(),
                finding.message(),
                AlertCause.ofOpening(finding.evidence(), news).sentence(),
                finding.values(),
                finding.evidence(),
                List.of());
    }

    /**
     * This open alert as it stands now, no step: its beginning, message, values and evidence follow the figures while
     * its severity stays.
     */
    AlertTransition standing(Rule rule, Subject subjectNow, News news) {
        Rule.Finding finding = rule.finding(subjectNow, severity, news.brandNames());
        OpenDays.Beginning began = news.beginning(key());
        return new AlertTransition(
                alertId,
                sequence,
                rule.name(),
                news.ruleVersion(),
                rule.labels(),
                subject,
                severity,
                status,
                openedAtMicros,
                updatedAtMicros,
                began.on(),
                began.before(),
                finding.message(),
                cause,
                finding.values(),
                finding.evidence(),
                changedBy);
    }

    /** Ends this open alert because what it is of is known no more: all that said it was taken back. */
    AlertTransition vanished(News news) {
        AlertCause cause = AlertCause.ofVanishing(this, news);
        return new AlertTransition(
                alertId,
                sequence + 1,
                rule,
                news.ruleVersion(),
                labels,
                subject,
                severity,
                Status.RESOLVED,
                openedAtMicros,
                Math.max(news.marketMicros(), updatedAtMicros),
                beganOn,
                beganBefore,
                "No longer so: " + message,
                cause.sentence(),
                values,
                List.of(),
                List.of());
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
                beganOn,
                beganBefore,
                "No longer watched: " + message,
                "The rules of version " + version + " have no " + rule + ".",
                values,
                evidence,
                List.of());
    }

    /** The same step under another name of its rule. */
    AlertTransition renamed(String name) {
        return new AlertTransition(
                alertId,
                sequence,
                name,
                ruleVersion,
                labels,
                subject,
                severity,
                status,
                openedAtMicros,
                updatedAtMicros,
                beganOn,
                beganBefore,
                message,
                cause,
                values,
                evidence,
                changedBy);
    }

    private static String nextId(Rule rule, Subject subject, @Nullable AlertTransition last) {
        String name =
                rule.name() + "\n" + rule.scope() + "\n" + subject.name() + "\n" + (last == null ? "" : last.alertId);
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
