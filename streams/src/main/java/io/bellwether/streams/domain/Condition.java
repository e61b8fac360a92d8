package io.bellwether.streams.domain;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.DoublePredicate;
import org.jspecify.annotations.Nullable;

/** What a rule asks of a subject. A comparison with an unknown value is false. */
public interface Condition {

    /** Whether it holds. */
    boolean holds(Subject subject);

    /** Calls back with every comparison in it. */
    void comparisons(Consumer<Comparison> action);

    /**
     * A fact against a threshold.
     *
     * @param threshold as text, with its operator, e.g. {@code >= 0.9}
     */
    record Comparison(String fact, String threshold) {}

    /** The fact is a number that is at least this. */
    static Condition atLeast(String fact, double threshold) {
        return number(fact, ">= " + text(threshold), value -> value >= threshold);
    }

    /** The fact is a number that is at most this. */
    static Condition atMost(String fact, double threshold) {
        return number(fact, "<= " + text(threshold), value -> value <= threshold);
    }

    /** The fact is a number greater than this. */
    static Condition above(String fact, double threshold) {
        return number(fact, "> " + text(threshold), value -> value > threshold);
    }

    /** The fact is a number less than this. */
    static Condition below(String fact, double threshold) {
        return number(fact, "< " + text(threshold), value -> value < threshold);
    }

    /** The fact is a number less than a share of another fact. */
    static Condition belowShare(String fact, double share, String ofFact) {
        return compare(fact, "< " + text(share) + " x " + ofFact, subject -> {
            Double value = subject.number(fact);
            Double other = subject.number(ofFact);
            return value != null && other != null && value < share * other;
        });
    }

    /** Two facts are equal numbers. */
    static Condition same(String fact, String otherFact) {
        return compare(fact, "= " + otherFact, subject -> {
            Double value = subject.number(fact);
            return value != null && value.equals(subject.number(otherFact));
        });
    }

    /** The fact is one of these words. */
    static Condition isOneOf(String fact, String... words) {
        List<String> allowed = List.of(words);
        return compare(fact, String.join(" or ", allowed), subject -> {
            Object value = subject.facts().get(fact);
            return value != null && allowed.contains(value.toString());
        });
    }

    /** All of these hold. */
    static Condition allOf(Condition... conditions) {
        return new Combined(
                List.of(conditions),
                subject -> Arrays.stream(conditions).allMatch(condition -> condition.holds(subject)));
    }

    /** The fact is unknown, or the condition holds. */
    static Condition unknownOr(String fact, Condition condition) {
        return new Combined(
                List.of(condition), subject -> subject.facts().get(fact) == null || condition.holds(subject));
    }

    private static Condition number(String fact, String threshold, DoublePredicate test) {
        return compare(fact, threshold, subject -> {
            Double value = subject.number(fact);
            return value != null && test.test(value);
        });
    }

    private static Condition compare(String fact, String threshold, Test test) {
        return new Single(new Comparison(fact, threshold), test);
    }

    private static String text(@Nullable Double number) {
        String text = String.valueOf(number);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    /** Decides for a subject. */
    @FunctionalInterface
    interface Test {
        /** Whether it holds. */
        boolean holds(Subject subject);
    }

    /** One comparison. */
    record Single(Comparison comparison, Test test) implements Condition {

        @Override
        public boolean holds(Subject subject) {
            return test.holds(subject);
        }

        @Override
        public void comparisons(Consumer<Comparison> action) {
            action.accept(comparison);
        }
    }

    /** Several conditions. */
    record Combined(List<Condition> parts, Test test) implements Condition {

        @Override
        public boolean holds(Subject subject) {
            return test.holds(subject);
        }

        @Override
        public void comparisons(Consumer<Comparison> action) {
            parts.forEach(part -> part.comparisons(action));
        }
    }
}
