package io.bellwether.domain.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.bellwether.domain.ledger.BrandSummary;
import io.bellwether.domain.ledger.Metric;
import io.bellwether.domain.statement.Qualifier;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The forecast of a year, docs/figures.md#forecast. */
class ForecastTest {

    private static final Offset<Double> EXACTLY = within(1e-9);
    private static final LocalDate NOVEMBER = LocalDate.of(2024, 11, 11);

    /**
     * Five whole years with the multiples -0.2, -0.1, 0, 0.1 and 0.2 over ln(2) at October, and none at other months.
     * The typical multiple is ln(2), as the median is.
     */
    private static final double[] AROUND_STEADY = {-0.2, -0.1, 0, 0.1, 0.2};

    @Test
    void shouldForecastByTheMedianOfEarlierYearsDrawnTowardASteadyRate() {
        // Given multiples at October of which the median is 0.9
        PastYears years = october(0.5, 0.7, 0.9, 1.1, 1.3);

        // When R is October, with 300,000 delivered and 40,000 a month
        Forecast forecast = Forecast.of(brand().summary(), years, NOVEMBER);

        // Then g = ln 2 + 0.7 x (0.9 - ln 2), and the rest of the year is 40,000 x exp(g)
        double g = Math.log(2) + 0.7 * (0.9 - Math.log(2));
        assertThat(g).isCloseTo(0.8379, within(1e-4));
        assertThat(forecast.year()).isCloseTo(300_000 + 40_000 * Math.exp(g), EXACTLY);
    }

    @Test
    void shouldTakeTheIntervalFromErrorsLeftOutInBothDirections() {
        // Given
        PastYears years = october(steady(AROUND_STEADY));

        // When
        Forecast forecast = Forecast.of(brand().summary(), years, NOVEMBER);

        // Then the medians of the other four are 0.05, 0.05, 0, -0.05, -0.05 over ln 2, of which 0.7 counts, so that
        // the
        // residuals are -0.235, -0.135, 0, 0.135, 0.235, with both signs ten; ranks max(1, 11/10) and min(10, 99/10 up)
        assertThat(forecast.low()).isCloseTo(300_000 + 80_000 * Math.exp(-0.235), EXACTLY);
        assertThat(forecast.high()).isCloseTo(300_000 + 80_000 * Math.exp(0.235), EXACTLY);
    }

    @ParameterizedTest
    @CsvSource({
        // rest = 80,000; residuals -0.235 x2, -0.135 x2, 0 x2, 0.135 x2, 0.235 x2
        "360000, 0.9166666666666666", // 60,000 is exp(-0.288): ten of ten reach it, 11/12
        "365000, 0.75", // exp(-0.208): eight, 9/12
        "380000, 0.5833333333333334", // exactly the rest, which the two zeros reach: 7/12
        "380001, 0.4166666666666667", // four, 5/12
        "395000, 0.25", // exp(0.172): two, 3/12
        "410000, 0.08333333333333333", // exp(0.318): none, 1/12
        "300000, 1.0", // reached
        "299999, 1.0",
    })
    void shouldGiveTheChanceOfATarget(long target, double probability) {
        // Given
        PastYears years = october(steady(AROUND_STEADY));
        BrandSummary brand = brand().metric(Metric.TARGET, target).summary();

        // When
        Forecast forecast = Forecast.of(brand, years, NOVEMBER);

        // Then
        assertThat(forecast.targetProbability()).isCloseTo(probability, EXACTLY);
    }

    @Test
    void shouldKnowThatATargetIsReachedWithoutAForecast() {
        // Given no brand-years at all
        BrandSummary brand = brand().metric(Metric.TARGET, 300_000L).summary();

        // When
        Forecast forecast = Forecast.of(brand, new PastYears(), NOVEMBER);

        // Then
        assertThat(forecast).isEqualTo(new Forecast(null, null, null, 1.0));
    }

    @Test
    void shouldGiveNoChanceWithoutATargetOrAForecast() {
        assertThat(Forecast.of(brand().summary(), october(steady(AROUND_STEADY)), NOVEMBER)
                        .targetProbability())
                .isNull();
        assertThat(Forecast.of(brand().metric(Metric.TARGET, 300_001L).summary(), new PastYears(), NOVEMBER))
                .isEqualTo(Forecast.UNKNOWN);
    }

    @Test
    void shouldNeedFiveMultiplesOfTheMonth() {
        PastYears four = october(0.5, 0.6, 0.7, 0.8);

        assertThat(Forecast.of(brand().summary(), four, NOVEMBER)).isEqualTo(Forecast.UNKNOWN);
    }

    @Test
    void shouldTakeResidualsOfMonthsNearbyThatHaveFiveMultiples() {
        // Given five years with a multiple at October, and at August; four of them also at September
        PastYears years = new PastYears();
        for (int i = 0; i < 5; i++) {
            Double[] multiples = none();
            multiples[9] = Math.log(2) + AROUND_STEADY[i];
            multiples[7] = Math.log(4) + 10 * AROUND_STEADY[i];
            multiples[8] = i == 4 ? Double.NaN : Math.log(3) + 1000 * AROUND_STEADY[i];
            years.put("b" + i, List.of(new BrandSummary.BrandYear(2020, List.of(), List.of(multiples))));
        }

        // When
        Outlook outlook = years.outlook(2024, 10);

        // Then those of September do not count
        assertThat(outlook.size()).isEqualTo(20);
        assertThat(outlook.residuals()[19]).isCloseTo(2.35, EXACTLY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024-08", "2024-09", "2024-10"})
    void shouldNeedTheLastThreeMonthsKnownAndNoLowerBounds(String month) {
        PastYears years = october(steady(AROUND_STEADY));

        assertThat(Forecast.of(brand().without(month).summary(), years, NOVEMBER))
                .isEqualTo(Forecast.UNKNOWN);
        assertThat(Forecast.of(brand().month(month, 1, Qualifier.AT_LEAST).summary(), years, NOVEMBER))
                .isEqualTo(Forecast.UNKNOWN);
        assertThat(Forecast.of(brand().month(month, 1, Qualifier.ESTIMATE).summary(), years, NOVEMBER))
                .isNotEqualTo(Forecast.UNKNOWN);
    }

    @Test
    void shouldNeedAYearToDateThatIsNoLowerBound() {
        BrandSummary brand =
                brand().metric(Metric.YTD_QUALIFIER, Qualifier.AT_LEAST).summary();

        assertThat(Forecast.of(brand, october(steady(AROUND_STEADY)), NOVEMBER)).isEqualTo(Forecast.UNKNOWN);
    }

    @Test
    void shouldNeedSixKnownMonths() {
        PastYears years = october(steady(AROUND_STEADY));
        SampleBrand five = SampleBrand.named("x").upTo("2024-10", 1, 1, 1, 1, 1).year(300_000, 40_000);

        assertThat(Forecast.of(five.summary(), years, NOVEMBER)).isEqualTo(Forecast.UNKNOWN);
        assertThat(Forecast.of(five.month("2024-02", 1, Qualifier.AT_LEAST).summary(), years, NOVEMBER))
                .isNotEqualTo(Forecast.UNKNOWN);
    }

    @Test
    void shouldBeStale45DaysAfterTheNextMonthEnded() {
        PastYears years = october(steady(AROUND_STEADY));

        assertThat(Forecast.of(brand().summary(), years, LocalDate.of(2025, 1, 13)))
                .isNotEqualTo(Forecast.UNKNOWN);
        assertThat(Forecast.of(brand().summary(), years, LocalDate.of(2025, 1, 14)))
                .isEqualTo(Forecast.UNKNOWN);
    }

    @Test
    void shouldForecastNothingInDecember() {
        PastYears years = new PastYears();
        put(years, 2020, 0.1, 0.1, 0.1, 0.1, 0.1);
        SampleBrand brand =
                SampleBrand.named("x").upTo("2024-12", 1, 1, 1, 1, 1, 1).year(300_000, 40_000);

        assertThat(Forecast.of(brand.summary(), years, LocalDate.of(2025, 1, 5)))
                .isEqualTo(Forecast.UNKNOWN);
        assertThat(Forecast.of(brand.metric(Metric.TARGET, 1L).summary(), years, LocalDate.of(2025, 1, 5)))
                .isEqualTo(new Forecast(null, null, null, 1.0));
    }

    @Test
    void shouldLearnOfYearsBeforeOnly() {
        // Given five years before 2024, of which the median is 0.9, and others of 2024 itself and later
        PastYears years = october(0.5, 0.7, 0.9, 1.1, 1.3);
        double before = Forecast.of(brand().summary(), years, NOVEMBER).year();

        // When
        put(years, 2024, 5, 5, 5, 5, 5);
        put(years, 2025, 6, 6, 6, 6, 6);

        // Then
        assertThat(Forecast.of(brand().summary(), years, NOVEMBER).year()).isEqualTo(before);
    }

    @Test
    void shouldForgetYearsThatAreNoMore() {
        // Given
        PastYears years = october(0.5, 0.7, 0.9, 1.1, 1.3);
        assertThat(years.outlook(2024, 10)).isNotNull();

        // When one of five is retracted
        years.put("2020-4", List.of());

        // Then
        assertThat(years.outlook(2024, 10)).isNull();
    }

    @Test
    void shouldAgreeWithFormulasTakenLiterally() {
        for (long seed = 0; seed < 300; seed++) {
            // Given years that come, change and go, and outlooks asked for on the way
            Random random = new Random(seed);
            PastYears years = new PastYears();
            List<List<BrandSummary.BrandYear>> brands = new ArrayList<>(Collections.nCopies(6, List.of()));
            int month = 1 + random.nextInt(11);
            int of = 2021 + random.nextInt(4);
            for (int step = 0; step < 25; step++) {
                int brand = random.nextInt(brands.size());
                brands.set(brand, someYears(random));
                years.put("b" + brand, brands.get(brand));
                if (random.nextInt(4) == 0) {
                    years.outlook(2021 + random.nextInt(4), 1 + random.nextInt(11));
                }
            }

            // When
            Outlook outlook = years.outlook(of, month);

            // Then
            List<BrandSummary.BrandYear> all = brands.stream()
                    .flatMap(List::stream)
                    .filter(year -> year.year() < of)
                    .toList();
            Naive naive = new Naive(all, month);
            assertThat(outlook != null)
                    .as("seed %s", seed)
                    .isEqualTo(naive.at(month).size() >= 5);
            if (outlook != null) {
                double[] residuals = naive.residuals();
                assertThat(outlook.typical()).as("seed %s", seed).isCloseTo(naive.g(month, naive.at(month)), EXACTLY);
                assertThat(outlook.residuals()).as("seed %s", seed).containsExactly(residuals, EXACTLY);
                int n = residuals.length;
                assertThat(outlook.low())
                        .as("seed %s", seed)
                        .isCloseTo(residuals[(int) Math.max(1, Math.floor((n + 1) / 10.0)) - 1], EXACTLY);
                assertThat(outlook.high())
                        .as("seed %s", seed)
                        .isCloseTo(residuals[(int) Math.min(n, Math.ceil(9 * (n + 1) / 10.0)) - 1], EXACTLY);
                double target = 100 + random.nextInt(2_000);
                assertThat(outlook.reaching(100, 500, target))
                        .as("seed %s", seed)
                        .isEqualTo((int) Arrays.stream(outlook.residuals())
                                .filter(r -> 100 + 500 * Math.exp(r) >= target)
                                .count());
            }
        }
    }

    /** The formulas as they stand, over lists. */
    private record Naive(List<BrandSummary.BrandYear> years, int month) {

        List<Double> at(int k) {
            return years.stream()
                    .map(year -> year.multiples().get(k - 1))
                    .filter(multiple -> !multiple.isNaN())
                    .toList();
        }

        double g(int k, List<Double> multiples) {
            List<Double> sorted = multiples.stream().sorted().toList();
            int n = sorted.size();
            double median = n % 2 == 1 ? sorted.get(n / 2) : (sorted.get(n / 2 - 1) + sorted.get(n / 2)) / 2;
            return Math.log(12 - k) + 0.7 * (median - Math.log(12 - k));
        }

        double[] residuals() {
            List<Double> residuals = new ArrayList<>();
            for (int k = Math.max(1, month - 2); k <= Math.min(11, month + 2); k++) {
                for (int i = 0; i < at(k).size(); i++) {
                    List<Double> others = new ArrayList<>(at(k));
                    double own = others.remove(i);
                    if (others.size() >= 4) {
                        residuals.add(own - g(k, others));
                        residuals.add(-(own - g(k, others)));
                    }
                }
            }
            return residuals.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        }
    }

    private static List<BrandSummary.BrandYear> someYears(Random random) {
        List<BrandSummary.BrandYear> years = new ArrayList<>();
        for (int year = 2019; year < 2024; year++) {
            if (random.nextInt(3) > 0) {
                Double[] multiples = none();
                for (int k = 0; k < 11; k++) {
                    // Coarse, so that equal ones occur.
                    multiples[k] = random.nextInt(5) == 0 ? Double.NaN : (Double) (random.nextInt(40) / 16.0 - 1);
                }
                years.add(new BrandSummary.BrandYear(year, List.of(), List.of(multiples)));
            }
        }
        return years;
    }

    /** R is October 2024: 300,000 delivered, 40,000 a month. */
    private static SampleBrand brand() {
        return SampleBrand.named("x")
                .upTo("2024-10", 40_000, 40_000, 40_000, 40_000, 40_000, 40_000)
                .year(300_000, 40_000);
    }

    private static double[] steady(double... over) {
        return Arrays.stream(over).map(multiple -> Math.log(2) + multiple).toArray();
    }

    /** A brand-year of 2020 for each multiple at October. */
    private static PastYears october(double... multiples) {
        PastYears years = new PastYears();
        put(years, 2020, multiples);
        return years;
    }

    private static void put(PastYears years, int year, double... multiples) {
        for (int i = 0; i < multiples.length; i++) {
            Double[] all = none();
            all[9] = multiples[i];
            years.put(year + "-" + i, List.of(new BrandSummary.BrandYear(year, List.of(), List.of(all))));
        }
    }

    private static Double[] none() {
        Double[] none = new Double[11];
        Arrays.fill(none, Double.NaN);
        return none;
    }
}
