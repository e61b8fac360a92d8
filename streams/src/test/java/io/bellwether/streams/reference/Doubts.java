package io.bellwether.streams.reference;

import io.bellwether.schemas.avro.Granularity;
import io.bellwether.schemas.avro.Measure;
import io.bellwether.streams.reference.JoinedWindows.Mismatch;
import io.bellwether.streams.reference.MonthTotals.Figure;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Doubts about the figures (docs/figures.md#doubts): of the brand as a whole, at R. */
final class Doubts {

    /** A ratio of a month. */
    private record OfMonth(YearMonth month, Fraction ratio) {}

    private final MonthTotals totals;
    private final List<Statement<Sales>> sales;
    private final YearMonth r;
    private final Set<Bug> bugs;
    private final NavigableMap<YearMonth, Total> del;
    private final OfMonth conflict;

    Doubts(MonthTotals totals, List<Statement<Sales>> sales, YearMonth r, Set<Bug> bugs) {
        this.totals = totals;
        this.sales = sales;
        this.r = r;
        this.bugs = bugs;
        this.del = totals.series(null, Measure.DELIVERIES).totals();
        this.conflict = conflict();
    }

    /** Null where there is none. */
    Fraction conflictRatio() {
        return conflict == null ? null : conflict.ratio;
    }

    void fill(Map<String, Object> metrics) {
        if (conflict != null) {
            metrics.put("conflict_month", conflict.month.toString());
            metrics.put("conflict_ratio", conflict.ratio.toDouble());
        }
        implausible(metrics);
        mismatch(metrics);
        Fraction stock = channelStock();
        metrics.put("channel_stock_change_months", stock == null ? null : stock.toDouble());
        OfMonth parts = parts();
        if (parts != null) {
            metrics.put("parts_month", parts.month.toString());
            metrics.put("parts_excess", parts.ratio.toDouble());
        }
        Fraction lag = usualLag();
        if (lag != null) {
            metrics.put("usual_lag_days", lag.toDouble());
            // "last day of the month after R + ceil(usual_lag_days)"
            LocalDate last = r.plusMonths(1).atEndOfMonth();
            metrics.put("next_figure_due", last.plusDays(lag.ceiling()).toString());
        }
    }

    /** R-5..R, the newest first. */
    private List<YearMonth> lastSix() {
        return IntStream.range(0, bugs.contains(Bug.DOUBTS_OF_FIVE_MONTHS) ? 5 : 6)
                .mapToObj(r::minusMonths)
                .toList();
    }

    private Optional<Figure> cell(YearMonth month) {
        return totals.cell(null, null, Measure.DELIVERIES, month);
    }

    private static boolean isMonthOfBrand(Sales said, YearMonth month) {
        return said.measure() == Measure.DELIVERIES
                && said.granularity() == Granularity.MONTH
                && said.model() == null
                && said.region() == null
                && YearMonth.from(said.start()).equals(month);
    }

    private static boolean isExact(Statement<Sales> statement) {
        return statement.said().exactness() == Exactness.EXACT;
    }

    /** The EXACT MONTH statements that hold, one of each source. */
    private List<Statement<Sales>> exactMonths(YearMonth month) {
        return totals.holding().stream()
                .filter(s -> isMonthOfBrand(s.said(), month) && isExact(s))
                .toList();
    }

    /**
     * "over R-5..R and the cells of DELIVERIES with model and region null whose counted source says EXACT by a MONTH:
     * the greatest abs(other / counted - 1) against another source's EXACT MONTH statement, or one of the same identity
     * and instant that does not hold, counted > 0; the month, the newest on ties. Null below 0.01"
     */
    private OfMonth conflict() {
        OfMonth greatest = null;
        for (YearMonth month : lastSix()) {
            Statement<Sales> counted = cell(month).map(Figure::month).orElse(null);
            if (counted == null || !isExact(counted) || counted.said().units() == 0) {
                continue;
            }
            Stream<Statement<Sales>> others =
                    exactMonths(month).stream().filter(s -> !s.source().equals(counted.source()));
            Stream<Statement<Sales>> ofTheInstant = sales.stream()
                    .filter(s -> isMonthOfBrand(s.said(), month) && isExact(s))
                    .filter(s -> s.source().equals(counted.source())
                            && s.publishedAt().equals(counted.publishedAt())
                            && !bugs.contains(Bug.NO_CONFLICT_OF_ONE_INSTANT));
            for (Statement<Sales> other : Stream.concat(others, ofTheInstant).toList()) {
                Fraction ratio = Fraction.of(
                                other.said().units(), counted.said().units())
                        .minus(Fraction.of(1))
                        .abs();
                boolean greater = greatest == null
                        || ratio.compareTo(greatest.ratio) > (bugs.contains(Bug.OLDEST_CONFLICT_ON_TIES) ? -1 : 0);
                if (greater) {
                    greatest = new OfMonth(month, ratio);
                }
            }
        }
        return greatest == null || greatest.ratio.compareTo(Fraction.of(1, 100)) < 0 ? null : greatest;
    }

    /** "the newest such month; the factor is 10^k" */
    private void implausible(Map<String, Object> metrics) {
        for (YearMonth month : lastSix()) {
            Integer k = powerOfTen(month);
            if (k != null) {
                metrics.put("implausible_month", month.toString());
                metrics.put("implausible_factor", Double.valueOf("1e" + k));
                return;
            }
        }
    }

    private Integer powerOfTen(YearMonth month) {
        Total total = del.get(month);
        List<YearMonth> firstThree = del.keySet().stream().limit(3).toList();
        if (total == null
                || total.units() == 0
                || total.isAtLeast()
                || (firstThree.contains(month) && !bugs.contains(Bug.FIRST_MONTHS_ARE_IMPLAUSIBLE))
                || (isConfirmed(month, total) && !bugs.contains(Bug.CONFIRMED_IS_IMPLAUSIBLE))) {
            return null;
        }
        Fraction median = median(IntStream.rangeClosed(-3, 3)
                .filter(i -> i != 0)
                .mapToObj(month::plusMonths)
                .filter(neighbour -> !neighbour.isAfter(r))
                .map(del::get)
                .filter(Objects::nonNull)
                .map(Total::units)
                .filter(units -> units > 0)
                .map(Fraction::of)
                .toList());
        if (median == null) {
            return null;
        }
        double size = Math.log10(Fraction.of(total.units()).over(median).toDouble());
        double tolerance = bugs.contains(Bug.IMPLAUSIBLE_IF_ROUNDED) ? 0.5 : 0.1;
        return IntStream.rangeClosed(-6, 6)
                .filter(k -> k != 0 && Math.abs(size - k) <= tolerance)
                .boxed()
                .findFirst()
                .orElse(null);
    }

    /** "those in which two sources' EXACT MONTH statements lie within 5% of the total" */
    private boolean isConfirmed(YearMonth month, Total total) {
        return exactMonths(month).stream()
                        .filter(s -> 20 * Math.abs(s.said().units() - total.units()) <= total.units())
                        .count()
                >= 2;
    }

    /** Of at least three; of an even number the mean of the middle two. */
    private static Fraction median(List<Fraction> values) {
        if (values.size() < 3) {
            return null;
        }
        List<Fraction> sorted = values.stream().sorted().toList();
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(half)
                : sorted.get(half - 1).plus(sorted.get(half)).over(Fraction.of(2));
    }

    /**
     * "of the mismatches of DELIVERIES whose window ends in R's year or the year before: the one greatest by abs(units -
     * implied), then the newest end, then the longest"
     */
    private void mismatch(Map<String, Object> metrics) {
        int since = r.getYear() - (bugs.contains(Bug.MISMATCH_OF_THIS_YEAR_ONLY) ? 0 : 1);
        totals.series(null, Measure.DELIVERIES).mismatches().stream()
                .filter(m -> m.last().getYear() >= since && m.last().getYear() <= r.getYear())
                .max(Comparator.comparing((Mismatch m) -> Math.abs(m.units() - m.implied()))
                        .thenComparing(Mismatch::last)
                        .thenComparing(m -> ChronoUnit.MONTHS.between(m.first(), m.last())))
                .ifPresent(m -> {
                    metrics.put("mismatch_period", m.first() + "/" + m.last());
                    metrics.put(
                            "mismatch_units",
                            bugs.contains(Bug.MISMATCH_THE_OTHER_WAY)
                                    ? m.implied() - m.units()
                                    : m.units() - m.implied());
                });
    }

    /**
     * "sum over R-5..R of WHOLESALE - EXPORTS - RETAIL, all of them known and none AT_LEAST, / mean RETAIL of R-2..R;
     * null if that is 0"
     */
    private Fraction channelStock() {
        long change = 0;
        long retail = 0;
        for (int i = 0; i < 6; i++) {
            YearMonth month = r.minusMonths(i);
            Total made = totals.series(null, Measure.WHOLESALE).totals().get(month);
            Total sent = totals.series(null, Measure.EXPORTS).totals().get(month);
            Total sold = totals.series(null, Measure.RETAIL).totals().get(month);
            if (sent == null && bugs.contains(Bug.UNKNOWN_EXPORTS_AS_ZERO)) {
                sent = Total.plain(0, Exactness.EXACT);
            }
            List<Total> all = new ArrayList<>();
            Stream.of(made, sent, sold).filter(Objects::nonNull).forEach(all::add);
            boolean bound =
                    all.stream().anyMatch(Total::isAtLeast) && !bugs.contains(Bug.CHANNEL_STOCK_OF_LOWER_BOUNDS);
            if (all.size() < 3 || bound) {
                return null;
            }
            long exported = bugs.contains(Bug.EXPORTS_STAY_IN_STOCK) ? 0 : sent.units();
            change += made.units() - exported - sold.units();
            retail += i < 3 ? sold.units() : 0;
        }
        return retail == 0 ? null : Fraction.of(change).over(Fraction.of(retail, 3));
    }

    /**
     * "the lag of a month: the date of the earliest MONTH statement of DELIVERIES of it (model and region null) by the
     * source that counts in R's cell, minus its last day; the median of the known lags of R-5..R of at most 60 days, at
     * least three"
     */
    private Fraction usualLag() {
        String source = cell(r).map(Figure::source).orElse(null);
        if (source == null) {
            return null;
        }
        List<Fraction> lags = new ArrayList<>();
        for (YearMonth month : lastSix()) {
            Comparator<LocalDate> order = Comparator.naturalOrder();
            sales.stream()
                    .filter(s -> isMonthOfBrand(s.said(), month))
                    .filter(s -> s.source().equals(source) || bugs.contains(Bug.LAG_OF_ANY_SOURCE))
                    .map(Statement::date)
                    .min(bugs.contains(Bug.LAG_OF_THE_LATEST_STATEMENT) ? order.reversed() : order)
                    .map(date -> ChronoUnit.DAYS.between(month.atEndOfMonth(), date))
                    .filter(lag -> lag <= 60 || bugs.contains(Bug.LAG_OF_ANY_LENGTH))
                    .ifPresent(lag -> lags.add(Fraction.of(lag)));
        }
        return median(lags);
    }

    /**
     * "over R-5..R and the cells of DELIVERIES with model and region null that are EXACT and above 0: the greatest of
     * (sum of the models' EXACT or DERIVED totals / that cell - 1), the newest on ties; null below 0.02"
     */
    private OfMonth parts() {
        OfMonth greatest = null;
        for (YearMonth month : lastSix()) {
            Figure counted = cell(month).orElse(null);
            if (counted == null || counted.exactness() != Exactness.EXACT || counted.units() == 0) {
                continue;
            }
            long sum = totals.models().stream()
                    .map(model ->
                            totals.series(model, Measure.DELIVERIES).totals().get(month))
                    .filter(Objects::nonNull)
                    .filter(total -> total.isExactOrDerived() || bugs.contains(Bug.INEXACT_PARTS_EXCEED))
                    .mapToLong(Total::units)
                    .sum();
            Fraction excess = Fraction.of(sum, counted.units()).minus(Fraction.of(1));
            if (greatest == null || excess.compareTo(greatest.ratio) > 0) {
                greatest = new OfMonth(month, excess);
            }
        }
        return greatest == null || greatest.ratio.compareTo(Fraction.of(2, 100)) < 0 ? null : greatest;
    }
}
