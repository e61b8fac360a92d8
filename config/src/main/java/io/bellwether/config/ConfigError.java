package io.bellwether.config;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A mistake in a file of rules or routes.
 *
 * @param line 1 is the first
 * @param column 1 is the first
 * @param context the rule or the field that it is in; null for the file as a whole
 */
public record ConfigError(int line, int column, @Nullable String context, String message)
        implements Comparable<ConfigError> {

    private static final Comparator<ConfigError> ORDER = Comparator.comparingInt(ConfigError::line)
            .thenComparingInt(ConfigError::column)
            .thenComparing(ConfigError::message);

    @Override
    public int compareTo(ConfigError other) {
        return ORDER.compare(this, other);
    }

    /** {@code line:column: context: message}. */
    @Override
    public String toString() {
        return line + ":" + column + ": " + (context == null ? "" : context + ": ") + message;
    }
}
