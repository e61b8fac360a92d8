package io.bellwether.domain.alert;

import static io.bellwether.domain.alert.FactType.BRAND;
import static io.bellwether.domain.alert.FactType.DAY;
import static io.bellwether.domain.alert.FactType.MONTH;
import static io.bellwether.domain.alert.FactType.NUMBER;
import static io.bellwether.domain.alert.FactType.PERIOD;

import io.bellwether.domain.ledger.BrandSummary;
import io.bellwether.domain.ledger.Evidence;
import io.bellwether.domain.ledger.Metric;
import io.bellwether.domain.ledger.MetricSet;
import io.bellwether.domain.market.Forecast;
import io.bellwether.domain.market.MarketView;
import io.bellwether.domain.market.MonthTotals;
import io.bellwether.domain.market.Staleness;
import io.bellwether.domain.statement.Months;
import io.bellwether.domain.statement.Qualifier;
import io.bellwether.domain.statement.TargetPeriod;
import io.bellwether.domain.statement.Total;
import java.time.LocalDate;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The facts of a brand: its metrics, its place in the market, and how old its news is.
 *
 * @param summary what is known of the brand
 * @param market what is known of all of them
 */
record BrandFacts(BrandSummary summary, MarketView market) {

    static final FactTable<BrandFacts> TABLE = FactTable.of(
            MetricFacts.of(BrandFacts::metrics),
            Fact.of("brand", BRAND, of -> of.summary.brand()),
            daily("as_of", DAY, of -> of.market.asOf()),
            ofPlace("market_share", MarketView.Brand::marketShare),
            ofPlace("rank", MarketView.Brand::rank),
            ofPlace("growth", MarketView.Brand::growth).from(Evidence.GROWTH).qualifiedBy(BrandFacts::growthQualifier),
            ofPlace("growth_rank", MarketView.Brand::growthRank).from(Evidence.GROWTH),
            daily("market_month", MONTH, of -> month(of.market.month())),
            daily("ranked_brands", NUMBER, of -> of.market.ranked()),
            daily("ranked_brands_month_before", NUMBER, of -> of.market.rankedBefore()),
            daily("days_since_market_month", NUMBER, BrandFacts::daysSinceMarketMonth),
            daily("days_without_market_next_month", NUMBER, of -> daysWithoutNext(of.market.month(), of.market)),
            ofForecast("forecast_year", Forecast::year),
            ofForecast("forecast_low", Forecast::low),
            ofForecast("forecast_high", Forecast::high),
            ofForecast("target_probability", Forecast::targetProbability),
            ofReference("reference_year", NUMBER, (of, month) -> Months.year(month)),
            ofReference("reference_month_number", NUMBER, (of, month) -> Months.number(month)),
            ofReference("missing_month", MONTH, (of, month) -> Months.format(month + 1)),
            ofReference("days_without_next_month", NUMBER, (of, month) -> daysWithoutNext(month, of.market))
                    .changingWithTheMarket()
                    .from(Metric.DELIVERIES),
            daily("days_past_figure_due", NUMBER, BrandFacts::daysPastFigureDue).from(Metric.NEXT_FIGURE_DUE),
            Fact.of("ended_from", MONTH, of -> month(of.summary.endedFrom())),
            ofReference("months_known", NUMBER, (of, month) -> of.summary.monthsKnown()),
            Fact.<BrandFacts>of("growth_over_two_months", NUMBER, of -> of.summary.growthOverTwoMonths())
                    .from(Evidence.GROWTH_OVER_TWO_MONTHS),
            ofReference(
                            "three_months_to_year_before",
                            NUMBER,
                            (of, month) -> MonthTotals.toYearBefore(of.summary, month))
                    .from(Evidence.THREE_MONTHS_TO_YEAR_BEFORE),
            ofReference("previous_month", MONTH, (of, month) -> Months.format(month - 1)),
            ofMonth("previous_deliveries", 1).from(Metric.DELIVERIES_MOM),
            ofMonth("deliveries_year_before", 12).from(Metric.DELIVERIES_YOY),
            ofReference("compared_month", MONTH, BrandFacts::comparedMonth),
            ofReference("three_months", PERIOD, (of, month) -> new TargetPeriod(month - 2, month).format()),
            ofThreeMonths("three_months_deliveries", 0).from(Evidence.GROWTH),
            ofThreeMonths("three_months_before_deliveries", 3).from(Evidence.GROWTH),
            ofReach("target_reach_year", (of, reached) -> Months.year(reached)),
            ofReach("target_reach_month_number", (of, reached) -> Months.number(reached)),
            Fact.<BrandFacts>of("target_reached_in", MONTH, BrandFacts::targetReachedIn)
                    .from(Metric.TARGET_REACH_MONTH));

    static Subject subject(
            BrandSummary summary, MarketView market, long marketMicros, Supplier<List<Evidence>> evidence) {
        return Subject.of(
                new SubjectId(Scope.BRAND, summary.brand(), summary.brand(), null, null),
                TABLE,
                new BrandFacts(summary, market),
                market.asOf(),
                summary.newestMicros(),
                marketMicros,
                names -> evidence.get().stream()
                        .filter(value -> value.supports(names))
                        .toList());
    }

    private static Fact<BrandFacts> daily(String name, FactType type, Function<BrandFacts, @Nullable Object> value) {
        return Fact.of(name, type, value).changingWithTheMarket();
    }

    private static Fact<BrandFacts> ofPlace(String name, Function<MarketView.Brand, @Nullable Object> value) {
        return daily(name, NUMBER, of -> {
            MarketView.Brand place = of.place();
            return place == null ? null : value.apply(place);
        });
    }

    private static Fact<BrandFacts> ofForecast(String name, Function<Forecast, @Nullable Object> value) {
        return ofPlace(name, place -> value.apply(place.forecast()))
                .from(Metric.YTD_DELIVERIES, Metric.RUN_RATE, Metric.TARGET);
    }

    private static Fact<BrandFacts> ofReference(
            String name, FactType type, BiFunction<BrandFacts, Integer, @Nullable Object> value) {
        return Fact.of(name, type, of -> {
            Integer reference = of.metrics().month(Metric.REFERENCE_MONTH);
            return reference == null ? null : value.apply(of, reference);
        });
    }

    private static Fact<BrandFacts> ofReach(String name, BiFunction<BrandFacts, Integer, @Nullable Object> value) {
        return Fact.<BrandFacts>of(name, NUMBER, of -> {
                    Integer reached = of.metrics().month(Metric.TARGET_REACH_MONTH);
                    return reached == null ? null : value.apply(of, reached);
                })
                .from(Metric.TARGET_REACH_MONTH);
    }

    /** The total of the month so many before the reference month. */
    private static Fact<BrandFacts> ofMonth(String name, int before) {
        return ofTotal(name, (of, reference) -> MonthTotals.find(of.summary, reference - before));
    }

    /** The sum over the three months that end so many before the reference month. */
    private static Fact<BrandFacts> ofThreeMonths(String name, int before) {
        return ofTotal(
                name, (of, reference) -> MonthTotals.sum(of.summary, reference - before - 2, reference - before));
    }

    private static Fact<BrandFacts> ofTotal(String name, BiFunction<BrandFacts, Integer, @Nullable Total> total) {
        return ofReference(name, NUMBER, (of, month) -> {
                    Total known = total.apply(of, month);
                    return known == null ? null : known.units();
                })
                .qualifiedBy(of -> {
                    Integer reference = of.metrics().month(Metric.REFERENCE_MONTH);
                    Total known = reference == null ? null : total.apply(of, reference);
                    return known == null ? null : known.qualifier();
                });
    }

    private MetricSet metrics() {
        return summary.metrics();
    }

    private MarketView.@Nullable Brand place() {
        return market.brands().get(summary.brand());
    }

    private @Nullable Qualifier growthQualifier() {
        Integer month = market.month();
        Total sum = month == null ? null : MonthTotals.sum(summary, month - 2, month);
        return sum == null ? null : sum.qualifier();
    }

    private @Nullable Object daysSinceMarketMonth() {
        Integer month = market.month();
        return month == null
                ? null
                : market.asOf().toEpochDay() - Months.lastDay(month).toEpochDay();
    }

    private @Nullable Object daysPastFigureDue() {
        return metrics().value(Metric.NEXT_FIGURE_DUE) instanceof LocalDate due
                ? market.asOf().toEpochDay() - due.toEpochDay()
                : null;
    }

    private static @Nullable Object daysWithoutNext(@Nullable Integer month, MarketView market) {
        return month == null ? null : Staleness.daysSinceNextMonth(month, market.asOf());
    }

    /** The month that deliveries_like_for_like compares with: from April on the one before. */
    private static @Nullable Object comparedMonth(BrandFacts of, int reference) {
        return Months.number(reference) >= 4 ? Months.format(reference - 1) : null;
    }

    private @Nullable Object targetReachedIn() {
        Double target = metrics().number(Metric.TARGET);
        Double yearToDate = metrics().number(Metric.YTD_DELIVERIES);
        return target != null && yearToDate != null && yearToDate >= target
                ? month(metrics().month(Metric.TARGET_REACH_MONTH))
                : null;
    }

    private static @Nullable String month(@Nullable Integer month) {
        return month == null ? null : Months.format(month);
    }
}
