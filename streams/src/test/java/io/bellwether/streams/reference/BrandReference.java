package io.bellwether.streams.reference;

import io.bellwether.schemas.avro.CapacityReport;
import io.bellwether.schemas.avro.CapacityStatus;
import io.bellwether.schemas.avro.Granularity;
import io.bellwether.schemas.avro.Launch;
import io.bellwether.schemas.avro.LeadTimeQuote;
import io.bellwether.schemas.avro.Measure;
import io.bellwether.schemas.avro.MetricSet;
import io.bellwether.schemas.avro.SeriesBreak;
import io.bellwether.schemas.avro.TargetKind;
import io.bellwether.streams.reference.Series.Run;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.Schema.Field;

/** The metrics of one brand, or of one model of it (docs/figures.md#metrics). Null stands for unknown, as in the contract. */
final class BrandReference {

    /** The metrics, in the order of the schema. */
    static final List<String> NAMES =
            MetricSet.getClassSchema().getFields().stream().map(Field::name).toList();

    private final Set<Bug> bugs;
    private final List<Statement<Object>> events;
    private final List<Statement<Sales>> sales;
    private final Aliases aliases;
    private final String brand;
    private final MonthTotals totals;
    private final Doubts doubts;
    private final Statement<Object> newestEvent;

    /** All events of the brand that count. */
    BrandReference(List<Statement<Object>> events, Aliases aliases, Set<Bug> bugs) {
        this.bugs = bugs;
        this.events = events;
        this.aliases = aliases;
        this.brand = events.get(0).brand();
        this.sales = Statement.saying(Sales.class, events);
        this.totals = new MonthTotals(sales, aliases, bugs);
        this.newestEvent = events.stream().max(Statement.inPublishedOrder(bugs)).orElseThrow();
        YearMonth r = referenceMonth(null);
        this.doubts = r == null ? null : new Doubts(totals, sales, r, bugs);
    }

    /** By what their spellings have in common. */
    Set<String> models() {
        return totals.models();
    }

    String shown(String model) {
        return totals.shown(model);
    }

    MonthTotals totals() {
        return totals;
    }

    NavigableMap<YearMonth, Total> deliveries(String model) {
        return known(model, Measure.DELIVERIES);
    }

    private NavigableMap<YearMonth, Total> known(String model, Measure measure) {
        return totals.series(model, measure).totals();
    }

    /**
     * "A month is closed for a brand (and its models) once an event of the brand is dated after the month's last day,
     * or once it has a DELIVERIES statement of granularity MONTH for it, for the whole brand (model and region null;
     * for a model: or for that model everywhere)"
     */
    boolean isClosed(String model, YearMonth month) {
        if (bugs.contains(Bug.OPEN_MONTH_AS_REFERENCE)) {
            return true;
        }
        boolean passed = newestEvent.date().isAfter(month.atEndOfMonth());
        boolean told = sales.stream()
                .map(Statement::said)
                .anyMatch(s -> s.measure() == Measure.DELIVERIES
                        && s.granularity() == Granularity.MONTH
                        && (s.region() == null || bugs.contains(Bug.REGION_CLOSES_ITS_MONTH))
                        && closes(s.model(), model)
                        && YearMonth.from(s.start()).equals(month));
        return passed || (told && !bugs.contains(Bug.MONTH_STATEMENT_DOES_NOT_CLOSE));
    }

    private boolean closes(String told, String model) {
        return told == null
                || (told.equals(model) && !bugs.contains(Bug.MODEL_DOES_NOT_CLOSE_ITS_OWN_MONTH))
                || (model == null && bugs.contains(Bug.MODEL_CLOSES_THE_BRANDS_MONTH));
    }

    /** "R: the latest closed month with known del" */
    YearMonth referenceMonth(String model) {
        return deliveries(model).keySet().stream()
                .filter(month -> isClosed(model, month))
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    /** All metrics by name; the model null for the brand itself. */
    Map<String, Object> metrics(String model) {
        Map<String, Object> metrics = new LinkedHashMap<>();
        NAMES.forEach(name -> metrics.put(name, null));
        metrics.put("mtd_deliveries", monthToDate(model));
        fillQuarter(model, metrics);
        YearMonth r = referenceMonth(model);
        if (r != null) {
            new At(model, r).fill(metrics);
        }
        return metrics;
    }

    /** "del of the month of the brand's newest event, if that month is not closed" */
    private Long monthToDate(String model) {
        YearMonth month = YearMonth.from(newestEvent.date());
        return isClosed(model, month) ? null : units(deliveries(model).get(month));
    }

    /**
     * "the latest calendar quarter whose sum over the run is known without a gap and whose last month is closed or ends
     * a window; that sum; growth from the quarter a year before"
     */
    private void fillQuarter(String model, Map<String, Object> metrics) {
        Series del = totals.series(model, Measure.DELIVERIES);
        List<YearMonth> ends = Stream.concat(
                        del.totals().keySet().stream(),
                        del.windows().stream().flatMap(window -> Stream.of(window.first(), window.last())))
                .sorted()
                .toList();
        Stream<YearMonth> quarters = ends.isEmpty()
                ? Stream.of()
                : Stream.iterate(
                        firstOfQuarter(ends.get(0)),
                        first -> !first.isAfter(ends.get(ends.size() - 1)),
                        first -> first.plusMonths(3));
        quarters.filter(first -> {
                    Run run = quarter(del, first);
                    return run.isKnown() && (!run.hasGap() || bugs.contains(Bug.QUARTER_WITH_A_GAP));
                })
                .filter(first -> endsAQuarter(model, del, first.plusMonths(2)))
                .max(Comparator.naturalOrder())
                .ifPresent(first -> {
                    Total sum = quarter(del, first).total();
                    Total before = quarter(del, first.minusMonths(12)).total();
                    metrics.put("quarter", Target.quarter(first));
                    metrics.put("quarter_deliveries", sum.units());
                    metrics.put("quarter_qualifier", sum.qualifier().name());
                    metrics.put(
                            "quarter_yoy",
                            rounded(growth(model, before, sum, first.minusMonths(12), first.plusMonths(2), false)));
                });
    }

    private static YearMonth firstOfQuarter(YearMonth month) {
        return month.minusMonths((month.getMonthValue() - 1) % 3);
    }

    private static Run quarter(Series del, YearMonth first) {
        return del.run(first, first.plusMonths(2), month -> false);
    }

    private boolean endsAQuarter(String model, Series del, YearMonth last) {
        boolean endsAWindow =
                del.windows().stream().anyMatch(window -> window.last().equals(last));
        return isClosed(model, last) || (endsAWindow && !bugs.contains(Bug.QUARTER_OF_CLOSED_MONTHS_ONLY));
    }

    // "Growth from base b to value v is v / b - 1"

    /** Growth over months that are each one of the brand (or the model). */
    Fraction growth(String model, YearMonth from, YearMonth to, boolean boundMayFall) {
        Total base = deliveries(model).get(from);
        Total value = deliveries(model).get(to);
        Fraction growth = growth(model, base, value, from, to, boundMayFall);
        return growth == null || isBrokenByConflict(model, base, value, growth) ? null : growth;
    }

    /**
     * "null if b is unknown, 0 or AT_LEAST, and, if v is AT_LEAST, null unless positive; and null across a break"
     *
     * @param first the first month of b
     * @param last the last month of v
     * @param boundMayFall whether an AT_LEAST v makes nothing null by itself
     */
    Fraction growth(String model, Total base, Total value, YearMonth first, YearMonth last, boolean boundMayFall) {
        if (base == null || value == null || base.units() == 0) {
            return null;
        }
        if (base.isAtLeast() && !bugs.contains(Bug.AT_LEAST_AS_BASE)) {
            return null;
        }
        Fraction growth = Fraction.of(value.units(), base.units()).minus(Fraction.of(1));
        boolean falls = growth.compareTo(Fraction.of(0)) <= 0;
        if (value.isAtLeast() && falls && !boundMayFall && !bugs.contains(Bug.LOWER_BOUND_FALLS)) {
            return null;
        }
        return isBroken(model, first, last) ? null : growth;
    }

    /** "a SeriesBreak of the brand (for a model: or of the model) whose from_month lies after ... and not after ..." */
    private boolean isBroken(String model, YearMonth first, YearMonth last) {
        return !bugs.contains(Bug.BREAK_IGNORED)
                && Statement.saying(SeriesBreak.class, events).stream()
                        .map(Statement::said)
                        .filter(b -> breaks(b, model))
                        .map(b -> YearMonth.parse(b.getFromMonth()))
                        .anyMatch(from -> (from.isAfter(first)
                                        || (from.equals(first) && bugs.contains(Bug.BREAK_AT_THE_BASE)))
                                && (from.isBefore(last)
                                        || (from.equals(last) && !bugs.contains(Bug.BREAK_BEFORE_THE_LAST_MONTH))));
    }

    private boolean breaks(SeriesBreak said, String model) {
        if (said.getModel() == null) {
            return model == null || !bugs.contains(Bug.BRAND_BREAK_SPARES_MODELS);
        }
        return model == null
                ? bugs.contains(Bug.MODEL_BREAK_BREAKS_THE_BRAND)
                : aliases.model(brand, said.getModel()).equals(model);
    }

    /**
     * "where both are totals of one month of the brand that rest on cells of model and region null with different
     * sources, if R's conflict_ratio >= 0.05 and the growth is not more than twice it in size"
     */
    private boolean isBrokenByConflict(String model, Total base, Total value, Fraction growth) {
        if (model != null
                || doubts == null
                || base.ownSource() == null
                || value.ownSource() == null
                || base.ownSource().equals(value.ownSource())
                || bugs.contains(Bug.CONFLICT_BREAKS_NOTHING)) {
            return false;
        }
        Fraction ratio = doubts.conflictRatio();
        return ratio != null
                && ratio.compareTo(Fraction.of(1, 20)) >= 0
                && growth.abs().compareTo(ratio.times(Fraction.of(bugs.contains(Bug.CONFLICT_BREAKS_ONCE) ? 1 : 2)))
                        <= 0;
    }

    // The year to date

    /**
     * "sum over the run (docs/figures.md#sum-over-a-run); months before the first month with known del are no gap if the brand (the model)
     * was launched"
     */
    Run runOf(String model, YearMonth first, YearMonth last) {
        NavigableMap<YearMonth, Total> del = deliveries(model);
        return totals.series(model, Measure.DELIVERIES)
                .run(
                        first,
                        last,
                        month ->
                                !del.isEmpty() && month.isBefore(del.firstKey()) && wasLaunched(model, del.firstKey()));
    }

    /**
     * "a Launch of it (of any model for the brand) with its day in the first known month or the six months before, for
     * the brand only if no event of it was published before the same date of the year before"
     */
    private boolean wasLaunched(String model, YearMonth firstKnown) {
        if (bugs.contains(Bug.NOTHING_IS_LAUNCHED) || bugs.contains(Bug.EVERYTHING_IS_LAUNCHED)) {
            return bugs.contains(Bug.EVERYTHING_IS_LAUNCHED);
        }
        int before = bugs.contains(Bug.LAUNCHED_IN_THE_FIRST_MONTH) ? 0 : 6;
        return Statement.saying(Launch.class, events).stream()
                .filter(s -> model == null
                        || aliases.model(brand, s.said().getModel()).equals(model))
                .filter(s -> !YearMonth.from(s.day()).isAfter(firstKnown))
                .filter(s -> !YearMonth.from(s.day()).isBefore(firstKnown.minusMonths(before)))
                .anyMatch(s -> model != null
                        || bugs.contains(Bug.OLD_BRANDS_ARE_LAUNCHED)
                        || events.stream()
                                .noneMatch(e -> e.date().isBefore(s.day().minusYears(1))));
    }

    // Targets

    /** Those of kind TARGET. */
    List<Statement<Target>> targets() {
        return Statement.saying(Target.class, events).stream()
                .filter(s -> s.said().kind() == TargetKind.TARGET || bugs.contains(Bug.STRETCH_IS_A_TARGET))
                .toList();
    }

    /** "if ytd >= target ...", for any number of vehicles in R's year. */
    YearMonth reachMonth(YearMonth r, long units) {
        At at = new At(null, r);
        return at.targetReachMonth(units, at.yearToDate().units(), at.runRate());
    }

    /** The first month of a run at which the running sum of known del reaches so many; null if it never does. */
    YearMonth runningSumReaches(long units, YearMonth first, YearMonth last) {
        long running = 0;
        for (YearMonth month = first; !month.isAfter(last); month = month.plusMonths(1)) {
            running += unitsOrZero(deliveries(null).get(month));
            if (running >= units) {
                return month;
            }
        }
        return null;
    }

    // Facts that rules look at beside the metrics

    /** Months of del known up to R. */
    int monthsKnown(YearMonth r) {
        return deliveries(null).headMap(r, true).size();
    }

    /** "the mean of R-2..R at most 0.7 times that of R-14..R-12, all six known and none AT_LEAST" */
    boolean isSevenTenthsOfAYearBefore(YearMonth r) {
        Total now = strict(r.minusMonths(2), r);
        Total before = strict(r.minusMonths(14), r.minusMonths(12));
        return now != null
                && before != null
                && Fraction.of(now.units())
                                .compareTo(Fraction.of(before.units()).times(Fraction.of(7, 10)))
                        <= 0;
    }

    private Total strict(YearMonth first, YearMonth last) {
        Total sum = sumOf(null, first, last);
        return sum == null || sum.isAtLeast() ? null : sum;
    }

    /** The sum of the totals of some months, each of them known; a sum is AT_LEAST if a part is. */
    Total sumOf(String model, YearMonth first, YearMonth last) {
        List<Total> parts = new ArrayList<>();
        for (YearMonth month = first; !month.isAfter(last); month = month.plusMonths(1)) {
            Total total = deliveries(model).get(month);
            if (total == null) {
                return null;
            }
            parts.add(total);
        }
        return Total.sum(parts, bugs).orElseThrow();
    }

    /** Whether the brand's figures are said to have ended by that month. */
    boolean hasEndedBy(YearMonth month) {
        return Statement.saying(SeriesBreak.class, events).stream()
                .map(Statement::said)
                .anyMatch(b -> b.getEnded()
                        && (b.getModel() == null || bugs.contains(Bug.ENDED_MODEL_ENDS_THE_BRAND))
                        && !YearMonth.parse(b.getFromMonth()).isAfter(month));
    }

    private static Long units(Total total) {
        return total == null ? null : total.units();
    }

    private static long unitsOrZero(Total total) {
        return total == null ? 0 : total.units();
    }

    private static Double rounded(Fraction value) {
        return value == null ? null : value.toDouble();
    }

    /** Null if there is nothing to divide or nothing to divide by. */
    private static Fraction ratio(Fraction dividend, Fraction divisor) {
        return dividend == null || divisor == null || divisor.isZero() ? null : dividend.over(divisor);
    }

    private static Fraction fraction(Long value) {
        return value == null ? null : Fraction.of(value);
    }

    /** The metrics at R. */
    private final class At {
        private final String model;
        private final YearMonth r;
        private final NavigableMap<YearMonth, Total> del;
        private final NavigableMap<YearMonth, Total> out;
        private final NavigableMap<YearMonth, Total> ord;
        private final NavigableMap<YearMonth, Total> can;
        private final NavigableMap<YearMonth, Total> backlog;

        At(String model, YearMonth r) {
            this.model = model;
            this.r = r;
            this.del = known(model, Measure.DELIVERIES);
            this.out = known(model, Measure.OUTPUT);
            this.ord = known(model, Measure.ORDERS);
            this.can = known(model, Measure.CANCELLATIONS);
            this.backlog = known(model, Measure.BACKLOG);
        }

        void fill(Map<String, Object> metrics) {
            metrics.put("reference_month", r.toString());
            metrics.put("deliveries", del.get(r).units());
            metrics.put("deliveries_qualifier", del.get(r).qualifier().name());
            metrics.put("orders", units(ord.get(r)));
            metrics.put("deliveries_to_peak", rounded(toPeak()));
            metrics.put("deliveries_mom", rounded(growth(model, r.minusMonths(1), r, false)));
            metrics.put("deliveries_yoy", rounded(growth(model, r.minusMonths(12), r, false)));
            metrics.put("deliveries_like_for_like", rounded(likeForLike()));
            Total yearToDate = yearToDate();
            metrics.put("ytd_deliveries", yearToDate.units());
            metrics.put("ytd_qualifier", yearToDate.qualifier().name());
            Fraction runRate = runRate();
            Exactness rateQualifier = weakest(lastThree(), del);
            metrics.put("run_rate", runRate.toDouble());
            metrics.put("run_rate_qualifier", rateQualifier.name());
            metrics.put("projected_year", projectedYear(yearToDate, runRate).toDouble());
            metrics.put(
                    "projected_qualifier",
                    bugs.contains(Bug.PROJECTION_AS_EXACT_AS_THE_YEAR)
                            ? yearToDate.qualifier().name()
                            : Exactness.weakest(Stream.of(yearToDate.qualifier(), rateQualifier), bugs)
                                    .name());
            if (model == null) {
                fillTarget(metrics, yearToDate.units(), runRate);
                Long capacity = capacity();
                metrics.put("capacity", capacity);
                metrics.put("capacity_utilisation", rounded(utilisation(capacity)));
                doubts.fill(metrics);
            }
            Long orderBacklog = orderBacklog();
            metrics.put("order_backlog", orderBacklog);
            metrics.put("book_to_bill", rounded(bookToBill()));
            Fraction perWeek = runRate.times(Fraction.of(12, 52));
            boolean slower = rateQualifier == Exactness.AT_LEAST && !bugs.contains(Bug.LEAD_TIME_OF_A_LOWER_BOUND);
            Double implied = slower ? null : rounded(ratio(fraction(orderBacklog), perWeek));
            Double quoted = quotedWeeks();
            metrics.put("lead_time_implied_weeks", implied);
            metrics.put("lead_time_quoted_weeks", quoted);
            metrics.put("lead_time_weeks", quoted != null ? quoted : implied);
            Fraction persistence = demandPersistence();
            metrics.put("demand_persistence", rounded(persistence));
            metrics.put(
                    "demand_qualifier",
                    persistence == null ? null : weakest(lastThree(), ord).name());
            metrics.put("months_on_sale", monthsOnSale());
        }

        private List<YearMonth> lastThree() {
            return List.of(r.minusMonths(2), r.minusMonths(1), r);
        }

        private List<YearMonth> monthsFrom(YearMonth first) {
            return Stream.iterate(first, month -> !month.isAfter(r), month -> month.plusMonths(1))
                    .toList();
        }

        private Exactness weakest(List<YearMonth> months, NavigableMap<YearMonth, Total> of) {
            return Exactness.weakest(
                    months.stream()
                            .filter(of::containsKey)
                            .map(month -> of.get(month).qualifier()),
                    bugs);
        }

        /** "del(R) / the greatest known del up to R; null if that is 0" */
        private Fraction toPeak() {
            long peak = (bugs.contains(Bug.PEAK_BEYOND_R) ? del : del.headMap(r, true))
                    .values().stream().mapToLong(Total::units).max().orElseThrow();
            return ratio(Fraction.of(del.get(r).units()), Fraction.of(peak));
        }

        /**
         * "R from April on: deliveries_mom. R a January: null. R a February or March: (1 + g) / (1 + h) - 1, where g is
         * the growth over a year of January and February together (February) or of March, and h that of the October to
         * December before"
         */
        private Fraction likeForLike() {
            int month = r.getMonthValue();
            if (month >= 4 || bugs.contains(Bug.LIKE_FOR_LIKE_IS_MOM)) {
                return growth(model, r.minusMonths(1), r, false);
            }
            if (month == 1) {
                return null;
            }
            boolean single = month == 3 || bugs.contains(Bug.FEBRUARY_WITHOUT_JANUARY);
            YearMonth first = single ? r : r.minusMonths(1);
            Total value = sumOf(model, first, r);
            YearMonth october = YearMonth.of(r.getYear() - 1, 10);
            YearMonth december = october.plusMonths(2);
            Total autumn = sumOf(model, october, december);
            // "if g's value is AT_LEAST (which by itself does not make g null), null unless the result is positive"
            Fraction g = single
                    ? growth(model, r.minusMonths(12), r, true)
                    : growth(
                            model,
                            sumOf(model, first.minusMonths(12), r.minusMonths(12)),
                            value,
                            first.minusMonths(12),
                            r,
                            true);
            Fraction h = growth(
                    model,
                    sumOf(model, october.minusMonths(12), december.minusMonths(12)),
                    autumn,
                    october.minusMonths(12),
                    december,
                    true);
            // "null if h's value is AT_LEAST or 1 + h is 0"
            if (g == null
                    || h == null
                    || (autumn.isAtLeast() && !bugs.contains(Bug.LIKE_FOR_LIKE_AGAINST_A_LOWER_BOUND))
                    || autumn.units() == 0) {
                return null;
            }
            Fraction one = Fraction.of(1);
            Fraction result = bugs.contains(Bug.LIKE_FOR_LIKE_BY_DIFFERENCE)
                    ? g.minus(h)
                    : g.plus(one).over(h.plus(one)).minus(one);
            if (value.isAtLeast()
                    && result.compareTo(Fraction.of(0)) <= 0
                    && !bugs.contains(Bug.LIKE_FOR_LIKE_FALL_OF_A_LOWER_BOUND)) {
                return null;
            }
            // "null if the result is negative and del(R) at least 0.8 times the mean of that October to December"
            boolean aboutAsMuch = Fraction.of(del.get(r).units())
                            .compareTo(Fraction.of(autumn.units(), 3).times(Fraction.of(8, 10)))
                    >= 0;
            return result.compareTo(Fraction.of(0)) < 0 && aboutAsMuch && !bugs.contains(Bug.LIKE_FOR_LIKE_OF_THE_LEVEL)
                    ? null
                    : result;
        }

        /** "sum over the run from January of R's year to R" */
        Total yearToDate() {
            return runOf(model, YearMonth.of(r.getYear(), 1), r).total();
        }

        /** "mean of the known del among R-2, R-1, R" */
        Fraction runRate() {
            List<Total> known =
                    lastThree().stream().map(del::get).filter(Objects::nonNull).toList();
            int count = bugs.contains(Bug.ZERO_FOR_UNKNOWN_IN_RUN_RATE) ? 3 : known.size();
            return Fraction.of(known.stream().mapToLong(Total::units).sum(), count);
        }

        /** "ytd_deliveries + run_rate x (12 - month number of R)" */
        private Fraction projectedYear(Total yearToDate, Fraction runRate) {
            return Fraction.of(yearToDate.units()).plus(runRate.times(Fraction.of(12 - r.getMonthValue())));
        }

        private void fillTarget(Map<String, Object> metrics, long yearToDate, Fraction runRate) {
            List<Statement<Target>> all = targets().stream()
                    .filter(s -> s.said().isYear() || bugs.contains(Bug.TARGET_OF_A_PART_OF_THE_YEAR))
                    .filter(s -> s.said().first().getYear() == r.getYear())
                    .toList();
            if (all.isEmpty()) {
                return;
            }
            // "units of the SalesTarget of kind TARGET for R's whole year that holds (best tier, then newest)"
            Statement<Target> holds = Statement.holding(all, Statement::source, bugs).stream()
                    .min(Statement.bestFirst(bugs))
                    .orElseThrow();
            List<Statement<Target>> ofThatIdentity =
                    all.stream().filter(s -> s.source().equals(holds.source())).toList();
            long target = holds.said().units();
            metrics.put("target", target);
            metrics.put(
                    "target_initial",
                    (bugs.contains(Bug.TARGET_INITIAL_OF_HOLDING_SOURCE) ? ofThatIdentity : all)
                            .stream()
                                    .min(Statement.inPublishedOrder(bugs))
                                    .orElseThrow()
                                    .said()
                                    .units());
            metrics.put(
                    "target_revisions",
                    changes(bugs.contains(Bug.TARGET_REVISIONS_OF_ALL_SOURCES) ? all : ofThatIdentity));
            metrics.put("target_attainment", rounded(ratio(Fraction.of(yearToDate), Fraction.of(target))));
            YearMonth reached = targetReachMonth(target, yearToDate, runRate);
            metrics.put("target_reach_month", reached == null ? null : reached.toString());
        }

        /** "how often the holding identity's units changed in published order" */
        private int changes(List<Statement<Target>> statements) {
            List<Long> inOrder = statements.stream()
                    .sorted(Statement.inPublishedOrder(bugs))
                    .map(s -> s.said().units())
                    .toList();
            return (int) IntStream.range(1, inOrder.size())
                    .filter(i -> !inOrder.get(i).equals(inOrder.get(i - 1)))
                    .count();
        }

        /**
         * "if ytd >= target: the first month of the year at which the running sum of known del reaches target, or R if
         * the running sum falls short; else R + ceil((target - ytd) / run_rate) months; null if run_rate is 0"
         */
        YearMonth targetReachMonth(long target, long yearToDate, Fraction runRate) {
            if (yearToDate >= target) {
                YearMonth reached = runningSumReaches(target, YearMonth.of(r.getYear(), 1), r);
                return reached == null || bugs.contains(Bug.TARGET_REACHED_AT_R) ? r : reached;
            }
            Fraction months = ratio(Fraction.of(target - yearToDate), runRate);
            return months == null ? null : r.plusMonths(months.ceiling());
        }

        /**
         * "sum over plants of units_per_month of the OPERATING statement with the latest effective_from <= first day of
         * R (best tier, then newest)"
         */
        private Long capacity() {
            record Identity(String plant, LocalDate effectiveFrom, String source) {}

            List<Statement<CapacityReport>> holding = Statement.holding(
                    Statement.saying(CapacityReport.class, events),
                    s -> new Identity(s.said().getPlant(), s.said().getEffectiveFrom(), s.source()),
                    bugs);
            Comparator<Statement<CapacityReport>> latestFirst = Comparator.comparing(
                    (Statement<CapacityReport> s) -> s.said().getEffectiveFrom(), Comparator.reverseOrder());
            if (bugs.contains(Bug.LATEST_CAPACITY_BY_PUBLICATION)) {
                latestFirst = Statement.inPublishedOrder(bugs).reversed()::compare;
            }
            Comparator<Statement<CapacityReport>> best = latestFirst.thenComparing(s -> s, Statement.bestFirst(bugs));
            Map<String, List<Statement<CapacityReport>>> candidates = holding.stream()
                    .filter(s -> s.said().getStatus() == CapacityStatus.OPERATING
                            || bugs.contains(Bug.PLANNED_CAPACITY_COUNTED))
                    .filter(s -> !s.said().getEffectiveFrom().isAfter(r.atDay(1))
                            || bugs.contains(Bug.FUTURE_CAPACITY_COUNTED))
                    .collect(Collectors.groupingBy(s -> s.said().getPlant()));
            return candidates.isEmpty()
                    ? null
                    : candidates.values().stream()
                            .mapToLong(ofPlant -> ofPlant.stream()
                                    .min(best)
                                    .orElseThrow()
                                    .said()
                                    .getUnitsPerMonth())
                            .sum();
        }

        /** "out(R) if known, else del(R) as its proxy, / capacity" */
        private Fraction utilisation(Long capacity) {
            Total output = out.get(r);
            if (output == null && bugs.contains(Bug.NO_DELIVERIES_PROXY)) {
                return null;
            }
            return ratio(fraction(units(output != null ? output : del.get(r))), fraction(capacity));
        }

        /**
         * "from the latest month b <= R with a known BACKLOG: BACKLOG(b) + sum over b+1..R of ord - can - del; without
         * one, the same sum from the first month with known ord to R; not below 0; unknown can and del count as 0, but
         * null if ord is unknown in any month summed, or if a del summed is AT_LEAST"
         */
        private Long orderBacklog() {
            YearMonth b = bugs.contains(Bug.BACKLOG_STOCK_IGNORED) ? null : backlog.floorKey(r);
            if (b == null && (ord.isEmpty() || ord.firstKey().isAfter(r))) {
                return null;
            }
            long open = b == null ? 0 : backlog.get(b).units();
            for (YearMonth month : monthsFrom(b == null ? ord.firstKey() : b.plusMonths(1))) {
                if (!ord.containsKey(month) && !bugs.contains(Bug.UNKNOWN_ORDERS_AS_ZERO)) {
                    return null;
                }
                boolean atLeast = del.containsKey(month) && del.get(month).isAtLeast();
                if (atLeast && !bugs.contains(Bug.BACKLOG_LESS_A_LOWER_BOUND)) {
                    return null;
                }
                open += unitsOrZero(ord.get(month)) - cancelled(month) - unitsOrZero(del.get(month));
            }
            return bugs.contains(Bug.NEGATIVE_BACKLOG) ? open : Math.max(0, open);
        }

        private long cancelled(YearMonth month) {
            return bugs.contains(Bug.CANCELLATIONS_IGNORED) ? 0 : unitsOrZero(can.get(month));
        }

        /** "sum(ord - can) / sum(del) over those of R-2, R-1, R with known ord and del" */
        private Fraction bookToBill() {
            List<YearMonth> months = lastThree().stream()
                    .filter(month -> ord.containsKey(month) || bugs.contains(Bug.BOOK_TO_BILL_OVER_UNKNOWN_ORDERS))
                    .filter(del::containsKey)
                    .toList();
            long booked = months.stream()
                    .mapToLong(month -> unitsOrZero(ord.get(month)) - cancelled(month))
                    .sum();
            long billed =
                    months.stream().mapToLong(month -> del.get(month).units()).sum();
            return months.isEmpty() ? null : ratio(Fraction.of(booked), Fraction.of(billed));
        }

        /**
         * "the newest LeadTimeQuote of the brand, whatever its model (for a model: of that model); null if older than
         * 120 days on the date of the brand's newest event"
         */
        private Double quotedWeeks() {
            Statement<LeadTimeQuote> newest = Statement.saying(LeadTimeQuote.class, events).stream()
                    .filter(s -> model == null
                            || model.equals(aliases.model(brand, s.said().getModel()))
                            || (bugs.contains(Bug.BRAND_QUOTE_FOR_MODELS)
                                    && s.said().getModel() == null))
                    .max(Statement.inPublishedOrder(bugs))
                    .orElse(null);
            if (newest == null) {
                return null;
            }
            long age = ChronoUnit.DAYS.between(newest.date(), newestEvent.date());
            if (bugs.contains(Bug.QUOTE_EXPIRES_AT_120_DAYS) && age == 120) {
                return null;
            }
            return age > 120 && !bugs.contains(Bug.QUOTE_NEVER_EXPIRES)
                    ? null
                    : newest.said().getWeeks();
        }

        /**
         * "sum of ord over R-2..R / the greatest sum of ord over any three consecutive months up to R; only months with
         * known ord make a window; null without the window R-2..R or if the greatest is 0"
         */
        private Fraction demandPersistence() {
            Long last = window(r);
            if (last == null) {
                return null;
            }
            long greatest = ord.headMap(r, true).keySet().stream()
                    .map(this::window)
                    .filter(Objects::nonNull)
                    .mapToLong(sum -> sum)
                    .max()
                    .orElseThrow();
            return ratio(Fraction.of(last), Fraction.of(greatest));
        }

        private Long window(YearMonth end) {
            List<YearMonth> three = List.of(end.minusMonths(2), end.minusMonths(1), end);
            boolean known = three.stream().allMatch(ord::containsKey)
                    || (bugs.contains(Bug.PERSISTENCE_OVER_GAPS) && ord.containsKey(end));
            return known
                    ? three.stream()
                            .mapToLong(month -> unitsOrZero(ord.get(month)))
                            .sum()
                    : null;
        }

        /** "R minus the first month with del > 0 (April to October: 6)" */
        private Integer monthsOnSale() {
            long least = bugs.contains(Bug.ON_SALE_SINCE_FIRST_STATEMENT) ? 0 : 1;
            return monthsFrom(del.firstKey()).stream()
                    .filter(month -> del.containsKey(month) && del.get(month).units() >= least)
                    .findFirst()
                    .map(first -> (int) ChronoUnit.MONTHS.between(first, r)
                            + (bugs.contains(Bug.MONTHS_ON_SALE_COUNTED_INCLUSIVELY) ? 1 : 0))
                    .orElse(null);
        }
    }
}
