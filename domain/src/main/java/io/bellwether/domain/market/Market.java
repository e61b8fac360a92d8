package io.bellwether.domain.market;

import io.bellwether.domain.ledger.BrandSummary;
import io.bellwether.domain.ledger.Metric;
import io.bellwether.domain.ledger.MetricSet;
import io.bellwether.domain.statement.Coverage;
import io.bellwether.domain.statement.Stage;
import io.bellwether.domain.statement.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The standings of all brands, and the market as it looks from a given day. Not safe for several threads. */
public final class Market {

    private static final int ACTIVE_DAYS = 90;

    private final SortedMap<String, BrandSummary> standings = new TreeMap<>();

    /** Puts a brand's newest standing in the place of its last one. */
    public void put(BrandSummary standing) {
        standings.put(standing.brand(), standing);
    }

    /** The newest standing of a brand; null if it is not known. */
    public @Nullable BrandSummary standing(String brand) {
        return standings.get(brand);
    }

    /** The brands known, by name. */
    public Iterable<BrandSummary> standings() {
        return standings.values();
    }

    /** Publication of the newest event of any brand, in microseconds; {@link Long#MIN_VALUE} before the first. */
    public long newestMicros() {
        long newest = Long.MIN_VALUE;
        for (BrandSummary standing : standings.values()) {
            newest = Math.max(newest, standing.newestMicros());
        }
        return newest;
    }

    /** The market as seen on a day. */
    public MarketView view(LocalDate asOf) {
        Integer month = null;
        for (BrandSummary standing : standings.values()) {
            Integer reference = standing.metrics().month(Metric.REFERENCE_MONTH);
            month = month == null || (reference != null && reference > month) ? reference : month;
        }
        return new MarketView(asOf, month, brands(month), technologies(asOf), commitments(asOf));
    }

    private SortedMap<String, MarketView.Brand> brands(@Nullable Integer month) {
        Map<String, Long> deliveries = new HashMap<>();
        Map<String, Double> growths = new HashMap<>();
        for (BrandSummary standing : standings.values()) {
            MetricSet metrics = standing.metrics();
            Integer reference = metrics.month(Metric.REFERENCE_MONTH);
            if (reference != null
                    && reference.equals(month)
                    && metrics.value(Metric.DELIVERIES) instanceof Long units) {
                deliveries.put(standing.brand(), units);
            }
            Double growth = month == null ? null : growth(standing, month);
            if (growth != null) {
                growths.put(standing.brand(), growth);
            }
        }
        long sum = deliveries.values().stream().mapToLong(Long::longValue).sum();
        Map<String, Integer> ranks = ranks(deliveries);
        Map<String, Integer> growthRanks = ranks(growths);
        SortedMap<String, MarketView.Brand> brands = new TreeMap<>();
        for (String brand : standings.keySet()) {
            Long units = deliveries.get(brand);
            Double share = units == null || sum == 0 ? null : (Double) ((double) units / sum);
            brands.put(
                    brand,
                    new MarketView.Brand(units, share, ranks.get(brand), growths.get(brand), growthRanks.get(brand)));
        }
        return brands;
    }

    /** The three months to {@code month} over the three before; null where one of the six is unknown or a weak base. */
    private static @Nullable Double growth(BrandSummary standing, int month) {
        long[] sums = new long[2];
        int known = 0;
        for (BrandSummary.MonthTotal total : standing.deliveries()) {
            int back = month - total.month();
            if (back >= 0 && back < 6) {
                if (back >= 3 && total.total().isAtLeast()) {
                    return null;
                }
                sums[back / 3] += total.total().units();
                known++;
            }
        }
        return known < 6 || sums[1] == 0 ? null : (Double) ((double) (sums[0] - sums[1]) / sums[1]);
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
        for (BrandSummary standing : standings.values()) {
            for (BrandSummary.Technology technology : standing.technologies()) {
                byTechnology
                        .computeIfAbsent(technology.technology(), name -> new TreeMap<>())
                        .put(standing.brand(), technology);
            }
        }
        SortedMap<String, MarketView.Technology> technologies = new TreeMap<>();
        byTechnology.forEach((name, contenders) -> technologies.put(name, race(contenders, asOf)));
        return technologies;
    }

    private static MarketView.Technology race(SortedMap<String, BrandSummary.Technology> contenders, LocalDate asOf) {
        int frontier = contenders.values().stream()
                .mapToInt(own -> own.reached().size())
                .max()
                .orElse(0);
        List<String> leaders = new ArrayList<>();
        Map<String, Boolean> active = new HashMap<>();
        String floorBrand = null;
        Statement.Milestone floor = null;
        for (Map.Entry<String, BrandSummary.Technology> entry : contenders.entrySet()) {
            BrandSummary.Technology own = entry.getValue();
            if (frontier > 0 && own.reached().size() == frontier) {
                leaders.add(entry.getKey());
            }
            active.put(entry.getKey(), isActive(own, asOf));
            Statement.Milestone cheapest = own.cheapest();
            if (cheapest != null && (floor == null || isBelow(cheapest, floor))) {
                floor = cheapest;
                floorBrand = entry.getKey();
            }
        }
        int activeBrands = (int) active.values().stream().filter(is -> is).count();
        FirstAbove firstAbove = new FirstAbove(contenders);
        SortedMap<String, MarketView.Contender> brands = new TreeMap<>();
        contenders.forEach((brand, own) -> {
            int height = own.reached().size();
            int gap = frontier - height;
            Integer gapDays = gap == 0 ? null : (Integer) (int) (asOf.toEpochDay() - firstAbove.epochDay(height));
            brands.put(
                    brand,
                    new MarketView.Contender(
                            height == 0 ? null : Stage.values()[height - 1],
                            height == 0 ? null : own.reached().get(height - 1).day(),
                            own.newestCoverage() == null
                                    ? Coverage.NONE
                                    : own.newestCoverage().coverage(),
                            gap,
                            gapDays,
                            activeBrands - (Boolean.TRUE.equals(active.get(brand)) ? 1 : 0)));
        });
        return new MarketView.Technology(
                frontier == 0 ? null : Stage.values()[frontier - 1],
                leaders,
                floor == null || floorBrand == null || floor.priceFromCny() == null
                        ? null
                        : new MarketView.PriceFloor(floorBrand, floor.priceFromCny()),
                activeBrands,
                brands);
    }

    /** By height: the earliest day on which any brand stood higher. */
    private static final class FirstAbove {

        private final long[] epochDays = new long[Stage.values().length];

        FirstAbove(SortedMap<String, BrandSummary.Technology> contenders) {
            Arrays.fill(epochDays, Long.MAX_VALUE);
            for (BrandSummary.Technology contender : contenders.values()) {
                for (int height = 0; height < contender.reached().size(); height++) {
                    epochDays[height] = Math.min(
                            epochDays[height],
                            contender.reached().get(height).day().toEpochDay());
                }
            }
        }

        /** For a brand below the frontier: no statement of its own is among those that count. */
        long epochDay(int height) {
            return epochDays[height];
        }
    }

    /** Whether it said anything after D - 90 days; nothing is known of what comes after D. */
    public static boolean isActive(BrandSummary.Technology own, LocalDate asOf) {
        return own.newest().epochDay() > asOf.toEpochDay() - ACTIVE_DAYS;
    }

    private static boolean isBelow(Statement.Milestone price, Statement.Milestone floor) {
        long cny = price.priceFromCny() == null ? Long.MAX_VALUE : price.priceFromCny();
        long floorCny = floor.priceFromCny() == null ? Long.MAX_VALUE : floor.priceFromCny();
        return cny < floorCny || (cny == floorCny && price.provenance().compareTo(floor.provenance()) < 0);
    }

    private List<MarketView.Commitment> commitments(LocalDate asOf) {
        List<MarketView.Commitment> commitments = new ArrayList<>();
        for (BrandSummary standing : standings.values()) {
            for (BrandSummary.Promise promise : standing.promises()) {
                commitments.add(new MarketView.Commitment(standing.brand(), promise, status(promise, asOf)));
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
}
