package io.bellwether.streams.domain;

import static io.bellwether.streams.domain.Condition.above;
import static io.bellwether.streams.domain.Condition.allOf;
import static io.bellwether.streams.domain.Condition.atLeast;
import static io.bellwether.streams.domain.Condition.atMost;
import static io.bellwether.streams.domain.Condition.below;
import static io.bellwether.streams.domain.Condition.belowShare;
import static io.bellwether.streams.domain.Condition.isOneOf;
import static io.bellwether.streams.domain.Condition.same;
import static io.bellwether.streams.domain.Condition.unknownOr;
import static io.bellwether.streams.domain.Scope.BRAND;
import static io.bellwether.streams.domain.Scope.BRAND_TECHNOLOGY;
import static io.bellwether.streams.domain.Scope.COMMITMENT;
import static io.bellwether.streams.domain.Scope.MODEL;
import static io.bellwether.streams.domain.Scope.TECHNOLOGY;
import static io.bellwether.streams.domain.Severity.CRITICAL;
import static io.bellwether.streams.domain.Severity.INFO;
import static io.bellwether.streams.domain.Severity.WARNING;

import java.util.List;

/** The rules that run by default, semantics.md 7. */
public final class ShippedRules {

    /** Names this set of rules in every alert it fires. */
    public static final String VERSION = "shipped-1";

    private static final String MONTH_CLOSED = "{reference_month}";

    private ShippedRules() {}

    /** The rules, in the order of the contract. */
    public static List<Rule> rules() {
        return List.of(
                bottleneck(
                        BRAND,
                        "capacity_utilisation",
                        List.of("deliveries", "order_backlog", "capacity"),
                        "{brand}: deliveries cannot keep up. Capacity is used to {capacity_utilisation:percent} in "
                                + MONTH_CLOSED
                                + " and buyers wait {lead_time_weeks:one} weeks[, with net orders at"
                                + " {book_to_bill:two} times deliveries]."),
                bottleneck(
                        MODEL,
                        "brand_capacity_utilisation",
                        List.of("deliveries", "order_backlog"),
                        "{brand} {model}: deliveries cannot keep up. The brand's capacity is used to"
                                + " {brand_capacity_utilisation:percent} and buyers wait {lead_time_weeks:one} weeks[,"
                                + " with net orders at {book_to_bill:two} times deliveries]."),
                rule(
                        "TARGET_AHEAD",
                        BRAND,
                        "{brand}: the {reference_year:plain} target of {target} vehicles is reached in"
                                + " {target_reach_month} at the present rate; {ytd_deliveries} are delivered by "
                                + MONTH_CLOSED
                                + ".",
                        List.of("target", "ytd_deliveries", "run_rate", "target_reach_month"),
                        level(
                                INFO,
                                allOf(
                                        same("target_reach_year", "reference_year"),
                                        below("target_reach_month_number", 12)))),
                rule(
                        "TARGET_AT_RISK",
                        BRAND,
                        "{brand}: heading for {projected_year:round} vehicles in {reference_year:plain},"
                                + " against a target of {target}; {ytd_deliveries} are delivered by "
                                + MONTH_CLOSED
                                + ".",
                        List.of("target", "ytd_deliveries", "run_rate"),
                        level(
                                WARNING,
                                allOf(
                                        atLeast("reference_month_number", 4),
                                        belowShare("projected_year", 0.9, "target"))),
                        level(
                                CRITICAL,
                                allOf(
                                        atLeast("reference_month_number", 4),
                                        belowShare("projected_year", 0.75, "target")))),
                rule(
                        "DELIVERIES_SURGE",
                        BRAND,
                        "{brand}: {deliveries} deliveries in " + MONTH_CLOSED
                                + ", {deliveries_mom:percent} more than the month before.",
                        List.of(),
                        level(INFO, allOf(atLeast("deliveries_mom", 0.50), atLeast("deliveries", 1000)))),
                rule(
                        "DELIVERIES_SLUMP",
                        BRAND,
                        "{brand}: {deliveries} deliveries in " + MONTH_CLOSED
                                + ", {deliveries_mom:percent} on the month before.",
                        List.of("deliveries"),
                        level(WARNING, atMost("deliveries_mom", -0.30)),
                        level(CRITICAL, atMost("deliveries_mom", -0.50))),
                rule(
                        "DEMAND_SUSTAINED",
                        BRAND,
                        "{brand}: {months_on_sale} months after the first deliveries, orders still run at"
                                + " {demand_persistence:percent} of their best three months.",
                        List.of(),
                        level(INFO, allOf(atLeast("months_on_sale", 6), atLeast("demand_persistence", 0.8)))),
                rule(
                        "DEMAND_FADING",
                        BRAND,
                        "{brand}: orders have fallen to {demand_persistence:percent} of their best three months.",
                        List.of(),
                        level(WARNING, allOf(atLeast("months_on_sale", 6), below("demand_persistence", 0.5)))),
                rule(
                        "GROWTH_LEADER",
                        BRAND,
                        "{brand} grows fastest: {growth:percent} more deliveries in the last three months than in the"
                                + " three before.",
                        List.of("deliveries"),
                        level(INFO, allOf(atMost("growth_rank", 1), above("growth", 0)))),
                rule(
                        "CAPABILITY_GAP",
                        BRAND_TECHNOLOGY,
                        "{brand} is {gap_stages} stages behind in {technology:words}: {leaders} at"
                                + " {frontier_stage:words}[, itself at {stage:words}]; others have been ahead for"
                                + " {gap_days} days.",
                        List.of("stage", "frontier_stage", "leaders"),
                        level(WARNING, allOf(atLeast("gap_stages", 2), atLeast("gap_days", 30))),
                        level(CRITICAL, allOf(atLeast("gap_stages", 2), atLeast("gap_days", 180)))),
                rule(
                        "COVERAGE_GAP",
                        BRAND_TECHNOLOGY,
                        "{brand} offers {technology:words} in {coverage_cities} cities, while it works nationwide with"
                                + " {nationwide_brands}.",
                        List.of("nationwide_brands"),
                        level(WARNING, allOf(below("coverage_cities", 50), atLeast("others_nationwide", 1)))),
                rule(
                        "RACE_SURGE",
                        TECHNOLOGY,
                        "The race for {technology:words} speeds up: {active_brands} brands had news on it within 90"
                                + " days.",
                        List.of("frontier_stage", "leaders"),
                        level(INFO, atLeast("active_brands", 4))),
                rule(
                        "COMMITMENT_OVERDUE",
                        COMMITMENT,
                        "{brand} promised {technology:words} at {stage:words} by {due_by}[ ({coverage:coverage})];"
                                + " {days_past_due} days later nothing says that it came.",
                        List.of("first_due_by", "due_by", "coverage"),
                        level(WARNING, isOneOf("status", "OVERDUE")),
                        level(CRITICAL, allOf(isOneOf("status", "OVERDUE"), above("days_past_due", 90)))),
                rule(
                        "DATA_GAP",
                        BRAND,
                        "{brand}: no deliveries known for {missing_month}, {days_without_next_month} days after that"
                                + " month ended.",
                        List.of("reference_month"),
                        level(WARNING, atLeast("days_without_next_month", 15)),
                        level(CRITICAL, atLeast("days_without_next_month", 45))),
                rule(
                        "COMMITMENT_SLIPPED",
                        COMMITMENT,
                        "{brand} has put off {technology:words} at {stage:words} ({slips} times so far): first promised by"
                                + " {first_due_by}, now by {due_by}.",
                        List.of("first_due_by", "due_by"),
                        level(WARNING, allOf(atLeast("slips", 1), isOneOf("status", "PENDING", "OVERDUE")))));
    }

    private static Rule bottleneck(Scope scope, String utilisation, List<String> context, String message) {
        Condition fires = allOf(
                atLeast(utilisation, 0.90),
                atLeast("lead_time_weeks", 8),
                unknownOr("book_to_bill", atLeast("book_to_bill", 0.8)));
        return rule(
                "DELIVERY_BOTTLENECK",
                scope,
                message,
                context,
                level(WARNING, fires),
                level(CRITICAL, allOf(fires, atLeast("lead_time_weeks", 20))));
    }

    private static Rule.Level level(Severity severity, Condition condition) {
        return new Rule.Level(severity, condition);
    }

    private static Rule rule(String name, Scope scope, String message, List<String> context, Rule.Level... levels) {
        return new Rule(name, scope, List.of(levels), MessageTemplate.of(message), context);
    }
}
