package io.bellwether.consumer.sink;

import io.bellwether.schemas.avro.Alert;
import io.bellwether.schemas.avro.Severity;
import org.jspecify.annotations.Nullable;

/**
 * Which alerts are delivered.
 *
 * @param brand only alerts of this brand; null for all, also those without a brand
 * @param rule only alerts of this rule; null for all
 * @param minSeverity only alerts at least this severe; null for all. An alert that was let through is followed to its
 *     end, also when its severity falls below
 */
public record AlertFilter(
        @Nullable String brand,
        @Nullable String rule,
        @Nullable Severity minSeverity) {

    /** Lets everything through. */
    public static final AlertFilter ALL = new AlertFilter(null, null, null);

    public AlertFilter {
        if (brand != null && brand.isBlank()) {
            throw new IllegalArgumentException("brand must not be blank");
        }
        if (rule != null && rule.isBlank()) {
            throw new IllegalArgumentException("rule must not be blank");
        }
    }

    /** Whether a transition, by itself, passes. */
    public boolean wants(Alert alert) {
        return (brand == null || brand.equals(alert.getBrand()))
                && (rule == null || rule.equals(alert.getRule()))
                && (minSeverity == null || alert.getSeverity().compareTo(minSeverity) >= 0);
    }
}
