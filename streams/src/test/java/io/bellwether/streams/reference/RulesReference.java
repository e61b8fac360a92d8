package io.bellwether.streams.reference;

import io.bellwether.streams.reference.BatchReference.OpenAlert;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The shipped rules (docs/figures.md#signals) applied to final metrics. An unknown metric makes a comparison false. */
final class RulesReference {

    private static final String INFO = "INFO";
    private static final String WARNING = "WARNING";
    private static final String CRITICAL = "CRITICAL";

    private final LocalDate d;
    private final Map<String, BrandReference> references;
    private final MarketReference marketReference;
    private final Set<Bug> bugs;
    private final Set<OpenAlert> open = new TreeSet<>();

    RulesReference(
            LocalDate d, Map<String, BrandReference> references, MarketReference marketReference, Set<Bug> bugs) {
        this.d = d;
        this.references = references;
        this.marketReference = marketReference;
        this.bugs = bugs;
    }

    Set<OpenAlert> apply(
            Map<String, Map<String, Object>> brands,
            Map<String, Map<String, Object>> models,
            Map<String, Object> market,
            List<Map<String, Object>> commitments,
            List<Map<String, Object>> targets) {
        Map<String, Map<String, Object>> ofMarket = MarketReference.maps(market.get("brands"));
        brands.forEach((brand, metrics) -> brand(brand, metrics, ofMarket.get(brand)));
        models.forEach((subject, metrics) -> {
            Map<String, Object> ofBrand = brands.get(subject.substring(0, subject.indexOf('/')));
            // "the model's own R must exist; stale by the brand's R"
            if (!bugs.contains(Bug.BOTTLENECK_NOT_FOR_MODELS)
                    && metrics.get("reference_month") != null
                    && isFresh(month(ofBrand.get("reference_month")))) {
                deliveryBottleneck(subject, metrics, ofBrand);
            }
        });
        ofMarket.forEach((brand, view) -> growthLeader(brand, view, month(market.get("month"))));
        MarketReference.technologies(market).forEach(this::technology);
        commitments.forEach(this::commitment);
        targets.forEach(this::target);
        return open;
    }

    /** "a signal that speaks of month R is stale, and does not fire, once the month after R ended 45 days or more before D" */
    private boolean isFresh(YearMonth r) {
        if (r == null) {
            return false;
        }
        int days = bugs.contains(Bug.STALE_AFTER_46_DAYS) ? 46 : 45;
        return ChronoUnit.DAYS.between(r.plusMonths(1).atEndOfMonth(), d) < days || bugs.contains(Bug.NEVER_STALE);
    }

    private void brand(String brand, Map<String, Object> metrics, Map<String, Object> market) {
        YearMonth r = month(metrics.get("reference_month"));
        if (r == null) {
            return;
        }
        if (isFresh(r)) {
            deliveryBottleneck(brand, metrics, metrics);
            targetAhead(brand, metrics, r);
            targetAtRisk(brand, metrics, market, r);
            surge(brand, metrics);
            slump(brand, metrics, r);
            demand(brand, metrics);
            doubts(brand, metrics);
        }
        dataGap(brand, metrics, r);
    }

    /**
     * "(capacity_utilisation >= 0.90 or, for a model, the brand's) and lead_time_weeks >= 8 and (book_to_bill unknown
     * or >= 0.8)"; CRITICAL "if lead_time_weeks >= 20"
     */
    private void deliveryBottleneck(String subject, Map<String, Object> metrics, Map<String, Object> ofBrand) {
        boolean busy = atLeast(ofBrand.get("capacity_utilisation"), "0.90", Bug.BOTTLENECK_ABOVE_090);
        Object lead = metrics.get("lead_time_weeks");
        boolean slow = atLeast(lead, "8", Bug.BOTTLENECK_ABOVE_8_WEEKS);
        Object bookToBill = metrics.get("book_to_bill");
        boolean wanted = bookToBill == null
                ? !bugs.contains(Bug.BOTTLENECK_NEEDS_BOOK_TO_BILL)
                : atLeast(bookToBill, "0.8", Bug.BOTTLENECK_BOOK_TO_BILL_ABOVE_080);
        if (busy && slow && wanted) {
            boolean critical = atLeast(lead, "20", Bug.BOTTLENECK_CRITICAL_ABOVE_20_WEEKS);
            open("DELIVERY_BOTTLENECK", subject, critical ? CRITICAL : WARNING);
        }
    }

    /** "target_reach_month is in R's year and before December" */
    private void targetAhead(String brand, Map<String, Object> metrics, YearMonth r) {
        YearMonth reached = month(metrics.get("target_reach_month"));
        int lastMonth = bugs.contains(Bug.TARGET_AHEAD_WITH_DECEMBER) ? 12 : 11;
        if (reached != null && reached.getYear() == r.getYear() && reached.getMonthValue() <= lastMonth) {
            open("TARGET_AHEAD", brand, INFO);
        }
    }

    /**
     * "month number of R from 4 to 11, projected_qualifier not AT_LEAST, and target_probability <= 0.25, or, that
     * unknown, month number of R >= 6, six months of del known up to R and projected_year < 0.8 x target"; CRITICAL "if
     * <= 0.05, or, that unknown, below 0.65 x target"
     */
    private void targetAtRisk(String brand, Map<String, Object> metrics, Map<String, Object> market, YearMonth r) {
        int from = bugs.contains(Bug.TARGET_RISK_FROM_MAY) ? 5 : 4;
        int to = bugs.contains(Bug.TARGET_RISK_IN_DECEMBER) ? 12 : 11;
        boolean bound = metrics.get("projected_qualifier").equals("AT_LEAST");
        if (r.getMonthValue() < from
                || r.getMonthValue() > to
                || (bound && !bugs.contains(Bug.TARGET_RISK_OF_A_LOWER_BOUND))) {
            return;
        }
        Object probability = market.get("target_probability");
        if (probability != null && !bugs.contains(Bug.TARGET_RISK_BY_RATE_ONLY)) {
            if (atMost(probability, "0.25", null)) {
                boolean critical = atMost(probability, "0.05", null);
                open("TARGET_AT_RISK", brand, critical ? CRITICAL : WARNING);
            }
            return;
        }
        Object projected = metrics.get("projected_year");
        Object target = metrics.get("target");
        boolean enough = references.get(brand).monthsKnown(r) >= 6 || bugs.contains(Bug.TARGET_RISK_OF_FEW_MONTHS);
        if (target == null
                || r.getMonthValue() < (bugs.contains(Bug.TARGET_RISK_BY_RATE_FROM_APRIL) ? 4 : 6)
                || !enough) {
            return;
        }
        if (isBelow(projected, share("0.8", target), Bug.TARGET_RISK_AT_080)) {
            boolean critical = isBelow(projected, share("0.65", target), Bug.TARGET_CRITICAL_AT_065);
            open("TARGET_AT_RISK", brand, critical ? CRITICAL : WARNING);
        }
    }

    /** "deliveries_like_for_like >= 0.50 and deliveries >= 1000" */
    private void surge(String brand, Map<String, Object> metrics) {
        if (atLeast(metrics.get("deliveries_like_for_like"), "0.50", Bug.SURGE_ABOVE_050)
                && atLeast(metrics.get("deliveries"), "1000", Bug.SURGE_ABOVE_1000)) {
            open("DELIVERIES_SURGE", brand, INFO);
        }
    }

    /**
     * "run_rate >= 500, and (a) deliveries_like_for_like <= -0.30 and, R being from April on, deliveries_yoy <= -0.20
     * or, that unknown, growth from del(R-2) to del(R) <= -0.30 too, or (b) R from March on, deliveries_yoy <= -0.30 and
     * the mean of R-2..R at most 0.7 times that of R-14..R-12"; CRITICAL "at <= -0.50 of one that fires"
     */
    private void slump(String brand, Map<String, Object> metrics, YearMonth r) {
        if (!atLeast(metrics.get("run_rate"), "500", Bug.SLUMP_ABOVE_500)) {
            return;
        }
        BrandReference reference = references.get(brand);
        Object likeForLike = metrics.get("deliveries_like_for_like");
        Object overTheYear = metrics.get("deliveries_yoy");
        boolean confirmed = true;
        if (r.getMonthValue() >= 4 && !bugs.contains(Bug.SLUMP_WITHOUT_THE_YEAR)) {
            Fraction overTwo = reference.growth(null, r.minusMonths(2), r, false);
            confirmed = overTheYear != null
                    ? atMost(overTheYear, "-0.20", Bug.SLUMP_BELOW_020_OF_THE_YEAR)
                    : overTwo != null && atMost(overTwo.toDouble(), "-0.30", null);
            if (overTheYear == null && bugs.contains(Bug.SLUMP_WITHOUT_TWO_MONTHS)) {
                confirmed = true;
            }
        }
        boolean a = confirmed && atMost(likeForLike, "-0.30", Bug.SLUMP_BELOW_030);
        boolean b = r.getMonthValue() >= (bugs.contains(Bug.SLUMP_OF_THE_YEAR_IN_FEBRUARY) ? 2 : 3)
                && atMost(overTheYear, "-0.30", null)
                && (reference.isSevenTenthsOfAYearBefore(r) || bugs.contains(Bug.SLUMP_OF_ONE_MONTH_OF_THE_YEAR))
                && !bugs.contains(Bug.NO_SLUMP_OF_THE_YEAR);
        if (a || b) {
            boolean critical = (a && atMost(likeForLike, "-0.50", Bug.SLUMP_CRITICAL_BELOW_050))
                    || ((b || bugs.contains(Bug.SLUMP_CRITICAL_BY_EITHER)) && atMost(overTheYear, "-0.50", null));
            open("DELIVERIES_SLUMP", brand, critical ? CRITICAL : WARNING);
        }
    }

    private void demand(String brand, Map<String, Object> metrics) {
        if (!atLeast(metrics.get("months_on_sale"), "6", Bug.SUSTAINED_AFTER_6_MONTHS)) {
            return;
        }
        // "demand_persistence >= 0.8 or, that unknown, lead_time_weeks >= 12 and deliveries_to_peak >= 0.8"
        Object persistence = metrics.get("demand_persistence");
        boolean waited = atLeast(metrics.get("lead_time_weeks"), "12", Bug.SUSTAINED_ABOVE_12_WEEKS)
                && atLeast(metrics.get("deliveries_to_peak"), "0.8", Bug.SUSTAINED_ABOVE_080_OF_THE_PEAK);
        boolean sustained = persistence != null
                ? atLeast(persistence, "0.8", Bug.SUSTAINED_ABOVE_080)
                : waited && !bugs.contains(Bug.SUSTAINED_BY_ORDERS_ONLY);
        if (sustained) {
            open("DEMAND_SUSTAINED", brand, INFO);
        }
        // "demand_persistence < 0.5 and demand_qualifier not AT_LEAST"
        if (persistence != null
                && isBelow(persistence, new BigDecimal("0.5"), Bug.FADING_AT_050)
                && (!metrics.get("demand_qualifier").equals("AT_LEAST") || bugs.contains(Bug.FADING_LOWER_BOUND))) {
            open("DEMAND_FADING", brand, WARNING);
        }
    }

    private void doubts(String brand, Map<String, Object> metrics) {
        // "conflict_ratio >= 0.05"; CRITICAL "at >= 0.20"
        Object conflict = metrics.get("conflict_ratio");
        if (atLeast(conflict, "0.05", Bug.CONFLICT_ABOVE_005)) {
            open(
                    "SOURCE_CONFLICT",
                    brand,
                    atLeast(conflict, "0.20", Bug.CONFLICT_CRITICAL_ABOVE_020) ? CRITICAL : WARNING);
        }
        if (metrics.get("implausible_factor") != null) {
            open("FIGURE_IMPLAUSIBLE", brand, WARNING);
        }
        // "abs(mismatch_units) >= 100"
        if (metrics.get("mismatch_units") instanceof Long units
                && (bugs.contains(Bug.MISMATCH_OF_MORE_ONLY) ? units : Math.abs(units)) >= 100) {
            open("SUM_MISMATCH", brand, INFO);
        }
        if (metrics.get("parts_excess") != null) {
            open("PARTS_EXCEED", brand, WARNING);
        }
        if (atLeast(metrics.get("channel_stock_change_months"), "1.5", Bug.CHANNEL_STOCK_ABOVE_150)) {
            open("CHANNEL_STOCK", brand, WARNING);
        }
    }

    /**
     * DATA_GAP "the month after R ended at least 15 days before D, and no SeriesBreak of the brand with ended has a
     * from_month up to that month (nor does FIGURE_LATE fire then)", CRITICAL "at 45 days"; FIGURE_LATE "D >
     * next_figure_due + 3 days, and DATA_GAP does not fire"
     */
    private void dataGap(String brand, Map<String, Object> metrics, YearMonth r) {
        if (references.get(brand).hasEndedBy(r.plusMonths(1)) && !bugs.contains(Bug.DATA_GAP_THOUGH_ENDED)) {
            return;
        }
        long days = ChronoUnit.DAYS.between(r.plusMonths(1).atEndOfMonth(), d);
        if (atLeast(days, "15", Bug.DATA_GAP_AFTER_15_DAYS)) {
            open("DATA_GAP", brand, atLeast(days, "45", Bug.DATA_GAP_CRITICAL_AFTER_45_DAYS) ? CRITICAL : WARNING);
            if (!bugs.contains(Bug.FIGURE_LATE_BESIDE_DATA_GAP)) {
                return;
            }
        }
        if (metrics.get("next_figure_due") instanceof String due
                && d.isAfter(LocalDate.parse(due).plusDays(bugs.contains(Bug.FIGURE_LATE_AFTER_2_DAYS) ? 2 : 3))) {
            open("FIGURE_LATE", brand, INFO);
        }
    }

    /**
     * "growth_rank = 1 and growth > 0, and at least as many brands are ranked as are, by what is known on D, for the
     * month before the market's, or the market's month ended 14 days or more before D; stale by the market's month"
     */
    private void growthLeader(String brand, Map<String, Object> view, YearMonth month) {
        if (!Integer.valueOf(1).equals(view.get("growth_rank"))
                || compare(view.get("growth"), BigDecimal.ZERO) <= 0
                || !isFresh(month)) {
            return;
        }
        boolean complete = marketReference.growthAt(month).size()
                >= marketReference.growthAt(month.minusMonths(1)).size();
        boolean late =
                ChronoUnit.DAYS.between(month.atEndOfMonth(), d) >= (bugs.contains(Bug.LEADER_AFTER_15_DAYS) ? 15 : 14);
        if (complete || late || bugs.contains(Bug.LEADER_OF_AN_INCOMPLETE_MONTH)) {
            open("GROWTH_LEADER", brand, INFO);
        }
    }

    private void target(Map<String, Object> view) {
        String period = (String) view.get("period");
        String subject = view.get("brand") + "/" + period;
        // "status is MISSED and the period's last day lies less than 180 days before D"
        long days = ChronoUnit.DAYS.between(TargetsReference.lastDay(period), d);
        if (view.get("status").equals("MISSED") && days < (bugs.contains(Bug.TARGET_MISSED_ON_DAY_180) ? 181 : 180)) {
            open("TARGET_MISSED", subject, WARNING);
        }
        // "(cut >= 1 or reported_units < units) and status is OPEN"
        boolean reportedCut = view.get("reported_units") instanceof Long reported
                && reported < (Long) view.get("units")
                && !bugs.contains(Bug.REPORTED_CUT_IGNORED);
        boolean cut = (Integer) view.get("cut") >= 1 || reportedCut;
        if (cut && (view.get("status").equals("OPEN") || bugs.contains(Bug.TARGET_CUT_THOUGH_OVER))) {
            open("TARGET_CUT", subject, INFO);
        }
    }

    private void technology(String technology, Map<String, Object> race) {
        // ">= 4 brands have a fact or a promise on it published after D - 90 days"
        if (atLeast(race.get("active_brands"), bugs.contains(Bug.RACE_SURGE_AT_3) ? "3" : "4", null)) {
            open("RACE_SURGE", technology, INFO);
        }
        Map<String, Map<String, Object>> brands = MarketReference.maps(race.get("brands"));
        brands.forEach((brand, view) -> {
            // "gap_stages >= 2 and gap_days >= 30"; CRITICAL "if gap_days >= 180"
            Object days = view.get("gap_days");
            if (atLeast(view.get("gap_stages"), "2", null) && atLeast(days, "30", Bug.CAPABILITY_GAP_AFTER_30_DAYS)) {
                boolean critical = atLeast(days, "180", Bug.CAPABILITY_GAP_CRITICAL_AFTER_180_DAYS);
                open("CAPABILITY_GAP", brand + "/" + technology, critical ? CRITICAL : WARNING);
            }
            // "own coverage is a number of cities < 50 while another brand is NATIONWIDE"
            boolean anotherIsNationwide = brands.entrySet().stream()
                    .anyMatch(other -> !other.getKey().equals(brand)
                            && MarketReference.NATIONWIDE.equals(
                                    other.getValue().get("coverage")));
            if (view.get("coverage") instanceof Integer cities
                    && isBelow(cities, new BigDecimal("50"), Bug.COVERAGE_GAP_AT_50)
                    && anotherIsNationwide) {
                open("COVERAGE_GAP", brand + "/" + technology, WARNING);
            }
        });
    }

    private void commitment(Map<String, Object> view) {
        String subject = view.get("brand") + "/" + view.get("technology") + "/" + view.get("stage");
        String status = (String) view.get("status");
        // "status is OVERDUE"; CRITICAL "if D - due_by > 90 days"
        if (status.equals("OVERDUE")) {
            long days = ChronoUnit.DAYS.between(LocalDate.parse((String) view.get("due_by")), d);
            boolean critical = days > (bugs.contains(Bug.OVERDUE_CRITICAL_AT_90) ? 89 : 90);
            open("COMMITMENT_OVERDUE", subject, critical ? CRITICAL : WARNING);
        }
        // "slips >= 1 and status is PENDING or OVERDUE"
        boolean stillOpen = Set.of("PENDING", "OVERDUE").contains(status) || bugs.contains(Bug.SLIPPED_THOUGH_KEPT);
        if ((Integer) view.get("slips") >= 1 && stillOpen) {
            open("COMMITMENT_SLIPPED", subject, WARNING);
        }
    }

    private void open(String rule, String subject, String severity) {
        open.add(new OpenAlert(rule, subject, severity));
    }

    private static YearMonth month(Object metric) {
        return metric == null ? null : YearMonth.parse((String) metric);
    }

    private static BigDecimal share(String factor, Object target) {
        return new BigDecimal(factor).multiply(BigDecimal.valueOf((Long) target));
    }

    /** At least the bound; only above it, if that mistake is asked for. */
    private boolean atLeast(Object metric, String bound, Bug onlyAbove) {
        if (metric == null) {
            return false;
        }
        int sign = compare(metric, new BigDecimal(bound));
        return sign > 0 || (sign == 0 && !bugs.contains(onlyAbove));
    }

    private boolean atMost(Object metric, String bound, Bug onlyBelow) {
        if (metric == null) {
            return false;
        }
        int sign = compare(metric, new BigDecimal(bound));
        return sign < 0 || (sign == 0 && !bugs.contains(onlyBelow));
    }

    /** Below the bound; at the bound too, if that mistake is asked for. */
    private boolean isBelow(Object metric, BigDecimal bound, Bug atTheBoundToo) {
        int sign = compare(metric, bound);
        return sign < 0 || (sign == 0 && bugs.contains(atTheBoundToo));
    }

    /** A ratio is compared as its shortest decimal, so that seven tenths less one is -0.3 and no neighbour of it. */
    private static int compare(Object metric, BigDecimal bound) {
        BigDecimal value = metric instanceof Double ratio
                ? BigDecimal.valueOf(ratio)
                : BigDecimal.valueOf(((Number) metric).longValue());
        return value.compareTo(bound);
    }
}
