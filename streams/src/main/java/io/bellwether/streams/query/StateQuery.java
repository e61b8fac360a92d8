package io.bellwether.streams.query;

import io.bellwether.domain.ledger.MonthSeries;
import io.bellwether.domain.statement.Measure;
import io.bellwether.streams.processor.BrandProcessor;
import io.bellwether.streams.processor.MarketProcessor;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What one instance asks another about the partitions that the other holds. */
public sealed interface StateQuery {

    /**
     * All brands in the order of their names, from one on: brand -> BrandMetrics.
     *
     * @param asOf as known on that day; null for now
     * @param after only brands behind this name
     * @param limit as many of each partition
     */
    record Brands(@Nullable LocalDate asOf, @Nullable String after, int limit) implements StateQuery {}

    /** A brand and its models: brand -> BrandMetrics, brand/model -> ModelMetrics. */
    record Brand(String brand, @Nullable LocalDate asOf) implements StateQuery {}

    /** What the market was told of every brand by a day: brand -> BrandSummary. */
    record Summaries(LocalDate asOf) implements StateQuery {}

    /**
     * The months of a measure with what was said of each: month -> BrandMonth, behind an empty key if anything was said
     * of the brand.
     *
     * @param from first month, as {@code 2024-01}; null for as early as the limit allows
     * @param to last month; null for the last of which something was said
     * @param limit most months, the latest of them
     */
    record Months(
            String brand,
            @Nullable LocalDate asOf,
            MonthSeries.Subject subject,
            @Nullable YearMonth from,
            @Nullable YearMonth to,
            int limit)
            implements StateQuery {}

    /**
     * All brands' latest months of a measure, by brand from one on: brand -> BrandMonth without statements, one entry a
     * month, oldest first.
     *
     * @param months at most so many of each, up to the last that is known
     * @param after only brands behind this name
     * @param limit as many brands of each partition
     */
    record Totals(
            @Nullable LocalDate asOf,
            Measure measure,
            int months,
            @Nullable String after,
            int limit) implements StateQuery {}

    /**
     * What the market was told of every brand and model, by the day on which anything was published about it, up to a
     * day: day/brand -> BrandSummary, day/brand/model -> ModelMetrics, in the order of days and models before brands.
     */
    record Course(LocalDate asOf) implements StateQuery {

        /** Of each brand at most so many days, the latest. */
        static final int MAX_DAYS = 200;
    }

    /** The rules that were applied, as they stand on their topic; nothing while the configured ones run. */
    record Rules() implements StateQuery {}

    /** Which of these events of a brand are in the state: event id -> the fingerprint of its content, 8 bytes. */
    record Known(String brand, List<String> eventIds) implements StateQuery {}

    /** The market view of now, if there is one: {@code market} -> MarketView. */
    record View() implements StateQuery {}

    /** The as-of day of that view: the day -> nothing. */
    record Day() implements StateQuery {}

    /** The last transition of every rule and subject: rule, line feed, subject -> Alert. */
    record Alerts() implements StateQuery {}

    /** Every transition of one alert in its order: id -> Alert. */
    record AlertLife(String alertId) implements StateQuery {}

    /** The brand whose partition holds the answer; null where every partition is part of it. */
    default @Nullable String routedBy() {
        if (this instanceof Brand brand) {
            return brand.brand;
        }
        if (this instanceof Months months) {
            return months.brand;
        }
        return this instanceof Known known ? known.brand : null;
    }

    /** Whether the one task of the market answers, else those of the brands. */
    default boolean isOfMarket() {
        return this instanceof View
                || this instanceof Day
                || this instanceof Alerts
                || this instanceof AlertLife
                || this instanceof Rules;
    }

    /** Whether statements are folded for it: seconds rather than milliseconds. */
    default boolean isCostly() {
        return this instanceof Summaries
                || this instanceof Course
                || this instanceof Totals
                || this instanceof Known
                || this instanceof Months
                || (this instanceof Brands brands && brands.asOf != null)
                || (this instanceof Brand brand && brand.asOf != null);
    }

    /** A store of the task that answers; all stores of a task are placed alike. */
    default String store() {
        return isOfMarket() ? MarketProcessor.HISTORY : BrandProcessor.STATEMENTS;
    }

    /** The stores that are read for it, all of one task. */
    default List<String> stores() {
        return isOfMarket()
                ? List.of(MarketProcessor.HISTORY, MarketProcessor.ALERTS, MarketProcessor.VIEW, MarketProcessor.RULES)
                : List.of(BrandProcessor.STATEMENTS, BrandProcessor.METRICS);
    }

    /** The question by names, for {@link #of} in another instance. */
    default Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("ask", getClass().getSimpleName());
        if (this instanceof Brands brands) {
            put(parameters, "as_of", brands.asOf);
            put(parameters, "after", brands.after);
            put(parameters, "limit", brands.limit);
        } else if (this instanceof Brand brand) {
            put(parameters, "brand", brand.brand);
            put(parameters, "as_of", brand.asOf);
        } else if (this instanceof Summaries summaries) {
            put(parameters, "as_of", summaries.asOf);
        } else if (this instanceof Course course) {
            put(parameters, "as_of", course.asOf);
        } else if (this instanceof Totals totals) {
            put(parameters, "as_of", totals.asOf);
            put(parameters, "measure", totals.measure);
            put(parameters, "months", totals.months);
            put(parameters, "after", totals.after);
            put(parameters, "limit", totals.limit);
        } else if (this instanceof Months months) {
            put(parameters, "brand", months.brand);
            put(parameters, "as_of", months.asOf);
            put(parameters, "measure", months.subject.measure());
            put(parameters, "model", months.subject.model());
            put(parameters, "region", months.subject.region());
            put(parameters, "from", months.from);
            put(parameters, "to", months.to);
            put(parameters, "limit", months.limit);
        } else if (this instanceof Known known) {
            put(parameters, "brand", known.brand);
            put(parameters, "ids", String.join("\n", known.eventIds));
        } else if (this instanceof AlertLife life) {
            put(parameters, "alert_id", life.alertId);
        }
        return parameters;
    }

    private static void put(Map<String, String> parameters, String name, @Nullable Object value) {
        if (value != null) {
            parameters.put(name, value.toString());
        }
    }

    /**
     * The inverse of {@link #parameters}.
     *
     * @throws IllegalArgumentException if it is none of ours
     */
    static StateQuery of(Map<String, String> parameters) {
        String asOf = parameters.get("as_of");
        LocalDate day = asOf == null ? null : LocalDate.parse(asOf);
        String ask = parameters.getOrDefault("ask", "");
        return switch (ask) {
            case "Brands" -> new Brands(day, parameters.get("after"), Integer.parseInt(required(parameters, "limit")));
            case "Brand" -> new Brand(required(parameters, "brand"), day);
            case "Summaries" -> new Summaries(LocalDate.parse(required(parameters, "as_of")));
            case "Course" -> new Course(LocalDate.parse(required(parameters, "as_of")));
            case "Totals" ->
                new Totals(
                        day,
                        Measure.valueOf(required(parameters, "measure")),
                        Integer.parseInt(required(parameters, "months")),
                        parameters.get("after"),
                        Integer.parseInt(required(parameters, "limit")));
            case "Rules" -> new Rules();
            case "Months" ->
                new Months(
                        required(parameters, "brand"),
                        day,
                        new MonthSeries.Subject(
                                Measure.valueOf(required(parameters, "measure")),
                                parameters.get("model"),
                                parameters.get("region")),
                        month(parameters.get("from")),
                        month(parameters.get("to")),
                        Integer.parseInt(required(parameters, "limit")));
            case "Known" ->
                new Known(
                        required(parameters, "brand"),
                        List.of(required(parameters, "ids").split("\n", -1)));
            case "View" -> new View();
            case "Day" -> new Day();
            case "Alerts" -> new Alerts();
            case "AlertLife" -> new AlertLife(required(parameters, "alert_id"));
            default -> throw new IllegalArgumentException("unknown question: " + ask);
        };
    }

    private static @Nullable YearMonth month(@Nullable String given) {
        return given == null ? null : YearMonth.parse(given);
    }

    private static String required(Map<String, String> parameters, String name) {
        return Objects.requireNonNullElseGet(parameters.get(name), () -> {
            throw new IllegalArgumentException("the question lacks " + name);
        });
    }
}
