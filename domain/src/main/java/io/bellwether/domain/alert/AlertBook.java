package io.bellwether.domain.alert;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The alerts that stand: applies the rules to subjects and keeps, of every rule on every subject, the last step, an open
 * one as it stands. Not safe for several threads.
 */
public final class AlertBook {

    private final Map<Scope, List<Rule>> rules = new EnumMap<>(Scope.class);
    private final Map<Key, AlertTransition> last = new HashMap<>();
    private String version;

    private record Key(String rule, String subject) {}

    /** Signals by these rules, which alerts name by this version. */
    public AlertBook(List<Rule> rules, String version) {
        this.version = version;
        use(rules, version);
    }

    /** Applies these rules from now on. */
    void use(List<Rule> others, String otherVersion) {
        rules.clear();
        version = otherVersion;
        for (Rule rule : others) {
            rules.computeIfAbsent(rule.scope(), scope -> new ArrayList<>()).add(rule);
        }
    }

    /** Takes up the last step of a rule on a subject, as it was kept. */
    public void restore(AlertTransition step) {
        last.put(new Key(step.rule(), step.subject().name()), step);
    }

    /**
     * Applies all rules of the subject's scope.
     *
     * @param changed whether what is known of the subject, or the rules, may differ from the last time
     */
    void evaluate(Subject subject, boolean changed, AlertListener listener) {
        for (Rule rule : rules.getOrDefault(subject.id().scope(), List.of())) {
            Key key = new Key(rule.name(), subject.name());
            AlertTransition before = last.get(key);
            AlertTransition next = AlertTransition.next(rule, version, subject, before);
            if (next != null) {
                last.put(key, next);
                listener.onStep(next);
            } else if (changed && before != null && before.isOpen()) {
                AlertTransition standing = before.standing(rule, version, subject);
                last.put(key, standing);
                listener.onStanding(standing);
            }
        }
    }

    /** Ends the alerts of rules that are no more. */
    void withdraw(long nowMicros, AlertListener listener) {
        List<AlertTransition> orphans = last.values().stream()
                .filter(step -> step.isOpen() && !isRule(step))
                .sorted(AlertTransition.BY_RULE_AND_SUBJECT)
                .toList();
        for (AlertTransition orphan : orphans) {
            AlertTransition end = orphan.withdrawn(version, nowMicros);
            restore(end);
            listener.onStep(end);
        }
    }

    private boolean isRule(AlertTransition step) {
        return rules.getOrDefault(step.subject().scope(), List.of()).stream()
                .anyMatch(rule -> rule.name().equals(step.rule()));
    }
}
