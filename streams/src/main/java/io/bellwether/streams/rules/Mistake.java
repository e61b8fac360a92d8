package io.bellwether.streams.rules;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Something wrong in a rule file.
 *
 * @param line 1 is the first
 * @param column 1 is the first
 * @param rule the rule it is in; null if it is in none that has a name
 */
public record Mistake(int line, int column, @Nullable String rule, String message) implements Comparable<Mistake> {

    private static final Comparator<Mistake> ORDER = Comparator.comparingInt(Mistake::line)
            .thenComparingInt(Mistake::column)
            .thenComparing(Mistake::message);

    @Override
    public int compareTo(Mistake other) {
        return ORDER.compare(this, other);
    }

    /** {@code line:column: rule: message}. */
    @Override
    public String toString() {
        return line + ":" + column + ": " + (rule == null ? "" : rule + ": ") + message;
    }
}
