package io.bellwether.streams.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.bellwether.streams.reference.BatchReference.OpenAlert;
import io.bellwether.streams.reference.BatchReference.Result;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Small cases worked by hand from the text of semantics.md: the reference must agree with its reader first. */
public final class BatchReferenceTest {

    // What is asked: "x metric", "x/M metric", "market path", "commitment x/T/STAGE field", "alert RULE subject"

    static Stream<Arguments> sectionTwo() {
        return Stream.of(
                golden(
                        "of one identity the newest holds",
                        "x deliveries",
                        120L,
                        "x DELIVERIES 2024-04 100 at=2024-05-01",
                        "x DELIVERIES 2024-04 120 at=2024-05-09",
                        "x DELIVERIES 2024-04 110 at=2024-05-08"),
                golden(
                        "of one instant the greater event id holds",
                        "x deliveries",
                        120L,
                        "x DELIVERIES 2024-04 120 id=b",
                        "x DELIVERIES 2024-04 100 id=a"),
                golden(
                        "event ids compare by code points, not UTF-16 units",
                        "x deliveries",
                        120L,
                        "x DELIVERIES 2024-04 120 id=\uD83D\uDE97",
                        "x DELIVERIES 2024-04 100 id=\uFF5E"),
                golden(
                        "MONTH before WEEK before DAY",
                        "x deliveries",
                        100L,
                        "x DELIVERIES 2024-04 100",
                        "x DELIVERIES week:2024-04-08 70",
                        "x DELIVERIES day:2024-04-20 80"),
                golden(
                        "weeks are summed",
                        "x deliveries",
                        70L,
                        "x DELIVERIES week:2024-04-01 30 at=2024-05-01",
                        "x DELIVERIES week:2024-04-08 40",
                        "x DELIVERIES day:2024-04-20 80"),
                golden(
                        "a week belongs to its Thursday's month",
                        "x reference_month",
                        "2024-05",
                        "x DELIVERIES week:2024-04-29 30 at=2024-06-01"), // Thursday 2 May
                golden(
                        "a week across the year's end",
                        "x reference_month",
                        "2025-01",
                        "x DELIVERIES week:2024-12-30 30 at=2025-02-01"),
                golden(
                        "the best tier counts, not the newest",
                        "x deliveries",
                        100L,
                        "x DELIVERIES 2024-04 100",
                        "x DELIVERIES 2024-04 90 by=press/MEDIA at=2024-05-20"),
                golden(
                        "of one tier the newest source counts",
                        "x deliveries",
                        90L,
                        "x DELIVERIES 2024-04 100 by=a/MEDIA",
                        "x DELIVERIES 2024-04 90 by=b/MEDIA at=2024-05-20"),
                golden(
                        "a source's tier is its best among the counted",
                        "x deliveries",
                        30L,
                        "x DELIVERIES week:2024-04-01 10 by=a/OFFICIAL",
                        "x DELIVERIES week:2024-04-08 20 by=a/MEDIA",
                        "x DELIVERIES 2024-04 25 by=b/ASSOCIATION"),
                golden(
                        "a statement that is not counted lends no tier",
                        "x deliveries",
                        25L,
                        "x DELIVERIES day:2024-04-08 1 by=a/OFFICIAL",
                        "x DELIVERIES 2024-04 30 by=a/MEDIA",
                        "x DELIVERIES 2024-04 25 by=b/ASSOCIATION"),
                golden(
                        "over 20,000 is refined by an exact figure of a lower tier",
                        "x deliveries",
                        20_700L,
                        "x DELIVERIES 2024-04 20000+",
                        "x DELIVERIES 2024-04 20700 by=cpca/ASSOCIATION",
                        "x DELIVERIES 2024-04 20800 by=press/MEDIA at=2024-05-20"),
                golden(
                        "refined: exact",
                        "x deliveries_qualifier",
                        "EXACT",
                        "x DELIVERIES 2024-04 20000+",
                        "x DELIVERIES 2024-04 20000 by=press/MEDIA"),
                golden(
                        "less than the bound does not refine",
                        "x deliveries",
                        20_000L,
                        "x DELIVERIES 2024-04 20000+",
                        "x DELIVERIES 2024-04 19999 by=press/MEDIA"),
                golden(
                        "an estimate does not refine",
                        "x deliveries",
                        20_000L,
                        "x DELIVERIES 2024-04 20000+",
                        "x DELIVERIES 2024-04 21000~ by=press/MEDIA"),
                golden(
                        "the weakest qualifier of the summed",
                        "x deliveries_qualifier",
                        "ESTIMATE",
                        "x DELIVERIES week:2024-04-01 10+",
                        "x DELIVERIES week:2024-04-08 10~",
                        "x DELIVERIES week:2024-04-15 10 at=2024-05-01"),
                golden(
                        "everywhere before the regions",
                        "x/M deliveries",
                        100L,
                        "x DELIVERIES 2024-04 60 model=M region=CN",
                        "x DELIVERIES 2024-04 70 model=M region=EU",
                        "x DELIVERIES 2024-04 100 model=M by=press/MEDIA"),
                golden(
                        "else the sum over regions",
                        "x/M deliveries",
                        130L,
                        "x DELIVERIES 2024-04 60 model=M region=CN",
                        "x DELIVERIES 2024-04 70 model=M region=EU"),
                golden(
                        "the brand's own figure before its models",
                        "x deliveries",
                        90L,
                        "x DELIVERIES 2024-04 60 model=M",
                        "x DELIVERIES 2024-04 90 by=press/MEDIA"),
                golden(
                        "the models before the brand's regions",
                        "x deliveries",
                        60L,
                        "x DELIVERIES 2024-04 60 model=M",
                        "x DELIVERIES 2024-04 90 region=CN"),
                golden("else the brand's regions", "x deliveries", 90L, "x DELIVERIES 2024-04 90 region=CN"),
                golden(
                        "a quarter derives the month that is unknown",
                        "x deliveries_mom",
                        1.0, // June 400 - 100 - 100 = 200, May 100
                        "x DELIVERIES 2024-04 100",
                        "x DELIVERIES 2024-05 100",
                        "x DELIVERIES 2024-Q2 400"),
                golden(
                        "the derived is DERIVED",
                        "x deliveries_qualifier",
                        "DERIVED",
                        "x DELIVERIES 2024-04 100",
                        "x DELIVERIES 2024-05 100",
                        "x DELIVERIES 2024-Q2 400"),
                golden(
                        "a quarter sharpens a lower bound",
                        "x deliveries",
                        200L,
                        "x DELIVERIES 2024-04 100",
                        "x DELIVERIES 2024-05 100",
                        "x DELIVERIES 2024-06 150+",
                        "x DELIVERIES 2024-Q2 400"),
                golden(
                        "not below what is stated",
                        "x deliveries",
                        201L,
                        "x DELIVERIES 2024-04 100",
                        "x DELIVERIES 2024-05 100",
                        "x DELIVERIES 2024-06 201~",
                        "x DELIVERIES 2024-Q2 400"),
                golden(
                        "not below zero",
                        "x reference_month",
                        "2024-05",
                        "x DELIVERIES 2024-04 100",
                        "x DELIVERIES 2024-05 100",
                        "x DELIVERIES 2024-Q2 199"),
                golden(
                        "zero may be derived",
                        "x deliveries",
                        0L,
                        "x DELIVERIES 2024-04 100",
                        "x DELIVERIES 2024-05 100",
                        "x DELIVERIES 2024-Q2 200"),
                golden(
                        "an inexact quarter derives nothing",
                        "x deliveries",
                        100L,
                        "x DELIVERIES 2024-04 100",
                        "x DELIVERIES 2024-05 100",
                        "x DELIVERIES 2024-Q2 400+"),
                golden(
                        "a quarter of a region is not used",
                        "x reference_month",
                        "2024-05",
                        "x DELIVERIES 2024-04 100",
                        "x DELIVERIES 2024-05 100",
                        "x DELIVERIES 2024-Q2 400 region=CN"),
                golden(
                        "derived for a model, then summed into the brand",
                        "x deliveries",
                        230L,
                        "x DELIVERIES 2024-04 100 model=M",
                        "x DELIVERIES 2024-05 100 model=M",
                        "x DELIVERIES 2024-Q2 400 model=M",
                        "x DELIVERIES 2024-06 30 model=N"),
                golden(
                        "EXACT and DERIVED together: EXACT",
                        "x deliveries_qualifier",
                        "EXACT",
                        "x DELIVERIES 2024-04 100 model=M",
                        "x DELIVERIES 2024-05 100 model=M",
                        "x DELIVERIES 2024-Q2 400 model=M",
                        "x DELIVERIES 2024-06 30 model=N"),
                golden(
                        "the derived is no ground for deriving another",
                        "x deliveries_mom",
                        200.0 / 90 - 1, // June is the model's 400 - 100 - 100; May stays the brand's own 90
                        "x DELIVERIES 2024-04 100 model=M",
                        "x DELIVERIES 2024-05 100 model=M",
                        "x DELIVERIES 2024-Q2 400 model=M",
                        "x DELIVERIES 2024-05 90~",
                        "x DELIVERIES 2024-Q2 500"),
                golden(
                        "the best quarter by tier, then newest",
                        "x deliveries",
                        200L,
                        "x DELIVERIES 2024-04 100",
                        "x DELIVERIES 2024-05 100",
                        "x DELIVERIES 2024-Q2 400",
                        "x DELIVERIES 2024-Q2 500 by=press/MEDIA at=2024-07-20"));
    }

    static Stream<Arguments> sectionThree() {
        return Stream.of(
                golden(
                        "a month half told in days is not closed",
                        "x reference_month",
                        "2024-04",
                        "x DELIVERIES 2024-04 100",
                        "x DELIVERIES day:2024-05-03 5 at=2024-05-04"),
                golden(
                        "its deliveries so far",
                        "x mtd_deliveries",
                        5L,
                        "x DELIVERIES 2024-04 100",
                        "x DELIVERIES day:2024-05-03 5 at=2024-05-04"),
                golden(
                        "a MONTH statement closes its month early",
                        "x reference_month",
                        "2024-04",
                        "x DELIVERIES 2024-04 100 at=2024-04-28"),
                golden(
                        "a month closed early has no so far",
                        "x mtd_deliveries",
                        null,
                        "x DELIVERIES 2024-04 100 at=2024-04-28"),
                golden(
                        "an event after the last day closes a month",
                        "x reference_month",
                        "2024-04",
                        "x DELIVERIES day:2024-04-05 7",
                        "x news at=2024-05-01"),
                golden(
                        "an event on the last day does not",
                        "x reference_month",
                        null,
                        "x DELIVERIES day:2024-04-05 7",
                        "x news at=2024-04-30T23:59:59Z"),
                golden(
                        "so far without any R",
                        "x mtd_deliveries",
                        7L,
                        "x DELIVERIES day:2024-04-05 7",
                        "x news at=2024-04-30T23:59:59Z"),
                golden("without R every metric is null", "x lead_time_quoted_weeks", null, "x quote 9 at=2024-04-30"),
                golden(
                        "a MONTH of ORDERS closes nothing",
                        "x reference_month",
                        null,
                        "x DELIVERIES day:2024-04-05 7",
                        "x ORDERS 2024-04 7 at=2024-04-30"),
                golden(
                        "a model's months close with the brand's",
                        "x/M reference_month",
                        "2024-04",
                        "x DELIVERIES day:2024-04-05 7 model=M",
                        "x DELIVERIES 2024-04 50 at=2024-04-29"),
                golden("orders of R", "x orders", 30L, "x DELIVERIES 2024-04 100", "x ORDERS 2024-04 30"),
                golden(
                        "growth over the month before",
                        "x deliveries_mom",
                        -0.3,
                        "x DELIVERIES 2024-03 1000",
                        "x DELIVERIES 2024-04 700"),
                golden(
                        "no growth over zero",
                        "x deliveries_mom",
                        null,
                        "x DELIVERIES 2024-03 0",
                        "x DELIVERIES 2024-04 700"),
                golden(
                        "no growth over a lower bound",
                        "x deliveries_mom",
                        null,
                        "x DELIVERIES 2024-03 1000+",
                        "x DELIVERIES 2024-04 700"),
                golden(
                        "growth over an estimate",
                        "x deliveries_mom",
                        -0.3,
                        "x DELIVERIES 2024-03 1000~",
                        "x DELIVERIES 2024-04 700+"),
                golden(
                        "no growth over the unknown",
                        "x deliveries_mom",
                        null,
                        "x DELIVERIES 2024-02 1000",
                        "x DELIVERIES 2024-04 700"),
                golden(
                        "growth over the year before",
                        "x deliveries_yoy",
                        6.0,
                        "x DELIVERIES 2023-04 100",
                        "x DELIVERIES 2024-04 700"),
                golden(
                        "the year to date",
                        "x ytd_deliveries",
                        300L,
                        "x DELIVERIES 2023-12 50",
                        "x DELIVERIES 2024-01 100",
                        "x DELIVERIES 2024-02 200"),
                golden(
                        "an EXACT quarter replaces its months",
                        "x ytd_deliveries",
                        50L,
                        "x DELIVERIES 2024-01 10",
                        "x DELIVERIES 2024-02 20",
                        "x DELIVERIES 2024-03 30~",
                        "x DELIVERIES 2024-Q1 50"),
                golden(
                        "and gives its qualifier",
                        "x ytd_qualifier",
                        "EXACT",
                        "x DELIVERIES 2024-01 10",
                        "x DELIVERIES 2024-02 20",
                        "x DELIVERIES 2024-03 30~",
                        "x DELIVERIES 2024-Q1 50"),
                golden(
                        "a quarter beyond R replaces nothing",
                        "x ytd_deliveries",
                        30L,
                        "x DELIVERIES 2024-01 10",
                        "x DELIVERIES 2024-02 20",
                        "x DELIVERIES 2024-Q1 80 at=2024-03-20"),
                golden(
                        "the derived month of an open quarter is so far",
                        "x mtd_deliveries",
                        50L,
                        "x DELIVERIES 2024-01 10",
                        "x DELIVERIES 2024-02 20",
                        "x DELIVERIES 2024-Q1 80 at=2024-03-20"),
                golden(
                        "an unknown month makes it AT_LEAST",
                        "x ytd_qualifier",
                        "AT_LEAST",
                        "x DELIVERIES 2024-01 10",
                        "x DELIVERIES 2024-03 30"),
                golden("but not before the first known month", "x ytd_qualifier", "EXACT", "x DELIVERIES 2024-03 30"),
                golden(
                        "the first known month of any year",
                        "x ytd_qualifier",
                        "AT_LEAST",
                        "x DELIVERIES 2023-12 5",
                        "x DELIVERIES 2024-03 30"),
                golden(
                        "nor where a quarter covers it",
                        "x ytd_qualifier",
                        "EXACT",
                        "x DELIVERIES 2024-01 10",
                        "x DELIVERIES 2024-03 30+",
                        "x DELIVERIES 2024-Q1 90"),
                golden(
                        "also where months are estimated",
                        "x ytd_qualifier",
                        "AT_LEAST",
                        "x DELIVERIES 2024-01 10~",
                        "x DELIVERIES 2024-03 30"),
                golden(
                        "the sum of the models' quarters",
                        "x ytd_deliveries",
                        110L,
                        "x DELIVERIES 2024-Q1 50 model=M",
                        "x DELIVERIES 2024-Q1 60 model=N",
                        "x DELIVERIES 2024-03 20 model=M",
                        "x DELIVERIES 2024-03 30+ model=N"),
                golden(
                        "only if every model with a known month has one",
                        "x ytd_deliveries",
                        50L,
                        "x DELIVERIES 2024-Q1 50 model=M",
                        "x DELIVERIES 2024-03 20 model=M",
                        "x DELIVERIES 2024-03 30+ model=N"),
                golden(
                        "and only if EXACT",
                        "x ytd_deliveries",
                        50L,
                        "x DELIVERIES 2024-Q1 50 model=M",
                        "x DELIVERIES 2024-Q1 60~ model=N",
                        "x DELIVERIES 2024-03 20 model=M",
                        "x DELIVERIES 2024-03 30+ model=N"),
                golden(
                        "the brand's own quarter first",
                        "x ytd_deliveries",
                        95L,
                        "x DELIVERIES 2024-Q1 50 model=M",
                        "x DELIVERIES 2024-03 20 model=M",
                        "x DELIVERIES 2024-Q1 95"),
                golden(
                        "the models' quarters derive no month of the brand",
                        "x reference_month",
                        "2024-02",
                        "x DELIVERIES 2024-01 10",
                        "x DELIVERIES 2024-02 10",
                        "x DELIVERIES 2024-Q1 50 model=M",
                        "x ORDERS 2024-03 1"),
                golden(
                        "the mean of what is known of three months",
                        "x run_rate",
                        15.0,
                        "x DELIVERIES 2024-01 99",
                        "x DELIVERIES 2024-02 10",
                        "x DELIVERIES 2024-04 20"),
                golden(
                        "the best tier's target holds",
                        "x target",
                        1000L,
                        "x DELIVERIES 2024-04 100",
                        "x target 2024 1000 at=2024-01-01",
                        "x target 2024 900 by=press/MEDIA at=2024-02-01"),
                golden(
                        "the earliest published, whoever said it",
                        "x target_initial",
                        900L,
                        "x DELIVERIES 2024-04 100",
                        "x target 2024 1000 at=2024-02-01",
                        "x target 2024 900 by=press/MEDIA at=2024-01-01"),
                golden(
                        "changes of the holding source",
                        "x target_revisions",
                        2,
                        "x DELIVERIES 2024-04 100",
                        "x target 2024 1000 at=2024-01-01",
                        "x target 2024 1200 at=2024-02-01",
                        "x target 2024 1200 at=2024-03-01",
                        "x target 2024 1000 at=2024-04-01",
                        "x target 2024 900 by=press/MEDIA at=2024-02-02"),
                golden(
                        "only R's year",
                        "x target",
                        null,
                        "x DELIVERIES 2024-04 100",
                        "x target 2025 1000 at=2024-01-01"),
                golden(
                        "attainment",
                        "x target_attainment",
                        0.4,
                        "x DELIVERIES 2024-01 100",
                        "x DELIVERIES 2024-02 100",
                        "x DELIVERIES 2024-03 100",
                        "x DELIVERIES 2024-04 100",
                        "x target 2024 1000 at=2024-01-01"),
                golden(
                        "the year at the run rate",
                        "x projected_year",
                        1200.0,
                        "x DELIVERIES 2024-01 100",
                        "x DELIVERIES 2024-02 100",
                        "x DELIVERIES 2024-03 100",
                        "x DELIVERIES 2024-04 100"),
                golden(
                        "reached in six months",
                        "x target_reach_month",
                        "2024-10",
                        "x DELIVERIES 2024-01 100",
                        "x DELIVERIES 2024-02 100",
                        "x DELIVERIES 2024-03 100",
                        "x DELIVERIES 2024-04 100",
                        "x target 2024 1000 at=2024-01-01"),
                golden(
                        "a vehicle more, a month more",
                        "x target_reach_month",
                        "2024-11",
                        "x DELIVERIES 2024-01 100",
                        "x DELIVERIES 2024-02 100",
                        "x DELIVERIES 2024-03 100",
                        "x DELIVERIES 2024-04 100",
                        "x target 2024 1001 at=2024-01-01"),
                golden(
                        "reached next year",
                        "x target_reach_month",
                        "2025-01",
                        "x DELIVERIES 2024-01 100",
                        "x DELIVERIES 2024-02 100",
                        "x DELIVERIES 2024-03 100",
                        "x DELIVERIES 2024-04 100",
                        "x target 2024 1300 at=2024-01-01"),
                golden(
                        "reached already",
                        "x target_reach_month",
                        "2024-03",
                        "x DELIVERIES 2024-01 100",
                        "x DELIVERIES 2024-02 100",
                        "x DELIVERIES 2024-03 100",
                        "x DELIVERIES 2024-04 100",
                        "x target 2024 300 at=2024-01-01"),
                golden(
                        "reached by a quarter only: R",
                        "x target_reach_month",
                        "2024-03",
                        "x DELIVERIES 2024-01 10",
                        "x DELIVERIES 2024-03 30+",
                        "x DELIVERIES 2024-Q1 90",
                        "x target 2024 80 at=2024-01-01"),
                golden(
                        "never at no rate",
                        "x target_reach_month",
                        null,
                        "x DELIVERIES 2024-04 0",
                        "x target 2024 80 at=2024-01-01"),
                golden(
                        "capacity: the latest in force, plants summed",
                        "x capacity",
                        350L,
                        "x DELIVERIES 2024-04 100",
                        "x capacity A 100 from=2023-01",
                        "x capacity A 150 from=2024-04",
                        "x capacity A 900 from=2024-05",
                        "x capacity B 200 from=2022-01"),
                golden(
                        "planned does not count",
                        "x capacity",
                        100L,
                        "x DELIVERIES 2024-04 100",
                        "x capacity A 100 from=2023-01",
                        "x capacity A 150 from=2024-04 planned"),
                golden(
                        "until it is said to operate",
                        "x capacity",
                        160L,
                        "x DELIVERIES 2024-04 100",
                        "x capacity A 150 from=2024-04 planned at=2023-01-01",
                        "x capacity A 160 from=2024-04 at=2024-04-02"),
                golden(
                        "the best tier, then newest",
                        "x capacity",
                        150L,
                        "x DELIVERIES 2024-04 100",
                        "x capacity A 150 from=2024-04",
                        "x capacity A 160 from=2024-04 by=press/MEDIA at=2024-04-09"),
                golden(
                        "utilisation by output",
                        "x capacity_utilisation",
                        1.5,
                        "x DELIVERIES 2024-04 100",
                        "x OUTPUT 2024-04 150",
                        "x capacity A 100 from=2024-01"),
                golden(
                        "deliveries as its proxy",
                        "x capacity_utilisation",
                        0.9,
                        "x DELIVERIES 2024-04 90",
                        "x capacity A 100 from=2024-01"),
                golden(
                        "backlog from the first known orders",
                        "x order_backlog",
                        450L,
                        "x DELIVERIES 2024-02 999",
                        "x DELIVERIES 2024-03 100",
                        "x DELIVERIES 2024-04 200",
                        "x ORDERS 2024-03 500",
                        "x ORDERS 2024-04 300",
                        "x CANCELLATIONS 2024-04 50"),
                golden(
                        "a silent month is no month without orders",
                        "x order_backlog",
                        null,
                        "x DELIVERIES 2024-04 200",
                        "x ORDERS 2024-02 500",
                        "x ORDERS 2024-04 300"),
                golden(
                        "from the last stock",
                        "x order_backlog",
                        1050L,
                        "x DELIVERIES 2024-04 200",
                        "x ORDERS 2024-02 500",
                        "x ORDERS 2024-04 300",
                        "x CANCELLATIONS 2024-04 50",
                        "x BACKLOG 2024-03 1000"),
                golden(
                        "the stock of R itself",
                        "x order_backlog",
                        1000L,
                        "x DELIVERIES 2024-04 200",
                        "x BACKLOG 2024-04 1000"),
                golden(
                        "not below zero",
                        "x order_backlog",
                        0L,
                        "x DELIVERIES 2024-03 200",
                        "x DELIVERIES 2024-04 200",
                        "x ORDERS 2024-03 100",
                        "x ORDERS 2024-04 100"),
                golden(
                        "below zero only at the end",
                        "x order_backlog",
                        100L,
                        "x DELIVERIES 2024-03 200",
                        "x DELIVERIES 2024-04 200",
                        "x ORDERS 2024-03 100",
                        "x ORDERS 2024-04 400"),
                golden(
                        "book to bill",
                        "x book_to_bill",
                        0.8,
                        "x DELIVERIES 2024-02 100",
                        "x DELIVERIES 2024-03 100",
                        "x DELIVERIES 2024-04 100",
                        "x ORDERS 2024-03 100",
                        "x ORDERS 2024-04 80",
                        "x CANCELLATIONS 2024-04 20"),
                golden(
                        "lead time by Little's law",
                        "x lead_time_implied_weeks",
                        13.0,
                        "x DELIVERIES 2024-03 100",
                        "x DELIVERIES 2024-04 200",
                        "x BACKLOG 2024-04 450"),
                golden(
                        "quoted before implied",
                        "x lead_time_weeks",
                        9.5,
                        "x DELIVERIES 2024-03 100",
                        "x DELIVERIES 2024-04 200",
                        "x BACKLOG 2024-04 450",
                        "x quote 9.5 model=M at=2024-04-01"),
                golden(
                        "a quote of 120 days",
                        "x lead_time_quoted_weeks",
                        9.5,
                        "x DELIVERIES 2024-04 200",
                        "x quote 9.5 at=2024-01-02",
                        "x news at=2024-05-01"),
                golden(
                        "a quote of 121 days",
                        "x lead_time_quoted_weeks",
                        null,
                        "x DELIVERIES 2024-04 200",
                        "x quote 9.5 at=2024-01-01",
                        "x news at=2024-05-01"),
                golden(
                        "a model's quote is of that model",
                        "x/M lead_time_weeks",
                        7.0,
                        "x DELIVERIES 2024-04 200 model=M",
                        "x quote 9.5 at=2024-05-01",
                        "x quote 7 model=M at=2024-04-20"),
                golden(
                        "persistence",
                        "x demand_persistence",
                        0.8,
                        "x ORDERS 2024-01 100",
                        "x ORDERS 2024-02 100",
                        "x ORDERS 2024-03 100",
                        "x ORDERS 2024-04 80",
                        "x ORDERS 2024-05 80",
                        "x ORDERS 2024-06 80",
                        "x DELIVERIES 2024-06 1"),
                golden(
                        "no persistence over a gap",
                        "x demand_persistence",
                        null,
                        "x ORDERS 2024-01 100",
                        "x ORDERS 2024-02 100",
                        "x ORDERS 2024-03 100",
                        "x ORDERS 2024-04 80",
                        "x ORDERS 2024-06 80",
                        "x DELIVERIES 2024-06 1"),
                golden(
                        "a window with a gap is none",
                        "x demand_persistence",
                        1.0,
                        "x ORDERS 2024-01 900",
                        "x ORDERS 2024-03 100",
                        "x ORDERS 2024-04 80",
                        "x ORDERS 2024-05 80",
                        "x ORDERS 2024-06 180",
                        "x DELIVERIES 2024-06 1"),
                golden(
                        "April to October: 6",
                        "x months_on_sale",
                        6,
                        "x DELIVERIES 2024-03 0",
                        "x DELIVERIES 2024-04 7000",
                        "x DELIVERIES 2024-10 20000+"),
                golden(
                        "a model has no target",
                        "x/M target",
                        null,
                        "x DELIVERIES 2024-04 100 model=M",
                        "x target 2024 1000 at=2024-01-01",
                        "x capacity A 1 from=2024-01"),
                golden(
                        "but a projection",
                        "x/M projected_year",
                        900.0,
                        "x DELIVERIES 2024-04 100 model=M",
                        "x target 2024 1000 at=2024-01-01"));
    }

    static Stream<Arguments> sectionFour() {
        return Stream.of(
                golden(
                        "the market's month is the latest R",
                        "market month",
                        "2024-05",
                        "x DELIVERIES 2024-04 100",
                        "y DELIVERIES 2024-05 100"),
                golden(
                        "a brand without that month has no share",
                        "market brands x market_share",
                        null,
                        "x DELIVERIES 2024-04 100",
                        "y DELIVERIES 2024-05 100"),
                golden(
                        "share of those told",
                        "market brands x market_share",
                        0.25,
                        "x DELIVERIES 2024-05 100",
                        "y DELIVERIES 2024-05 300",
                        "z DELIVERIES 2024-04 999"),
                golden(
                        "ranks tie by name",
                        "market brands y rank",
                        2,
                        "x DELIVERIES 2024-05 100",
                        "y DELIVERIES 2024-05 100"),
                golden(
                        "growth",
                        "market brands x growth",
                        1.0,
                        "x DELIVERIES 2024-01 100",
                        "x DELIVERIES 2024-02 100",
                        "x DELIVERIES 2024-03 100",
                        "x DELIVERIES 2024-04 200",
                        "x DELIVERIES 2024-05 200",
                        "x DELIVERIES 2024-06 200",
                        "y DELIVERIES 2024-01 1000",
                        "y DELIVERIES 2024-02 1000",
                        "y DELIVERIES 2024-03 1000",
                        "y DELIVERIES 2024-04 1000",
                        "y DELIVERIES 2024-05 1000",
                        "y DELIVERIES 2024-06 1000",
                        "z DELIVERIES 2024-01 10",
                        "z DELIVERIES 2024-02 10+",
                        "z DELIVERIES 2024-03 10",
                        "z DELIVERIES 2024-04 90",
                        "z DELIVERIES 2024-05 90",
                        "z DELIVERIES 2024-06 90"),
                golden(
                        "growth rank",
                        "market brands y growth_rank",
                        2,
                        "x DELIVERIES 2024-01 100",
                        "x DELIVERIES 2024-02 100",
                        "x DELIVERIES 2024-03 100",
                        "x DELIVERIES 2024-04 200",
                        "x DELIVERIES 2024-05 200",
                        "x DELIVERIES 2024-06 200",
                        "y DELIVERIES 2024-01 1000",
                        "y DELIVERIES 2024-02 1000",
                        "y DELIVERIES 2024-03 1000",
                        "y DELIVERIES 2024-04 1000",
                        "y DELIVERIES 2024-05 1000",
                        "y DELIVERIES 2024-06 1000",
                        "z DELIVERIES 2024-01 10",
                        "z DELIVERIES 2024-02 10+",
                        "z DELIVERIES 2024-03 10",
                        "z DELIVERIES 2024-04 90",
                        "z DELIVERIES 2024-05 90",
                        "z DELIVERIES 2024-06 90"),
                golden(
                        "no growth over a lower bound",
                        "market brands z growth",
                        null,
                        "x DELIVERIES 2024-01 100",
                        "x DELIVERIES 2024-02 100",
                        "x DELIVERIES 2024-03 100",
                        "x DELIVERIES 2024-04 200",
                        "x DELIVERIES 2024-05 200",
                        "x DELIVERIES 2024-06 200",
                        "y DELIVERIES 2024-01 1000",
                        "y DELIVERIES 2024-02 1000",
                        "y DELIVERIES 2024-03 1000",
                        "y DELIVERIES 2024-04 1000",
                        "y DELIVERIES 2024-05 1000",
                        "y DELIVERIES 2024-06 1000",
                        "z DELIVERIES 2024-01 10",
                        "z DELIVERIES 2024-02 10+",
                        "z DELIVERIES 2024-03 10",
                        "z DELIVERIES 2024-04 90",
                        "z DELIVERIES 2024-05 90",
                        "z DELIVERIES 2024-06 90"),
                golden(
                        "the highest stage with a fact",
                        "market technologies CITY_NOA brands x stage",
                        "PUBLIC_BETA",
                        "x fact CITY_NOA PUBLIC_BETA at=2024-01-01",
                        "x fact CITY_NOA ANNOUNCED at=2024-02-01",
                        "x promise CITY_NOA FULL_ROLLOUT at=2024-02-01 due=2024-12-31"),
                golden(
                        "since the first who said so",
                        "market technologies CITY_NOA brands x stage_since",
                        "2024-01-01",
                        "x fact CITY_NOA PUBLIC_BETA at=2024-03-01",
                        "x fact CITY_NOA PUBLIC_BETA at=2024-01-01 by=press/MEDIA"),
                golden(
                        "coverage of the newest that states one",
                        "market technologies CITY_NOA brands x coverage",
                        50,
                        "x fact CITY_NOA PUBLIC_BETA at=2024-01-01 nationwide",
                        "x fact CITY_NOA PUBLIC_BETA at=2024-02-01 cities=50",
                        "x fact CITY_NOA PUBLIC_BETA at=2024-03-01"),
                golden(
                        "leaders",
                        "market technologies CITY_NOA leaders",
                        List.of("a", "x"),
                        "x fact CITY_NOA PUBLIC_BETA at=2024-01-01",
                        "a fact CITY_NOA PUBLIC_BETA at=2024-02-01",
                        "y fact CITY_NOA ANNOUNCED at=2024-02-01"),
                golden(
                        "price floor, ties to the earliest",
                        "market technologies CITY_NOA price_floor_brand",
                        "y",
                        "x fact CITY_NOA PUBLIC_BETA at=2024-01-02 price=200000",
                        "y fact CITY_NOA ANNOUNCED at=2024-01-01 price=200000",
                        "z promise CITY_NOA FULL_ROLLOUT at=2024-02-01 due=2024-12-31 price=100000"),
                golden(
                        "the gap of a promise",
                        "market technologies CITY_NOA brands x gap_stages",
                        3,
                        "x promise CITY_NOA FULL_ROLLOUT at=2024-01-01 due=2024-12-31",
                        "y fact CITY_NOA PUBLIC_BETA at=2024-01-01"),
                golden(
                        "silence is no gap",
                        "market technologies CITY_NOA brands z",
                        null,
                        "z news at=2024-01-01",
                        "y fact CITY_NOA PUBLIC_BETA at=2024-01-01"),
                golden(
                        "gap days since a stage above the own",
                        "market technologies CITY_NOA brands x gap_days",
                        60,
                        "x fact CITY_NOA CLOSED_BETA at=2024-01-01",
                        "y fact CITY_NOA CLOSED_BETA at=2023-06-01",
                        "y fact CITY_NOA PUBLIC_BETA at=2024-01-02",
                        "y fact CITY_NOA FULL_ROLLOUT at=2024-03-02"),
                golden(
                        "no gap, no days",
                        "market technologies CITY_NOA brands y gap_days",
                        null,
                        "x fact CITY_NOA CLOSED_BETA at=2024-01-01",
                        "y fact CITY_NOA CLOSED_BETA at=2023-06-01"),
                golden(
                        "pressure of the others in 90 days",
                        "market technologies CITY_NOA brands x pressure",
                        1,
                        "x fact CITY_NOA CLOSED_BETA at=2024-01-02",
                        "y fact CITY_NOA CLOSED_BETA at=2024-01-02",
                        "z fact CITY_NOA CLOSED_BETA at=2024-01-01",
                        "w news at=2024-03-31"),
                golden(
                        "active in 90 days",
                        "market technologies CITY_NOA active_brands",
                        2,
                        "x fact CITY_NOA CLOSED_BETA at=2024-01-02",
                        "y fact CITY_NOA CLOSED_BETA at=2024-01-02",
                        "z fact CITY_NOA CLOSED_BETA at=2024-01-01",
                        "w news at=2024-03-31"));
    }

    static Stream<Arguments> sectionFive() {
        return Stream.of(
                golden(
                        "due first",
                        "commitment x/CITY_NOA/FULL_ROLLOUT first_due_by",
                        "2024-06-30",
                        "x promise CITY_NOA FULL_ROLLOUT at=2024-03-01 due=2024-08-31",
                        "x promise CITY_NOA FULL_ROLLOUT at=2024-01-01 due=2024-06-30",
                        "x promise CITY_NOA FULL_ROLLOUT at=2024-02-01 due=2024-09-30"),
                golden(
                        "due last",
                        "commitment x/CITY_NOA/FULL_ROLLOUT due_by",
                        "2024-08-31",
                        "x promise CITY_NOA FULL_ROLLOUT at=2024-03-01 due=2024-08-31",
                        "x promise CITY_NOA FULL_ROLLOUT at=2024-01-01 due=2024-06-30",
                        "x promise CITY_NOA FULL_ROLLOUT at=2024-02-01 due=2024-09-30"),
                golden(
                        "slipped once",
                        "commitment x/CITY_NOA/FULL_ROLLOUT slips",
                        1,
                        "x promise CITY_NOA FULL_ROLLOUT at=2024-03-01 due=2024-08-31",
                        "x promise CITY_NOA FULL_ROLLOUT at=2024-01-01 due=2024-06-30",
                        "x promise CITY_NOA FULL_ROLLOUT at=2024-02-01 due=2024-09-30"),
                golden(
                        "pending on the day",
                        "commitment x/CITY_NOA/FULL_ROLLOUT status",
                        "PENDING",
                        "x promise CITY_NOA FULL_ROLLOUT at=2024-01-01 due=2024-06-30",
                        "x news at=2024-06-30"),
                golden(
                        "overdue the day after",
                        "commitment x/CITY_NOA/FULL_ROLLOUT status",
                        "OVERDUE",
                        "x promise CITY_NOA FULL_ROLLOUT at=2024-01-01 due=2024-06-30",
                        "x news at=2024-07-01"),
                golden(
                        "kept on the day",
                        "commitment x/CITY_NOA/FULL_ROLLOUT status",
                        "KEPT",
                        "x promise CITY_NOA FULL_ROLLOUT at=2024-01-01 due=2024-06-30",
                        "x fact CITY_NOA FULL_ROLLOUT at=2024-06-30"),
                golden(
                        "kept late",
                        "commitment x/CITY_NOA/FULL_ROLLOUT status",
                        "KEPT_LATE",
                        "x promise CITY_NOA FULL_ROLLOUT at=2024-01-01 due=2024-06-30",
                        "x fact CITY_NOA FULL_ROLLOUT at=2024-07-01"),
                golden(
                        "not by a lower stage",
                        "commitment x/CITY_NOA/FULL_ROLLOUT status",
                        "OVERDUE",
                        "x promise CITY_NOA FULL_ROLLOUT at=2024-01-01 due=2024-06-30",
                        "x fact CITY_NOA LIMITED_ROLLOUT at=2024-06-30",
                        "x news at=2024-07-01"),
                golden(
                        "not by another brand",
                        "commitment x/CITY_NOA/FULL_ROLLOUT status",
                        "OVERDUE",
                        "x promise CITY_NOA FULL_ROLLOUT at=2024-01-01 due=2024-06-30",
                        "y fact CITY_NOA FULL_ROLLOUT at=2024-06-30",
                        "x news at=2024-07-01"),
                golden(
                        "coverage promised, not stated",
                        "commitment x/CITY_NOA/FULL_ROLLOUT status",
                        "PENDING",
                        "x promise CITY_NOA FULL_ROLLOUT at=2024-01-01 due=2024-06-30 cities=50",
                        "x fact CITY_NOA FULL_ROLLOUT at=2024-05-01"),
                golden(
                        "coverage promised and reached",
                        "commitment x/CITY_NOA/FULL_ROLLOUT status",
                        "KEPT",
                        "x promise CITY_NOA FULL_ROLLOUT at=2024-01-01 due=2024-06-30 cities=50",
                        "x fact CITY_NOA FULL_ROLLOUT at=2024-05-01 nationwide"),
                golden(
                        "no number is nationwide",
                        "commitment x/CITY_NOA/FULL_ROLLOUT status",
                        "PENDING",
                        "x promise CITY_NOA FULL_ROLLOUT at=2024-01-01 due=2024-06-30 nationwide",
                        "x fact CITY_NOA FULL_ROLLOUT at=2024-05-01 cities=300"),
                golden(
                        "the newest promise's coverage counts",
                        "commitment x/CITY_NOA/FULL_ROLLOUT coverage",
                        null,
                        "x promise CITY_NOA FULL_ROLLOUT at=2024-01-01 due=2024-06-30 nationwide",
                        "x promise CITY_NOA FULL_ROLLOUT at=2024-02-01 due=2024-06-30"));
    }

    static Stream<Arguments> sectionSeven() {
        return Stream.of(
                golden(
                        "busy and slow",
                        "alert DELIVERY_BOTTLENECK x",
                        "WARNING",
                        "x DELIVERIES 2024-02 90",
                        "x DELIVERIES 2024-03 90",
                        "x DELIVERIES 2024-04 90",
                        "x capacity A 100 from=2024-01",
                        "x quote 8 at=2024-05-01"),
                golden(
                        "very slow",
                        "alert DELIVERY_BOTTLENECK x",
                        "CRITICAL",
                        "x DELIVERIES 2024-02 90",
                        "x DELIVERIES 2024-03 90",
                        "x DELIVERIES 2024-04 90",
                        "x capacity A 100 from=2024-01",
                        "x quote 20 at=2024-05-01"),
                golden(
                        "quick enough",
                        "alert DELIVERY_BOTTLENECK x",
                        null,
                        "x DELIVERIES 2024-02 90",
                        "x DELIVERIES 2024-03 90",
                        "x DELIVERIES 2024-04 90",
                        "x capacity A 100 from=2024-01",
                        "x quote 7.9 at=2024-05-01"),
                golden(
                        "less and less wanted",
                        "alert DELIVERY_BOTTLENECK x",
                        null,
                        "x DELIVERIES 2024-02 90",
                        "x DELIVERIES 2024-03 90",
                        "x DELIVERIES 2024-04 90",
                        "x capacity A 100 from=2024-01",
                        "x quote 8 at=2024-05-01",
                        "x ORDERS 2024-04 71"),
                golden(
                        "still wanted",
                        "alert DELIVERY_BOTTLENECK x",
                        "WARNING",
                        "x DELIVERIES 2024-02 90",
                        "x DELIVERIES 2024-03 90",
                        "x DELIVERIES 2024-04 90",
                        "x capacity A 100 from=2024-01",
                        "x quote 8 at=2024-05-01",
                        "x ORDERS 2024-04 72"),
                golden(
                        "a model by the brand's utilisation",
                        "alert DELIVERY_BOTTLENECK x/M",
                        "WARNING",
                        "x DELIVERIES 2024-02 90",
                        "x DELIVERIES 2024-03 90",
                        "x DELIVERIES 2024-04 90",
                        "x capacity A 100 from=2024-01",
                        "x quote 8 model=M at=2024-05-01",
                        "x DELIVERIES 2024-04 10 model=M"),
                golden(
                        "ahead by November",
                        "alert TARGET_AHEAD x",
                        "INFO",
                        "x DELIVERIES 2024-01 100",
                        "x DELIVERIES 2024-02 100",
                        "x DELIVERIES 2024-03 100",
                        "x DELIVERIES 2024-04 100",
                        "x target 2024 1001 at=2024-01-01"),
                golden(
                        "December is on time",
                        "alert TARGET_AHEAD x",
                        null,
                        "x DELIVERIES 2024-01 100",
                        "x DELIVERIES 2024-02 100",
                        "x DELIVERIES 2024-03 100",
                        "x DELIVERIES 2024-04 100",
                        "x target 2024 1200 at=2024-01-01"),
                golden(
                        "at nine tenths, no risk",
                        "alert TARGET_AT_RISK x",
                        null,
                        "x DELIVERIES 2024-04 300",
                        "x target 2024 3000 at=2024-01-01"),
                golden(
                        "below nine tenths",
                        "alert TARGET_AT_RISK x",
                        "WARNING",
                        "x DELIVERIES 2024-04 300",
                        "x target 2024 3001 at=2024-01-01"),
                golden(
                        "at three quarters",
                        "alert TARGET_AT_RISK x",
                        "WARNING",
                        "x DELIVERIES 2024-04 300",
                        "x target 2024 3600 at=2024-01-01"),
                golden(
                        "below three quarters",
                        "alert TARGET_AT_RISK x",
                        "CRITICAL",
                        "x DELIVERIES 2024-04 300",
                        "x target 2024 3601 at=2024-01-01"),
                golden(
                        "too early in March",
                        "alert TARGET_AT_RISK x",
                        null,
                        "x DELIVERIES 2024-03 300",
                        "x target 2024 99999 at=2024-01-01"),
                golden(
                        "a surge",
                        "alert DELIVERIES_SURGE x",
                        "INFO",
                        "x DELIVERIES 2024-03 1000",
                        "x DELIVERIES 2024-04 1500"),
                golden(
                        "a surge of few",
                        "alert DELIVERIES_SURGE x",
                        null,
                        "x DELIVERIES 2024-03 600",
                        "x DELIVERIES 2024-04 999"),
                golden(
                        "a slump",
                        "alert DELIVERIES_SLUMP x",
                        "WARNING",
                        "x DELIVERIES 2024-03 1000",
                        "x DELIVERIES 2024-04 700"),
                golden(
                        "a slump by half",
                        "alert DELIVERIES_SLUMP x",
                        "CRITICAL",
                        "x DELIVERIES 2024-03 1000",
                        "x DELIVERIES 2024-04 500"),
                golden(
                        "demand sustained",
                        "alert DEMAND_SUSTAINED x",
                        "INFO",
                        "x ORDERS 2024-01 100",
                        "x ORDERS 2024-02 100",
                        "x ORDERS 2024-03 100",
                        "x ORDERS 2024-04 80",
                        "x ORDERS 2024-05 80",
                        "x ORDERS 2024-06 80",
                        "x DELIVERIES 2023-12 1",
                        "x DELIVERIES 2024-06 1"),
                golden(
                        "half is not fading",
                        "alert DEMAND_FADING x",
                        null,
                        "x ORDERS 2024-01 100",
                        "x ORDERS 2024-02 100",
                        "x ORDERS 2024-03 100",
                        "x ORDERS 2024-04 50",
                        "x ORDERS 2024-05 50",
                        "x ORDERS 2024-06 50",
                        "x DELIVERIES 2023-12 1",
                        "x DELIVERIES 2024-06 1"),
                golden(
                        "below half is",
                        "alert DEMAND_FADING x",
                        "WARNING",
                        "x ORDERS 2024-01 100",
                        "x ORDERS 2024-02 100",
                        "x ORDERS 2024-03 100",
                        "x ORDERS 2024-04 50",
                        "x ORDERS 2024-05 50",
                        "x ORDERS 2024-06 49",
                        "x DELIVERIES 2023-12 1",
                        "x DELIVERIES 2024-06 1"),
                golden(
                        "the growth leader",
                        "alert GROWTH_LEADER x",
                        "INFO",
                        "x DELIVERIES 2024-01 100",
                        "x DELIVERIES 2024-02 100",
                        "x DELIVERIES 2024-03 100",
                        "x DELIVERIES 2024-04 200",
                        "x DELIVERIES 2024-05 200",
                        "x DELIVERIES 2024-06 200",
                        "y DELIVERIES 2024-01 1000",
                        "y DELIVERIES 2024-02 1000",
                        "y DELIVERIES 2024-03 1000",
                        "y DELIVERIES 2024-04 1000",
                        "y DELIVERIES 2024-05 1000",
                        "y DELIVERIES 2024-06 1000"),
                golden(
                        "no growth, no leader",
                        "alert GROWTH_LEADER y",
                        null,
                        "y DELIVERIES 2024-01 1000",
                        "y DELIVERIES 2024-02 1000",
                        "y DELIVERIES 2024-03 1000",
                        "y DELIVERIES 2024-04 1000",
                        "y DELIVERIES 2024-05 1000",
                        "y DELIVERIES 2024-06 1000"),
                golden(
                        "two stages for thirty days",
                        "alert CAPABILITY_GAP x/CITY_NOA",
                        "WARNING",
                        "x fact CITY_NOA ANNOUNCED at=2024-01-01",
                        "y fact CITY_NOA PUBLIC_BETA at=2024-01-01",
                        "y news at=2024-01-31"),
                golden(
                        "for 29 days",
                        "alert CAPABILITY_GAP x/CITY_NOA",
                        null,
                        "x fact CITY_NOA ANNOUNCED at=2024-01-01",
                        "y fact CITY_NOA PUBLIC_BETA at=2024-01-01",
                        "y news at=2024-01-30"),
                golden(
                        "for 180 days",
                        "alert CAPABILITY_GAP x/CITY_NOA",
                        "CRITICAL",
                        "x fact CITY_NOA ANNOUNCED at=2024-01-01",
                        "y fact CITY_NOA PUBLIC_BETA at=2024-01-01",
                        "y news at=2024-06-29"),
                golden(
                        "49 cities against the country",
                        "alert COVERAGE_GAP x/CITY_NOA",
                        "WARNING",
                        "x fact CITY_NOA ANNOUNCED at=2024-01-01 cities=49",
                        "y fact CITY_NOA PUBLIC_BETA at=2024-01-01 nationwide"),
                golden(
                        "50 cities",
                        "alert COVERAGE_GAP x/CITY_NOA",
                        null,
                        "x fact CITY_NOA ANNOUNCED at=2024-01-01 cities=50",
                        "y fact CITY_NOA PUBLIC_BETA at=2024-01-01 nationwide"),
                golden(
                        "four brands race",
                        "alert RACE_SURGE CITY_NOA",
                        "INFO",
                        "w fact CITY_NOA ANNOUNCED at=2024-01-01",
                        "x fact CITY_NOA ANNOUNCED at=2024-01-01",
                        "y fact CITY_NOA ANNOUNCED at=2024-01-01",
                        "z promise CITY_NOA ANNOUNCED at=2024-01-01 due=2024-06-30"),
                golden(
                        "90 days overdue",
                        "alert COMMITMENT_OVERDUE x/CITY_NOA/FULL_ROLLOUT",
                        "WARNING",
                        "x promise CITY_NOA FULL_ROLLOUT at=2024-01-01 due=2024-06-30",
                        "x news at=2024-09-28"),
                golden(
                        "91 days overdue",
                        "alert COMMITMENT_OVERDUE x/CITY_NOA/FULL_ROLLOUT",
                        "CRITICAL",
                        "x promise CITY_NOA FULL_ROLLOUT at=2024-01-01 due=2024-06-30",
                        "x news at=2024-09-29"),
                golden(
                        "slipped and pending",
                        "alert COMMITMENT_SLIPPED x/CITY_NOA/FULL_ROLLOUT",
                        "WARNING",
                        "x promise CITY_NOA FULL_ROLLOUT at=2024-01-01 due=2024-06-30",
                        "x promise CITY_NOA FULL_ROLLOUT at=2024-02-01 due=2024-09-30"),
                golden(
                        "slipped but kept",
                        "alert COMMITMENT_SLIPPED x/CITY_NOA/FULL_ROLLOUT",
                        null,
                        "x promise CITY_NOA FULL_ROLLOUT at=2024-01-01 due=2024-06-30",
                        "x promise CITY_NOA FULL_ROLLOUT at=2024-02-01 due=2024-09-30",
                        "x fact CITY_NOA FULL_ROLLOUT at=2024-07-01"),
                golden(
                        "14 days of silence",
                        "alert DATA_GAP x",
                        null,
                        "x DELIVERIES 2024-04 1",
                        "x news at=2024-06-14"),
                golden(
                        "15 days of silence",
                        "alert DATA_GAP x",
                        "WARNING",
                        "x DELIVERIES 2024-04 1",
                        "x news at=2024-06-15"),
                golden(
                        "45 days of silence",
                        "alert DATA_GAP x",
                        "CRITICAL",
                        "x DELIVERIES 2024-04 1",
                        "y news at=2024-07-15"));
    }

    @ParameterizedTest(name = "{0}: {1} = {2}")
    @MethodSource({"sectionTwo", "sectionThree", "sectionFour", "sectionFive", "sectionSeven"})
    void shouldAnswerAsTheContractReads(String says, String asked, Object expected, String[] lines) {
        // Given
        List<SpecificRecord> events = EventLines.parse(lines);

        // When
        Result result = BatchReference.compute(events, Optional.empty());

        // Then
        assertAnswer(says, answer(result, asked), expected);
    }

    @ParameterizedTest(name = "{0}: {1} = {2}")
    @MethodSource({"sectionTwo", "sectionThree", "sectionFour", "sectionFive", "sectionSeven"})
    void shouldDependOnNothingButTheSetOfEvents(String says, String asked, Object expected, String[] lines) {
        // Given
        List<SpecificRecord> events = new ArrayList<>(EventLines.parse(lines));
        events.add(events.get(0));
        Collections.reverse(events);

        // When
        Result result = BatchReference.compute(events, Optional.empty());

        // Then
        assertAnswer(says, answer(result, asked), expected);
    }

    @Test
    void shouldLookNoFurtherThanTheDayAsked() {
        // Given
        List<SpecificRecord> events = EventLines.parse(
                "x DELIVERIES 2024-04 100 at=2024-05-01T23:59:59Z",
                "x DELIVERIES 2024-04 90 at=2024-05-02",
                "y news at=2024-06-01");

        // When
        Result result = BatchReference.compute(events, Optional.of(LocalDate.of(2024, 5, 1)));

        // Then
        assertThat(result.brands()).containsOnlyKeys("x");
        assertThat(result.brands().get("x")).containsEntry("deliveries", 100L);
        assertThat(result.market()).containsEntry("as_of", "2024-05-01");
    }

    @Test
    void shouldAnswerForNoEventsAtAll() {
        // Given
        List<SpecificRecord> events = List.of();

        // When
        Result result = BatchReference.compute(events, Optional.empty());

        // Then
        assertThat(result.brands()).isEmpty();
        assertThat(result.market()).containsEntry("as_of", null).containsEntry("month", null);
        assertThat(result.openAlerts()).isEmpty();
    }

    @Test
    void shouldHoldExactlyTheNamesOfTheContract() {
        // Given
        List<SpecificRecord> events = EventLines.parse("x DELIVERIES 2024-04 100 model=M", "y news at=2024-06-01");

        // When
        Result result = BatchReference.compute(events, Optional.empty());

        // Then
        assertThat(result.brands().values())
                .allSatisfy(m -> assertThat(m.keySet()).containsExactlyElementsOf(BrandReference.NAMES));
        assertThat(result.models().get("x/M").keySet()).containsExactlyElementsOf(BrandReference.NAMES);
        assertThat(BrandReference.NAMES)
                .containsExactlyElementsOf(io.bellwether.schemas.avro.MetricSet.getClassSchema().getFields().stream()
                        .map(org.apache.avro.Schema.Field::name)
                        .toList());
    }

    /** Compares what was asked with what was worked out by hand. */
    public static void assertAnswer(String says, Object actual, Object expected) {
        if (expected instanceof Double number) {
            assertThat((Double) actual).as(says).isCloseTo(number, within(1e-12));
        } else {
            assertThat(actual).as(says).isEqualTo(expected);
        }
    }

    /** Looks up what is asked. */
    public static Object answer(Result result, String asked) {
        String[] words = asked.split(" ", -1);
        switch (words[0]) {
            case "market" -> {
                Object at = result.market();
                for (int i = 1; i < words.length; i++) {
                    at = ((Map<?, ?>) at).get(words[i]);
                }
                return at;
            }
            case "commitment" -> {
                return result.commitments().stream()
                        .filter(c -> words[1].equals(c.get("brand") + "/" + c.get("technology") + "/" + c.get("stage")))
                        .map(c -> Optional.ofNullable(c.get(words[2])))
                        .findFirst()
                        .orElseThrow()
                        .orElse(null);
            }
            case "alert" -> {
                return result.openAlerts().stream()
                        .filter(a -> a.rule().equals(words[1]) && a.subject().equals(words[2]))
                        .map(OpenAlert::severity)
                        .findFirst()
                        .orElse(null);
            }
            default -> {
                Map<String, Map<String, Object>> all = words[0].contains("/") ? result.models() : result.brands();
                assertThat(all).containsKey(words[0]);
                assertThat(all.get(words[0])).containsKey(words[1]);
                return all.get(words[0]).get(words[1]);
            }
        }
    }

    private static Arguments golden(String says, String asked, Object expected, String... lines) {
        return arguments(says, asked, expected, lines);
    }
}
