package io.bellwether.domain.market;

import io.bellwether.domain.ledger.BrandSummary;
import io.bellwether.domain.statement.Coverage;
import io.bellwether.domain.statement.Stage;
import io.bellwether.domain.statement.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The race of brands for one technology, docs/figures.md#technologies. */
final class Race {

    private static final int ACTIVE_DAYS = 90;

    private Race() {}

    static MarketView.Technology view(SortedMap<String, BrandSummary.Technology> contenders, LocalDate asOf) {
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

    /** By stage: the earliest day on which any brand was at a higher stage. */
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

        /** For a brand below the frontier: none of its own facts is that high. */
        long epochDay(int height) {
            return epochDays[height];
        }
    }

    /** Whether there is a fact or promise after D - 90 days; nothing is known of what comes after D. */
    static boolean isActive(BrandSummary.Technology own, LocalDate asOf) {
        return own.newest().epochDay() > asOf.toEpochDay() - ACTIVE_DAYS;
    }

    private static boolean isBelow(Statement.Milestone price, Statement.Milestone floor) {
        long cny = price.priceFromCny() == null ? Long.MAX_VALUE : price.priceFromCny();
        long floorCny = floor.priceFromCny() == null ? Long.MAX_VALUE : floor.priceFromCny();
        return cny < floorCny || (cny == floorCny && price.provenance().compareTo(floor.provenance()) < 0);
    }
}
