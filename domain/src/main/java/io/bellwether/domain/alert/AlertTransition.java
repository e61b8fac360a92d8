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
 * @param firedBy the rule that took this step
 * @param status what the step does
 * @param began since when the condition is true, whatever the order in which facts arrived, docs/figures.md#began-on
 * @param finding the severity, the message and the values with their evidence
 * @param why what made the alert take this step
 */
public record AlertTransition(
        Episode episode,
        FiredBy firedBy,
        SubjectId subject,
        Status status,
        long updatedAtMicros,
        OpenDays.Beginning began,
        Rule.Finding finding,
        AlertCause why) {

    /**
     * The time from an opening to the resolution.
     *
     * @param alertId the same through one episode, new for the next; follows from rule, scope, subject and the episode
     *     before
     * @param sequence 1 for the first step of an episode
     * @param openedAtMicros event time, microseconds since the epoch
     */
    public record Episode(String alertId, int sequence, long openedAtMicros) {

        private Episode next() {
            return new Episode(alertId, sequence + 1, openedAtMicros);
        }
    }

    /**
     * A rule as alerts name it.
     *
     * @param version of the rules
     */
    public record FiredBy(String rule, String version, Map<String, String> labels) {

        private static FiredBy of(Rule rule, String version) {
            return new FiredBy(rule.name(), version, rule.labels());
        }
    }

    /** By the name of the rule, then of the subject. */
    static final Comparator<AlertTransition> BY_RULE_AND_SUBJECT =
            Comparator.comparing(AlertTransition::rule).thenComparing(step -> step.subject.name());

    /** What a step does. */
    public enum Status {
        OPENED,
        CHANGED,
        RESOLVED
    }

    /** See {@link Episode}. */
    public String alertId() {
        return episode.alertId;
    }

    /** See {@link Episode}. */
    public int sequence() {
        return episode.sequence;
    }

    /** See {@link Episode}. */
    public long openedAtMicros() {
        return episode.openedAtMicros;
    }

    /** The name of the rule. */
    public String rule() {
        return firedBy.rule;
    }

    /** The version of the rules that took this step. */
    public String ruleVersion() {
        return firedBy.version;
    }

    /** How grave it is now; of a resolved alert, how grave it last was. */
    public Severity severity() {
        return finding.severity();
    }

    /** In a sentence. */
    public String message() {
        return finding.message();
    }

    /** The facts that were compared, then those shown for context. */
    public List<Rule.Value> values() {
        return finding.values();
    }

    /** Of the rule. */
    public Map<String, String> labels() {
        return firedBy.labels;
    }

    /** The day on which it began. */
    public LocalDate beganOn() {
        return began.on();
    }

    /** Whether it may have begun before that day. */
    public boolean beganBefore() {
        return began.before();
    }

    /** What made the alert take this step, in a sentence. */
    public String cause() {
        return why.sentence();
    }

    /**
     * What of the evidence differs from when the alert was last seen, or was not there; empty for the first step, and where
     * another day or other rules made the step.
     */
    public List<Evidence> changedBy() {
        return why.evidence();
    }

    /** What the values rest on. */
    public List<Evidence> evidence() {
        return finding.evidence();
    }

    /** Whether the alert is open after this step. */
    public boolean isOpen() {
        return status != Status.RESOLVED;
    }

    /** What it is an alert of. */
    public AlertKey key() {
        return new AlertKey(rule(), subject.scope(), subject.name());
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
        if (severity == last.severity()) {
            return null;
        }
        Severity now = severity == null ? last.severity() : severity;
        Rule.Finding finding = rule.finding(subject, now, news.brandNames());
        AlertCause cause = AlertCause.between(last, finding.evidence(), news);
        return new AlertTransition(
                last.episode.next(),
                FiredBy.of(rule, news.ruleVersion()),
                subject.id(),
                severity == null ? Status.RESOLVED : Status.CHANGED,
                Math.max(subject.eventMicros(rule.facts()), last.updatedAtMicros),
                severity == null ? last.began : news.beginning(last.key()),
                severity == null ? finding.saying("No longer so: " + last.message()) : finding,
                cause);
    }

    private static AlertTransition opened(
            Rule rule, Subject subject, Severity severity, @Nullable AlertTransition last, News news) {
        Rule.Finding finding = rule.finding(subject, severity, news.brandNames());
        long now = subject.eventMicros(rule.facts());
        return new AlertTransition(
                new Episode(nextId(rule, subject, last), 1, now),
                FiredBy.of(rule, news.ruleVersion()),
                subject.id(),
                Status.OPENED,
                now,
                news.beginning(new AlertKey(rule.name(), rule.scope(), subject.name())),
                finding,
                AlertCause.ofOpening(finding.evidence(), news));
    }

    /**
     * This open alert as it stands now, no step: its beginning, message, values and evidence follow the figures while
     * its severity stays.
     */
    AlertTransition standing(Rule rule, Subject subjectNow, News news) {
        return new AlertTransition(
                episode,
                FiredBy.of(rule, news.ruleVersion()),
                subject,
                status,
                updatedAtMicros,
                news.beginning(key()),
                rule.finding(subjectNow, severity(), news.brandNames()),
                why);
    }

    /** Ends this open alert because what it is of is known no more: all that said it was taken back. */
    AlertTransition vanished(News news) {
        return new AlertTransition(
                episode.next(),
                new FiredBy(rule(), news.ruleVersion(), firedBy.labels),
                subject,
                Status.RESOLVED,
                Math.max(news.marketMicros(), updatedAtMicros),
                began,
                new Rule.Finding(severity(), "No longer so: " + message(), finding.values(), List.of()),
                AlertCause.ofVanishing(this, news));
    }

    /** Ends this open alert because the rules have no such rule any more. */
    AlertTransition withdrawn(String version, long nowMicros) {
        return new AlertTransition(
                episode.next(),
                new FiredBy(rule(), version, firedBy.labels),
                subject,
                Status.RESOLVED,
                Math.max(nowMicros, updatedAtMicros),
                began,
                finding.saying("No longer watched: " + message()),
                new AlertCause(List.of(), "The rules of version " + version + " have no " + rule() + "."));
    }

    /** The same step under another name of its rule. */
    AlertTransition renamed(String name) {
        return new AlertTransition(
                episode,
                new FiredBy(name, ruleVersion(), firedBy.labels),
                subject,
                status,
                updatedAtMicros,
                began,
                finding,
                why);
    }

    private static String nextId(Rule rule, Subject subject, @Nullable AlertTransition last) {
        String name =
                rule.name() + "\n" + rule.scope() + "\n" + subject.name() + "\n" + (last == null ? "" : last.alertId());
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
