package io.bellwether.domain.ledger;

import io.bellwether.domain.statement.Months;
import io.bellwether.domain.statement.Qualifier;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The metrics of a brand or model, semantics.md 3, in the order of the contract. */
public enum Metric {
    REFERENCE_MONTH(Kind.MONTH, ""),
    DELIVERIES(Kind.COUNT, "vehicles"),
    DELIVERIES_QUALIFIER(Kind.QUALIFIER, ""),
    ORDERS(Kind.COUNT, "vehicles"),
    MTD_DELIVERIES(Kind.COUNT, "vehicles"),
    DELIVERIES_MOM(Kind.RATIO, "ratio"),
    DELIVERIES_YOY(Kind.RATIO, "ratio"),
    YTD_DELIVERIES(Kind.COUNT, "vehicles"),
    YTD_QUALIFIER(Kind.QUALIFIER, ""),
    RUN_RATE(Kind.RATIO, "vehicles/month"),
    TARGET(Kind.COUNT, "vehicles"),
    TARGET_INITIAL(Kind.COUNT, "vehicles"),
    TARGET_REVISIONS(Kind.SMALL_COUNT, "times"),
    TARGET_ATTAINMENT(Kind.RATIO, "ratio"),
    PROJECTED_YEAR(Kind.RATIO, "vehicles"),
    TARGET_REACH_MONTH(Kind.MONTH, ""),
    CAPACITY(Kind.COUNT, "vehicles/month"),
    CAPACITY_UTILISATION(Kind.RATIO, "ratio"),
    ORDER_BACKLOG(Kind.COUNT, "vehicles"),
    BOOK_TO_BILL(Kind.RATIO, "ratio"),
    LEAD_TIME_IMPLIED_WEEKS(Kind.RATIO, "weeks"),
    LEAD_TIME_QUOTED_WEEKS(Kind.RATIO, "weeks"),
    LEAD_TIME_WEEKS(Kind.RATIO, "weeks"),
    DEMAND_PERSISTENCE(Kind.RATIO, "ratio"),
    MONTHS_ON_SALE(Kind.SMALL_COUNT, "months");

    /** What type of value a metric has. */
    public enum Kind {
        /** A month number, see {@link Months}: an Integer. */
        MONTH,
        /** A Long. */
        COUNT,
        /** An Integer. */
        SMALL_COUNT,
        /** A Double. */
        RATIO,
        /** A {@link Qualifier}. */
        QUALIFIER
    }

    private static final Map<String, Metric> BY_KEY =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Metric::key, Function.identity()));

    private final Kind kind;
    private final String unit;
    private final String key = name().toLowerCase(Locale.ROOT);

    Metric(Kind kind, String unit) {
        this.kind = kind;
        this.unit = unit;
    }

    /** Its name in every interface, e.g. {@code deliveries_mom}. */
    public String key() {
        return key;
    }

    /** The type of its value. */
    public Kind kind() {
        return kind;
    }

    /** The unit of its value; empty for months and qualifiers. */
    public String unit() {
        return unit;
    }

    /**
     * The inverse of {@link #key}.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public static Metric of(String key) {
        Metric metric = BY_KEY.get(key);
        if (metric == null) {
            throw new IllegalArgumentException("metric must be one of " + BY_KEY.keySet() + ", got: " + key);
        }
        return metric;
    }
}
