package io.bellwether.domain.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.bellwether.streams.SampleMarket;
import io.bellwether.streams.reference.RandomHistory;
import io.bellwether.streams.rules.RulePack;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule of the shipped pack says what happened in sentences that a person could print. */
class ShippedMessagesTest {

    /** Words of the machine: a name of a fact or of an enum, a month or day in figures, a template unfinished. */
    private static final Pattern UNPRINTABLE = Pattern.compile(
            "unknown|null|[{}\\[\\]]|NaN|Infinity|[a-z]_[a-z]|[A-Z]_[A-Z]|\\d{4}-\\d{2}|  | ,| \\.|\\.\\.|AT_LEAST");

    private static final int LONGEST_TITLE = 100;
    private static final Map<String, String> NAMES =
            Map.of("xiaomi", "Xiaomi", "xpeng", "Xpeng", "li-auto", "Li Auto", "jiyue", "Jiyue");

    static Stream<Arguments> sentences() {
        return Stream.of(
                arguments(
                        Scope.BRAND,
                        "DELIVERY_BOTTLENECK",
                        "Xiaomi buyers wait 24 weeks while its plants run at their limit. October brought 20,726"
                                + " deliveries; the plants are rated for 12,500 vehicles a month. About 113,000 orders"
                                + " were still open. The wait is the one that buyers are quoted: 24.2 weeks.",
                        facts(
                                "lead_time_weeks",
                                24.2,
                                "lead_time_quoted_weeks",
                                24.2,
                                "reference_month",
                                "2024-10",
                                "deliveries",
                                20_726L,
                                "capacity",
                                12_500L,
                                "order_backlog",
                                113_000L)),
                arguments(
                        Scope.BRAND,
                        "DELIVERY_BOTTLENECK",
                        "Xiaomi buyers wait 9 weeks while its plants run at their limit. October brought 20,726"
                                + " deliveries; the plants are rated for 12,500 vehicles a month. The wait follows from the"
                                + " open orders and the rate of deliveries.",
                        facts(
                                "lead_time_weeks",
                                8.6,
                                "reference_month",
                                "2024-10",
                                "deliveries",
                                20_726L,
                                "capacity",
                                12_500L)),
                arguments(
                        Scope.MODEL,
                        "DELIVERY_BOTTLENECK",
                        "Buyers of the Xiaomi SU7 wait 24 weeks while the plants run at their limit. October brought"
                                + " 20,726 of them; Xiaomi is rated for 12,500 vehicles a month. The wait is the one that"
                                + " buyers are quoted: 24.2 weeks.",
                        facts(
                                "model",
                                "SU7",
                                "lead_time_weeks",
                                24.2,
                                "lead_time_quoted_weeks",
                                24.2,
                                "reference_month",
                                "2024-10",
                                "deliveries",
                                20_726L,
                                "brand_capacity",
                                12_500L)),
                arguments(
                        Scope.BRAND,
                        "TARGET_AHEAD",
                        "Xiaomi reaches its 2024 target of 120,000 vehicles in November at the present rate. By the end of"
                                + " October 104,000 were delivered, about 15,800 a month in the last three.",
                        facts(
                                "reference_year",
                                2024,
                                "target",
                                120_000L,
                                "target_reach_month",
                                "2024-11",
                                "ytd_deliveries",
                                104_000L,
                                "reference_month",
                                "2024-10",
                                "run_rate",
                                15_798.67)),
                arguments(
                        Scope.BRAND,
                        "TARGET_AHEAD",
                        "Xiaomi reached its 2024 target of 100,000 vehicles in October. By the end of October 104,000"
                                + " were delivered, about 15,800 a month in the last three.",
                        facts(
                                "reference_year",
                                2024,
                                "target",
                                100_000L,
                                "target_reached_in",
                                "2024-10",
                                "target_reach_month",
                                "2024-10",
                                "ytd_deliveries",
                                104_000L,
                                "reference_month",
                                "2024-10",
                                "run_rate",
                                15_798.67)),
                arguments(
                        Scope.BRAND,
                        "TARGET_AT_RISK",
                        "Xiaomi has a 1 in 10 chance of its target of 560,000 vehicles. By the end of October 393,255 were"
                                + " delivered; about 506,000 are expected for 2024, in 8 of 10 cases 469,000 to 562,000."
                                + " The chance is put at 10%.",
                        facts(
                                "target", 560_000L,
                                "target_probability", 0.103,
                                "ytd_deliveries", 393_255L,
                                "reference_month", "2024-10",
                                "reference_year", 2024,
                                "forecast_year", 506_123.4,
                                "forecast_low", 469_000.1,
                                "forecast_high", 561_900.0,
                                "projected_year", 495_438.0)),
                arguments(
                        Scope.BRAND,
                        "TARGET_AT_RISK",
                        "Xiaomi is falling behind its target of 560,000 vehicles. By the end of October 393,255 were"
                                + " delivered; at the rate of the last three months 2024 comes to about 495,000.",
                        facts(
                                "target",
                                560_000L,
                                "ytd_deliveries",
                                393_255L,
                                "reference_month",
                                "2024-10",
                                "reference_year",
                                2024,
                                "projected_year",
                                495_438.0)),
                arguments(
                        Scope.TARGET,
                        "TARGET_MISSED",
                        "Xiaomi missed its target for the third quarter of 2024. It delivered 40,000 vehicles, 80% of the"
                                + " 50,000 that it aimed for.",
                        facts("period", "2024-Q3", "actual", 40_000L, "attainment", 0.8, "units", 50_000L)),
                arguments(
                        Scope.TARGET,
                        "TARGET_CUT",
                        "Xiaomi cut its target for 2024. It is 560,000 vehicles now; 800,000 were aimed for at first.",
                        facts("period", "2024", "units", 560_000L, "first_units", 800_000L)),
                arguments(
                        Scope.TARGET,
                        "TARGET_CUT",
                        "Xiaomi's target for 2024 is reported cut to 480,000 vehicles. The company's own figure is 560,000.",
                        facts("period", "2024", "units", 560_000L, "first_units", 800_000L, "reported_cut", 480_000L)),
                arguments(
                        Scope.BRAND,
                        "DELIVERIES_SURGE",
                        "Xiaomi's deliveries rose 53% on September. October brought 20,726 vehicles, after 13,559 in"
                                + " September.",
                        facts(
                                "deliveries_like_for_like",
                                0.5286,
                                "compared_month",
                                "2024-09",
                                "previous_month",
                                "2024-09",
                                "previous_deliveries",
                                13_559L,
                                "reference_month",
                                "2024-10",
                                "deliveries",
                                20_726L)),
                arguments(
                        Scope.BRAND,
                        "DELIVERIES_SURGE",
                        "Xiaomi's deliveries rose 53%, the season apart. February brought 20,726 vehicles; its growth on"
                                + " the year before is compared with that of October to December, for the new year wanders.",
                        facts(
                                "deliveries_like_for_like",
                                0.5286,
                                "previous_month",
                                "2024-01",
                                "previous_deliveries",
                                13_559L,
                                "reference_month",
                                "2024-02",
                                "deliveries",
                                20_726L)),
                arguments(
                        Scope.BRAND,
                        "DELIVERIES_SLUMP",
                        "Xiaomi's deliveries have slumped: 9,000 in October. September brought 13,559. The same month of the"
                                + " year before brought 15,000. The last three months average about 11,900.",
                        facts(
                                "deliveries",
                                9_000L,
                                "reference_month",
                                "2024-10",
                                "previous_month",
                                "2024-09",
                                "previous_deliveries",
                                13_559L,
                                "deliveries_year_before",
                                15_000L,
                                "run_rate",
                                11_890.0)),
                arguments(
                        Scope.BRAND,
                        "DEMAND_SUSTAINED",
                        "Demand for Xiaomi lasts: orders run at 97% of their best three months. Deliveries are at 100% of"
                                + " their best month. It has been on sale for 6 months.",
                        facts("demand_persistence", 0.97, "deliveries_to_peak", 1.0, "months_on_sale", 6)),
                arguments(
                        Scope.BRAND,
                        "DEMAND_SUSTAINED",
                        "Demand for Xiaomi lasts: buyers wait 24 weeks. Deliveries are at 88% of their best month. It has"
                                + " been on sale for 6 months.",
                        facts("lead_time_weeks", 24.2, "deliveries_to_peak", 0.88, "months_on_sale", 6)),
                arguments(
                        Scope.BRAND,
                        "DEMAND_FADING",
                        "Demand for Xiaomi fades: orders run at 49% of their best three months. It has been on sale for 7"
                                + " months.",
                        facts("demand_persistence", 0.49, "months_on_sale", 7)),
                arguments(
                        Scope.BRAND,
                        "GROWTH_LEADER",
                        "Xiaomi grew fastest: 86% more vehicles in three months. August to October brought 59,305, the three"
                                + " months before 31,959. Of seven brands the last six months are all known.",
                        facts(
                                "growth",
                                0.8557,
                                "three_months",
                                "2024-08..2024-10",
                                "three_months_deliveries",
                                59_305L,
                                "three_months_before_deliveries",
                                31_959L,
                                "ranked_brands",
                                7)),
                arguments(
                        Scope.BRAND_TECHNOLOGY,
                        "CAPABILITY_GAP",
                        "Xiaomi has only announced end-to-end driving; Li Auto and Xpeng are at full rollout. Xpeng was"
                                + " ahead first, from 30 July on. Xiaomi promises a closed beta by 30 November.",
                        facts(
                                "technology", "END_TO_END",
                                "stage", "ANNOUNCED",
                                "frontier_stage", "FULL_ROLLOUT",
                                "leaders", "li-auto, xpeng",
                                "first_ahead", "xpeng",
                                "first_ahead_on", "2024-07-30",
                                "promised_stage", "CLOSED_BETA",
                                "promised_by", "2024-11-30")),
                arguments(
                        Scope.BRAND_TECHNOLOGY,
                        "CAPABILITY_GAP",
                        "Xiaomi has a closed beta of level 3 driving; Xpeng is at full rollout. Xpeng was ahead first, from"
                                + " 30 July 2023 on.",
                        facts(
                                "technology", "L3",
                                "stage", "CLOSED_BETA",
                                "frontier_stage", "FULL_ROLLOUT",
                                "leaders", "xpeng",
                                "first_ahead", "xpeng",
                                "first_ahead_on", "2023-07-30")),
                arguments(
                        Scope.BRAND_TECHNOLOGY,
                        "COVERAGE_GAP",
                        "Xiaomi's city driving works in 8 cities, with two others nationwide. Nationwide: Li Auto and Xpeng."
                                + " Xiaomi promises 200 cities by 31 December.",
                        facts(
                                "technology", "CITY_NOA",
                                "coverage_cities", 8,
                                "others_nationwide", 2,
                                "nationwide_brands", "li-auto, xpeng",
                                "promised_coverage", "200",
                                "promised_by", "2024-12-31")),
                arguments(
                        Scope.BRAND_TECHNOLOGY,
                        "COVERAGE_GAP",
                        "Xiaomi's city driving works in 1 city, with one other nationwide. Nationwide: Xpeng.",
                        facts(
                                "technology",
                                "CITY_NOA",
                                "coverage_cities",
                                1,
                                "others_nationwide",
                                1,
                                "nationwide_brands",
                                "xpeng")),
                arguments(
                        Scope.TECHNOLOGY,
                        "RACE_SURGE",
                        "Five brands had news on end-to-end driving within 90 days. They are huawei, Jiyue, Li Auto and two"
                                + " others. Furthest are Li Auto and Xpeng, at full rollout.",
                        facts(
                                "technology", "END_TO_END",
                                "active_brands", 5,
                                "active", "huawei, jiyue, li-auto, xiaomi, xpeng",
                                "frontier_stage", "FULL_ROLLOUT",
                                "leaders", "li-auto, xpeng")),
                arguments(
                        Scope.COMMITMENT,
                        "COMMITMENT_OVERDUE",
                        "Xiaomi's full rollout of city driving is 72 days overdue. It was promised for 31 August"
                                + " (nationwide); no source says that it came. The furthest that is known is a limited"
                                + " rollout, 10 cities.",
                        facts(
                                "technology", "CITY_NOA",
                                "stage", "FULL_ROLLOUT",
                                "days_past_due", 72L,
                                "due_by", "2024-08-31",
                                "coverage", "NATIONWIDE",
                                "reached_stage", "LIMITED_ROLLOUT",
                                "reached_coverage", "10")),
                arguments(
                        Scope.COMMITMENT,
                        "COMMITMENT_OVERDUE",
                        "Xiaomi's closed beta of city driving is 1 day overdue. It was promised for 31 August; no source"
                                + " says that it came.",
                        facts(
                                "technology", "CITY_NOA",
                                "stage", "CLOSED_BETA",
                                "days_past_due", 1L,
                                "due_by", "2024-08-31")),
                arguments(
                        Scope.COMMITMENT,
                        "COMMITMENT_SLIPPED",
                        "Xiaomi has delayed its full rollout of city driving twice. It was promised for 31 August at first,"
                                + " and is now for 31 January 2025.",
                        facts(
                                "technology", "CITY_NOA",
                                "stage", "FULL_ROLLOUT",
                                "slips", 2,
                                "first_due_by", "2024-08-31",
                                "due_by", "2025-01-31")),
                arguments(
                        Scope.BRAND,
                        "DATA_GAP",
                        "No source gives a month of Xiaomi since July. The newest figure is 16,721; August ended 72 days"
                                + " ago.",
                        facts(
                                "reference_month",
                                "2024-07",
                                "deliveries",
                                16_721L,
                                "missing_month",
                                "2024-08",
                                "days_without_next_month",
                                72L)),
                arguments(
                        Scope.BRAND,
                        "FIGURE_LATE",
                        "Xiaomi's figure for October is 4 days late. It was due on 2 November, by the days that earlier"
                                + " months took.",
                        facts("missing_month", "2024-10", "days_past_figure_due", 4L, "next_figure_due", "2024-11-02")),
                arguments(
                        Scope.BRAND,
                        "SOURCE_CONFLICT",
                        "Two figures for Xiaomi's October differ by 6%. Both are said to be exact.",
                        facts("conflict_month", "2024-10", "conflict_ratio", 0.06)),
                arguments(
                        Scope.BRAND,
                        "FIGURE_IMPLAUSIBLE",
                        "Xiaomi's figure for October looks 100,000 times too low. The months around it differ from it by"
                                + " about that factor, as after a mistake of the unit.",
                        facts("implausible_month", "2024-10", "implausible_factor", 1e-5)),
                arguments(
                        Scope.BRAND,
                        "SUM_MISMATCH",
                        "Xiaomi's figures for July to September do not add up, by 1,200 vehicles. What is stated for July"
                                + " to September differs by that from what other exact figures imply.",
                        facts("mismatch_period", "2024-07/2024-09", "mismatch_units", -1_200L)),
                arguments(
                        Scope.BRAND,
                        "PARTS_EXCEED",
                        "Xiaomi's models sum to 5% more than the brand in October. Both cannot be right.",
                        facts("parts_month", "2024-10", "parts_excess", 0.05)),
                arguments(
                        Scope.BRAND,
                        "CHANNEL_STOCK",
                        "Xiaomi's dealers took on 1.5 months of sales in half a year. So much more was shipped to dealers"
                                + " than they sold at home and sent abroad, up to October.",
                        facts("channel_stock_change_months", 1.5, "reference_month", "2024-10")));
    }

    @ParameterizedTest
    @MethodSource("sentences")
    void shouldSayWhatHappened(Scope scope, String name, String sentence, Map<String, Object> facts) {
        // Given
        Rule rule = RulePack.shipped().rules().stream()
                .filter(each -> each.scope() == scope && each.name().equals(name))
                .findFirst()
                .orElseThrow();

        // When
        String message = rule.message()
                .render(
                        Subject.of(new SubjectId(scope, "xiaomi", "xiaomi", null, null), facts),
                        slug -> NAMES.getOrDefault(slug, slug));

        // Then
        assertThat(message).isEqualTo(sentence);
        assertThat(message).doesNotContainPattern(UNPRINTABLE);
        assertThat(message.substring(0, message.indexOf(". "))).hasSizeLessThanOrEqualTo(LONGEST_TITLE);
    }

    @Test
    void shouldHaveASentenceHereForEveryRule() {
        // Given
        Set<String> shown = new HashSet<>();
        sentences().forEach(each -> shown.add(each.get()[1] + " " + each.get()[0]));

        // When
        List<String> shipped = RulePack.shipped().rules().stream()
                .map(rule -> rule.name() + " " + rule.scope())
                .toList();

        // Then
        assertThat(shown).containsExactlyInAnyOrderElementsOf(shipped);
    }

    @Test
    void shouldNeverSayUnknownOrLeaveAnythingUnfinished() {
        // Given the alerts of many histories
        List<String> unfinished = new ArrayList<>();
        Set<String> rules = new HashSet<>();

        // When
        LongStream.range(0, 150).forEach(seed -> {
            for (AlertTransition step :
                    new SampleMarket().tell(RandomHistory.of(seed)).steps()) {
                rules.add(step.rule());
                if (UNPRINTABLE.matcher(step.message()).find()
                        || !step.message().endsWith(".")) {
                    unfinished.add("seed " + seed + ": " + step.rule() + ": " + step.message());
                }
            }
        });

        // Then
        assertThat(unfinished).isEmpty();
        assertThat(rules).hasSizeGreaterThan(13);
    }

    private static Map<String, Object> facts(Object... namesAndValues) {
        Map<String, Object> facts = new HashMap<>(Map.of("brand", "xiaomi", "as_of", "2024-11-11"));
        for (int i = 0; i < namesAndValues.length; i += 2) {
            facts.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return facts;
    }
}
