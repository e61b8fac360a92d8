package io.bellwether.domain.alert;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A condition on the facts of a subject. A comparison with an unknown value is false. */
public interface Condition {

    /** Whether it holds. */
    boolean holds(Subject subject);

    /** Calls back with every comparison in it. */
    void comparisons(Consumer<Comparison> action);

    /**
     * A fact that is looked at.
     *
     * @param threshold what it is compared with, as text with its operator, e.g. {@code >= 0.9}; null for a fact that
     *     another one is compared with
     */
    record Comparison(String fact, @Nullable String threshold) {}
}
