package io.bellwether.domain.ledger;

import io.bellwether.domain.statement.Months;
import io.bellwether.domain.statement.Qualifier;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The metrics of a brand or model, docs/figures.md#metrics, in the order of the contract. */
public enum Metric {
    REFERENCE_MONTH(Kind.MONTH, ""),
    DELIVERIES(Kind.COUNT, "vehicles"),
    DELIVERIES_QUALIFIER(Kind.QUALIFIER, ""),
    ORDERS(Kind.COUNT, "vehicles"),
    MTD_DELIVERIES(Kind.COUNT, "vehicles"),
    QUARTER(Kind.QUARTER, ""),
    QUARTER_DELIVERIES(Kind.COUNT, "vehicles"),
    QUARTER_QUALIFIER(Kind.QUALIFIER, ""),
    QUARTER_YOY(Kind.RATIO, "ratio"),
    DELIVERIES_TO_PEAK(Kind.RATIO, "ratio"),
    DELIVERIES_MOM(Kind.RATIO, "ratio"),
    DELIVERIES_YOY(Kind.RATIO, "ratio"),
    DELIVERIES_LIKE_FOR_LIKE(Kind.RATIO, "ratio"),
    YTD_DELIVERIES(Kind.COUNT, "vehicles"),
    YTD_QUALIFIER(Kind.QUALIFIER, ""),
    RUN_RATE(Kind.RATIO, "vehicles/month"),
    RUN_RATE_QUALIFIER(Kind.QUALIFIER, ""),
    TARGET(Kind.COUNT, "vehicles"),
    TARGET_INITIAL(Kind.COUNT, "vehicles"),
    TARGET_REVISIONS(Kind.SMALL_COUNT, "times"),
    TARGET_ATTAINMENT(Kind.RATIO, "ratio"),
    PROJECTED_YEAR(Kind.RATIO, "vehicles"),
    PROJECTED_QUALIFIER(Kind.QUALIFIER, ""),
    TARGET_REACH_MONTH(Kind.MONTH, ""),
    CAPACITY(Kind.COUNT, "vehicles/month"),
    CAPACITY_UTILISATION(Kind.RATIO, "ratio"),
    ORDER_BACKLOG(Kind.COUNT, "vehicles"),
    BOOK_TO_BILL(Kind.RATIO, "ratio"),
    LEAD_TIME_IMPLIED_WEEKS(Kind.RATIO, "weeks"),
    LEAD_TIME_QUOTED_WEEKS(Kind.RATIO, "weeks"),
    LEAD_TIME_WEEKS(Kind.RATIO, "weeks"),
    DEMAND_PERSISTENCE(Kind.RATIO, "ratio"),
    DEMAND_QUALIFIER(Kind.QUALIFIER, ""),
    MONTHS_ON_SALE(Kind.SMALL_COUNT, "months"),
    CONFLICT_MONTH(Kind.MONTH, ""),
    CONFLICT_RATIO(Kind.RATIO, "ratio"),
    IMPLAUSIBLE_MONTH(Kind.MONTH, ""),
    IMPLAUSIBLE_FACTOR(Kind.RATIO, "ratio"),
    MISMATCH_PERIOD(Kind.PERIOD, ""),
    MISMATCH_UNITS(Kind.COUNT, "vehicles"),
    CHANNEL_STOCK_CHANGE_MONTHS(Kind.RATIO, "months"),
    USUAL_LAG_DAYS(Kind.RATIO, "days"),
    PARTS_MONTH(Kind.MONTH, ""),
    PARTS_EXCESS(Kind.RATIO, "ratio"),
    NEXT_FIGURE_DUE(Kind.DATE, "");

    /** What type of value a metric has. */
    public enum Kind {
        /** A month number, see {@link Months}: an Integer. */
        MONTH,
        /** A quarter number, {@code month / 3}: an Integer. */
        QUARTER,
        /** A run of months as YYYY-MM/YYYY-MM: a String. */
        PERIOD,
        /** A day: a LocalDate. */
        DATE,
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
