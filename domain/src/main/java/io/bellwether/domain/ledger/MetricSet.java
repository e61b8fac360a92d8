package io.bellwether.domain.ledger;

import io.bellwether.domain.statement.Months;
import io.bellwether.domain.statement.Qualifier;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The metrics of one brand or model; a metric that is unknown is null. Immutable. */
public final class MetricSet {

    private static final Metric[] METRICS = Metric.values();

    private final @Nullable Object[] values;

    private MetricSet(@Nullable Object[] values) {
        this.values = values;
    }

    /**
     * A metric set of given values, each of the type that {@link Metric#kind} says.
     *
     * @throws IllegalArgumentException if a value is of another type
     */
    public static MetricSet of(Map<Metric, ?> values) {
        Builder builder = new Builder();
        values.forEach(builder::put);
        return builder.build();
    }

    /** The value in its own type, or null. */
    public @Nullable Object value(Metric metric) {
        return values[metric.ordinal()];
    }

    /** The value of a count or ratio, or null. */
    public @Nullable Double number(Metric metric) {
        return values[metric.ordinal()] instanceof Number number ? number.doubleValue() : null;
    }

    /** The value of a month, or null. */
    public @Nullable Integer month(Metric metric) {
        return values[metric.ordinal()] instanceof Integer month ? month : null;
    }

    /** All values that are known, in the order of the contract. */
    public Map<Metric, Object> known() {
        Map<Metric, Object> known = new EnumMap<>(Metric.class);
        for (Metric metric : METRICS) {
            Object value = values[metric.ordinal()];
            if (value != null) {
                known.put(metric, value);
            }
        }
        return known;
    }

    /** A value as it is shown to people and programs: months as YYYY-MM, qualifiers by name. */
    public @Nullable Object shown(Metric metric) {
        Object value = values[metric.ordinal()];
        if (value == null) {
            return null;
        }
        return switch (metric.kind()) {
            case MONTH -> Months.format((Integer) value);
            case QUARTER -> Months.formatQuarter((Integer) value);
            case DATE -> value.toString();
            case QUALIFIER -> ((Qualifier) value).name();
            default -> value;
        };
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MetricSet set && Arrays.equals(values, set.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return known().toString();
    }

    /** Collects values for one set. */
    static final class Builder {

        private final @Nullable Object[] values = new Object[METRICS.length];

        Builder put(Metric metric, @Nullable Object value) {
            boolean fits = value == null
                    || switch (metric.kind()) {
                        case MONTH, QUARTER, SMALL_COUNT -> value instanceof Integer;
                        case PERIOD -> value instanceof String;
                        case DATE -> value instanceof LocalDate;
                        case COUNT -> value instanceof Long;
                        case RATIO -> value instanceof Double;
                        case QUALIFIER -> value instanceof Qualifier;
                    };
            if (!fits) {
                throw new IllegalArgumentException(metric.key() + " must be a " + metric.kind() + ", got: " + value);
            }
            values[metric.ordinal()] = value;
            return this;
        }

        @Nullable
        Double number(Metric metric) {
            return values[metric.ordinal()] instanceof Number number ? number.doubleValue() : null;
        }

        MetricSet build() {
            return new MetricSet(values.clone());
        }
    }
}
