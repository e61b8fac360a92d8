package io.bellwether.streams.reference;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;

/** How much a year brings, from how earlier years went on (docs/figures.md#forecast). In doubles, in the order of the formulas. */
final class ForecastReference {

    /** (b, y): del of the brand, whose twelve months of the year are closed, known and not AT_LEAST. */
    private record BrandYear(NavigableMap<YearMonth, Total> del, int year) {}

    private final LocalDate d;
    private final Collection<BrandReference> brands;
    private final Set<Bug> bugs;

    ForecastReference(LocalDate d, Collection<BrandReference> brands, Set<Bug> bugs) {
        this.d = d;
        this.brands = brands;
        this.bugs = bugs;
    }

    /** forecast_year, forecast_low, forecast_high and target_probability of a brand. */
    Map<String, Double> of(BrandReference brand) {
        Map<String, Double> forecast = new LinkedHashMap<>();
        List.of("forecast_year", "forecast_low", "forecast_high", "target_probability")
                .forEach(name -> forecast.put(name, null));
        YearMonth r = brand.referenceMonth(null);
        if (r == null) {
            return forecast;
        }
        Map<String, Object> metrics = brand.metrics(null);
        long ytd = (Long) metrics.get("ytd_deliveries");
        Long target = (Long) metrics.get("target");
        int m = r.getMonthValue();
        List<BrandYear> years = brandYears(r.getYear());
        if (canBeForecast(brand, r, metrics) && multiples(years, m).size() >= leastMultiples()) {
            double rest = (Double) metrics.get("run_rate") * Math.exp(growth(m, multiples(years, m)));
            forecast.put("forecast_year", ytd + rest);
            double[] residuals = residuals(years, m);
            int n = residuals.length;
            if (n > 0) {
                forecast.put("forecast_low", ytd + rest * Math.exp(residuals[lowRank(n) - 1]));
                forecast.put("forecast_high", ytd + rest * Math.exp(residuals[highRank(n) - 1]));
                if (target != null) {
                    int reaching = 0;
                    for (double residual : residuals) {
                        if (ytd + rest * Math.exp(residual) >= target) {
                            reaching++;
                        }
                    }
                    double smoothed = (reaching + 1.0) / (n + 2);
                    forecast.put(
                            "target_probability",
                            bugs.contains(Bug.PROBABILITY_NOT_SMOOTHED) ? reaching / (double) n : smoothed);
                }
            }
        }
        if (target != null && ytd >= target && !bugs.contains(Bug.REACHED_TARGET_WITHOUT_PROBABILITY)) {
            forecast.put("target_probability", 1.0);
        }
        return forecast;
    }

    private int leastMultiples() {
        return bugs.contains(Bug.FORECAST_FROM_FOUR) ? 4 : 5;
    }

    /** "max(1, floor((n+1) / 10))" */
    private int lowRank(int n) {
        return bugs.contains(Bug.INTERVAL_OF_ALL_ERRORS) ? 1 : Math.max(1, (n + 1) / 10);
    }

    /** "min(n, ceil(9 (n+1) / 10))" */
    private int highRank(int n) {
        return bugs.contains(Bug.INTERVAL_OF_ALL_ERRORS) ? n : Math.min(n, (9 * (n + 1) + 9) / 10);
    }

    /**
     * "For a brand with R in month m < 12 of year Y, R-2..R known and none AT_LEAST, ytd_qualifier not AT_LEAST and at
     * least six months of known del up to R, and unless the month after R ended 45 days or more before D"
     */
    private boolean canBeForecast(BrandReference brand, YearMonth r, Map<String, Object> metrics) {
        NavigableMap<YearMonth, Total> del = brand.deliveries(null);
        boolean stale = isStale(r, d) && !bugs.contains(Bug.STALE_FORECAST);
        boolean known = isFirm(del.get(r.minusMonths(2))) && isFirm(del.get(r.minusMonths(1))) && isFirm(del.get(r));
        boolean whole = !metrics.get("ytd_qualifier").equals(Exactness.AT_LEAST.name())
                || bugs.contains(Bug.FORECAST_OF_A_LOWER_BOUND);
        int least = bugs.contains(Bug.FORECAST_AFTER_THREE_MONTHS) ? 3 : 6;
        return r.getMonthValue() < 12 && known && whole && brand.monthsKnown(r) >= least && !stale;
    }

    /** "once the month after R ended 45 days or more before D" */
    static boolean isStale(YearMonth r, LocalDate d) {
        return ChronoUnit.DAYS.between(r.plusMonths(1).atEndOfMonth(), d) >= 45;
    }

    private static boolean isFirm(Total total) {
        return total != null && !total.isAtLeast();
    }

    /** "(b, y), y < Y, of any brand, all twelve months closed for b, known and none AT_LEAST" */
    private List<BrandYear> brandYears(int before) {
        List<BrandYear> years = new ArrayList<>();
        for (BrandReference brand : brands) {
            NavigableMap<YearMonth, Total> del = brand.deliveries(null);
            del.keySet().stream()
                    .map(YearMonth::getYear)
                    .distinct()
                    .filter(year ->
                            year < before || (year == before && bugs.contains(Bug.BRAND_YEARS_OF_THE_SAME_YEAR)))
                    .filter(year -> isWhole(brand, del, year))
                    .forEach(year -> years.add(new BrandYear(del, year)));
        }
        return years;
    }

    private boolean isWhole(BrandReference brand, NavigableMap<YearMonth, Total> del, int year) {
        for (int i = 1; i <= 12; i++) {
            YearMonth month = YearMonth.of(year, i);
            boolean firm =
                    isFirm(del.get(month)) || (del.containsKey(month) && bugs.contains(Bug.BRAND_YEARS_OF_BOUNDS));
            if (!firm || !brand.isClosed(null, month)) {
                return false;
            }
        }
        return true;
    }

    /**
     * "x(b, y, k) = ln(sum of del after month k of y / mean of del over the three months up to k), where those three are
     * known and not AT_LEAST and both sums are above 0"; null where there is none
     */
    private Double multiple(BrandYear of, int k) {
        long after = 0;
        for (int i = k + 1; i <= 12; i++) {
            after += of.del.get(YearMonth.of(of.year, i)).units();
        }
        long upTo = 0;
        for (int back = 0; back < 3; back++) {
            YearMonth month = YearMonth.of(of.year, k).minusMonths(back);
            if (!isFirm(of.del.get(month))
                    || (month.getYear() < of.year && bugs.contains(Bug.MULTIPLE_WITHIN_THE_YEAR))) {
                return null;
            }
            upTo += of.del.get(month).units();
        }
        return after > 0 && upTo > 0 ? Math.log(after / (upTo / 3.0)) : null;
    }

    private List<Double> multiples(List<BrandYear> years, int k) {
        List<Double> multiples = new ArrayList<>();
        for (BrandYear year : years) {
            Double multiple = multiple(year, k);
            if (multiple != null) {
                multiples.add(multiple);
            }
        }
        return multiples;
    }

    /** "g(k, S) = ln(12-k) + 0.7 x (median of the multiples at k of the brand-years S - ln(12-k))" */
    private double growth(int k, List<Double> multiples) {
        double flat = Math.log(12 - k);
        return flat + (bugs.contains(Bug.NO_SHRINKAGE) ? 1 : 0.7) * (median(multiples) - flat);
    }

    private double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1 || bugs.contains(Bug.UPPER_MEDIAN)
                ? sorted.get(half)
                : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }

    /**
     * "for k from max(1, m-2) to min(11, m+2) and each brand-year with a multiple at k and at least four others: its
     * multiple - g(k, the others), taken with both signs"; sorted
     */
    private double[] residuals(List<BrandYear> years, int m) {
        List<Double> residuals = new ArrayList<>();
        int around = bugs.contains(Bug.RESIDUALS_OF_THE_MONTH_ONLY) ? 0 : 2;
        for (int k = Math.max(1, m - around); k <= Math.min(11, m + around); k++) {
            List<Double> multiples = multiples(years, k);
            for (int i = 0; i < multiples.size(); i++) {
                List<Double> others = new ArrayList<>(multiples);
                if (!bugs.contains(Bug.RESIDUALS_AGAINST_ALL)) {
                    others.remove(i);
                }
                if (others.size() >= 4) {
                    double residual = multiples.get(i) - growth(k, others);
                    residuals.add(residual);
                    if (!bugs.contains(Bug.RESIDUALS_WITH_ONE_SIGN)) {
                        residuals.add(-residual);
                    }
                }
            }
        }
        return residuals.stream().mapToDouble(each -> each).sorted().toArray();
    }
}
