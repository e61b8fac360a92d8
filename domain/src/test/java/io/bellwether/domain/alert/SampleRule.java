package io.bellwether.domain.alert;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Rules by what they ask of a subject, put together by hand. */
final class SampleRule {

    private SampleRule() {}

    /** A rule that fires at WARNING, and at CRITICAL below half of that. */
    static Rule below(String name, Scope scope, String fact, double limit) {
        return new Rule(
                name,
                scope,
                List.of(
                        new Rule.Level(Severity.WARNING, isBelow(fact, limit)),
                        new Rule.Level(Severity.CRITICAL, isBelow(fact, limit / 2))),
                MessageTemplate.of("{brand} has {" + fact + "}."),
                List.of(),
                Map.of());
    }

    static Rule formerly(Rule rule, String name) {
        return new Rule(rule.name(), rule.scope(), rule.levels(), rule.message(), rule.context(), rule.labels(), name);
    }

    private static Condition isBelow(String fact, double limit) {
        return condition(fact, "< " + limit, subject -> {
            Double value = subject.number(fact);
            return value != null && value < limit;
        });
    }

    static Condition condition(String fact, String threshold, Predicate<Subject> test) {
        return new Condition() {
            @Override
            public boolean holds(Subject subject) {
                return test.test(subject);
            }

            @Override
            public void comparisons(Consumer<Comparison> action) {
                action.accept(new Comparison(fact, threshold));
            }
        };
    }
}
