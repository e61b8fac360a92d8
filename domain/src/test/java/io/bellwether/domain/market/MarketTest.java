package io.bellwether.domain.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.bellwether.domain.ledger.BrandSummary;
import io.bellwether.domain.market.MarketView.TargetStatus;
import io.bellwether.domain.statement.Coverage;
import io.bellwether.domain.statement.Months;
import io.bellwether.domain.statement.Qualifier;
import io.bellwether.domain.statement.Stage;
import io.bellwether.domain.statement.TargetPeriod;
import io.bellwether.domain.statement.Total;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Brands side by side, docs/figures.md#market, and what became of targets, docs/figures.md#targets. */
class MarketTest {

    private static final LocalDate D = LocalDate.of(2024, 11, 11);

    @Test
    void shouldRankBrandsByTheMonthOfTheMarket() {
        // Given three brands at October, two of them equal, and one at September
        MarketView view = view(
                SampleBrand.named("c").upTo("2024-10", 300),
                SampleBrand.named("b").upTo("2024-10", 100),
                SampleBrand.named("a").upTo("2024-10", 100),
                SampleBrand.named("late").upTo("2024-09", 9_999),
                SampleBrand.named("silent"));

        // Then
        assertThat(view.month()).isEqualTo(Months.parse("2024-10"));
        assertThat(view.brands().get("c").rank()).isEqualTo(1);
        assertThat(view.brands().get("a").rank()).isEqualTo(2);
        assertThat(view.brands().get("b").rank()).isEqualTo(3);
        assertThat(view.brands().get("b").marketShare()).isCloseTo(0.2, within(1e-12));
        assertThat(view.brands().get("late"))
                .isEqualTo(new MarketView.Brand(null, null, null, null, null, Forecast.UNKNOWN));
        assertThat(view.brands()).containsKey("silent");
    }

    @Test
    void shouldHaveNoSharesOfNothing() {
        MarketView view = view(SampleBrand.named("a").upTo("2024-10", 0));

        assertThat(view.brands().get("a").marketShare()).isNull();
        assertThat(view.brands().get("a").rank()).isEqualTo(1);
    }

    @Test
    void shouldRankGrowthOfSixKnownMonths() {
        // Given 31,959 then 59,305; 10 then 30; a brand with five months; one at September
        MarketView view = view(
                SampleBrand.named("xpeng").upTo("2024-10", 10_146, 10_668, 11_145, 14_036, 21_352, 23_917),
                SampleBrand.named("tiny").upTo("2024-10", 3, 3, 4, 10, 10, 10),
                SampleBrand.named("five").upTo("2024-10", 1, 1, 9, 9, 9),
                SampleBrand.named("late").upTo("2024-09", 1, 1, 1, 9, 9, 9));

        // Then
        assertThat(view.brands().get("xpeng").growth()).isCloseTo(59_305 / 31_959.0 - 1, within(1e-12));
        assertThat(view.brands().get("xpeng").growthRank()).isEqualTo(2);
        assertThat(view.brands().get("tiny").growthRank()).isEqualTo(1);
        assertThat(view.brands().get("five").growthRank()).isNull();
        assertThat(view.brands().get("late").growthRank()).isNull();
        assertThat(view.ranked()).isEqualTo(2);
    }

    @Test
    void shouldCountTheRankingOfTheMonthBefore() {
        // Given seven months of one brand at October, and six at September of another; a third begins in May
        MarketView view = view(
                SampleBrand.named("a").upTo("2024-10", 1, 1, 1, 1, 1, 1, 1),
                SampleBrand.named("b").upTo("2024-09", 1, 1, 1, 1, 1, 1),
                SampleBrand.named("c").upTo("2024-10", 1, 1, 1, 1, 1, 1));

        // Then a and c are ranked for October, a and b would be for September
        assertThat(view.ranked()).isEqualTo(2);
        assertThat(view.rankedBefore()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "2024-05, AT_LEAST, false", // no base for growth
        "2024-07, AT_LEAST, false",
        "2024-08, AT_LEAST, true", // shows growth
        "2024-05, ESTIMATE, true",
        "2024-05, DERIVED, true",
    })
    void shouldShowGrowthOnLowerBoundsOnlyWhereTheyAreTheLater(String month, Qualifier qualifier, boolean known) {
        MarketView view =
                view(SampleBrand.named("x").upTo("2024-10", 1, 1, 1, 2, 2, 2).month(month, 2, qualifier));

        assertThat(view.brands().get("x").growth() != null).isEqualTo(known);
    }

    @Test
    void shouldNeverShowAFallOnALowerBound() {
        assertThat(view(SampleBrand.named("x")
                                .upTo("2024-10", 2, 2, 2, 2, 2, 1)
                                .month("2024-10", 1, Qualifier.AT_LEAST))
                        .brands()
                        .get("x")
                        .growth())
                .isNull();
        assertThat(view(SampleBrand.named("x")
                                .upTo("2024-10", 2, 2, 2, 2, 2, 2)
                                .month("2024-10", 2, Qualifier.AT_LEAST))
                        .brands()
                        .get("x")
                        .growth())
                .as("no change is no growth")
                .isNull();
    }

    @Test
    void shouldHaveNoGrowthFromNothing() {
        assertThat(view(SampleBrand.named("x").upTo("2024-10", 0, 0, 0, 2, 2, 2))
                        .brands()
                        .get("x")
                        .growth())
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({"2024-05, true", "2024-06, false", "2024-10, false", "2024-11, true"})
    void shouldHaveNoGrowthAcrossABreak(String from, boolean known) {
        MarketView view =
                view(SampleBrand.named("x").upTo("2024-10", 1, 1, 1, 2, 2, 2).breaks(from));

        assertThat(view.brands().get("x").growth() != null).isEqualTo(known);
    }

    @Test
    void shouldCompareThreeMonthsWithThoseAYearBefore() {
        SampleBrand brand = SampleBrand.named("x").upTo("2024-10", 10, 10, 10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7, 7, 7);

        assertThat(MonthTotals.toYearBefore(brand.summary(), Months.parse("2024-10")))
                .isCloseTo(0.7, within(1e-12));
        assertThat(MonthTotals.toYearBefore(
                        brand.month("2023-08", 10, Qualifier.AT_LEAST).summary(), Months.parse("2024-10")))
                .isNull();
        assertThat(MonthTotals.toYearBefore(
                        brand.month("2023-08", 10, Qualifier.ESTIMATE).summary(), Months.parse("2024-10")))
                .isNotNull();
        assertThat(MonthTotals.toYearBefore(brand.without("2024-09").summary(), Months.parse("2024-10")))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({
        // reached, actual, qualifier, D, status: of a target of 100 for 2024
        "2024-12, 100, EXACT, 2025-01-01, MET",
        "2024-12, 100, AT_LEAST, 2025-01-01, MET",
        "2024-06, 100, EXACT, 2024-07-01, MET",
        "2024-12, 99, EXACT, 2025-01-01, MISSED",
        "2024-12, 99, ESTIMATE, 2025-06-01, MISSED",
        "2024-12, 99, AT_LEAST, 2025-01-01, UNKNOWN",
        "2024-11, 99, EXACT, 2025-02-14, OPEN", // 45 days after 31 December
        "2024-11, 99, EXACT, 2025-02-15, UNKNOWN",
        "'', '', '', 2024-03-01, OPEN",
        "'', '', '', 2025-02-15, UNKNOWN",
        "2023-12, '', '', 2024-03-01, OPEN",
        "2024-12, '', '', 2025-01-01, UNKNOWN",
    })
    void shouldSayWhatBecameOfATarget(
            String reached, String actual, String qualifier, LocalDate day, TargetStatus status) {
        // Given
        Total total = actual.isEmpty() ? null : new Total(Long.parseLong(actual), Qualifier.valueOf(qualifier));
        SampleBrand brand = SampleBrand.named("x")
                .target(
                        TargetPeriod.year(2024),
                        100,
                        reached.isEmpty() ? null : (Integer) Months.parse(reached),
                        total);
        Market market = new Market();
        market.put(brand.summary());

        // When
        MarketView.Target target = market.view(day).targets().get(0);

        // Then
        assertThat(target.status()).isEqualTo(status);
        assertThat(target.attainment()).isEqualTo(total == null ? null : (Double) (total.units() / 100.0));
    }

    @Test
    void shouldHaveNoAttainmentOfNothing() {
        Market market = new Market();
        market.put(SampleBrand.named("x")
                .target(TargetPeriod.quarter(2024, 3), 0, Months.parse("2024-09"), new Total(5, Qualifier.EXACT))
                .summary());

        assertThat(market.view(D).targets().get(0).attainment()).isNull();
        assertThat(market.view(D).targets().get(0).status()).isEqualTo(TargetStatus.MET);
    }

    @Test
    void shouldMeasureGapsByTheDaysOnWhichStagesWereReached() {
        // Given x, which announced in May; y with a beta in June that was told of in July; z in full since October
        MarketView view = view(
                SampleBrand.named("x").technology(technology("2024-05-01")),
                SampleBrand.named("y").technology(technology("2024-06-01", "2024-06-01", "2024-06-01")),
                SampleBrand.named("z")
                        .technology(technology("2024-10-01", "2024-10-01", "2024-10-01", "2024-10-01", "2024-10-01")));

        // When
        MarketView.Technology race = view.technologies().get("L3");

        // Then
        assertThat(race.frontier()).isEqualTo(Stage.FULL_ROLLOUT);
        assertThat(race.leaders()).containsExactly("z");
        assertThat(race.brands().get("x"))
                .isEqualTo(new MarketView.Contender(
                        Stage.ANNOUNCED, LocalDate.of(2024, 5, 1), Coverage.NONE, 4, days("2024-06-01"), 2));
        assertThat(race.brands().get("y").gapStages()).isEqualTo(2);
        assertThat(race.brands().get("y").gapDays()).isEqualTo(days("2024-10-01"));
        assertThat(race.brands().get("z").gapDays()).isNull();
        assertThat(race.activeBrands()).isEqualTo(3);
    }

    private static int days(String since) {
        return (int) (D.toEpochDay() - LocalDate.parse(since).toEpochDay());
    }

    /** A technology whose stages were reached on these days, the lowest first; all said on 1 November. */
    private static BrandSummary.Technology technology(String... days) {
        return new BrandSummary.Technology(
                "L3",
                Arrays.stream(days)
                        .map(day -> new BrandSummary.Reached(
                                LocalDate.parse(day), SampleBrand.stated("e" + day, "2024-11-01")))
                        .toList(),
                null,
                null,
                SampleBrand.stated("newest", "2024-11-01"));
    }

    private static MarketView view(SampleBrand... brands) {
        Market market = new Market();
        List.of(brands).forEach(brand -> market.put(brand.summary()));
        return market.view(D);
    }
}
