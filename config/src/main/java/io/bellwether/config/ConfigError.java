package io.bellwether.config;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Something wrong in a rule file.
 *
 * @param line 1 is the first
 * @param column 1 is the first
 * @param rule the rule it is in; null if it is in none that has a name
 */
public record ConfigError(int line, int column, @Nullable String rule, String message)
        implements Comparable<ConfigError> {

    private static final Comparator<ConfigError> ORDER = Comparator.comparingInt(ConfigError::line)
            .thenComparingInt(ConfigError::column)
            .thenComparing(ConfigError::message);

    @Override
    public int compareTo(ConfigError other) {
        return ORDER.compare(this, other);
    }

    /** {@code line:column: rule: message}. */
    @Override
    public String toString() {
        return line + ":" + column + ": " + (rule == null ? "" : rule + ": ") + message;
    }
}
