package io.bellwether.domain.alert;

import io.bellwether.domain.ledger.BrandSummary.Retracted;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The alerts there are: applies the rules to subjects and keeps, of every rule on every subject, the last step, an open
 * one as it stands. Not safe for several threads.
 */
public final class AlertBook {

    private final Map<Scope, List<Rule>> rules = new EnumMap<>(Scope.class);
    private final Map<AlertKey, AlertTransition> last = new HashMap<>();
    private final Set<AlertKey> open = new TreeSet<>();
    private final Map<AlertKey, AlertTransition> renamed = new HashMap<>();
    private final Function<String, String> brandNames;
    private OpenDays openDays = new OpenDays();
    private String version;

    /** Alerts by these rules, which alerts name by this version; brands go by their slugs. */
    public AlertBook(List<Rule> rules, String version) {
        this(rules, version, Function.identity());
    }

    /**
     * Alerts by these rules.
     *
     * @param version of the rules, which alerts name
     * @param brandNames what people call a brand, by its slug; the slug itself where it has no name
     */
    public AlertBook(List<Rule> rules, String version, Function<String, String> brandNames) {
        this.version = version;
        this.brandNames = brandNames;
        use(rules, version);
    }

    /** Applies these rules from now on. */
    void use(List<Rule> others, String otherVersion) {
        rules.clear();
        version = otherVersion;
        for (Rule rule : others) {
            rules.computeIfAbsent(rule.scope(), scope -> new ArrayList<>()).add(rule);
        }
        List.copyOf(last.values()).forEach(step -> {
            last.remove(step.key());
            open.remove(step.key());
            restore(step);
        });
    }

    /** Takes up the last step of a rule on a subject, as it was kept. */
    public void restore(AlertTransition step) {
        String name = nameNow(step.key());
        if (name == null) {
            put(step);
            return;
        }
        AlertTransition now = step.renamed(name);
        renamed.put(step.key(), now);
        openDays.rename(step.key(), now.key());
        // What was kept under the present name is newer.
        if (!last.containsKey(now.key())) {
            put(now);
        }
    }

    private void put(AlertTransition step) {
        AlertKey key = step.key();
        last.put(key, step);
        if (step.isOpen()) {
            open.add(key);
        } else {
            open.remove(key);
        }
    }

    /** The name that the rule of an alert has now; null if it is still the same, or there is no such rule any more. */
    private @Nullable String nameNow(AlertKey key) {
        String name = null;
        for (Rule rule : rules.getOrDefault(key.scope(), List.of())) {
            if (rule.name().equals(key.rule())) {
                return null;
            }
            if (key.rule().equals(rule.formerly())) {
                name = rule.name();
            }
        }
        return name;
    }

    /** The same alert under the name that its rule has now. */
    AlertKey keyNow(AlertKey key) {
        String name = nameNow(key);
        return name == null ? key : new AlertKey(name, key.scope(), key.subject());
    }

    /** On which days alerts were open before. */
    OpenDays openDays() {
        return openDays;
    }

    /** Goes by these days instead. */
    void adopt(OpenDays days) {
        openDays = days;
    }

    /** The alerts that are open. */
    Set<AlertKey> open() {
        return Collections.unmodifiableSet(open);
    }

    /** What steps say that are taken now. */
    News news(Function<String, @Nullable Retracted> retracted, LocalDate asOf, long marketMicros) {
        return new News(version, brandNames, retracted, openDays, asOf, marketMicros);
    }

    /**
     * Applies all rules of the subject's scope.
     *
     * @param changed whether what is known of the subject, or the rules, may differ from the last time
     */
    void evaluate(Subject subject, boolean changed, News news, AlertListener listener) {
        for (Rule rule : rules.getOrDefault(subject.id().scope(), List.of())) {
            AlertTransition before = last.get(new AlertKey(rule.name(), rule.scope(), subject.name()));
            AlertTransition next = AlertTransition.next(rule, subject, before, news);
            if (next != null) {
                put(next);
                listener.onStep(next);
            } else if (changed && before != null && before.isOpen()) {
                AlertTransition standing = before.standing(rule, subject, news);
                put(standing);
                listener.onStanding(standing);
            }
        }
    }

    /** Ends the alerts of subjects that are no more. */
    void vanish(Predicate<SubjectId> exists, News news, AlertListener listener) {
        for (AlertKey key : List.copyOf(open)) {
            AlertTransition step = Objects.requireNonNull(last.get(key));
            if (!exists.test(step.subject())) {
                AlertTransition end = step.vanished(news);
                put(end);
                listener.onStep(end);
            }
        }
    }

    /** Reports alerts that go on under another name, and ends those of rules that are no more. */
    void withdraw(long nowMicros, AlertListener listener) {
        renamed.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> listener.onRenamed(entry.getKey(), entry.getValue()));
        renamed.clear();
        List<AlertTransition> orphans = last.values().stream()
                .filter(step -> step.isOpen() && !isRule(step))
                .sorted(AlertTransition.BY_RULE_AND_SUBJECT)
                .toList();
        for (AlertTransition orphan : orphans) {
            AlertTransition end = orphan.withdrawn(version, nowMicros);
            put(end);
            listener.onStep(end);
        }
    }

    private boolean isRule(AlertTransition step) {
        return rules.getOrDefault(step.subject().scope(), List.of()).stream()
                .anyMatch(rule -> rule.name().equals(step.rule()));
    }
}
