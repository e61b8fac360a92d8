package io.bellwether.streams.domain;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The alerts that stand: applies the rules to subjects and keeps, of every rule on every subject, the last step. Not safe
 * for several threads.
 */
public final class Signals {

    private final Map<Scope, List<Rule>> rules = new EnumMap<>(Scope.class);
    private final String version;
    private final Map<Key, AlertTransition.Last> last = new HashMap<>();

    private record Key(String rule, String subject) {}

    /** Signals by these rules, which alerts name by this version. */
    public Signals(List<Rule> rules, String version) {
        this.version = version;
        for (Rule rule : rules) {
            this.rules.computeIfAbsent(rule.scope(), scope -> new ArrayList<>()).add(rule);
        }
    }

    /** Takes up the last step of a rule on a subject, as it was kept. */
    public void restore(String rule, String subject, AlertTransition.Last step) {
        last.put(new Key(rule, subject), step);
    }

    /**
     * Applies all rules of the subject's scope.
     *
     * @param changed whether what is known of the subject may differ from the last time
     */
    public void evaluate(Subject subject, boolean changed, AlertListener listener) {
        for (Rule rule : rules.getOrDefault(subject.scope(), List.of())) {
            Key key = new Key(rule.name(), subject.name());
            AlertTransition.@Nullable Last before = last.get(key);
            AlertTransition next = AlertTransition.next(rule, version, subject, before);
            if (next != null) {
                last.put(key, next.asLast());
                listener.onStep(next);
            } else if (changed && before != null && before.isOpen()) {
                listener.onStanding(AlertTransition.standing(rule, version, subject, before));
            }
        }
    }
}
