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

/** Section 7: the shipped rules applied to final metrics. An unknown metric makes a comparison false. */
final class RulesReference {

    private static final String INFO = "INFO";
    private static final String WARNING = "WARNING";
    private static final String CRITICAL = "CRITICAL";

    private final LocalDate d;
    private final Set<Bug> bugs;
    private final Set<OpenAlert> open = new TreeSet<>();

    RulesReference(LocalDate d, Set<Bug> bugs) {
        this.d = d;
        this.bugs = bugs;
    }

    Set<OpenAlert> apply(
            Map<String, Map<String, Object>> brands,
            Map<String, Map<String, Object>> models,
            Map<String, Object> market,
            List<Map<String, Object>> commitments) {
        brands.forEach(this::brand);
        models.forEach((subject, metrics) -> {
            Map<String, Object> ofBrand = brands.get(subject.substring(0, subject.indexOf('/')));
            if (!bugs.contains(Bug.BOTTLENECK_NOT_FOR_MODELS)) {
                deliveryBottleneck(subject, metrics, ofBrand);
            }
        });
        MarketReference.maps(market.get("brands")).forEach(this::growthLeader);
        MarketReference.technologies(market).forEach(this::technology);
        commitments.forEach(this::commitment);
        return open;
    }

    private void brand(String brand, Map<String, Object> metrics) {
        deliveryBottleneck(brand, metrics, metrics);
        targets(brand, metrics);
        deliveries(brand, metrics);
        demand(brand, metrics);
        dataGap(brand, metrics);
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

    private void targets(String brand, Map<String, Object> metrics) {
        YearMonth r = month(metrics.get("reference_month"));
        // "target_reach_month is in R's year and before December"
        YearMonth reached = month(metrics.get("target_reach_month"));
        int lastMonth = bugs.contains(Bug.TARGET_AHEAD_WITH_DECEMBER) ? 12 : 11;
        if (reached != null && reached.getYear() == r.getYear() && reached.getMonthValue() <= lastMonth) {
            open("TARGET_AHEAD", brand, INFO);
        }
        // "month number of R >= 4 and projected_year < 0.9 x target"; CRITICAL "below 0.75"
        Object projected = metrics.get("projected_year");
        Object target = metrics.get("target");
        if (r == null || projected == null || target == null) {
            return;
        }
        boolean lateEnough = r.getMonthValue() >= (bugs.contains(Bug.TARGET_RISK_FROM_MAY) ? 5 : 4);
        boolean atRisk = isBelow(projected, share("0.9", target), Bug.TARGET_RISK_AT_090);
        boolean critical = isBelow(projected, share("0.75", target), Bug.TARGET_CRITICAL_AT_075);
        if (lateEnough && atRisk) {
            open("TARGET_AT_RISK", brand, critical ? CRITICAL : WARNING);
        }
    }

    private void deliveries(String brand, Map<String, Object> metrics) {
        Object growth = metrics.get("deliveries_mom");
        // "deliveries_mom >= 0.50 and deliveries >= 1000"
        if (atLeast(growth, "0.50", Bug.SURGE_ABOVE_050)
                && atLeast(metrics.get("deliveries"), "1000", Bug.SURGE_ABOVE_1000)) {
            open("DELIVERIES_SURGE", brand, INFO);
        }
        // "deliveries_mom <= -0.30"; CRITICAL "at <= -0.50"
        if (atMost(growth, "-0.30", Bug.SLUMP_BELOW_030)) {
            open("DELIVERIES_SLUMP", brand, atMost(growth, "-0.50", Bug.SLUMP_CRITICAL_BELOW_050) ? CRITICAL : WARNING);
        }
    }

    private void demand(String brand, Map<String, Object> metrics) {
        Object onSale = metrics.get("months_on_sale");
        Object persistence = metrics.get("demand_persistence");
        if (!atLeast(onSale, "6", Bug.SUSTAINED_AFTER_6_MONTHS) || persistence == null) {
            return;
        }
        if (atLeast(persistence, "0.8", Bug.SUSTAINED_ABOVE_080)) {
            open("DEMAND_SUSTAINED", brand, INFO);
        }
        if (isBelow(persistence, new BigDecimal("0.5"), Bug.FADING_AT_050)) {
            open("DEMAND_FADING", brand, WARNING);
        }
    }

    /** "the month after R ended at least 15 days before D"; CRITICAL "at 45 days" */
    private void dataGap(String brand, Map<String, Object> metrics) {
        YearMonth r = month(metrics.get("reference_month"));
        if (r == null) {
            return;
        }
        long days = ChronoUnit.DAYS.between(r.plusMonths(1).atEndOfMonth(), d)
                - (bugs.contains(Bug.READ_MONTH_ENDS_A_DAY_LATER) ? 1 : 0);
        if (atLeast(days, "15", Bug.DATA_GAP_AFTER_15_DAYS)) {
            open("DATA_GAP", brand, atLeast(days, "45", Bug.DATA_GAP_CRITICAL_AFTER_45_DAYS) ? CRITICAL : WARNING);
        }
    }

    /** "growth_rank = 1 and growth > 0" */
    private void growthLeader(String brand, Map<String, Object> view) {
        if (Integer.valueOf(1).equals(view.get("growth_rank")) && compare(view.get("growth"), BigDecimal.ZERO) > 0) {
            open("GROWTH_LEADER", brand, INFO);
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
