package io.bellwether.domain.market;

import io.bellwether.domain.ledger.BrandSummary;
import io.bellwether.domain.ledger.Metric;
import io.bellwether.domain.ledger.MetricSet;
import io.bellwether.domain.statement.Months;
import io.bellwether.domain.statement.Total;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The newest summaries of all brands, and the market as it looks from a given day. Not safe for several threads. */
public final class Market {

    private static final int TARGET_DAYS = 45;

    private final SortedMap<String, BrandSummary> summaries = new TreeMap<>();
    private final PastYears years = new PastYears();

    /** Puts a brand's newest summary in the place of its last one. */
    public void put(BrandSummary summary) {
        summaries.put(summary.brand(), summary);
        years.put(summary.brand(), summary.brandYears());
    }

    /** The newest summary of a brand; null if it is not known. */
    public @Nullable BrandSummary summary(String brand) {
        return summaries.get(brand);
    }

    /** The brands known, by name. */
    public Iterable<BrandSummary> summaries() {
        return summaries.values();
    }

    /** The retraction of a statement of any brand by the id of its event, as far as summaries list them. */
    public Function<String, BrandSummary.@Nullable Retracted> retractions() {
        Map<String, BrandSummary.Retracted> byEvent = new HashMap<>();
        for (BrandSummary summary : summaries.values()) {
            summary.retracted().forEach(retracted -> byEvent.put(retracted.eventId(), retracted));
        }
        return byEvent::get;
    }

    /** Publication of the newest event of any brand, in microseconds; {@link Long#MIN_VALUE} before the first. */
    public long newestMicros() {
        long newest = Long.MIN_VALUE;
        for (BrandSummary summary : summaries.values()) {
            newest = Math.max(newest, summary.newestMicros());
        }
        return newest;
    }

    /** Whether a brand's newest fact or promise on a technology is after D - 90 days. */
    public static boolean isActive(BrandSummary.Technology own, LocalDate asOf) {
        return Race.isActive(own, asOf);
    }

    /** The market as seen on a day. */
    public MarketView view(LocalDate asOf) {
        Integer month = null;
        for (BrandSummary summary : summaries.values()) {
            Integer reference = summary.metrics().month(Metric.REFERENCE_MONTH);
            month = month == null || (reference != null && reference > month) ? reference : month;
        }
        Map<String, Double> growths = month == null ? Map.of() : growths(month);
        int rankedBefore = month == null ? 0 : growths(month - 1).size();
        return new MarketView(
                asOf,
                month,
                growths.size(),
                rankedBefore,
                brands(month, growths, asOf),
                technologies(asOf),
                commitments(asOf),
                targets(asOf));
    }

    /** Growth up to a month of the brands for which that month is closed and known; null if there is none. */
    private Map<String, Double> growths(int month) {
        Map<String, Double> growths = new HashMap<>();
        for (BrandSummary summary : summaries.values()) {
            Integer reference = summary.metrics().month(Metric.REFERENCE_MONTH);
            // A month up to the reference month is closed: months close in their order.
            Double growth = reference == null || reference < month ? null : MonthTotals.growth(summary, month);
            if (growth != null) {
                growths.put(summary.brand(), growth);
            }
        }
        return growths;
    }

    private SortedMap<String, MarketView.Brand> brands(
            @Nullable Integer month, Map<String, Double> growths, LocalDate asOf) {
        Map<String, Long> deliveries = new HashMap<>();
        for (BrandSummary summary : summaries.values()) {
            MetricSet metrics = summary.metrics();
            Integer reference = metrics.month(Metric.REFERENCE_MONTH);
            if (reference != null
                    && reference.equals(month)
                    && metrics.value(Metric.DELIVERIES) instanceof Long units) {
                deliveries.put(summary.brand(), units);
            }
        }
        long sum = deliveries.values().stream().mapToLong(Long::longValue).sum();
        Map<String, Integer> ranks = ranks(deliveries);
        Map<String, Integer> growthRanks = ranks(growths);
        SortedMap<String, MarketView.Brand> brands = new TreeMap<>();
        summaries.forEach((brand, summary) -> {
            Long units = deliveries.get(brand);
            Double share = units == null || sum == 0 ? null : (Double) ((double) units / sum);
            brands.put(
                    brand,
                    new MarketView.Brand(
                            units,
                            share,
                            ranks.get(brand),
                            growths.get(brand),
                            growthRanks.get(brand),
                            Forecast.of(summary, years, asOf)));
        });
        return brands;
    }

    /** 1 for the greatest value; equal values in the order of names. */
    private static <T extends Comparable<T>> Map<String, Integer> ranks(Map<String, T> values) {
        List<String> names = new ArrayList<>(values.keySet());
        names.sort(Comparator.comparing((String name) -> values.get(name), Comparator.reverseOrder())
                .thenComparing(Comparator.naturalOrder()));
        Map<String, Integer> ranks = new HashMap<>();
        for (String name : names) {
            ranks.put(name, ranks.size() + 1);
        }
        return ranks;
    }

    private SortedMap<String, MarketView.Technology> technologies(LocalDate asOf) {
        SortedMap<String, SortedMap<String, BrandSummary.Technology>> byTechnology = new TreeMap<>();
        for (BrandSummary summary : summaries.values()) {
            for (BrandSummary.Technology technology : summary.technologies()) {
                byTechnology
                        .computeIfAbsent(technology.technology(), name -> new TreeMap<>())
                        .put(summary.brand(), technology);
            }
        }
        SortedMap<String, MarketView.Technology> technologies = new TreeMap<>();
        byTechnology.forEach((name, contenders) -> technologies.put(name, Race.view(contenders, asOf)));
        return technologies;
    }

    private List<MarketView.Commitment> commitments(LocalDate asOf) {
        List<MarketView.Commitment> commitments = new ArrayList<>();
        for (BrandSummary summary : summaries.values()) {
            for (BrandSummary.Promise promise : summary.promises()) {
                commitments.add(new MarketView.Commitment(summary.brand(), promise, status(promise, asOf)));
            }
        }
        return commitments;
    }

    private static MarketView.Status status(BrandSummary.Promise promise, LocalDate asOf) {
        LocalDate metOn = promise.metOn();
        if (metOn != null) {
            return metOn.isAfter(promise.dueBy()) ? MarketView.Status.KEPT_LATE : MarketView.Status.KEPT;
        }
        return asOf.isAfter(promise.dueBy()) ? MarketView.Status.OVERDUE : MarketView.Status.PENDING;
    }

    private List<MarketView.Target> targets(LocalDate asOf) {
        List<MarketView.Target> targets = new ArrayList<>();
        for (BrandSummary summary : summaries.values()) {
            summary.targets().stream()
                    .sorted(Comparator.comparing(BrandSummary.Target::period))
                    .forEach(target -> targets.add(
                            new MarketView.Target(summary.brand(), target, attainment(target), status(target, asOf))));
        }
        return targets;
    }

    private static @Nullable Double attainment(BrandSummary.Target target) {
        return target.actual() == null || target.units() == 0
                ? null
                : (Double) ((double) target.actual().units() / target.units());
    }

    /** The first that applies, docs/figures.md#target-status. */
    private static MarketView.TargetStatus status(BrandSummary.Target target, LocalDate asOf) {
        Total actual = target.actual();
        if (actual != null && actual.units() >= target.units()) {
            return MarketView.TargetStatus.MET;
        }
        Integer reached = target.reached();
        int last = target.period().last();
        boolean complete = reached != null && reached == last;
        if (complete && actual != null && !actual.isAtLeast()) {
            return MarketView.TargetStatus.MISSED;
        }
        return !complete && asOf.toEpochDay() - Months.lastDay(last).toEpochDay() <= TARGET_DAYS
                ? MarketView.TargetStatus.OPEN
                : MarketView.TargetStatus.UNKNOWN;
    }
}
