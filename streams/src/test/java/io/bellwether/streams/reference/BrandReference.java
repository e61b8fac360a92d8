package io.bellwether.streams.reference;

import io.bellwether.schemas.avro.CapacityReport;
import io.bellwether.schemas.avro.CapacityStatus;
import io.bellwether.schemas.avro.Granularity;
import io.bellwether.schemas.avro.LeadTimeQuote;
import io.bellwether.schemas.avro.Measure;
import io.bellwether.schemas.avro.SalesReport;
import io.bellwether.schemas.avro.SalesTarget;
import io.bellwether.schemas.avro.TotalQualifier;
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
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Section 3 for one brand, or for one model of it. Null stands for unknown, as in the contract. */
final class BrandReference {

    static final List<String> NAMES = List.of(
            "reference_month",
            "deliveries",
            "deliveries_qualifier",
            "orders",
            "mtd_deliveries",
            "deliveries_mom",
            "deliveries_yoy",
            "ytd_deliveries",
            "ytd_qualifier",
            "run_rate",
            "target",
            "target_initial",
            "target_revisions",
            "target_attainment",
            "projected_year",
            "target_reach_month",
            "capacity",
            "capacity_utilisation",
            "order_backlog",
            "book_to_bill",
            "lead_time_implied_weeks",
            "lead_time_quoted_weeks",
            "lead_time_weeks",
            "demand_persistence",
            "months_on_sale");

    private final Set<Bug> bugs;
    private final List<Statement<Object>> events;
    private final List<Statement<SalesReport>> sales;
    private final MonthTotals totals;
    private final Statement<Object> newestEvent;

    /** All events of the brand. */
    BrandReference(List<Statement<Object>> events, Set<Bug> bugs) {
        this.bugs = bugs;
        this.events = events;
        this.sales = Statement.saying(SalesReport.class, events);
        this.totals = new MonthTotals(sales, bugs);
        this.newestEvent = events.stream().max(Statement.inPublishedOrder(bugs)).orElseThrow();
    }

    Set<String> models() {
        return totals.models();
    }

    NavigableMap<YearMonth, Total> deliveries(String model) {
        return totals.known(model, Measure.DELIVERIES);
    }

    /**
     * "A month is closed once an event of the brand is dated after the month's last day, or once the brand has a
     * DELIVERIES statement of granularity MONTH for it"
     */
    boolean isClosed(YearMonth month) {
        if (bugs.contains(Bug.OPEN_MONTH_AS_REFERENCE)) {
            return true;
        }
        boolean passed = newestEvent.date().isAfter(month.atEndOfMonth());
        boolean told = sales.stream()
                .map(Statement::said)
                .anyMatch(s -> s.getMeasure() == Measure.DELIVERIES
                        && s.getGranularity() == Granularity.MONTH
                        && (s.getModel() == null || !bugs.contains(Bug.READ_CLOSED_BY_WHOLE_BRAND_ONLY))
                        && YearMonth.from(s.getPeriodStart()).equals(month));
        return passed || (told && !bugs.contains(Bug.MONTH_STATEMENT_DOES_NOT_CLOSE));
    }

    /** "R: the latest closed month with known del" */
    YearMonth referenceMonth(String model) {
        return deliveries(model).keySet().stream()
                .filter(this::isClosed)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    /** All names of section 3; the model null for the brand itself. */
    Map<String, Object> metrics(String model) {
        Map<String, Object> metrics = new LinkedHashMap<>();
        NAMES.forEach(name -> metrics.put(name, null));
        metrics.put("mtd_deliveries", monthToDate(model));
        YearMonth r = referenceMonth(model);
        if (r != null) {
            new At(model, r).fill(metrics);
        }
        return metrics;
    }

    /** "del of the month of the brand's newest event, if that month is not closed" */
    private Long monthToDate(String model) {
        YearMonth month = YearMonth.from(newestEvent.date());
        return isClosed(month) ? null : units(deliveries(model).get(month));
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
            this.del = totals.known(model, Measure.DELIVERIES);
            this.out = totals.known(model, Measure.OUTPUT);
            this.ord = totals.known(model, Measure.ORDERS);
            this.can = totals.known(model, Measure.CANCELLATIONS);
            this.backlog = totals.known(model, Measure.BACKLOG);
        }

        void fill(Map<String, Object> metrics) {
            metrics.put("reference_month", r.toString());
            metrics.put("deliveries", del.get(r).units());
            metrics.put("deliveries_qualifier", del.get(r).qualifier().name());
            metrics.put("orders", units(ord.get(r)));
            metrics.put("deliveries_mom", rounded(growthOver(r.minusMonths(1))));
            metrics.put("deliveries_yoy", rounded(growthOver(r.minusMonths(12))));
            Total yearToDate = yearToDate();
            metrics.put("ytd_deliveries", yearToDate.units());
            metrics.put("ytd_qualifier", yearToDate.qualifier().name());
            Fraction runRate = runRate();
            metrics.put("run_rate", runRate.toDouble());
            if (model == null || !bugs.contains(Bug.READ_NO_PROJECTION_FOR_MODELS)) {
                metrics.put("projected_year", projectedYear(yearToDate, runRate).toDouble());
            }
            if (model == null) {
                fillTarget(metrics, yearToDate.units(), runRate);
                Long capacity = capacity();
                metrics.put("capacity", capacity);
                metrics.put("capacity_utilisation", rounded(utilisation(capacity)));
            }
            Long orderBacklog = orderBacklog();
            metrics.put("order_backlog", orderBacklog);
            metrics.put("book_to_bill", rounded(bookToBill()));
            Fraction perWeek = runRate.times(Fraction.of(12, 52));
            Double implied = rounded(ratio(fraction(orderBacklog), perWeek));
            Double quoted = quotedWeeks();
            metrics.put("lead_time_implied_weeks", implied);
            metrics.put("lead_time_quoted_weeks", quoted);
            metrics.put("lead_time_weeks", quoted != null ? quoted : implied);
            metrics.put("demand_persistence", rounded(demandPersistence()));
            metrics.put("months_on_sale", monthsOnSale());
        }

        private List<YearMonth> lastThree() {
            return List.of(r.minusMonths(2), r.minusMonths(1), r);
        }

        private List<YearMonth> monthsFrom(YearMonth first) {
            return Stream.iterate(first, month -> !month.isAfter(r), month -> month.plusMonths(1))
                    .toList();
        }

        /** "del(R) / del(base) - 1; null if del(base) is unknown, 0 or AT_LEAST" */
        private Fraction growthOver(YearMonth base) {
            Total before = del.get(base);
            if (before == null || before.units() == 0) {
                return null;
            }
            if (before.isAtLeast() && !bugs.contains(Bug.AT_LEAST_AS_BASE)) {
                return null;
            }
            return Fraction.of(del.get(r).units(), before.units()).minus(Fraction.of(1));
        }

        /** "sum of known del from January of R's year to R, quarters replaced as in 2", with its qualifier */
        private Total yearToDate() {
            List<YearMonth> span = monthsFrom(YearMonth.of(r.getYear(), 1));
            List<Total> parts = new ArrayList<>();
            List<YearMonth> covered = new ArrayList<>();
            for (int firstOfQuarter = 1; firstOfQuarter <= 10; firstOfQuarter += 3) {
                YearMonth first = YearMonth.of(r.getYear(), firstOfQuarter);
                Optional<Total> quarter = totals.quarterForYearToDate(model, Measure.DELIVERIES, first);
                if (quarter.isPresent() && replacesItsMonths(quarter.get(), first, span)) {
                    parts.add(quarter.get());
                    covered.addAll(MonthTotals.monthsOfQuarter(first));
                }
            }
            YearMonth firstKnown = bugs.contains(Bug.READ_FIRST_KNOWN_MONTH_OF_THE_YEAR)
                    ? del.ceilingKey(span.get(0))
                    : del.firstKey();
            boolean gap = false;
            for (YearMonth month : span) {
                if (covered.contains(month)) {
                    continue;
                }
                if (del.containsKey(month)) {
                    parts.add(del.get(month));
                } else if (month.isAfter(firstKnown) || bugs.contains(Bug.MONTHS_BEFORE_FIRST_KNOWN_WEAKEN_YTD)) {
                    gap = true;
                }
            }
            Total sum = Total.sum(parts).orElseThrow();
            boolean bound = gap && !bugs.contains(Bug.UNKNOWN_MONTH_FORGIVEN_IN_YTD_QUALIFIER);
            boolean stays =
                    sum.qualifier() == TotalQualifier.ESTIMATE && bugs.contains(Bug.READ_ESTIMATE_OUTLASTS_A_GAP);
            return bound && !stays ? new Total(sum.units(), TotalQualifier.AT_LEAST) : sum;
        }

        /** "replaces the sum of its months if it is EXACT and all three months lie within the sum's span" */
        private boolean replacesItsMonths(Total quarter, YearMonth first, List<YearMonth> span) {
            if (bugs.contains(Bug.NO_QUARTER_IN_YTD)) {
                return false;
            }
            boolean within = span.containsAll(MonthTotals.monthsOfQuarter(first))
                    || (bugs.contains(Bug.QUARTER_BEYOND_SPAN_IN_YTD) && span.contains(first));
            return within && (quarter.isExact() || bugs.contains(Bug.INEXACT_QUARTER_IN_YTD));
        }

        /** "mean of the known del among R-2, R-1, R" */
        private Fraction runRate() {
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
            List<Statement<SalesTarget>> all = Statement.saying(SalesTarget.class, events).stream()
                    .filter(s -> s.said().getYear() == r.getYear())
                    .toList();
            if (all.isEmpty()) {
                return;
            }
            // "the units of the SalesTarget for R's year that holds (best tier, then newest)"
            Statement<SalesTarget> holds = Statement.holding(all, Statement::source, bugs).stream()
                    .min(Statement.bestFirst(bugs))
                    .orElseThrow();
            List<Statement<SalesTarget>> ofThatIdentity =
                    all.stream().filter(s -> s.source().equals(holds.source())).toList();
            long target = holds.said().getUnits();
            metrics.put("target", target);
            metrics.put(
                    "target_initial",
                    (bugs.contains(Bug.TARGET_INITIAL_OF_HOLDING_SOURCE) ? ofThatIdentity : all)
                            .stream()
                                    .min(Statement.inPublishedOrder(bugs))
                                    .orElseThrow()
                                    .said()
                                    .getUnits());
            metrics.put(
                    "target_revisions",
                    changes(bugs.contains(Bug.TARGET_REVISIONS_OF_ALL_SOURCES) ? all : ofThatIdentity));
            metrics.put("target_attainment", rounded(ratio(Fraction.of(yearToDate), Fraction.of(target))));
            YearMonth reached = targetReachMonth(target, yearToDate, runRate);
            metrics.put("target_reach_month", reached == null ? null : reached.toString());
        }

        /** "how often the holding identity's units changed in published order" */
        private int changes(List<Statement<SalesTarget>> statements) {
            List<Long> inOrder = statements.stream()
                    .sorted(Statement.inPublishedOrder(bugs))
                    .map(s -> s.said().getUnits())
                    .toList();
            return (int) IntStream.range(1, inOrder.size())
                    .filter(i -> !inOrder.get(i).equals(inOrder.get(i - 1)))
                    .count();
        }

        /**
         * "if ytd >= target: the first month of the year at which the running sum of known del reaches target, or R if
         * the running sum falls short; else R + ceil((target - ytd) / run_rate) months; null if run_rate is 0"
         */
        private YearMonth targetReachMonth(long target, long yearToDate, Fraction runRate) {
            if (yearToDate >= target) {
                long known = monthsFrom(YearMonth.of(r.getYear(), 1)).stream()
                        .mapToLong(month -> unitsOrZero(del.get(month)))
                        .sum();
                if (bugs.contains(Bug.TARGET_REACHED_AT_R)
                        || (known < yearToDate && bugs.contains(Bug.READ_REACHED_AT_R_IF_MONTHS_FALL_SHORT))) {
                    return r;
                }
                long running = 0;
                for (YearMonth month : monthsFrom(YearMonth.of(r.getYear(), 1))) {
                    running += unitsOrZero(del.get(month));
                    if (running >= target) {
                        return month;
                    }
                }
                return r;
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
         * null if ord is unknown in any month summed"
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
                open += unitsOrZero(ord.get(month)) - cancelled(month) - unitsOrZero(del.get(month));
                if (bugs.contains(Bug.READ_BACKLOG_NEVER_BELOW_ZERO_ON_THE_WAY)) {
                    open = Math.max(0, open);
                }
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
                            || model.equals(s.said().getModel())
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
