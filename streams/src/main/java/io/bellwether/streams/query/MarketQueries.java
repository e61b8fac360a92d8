package io.bellwether.streams.query;

import io.bellwether.domain.alert.OpenDays;
import io.bellwether.domain.ledger.MonthSeries;
import io.bellwether.domain.market.Market;
import io.bellwether.domain.market.SeasonalPath;
import io.bellwether.domain.market.YearCourse;
import io.bellwether.schemas.WireEnums;
import io.bellwether.schemas.avro.Alert;
import io.bellwether.schemas.avro.AlertStatus;
import io.bellwether.schemas.avro.BrandMetrics;
import io.bellwether.schemas.avro.BrandMonth;
import io.bellwether.schemas.avro.BrandSummaryRecord;
import io.bellwether.schemas.avro.CalendarEntry;
import io.bellwether.schemas.avro.ChangeEntry;
import io.bellwether.schemas.avro.MarketBrand;
import io.bellwether.schemas.avro.MarketView;
import io.bellwether.schemas.avro.Measure;
import io.bellwether.schemas.avro.MetricSet;
import io.bellwether.schemas.avro.SourceEntry;
import io.bellwether.schemas.avro.StatementEntry;
import io.bellwether.schemas.avro.YearEntry;
import io.bellwether.schemas.avro.YearForecast;
import io.bellwether.streams.codec.AnswerCodec;
import io.bellwether.streams.codec.BrandSummaryCodec;
import io.bellwether.streams.codec.MarketViewCodec;
import io.bellwether.streams.processor.RuleSets;
import io.bellwether.streams.processor.TopologyConfig;
import io.bellwether.streams.rules.RulePack;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Queries of the whole cluster. May be used from any thread.
 *
 * <p>Every method throws {@link StateUnavailable} while state is restored or moves and nobody can answer for it.
 */
public final class MarketQueries {

    private static final Comparator<Alert> NEWEST_FIRST = Comparator.comparing(Alert::getUpdatedAt)
            .reversed()
            .thenComparing(Alert::getRule)
            .thenComparing(Alert::getSubject);

    private final QueriedState state;
    private final TopologyConfig config;

    /** Queries of this state. */
    public MarketQueries(QueriedState state, TopologyConfig config) {
        this.state = state;
        this.config = config;
    }

    /**
     * A brand and its models.
     *
     * @param models metrics by model
     */
    public record BrandAnswer(BrandMetrics metrics, SortedMap<String, MetricSet> models) {}

    /**
     * Some of the brands.
     *
     * @param brands metrics by name
     * @param more whether there are brands behind them
     */
    public record BrandPage(SortedMap<String, BrandMetrics> brands, boolean more) {}

    /**
     * Brands with their metrics in the order of their names.
     *
     * @param asOf as they were known on that day; null for now
     * @param after only brands behind this name; null for all
     * @param limit most brands in the answer
     */
    public Answer<BrandPage> brands(@Nullable LocalDate asOf, @Nullable String after, int limit) {
        return state.answer(new BrandsQuery(asOf, after, limit));
    }

    /**
     * A brand with its models; empty if nothing was said of it.
     *
     * @param asOf as it was known on that day; null for now
     */
    public Answer<Optional<BrandAnswer>> brand(String brand, @Nullable LocalDate asOf) {
        return state.answer(new BrandQuery(brand, asOf));
    }

    /**
     * The months of a measure with all that was said of each, oldest first; empty if nothing was said of the brand.
     *
     * @param asOf as it was known on that day; null for now
     * @param measure by its name, with model and region: null for the whole brand, and for everywhere
     * @param span from and to, either may be null, and the most months
     */
    public Answer<Optional<List<BrandMonth>>> months(
            String brand, @Nullable LocalDate asOf, MonthSubject measure, MonthSpan span) {
        MonthSeries.SeriesSubject subject =
                new MonthSeries.SeriesSubject(WireEnums.TO_MEASURES.of(measure.measure), measure.model, measure.region);
        return state.answer(new MonthsQuery(brand, asOf, subject, span));
    }

    /**
     * The latest known months of a measure of every brand of which there are any, without statements, by name.
     *
     * @param asOf as it was known on that day; null for now
     * @param months most months of a brand
     * @param after only brands behind this name; null for all
     * @param limit most brands in the answer
     */
    public Answer<TotalsPage> totals(
            @Nullable LocalDate asOf, Measure measure, int months, @Nullable String after, int limit) {
        return state.answer(new TotalsQuery(asOf, WireEnums.TO_MEASURES.of(measure), months, after, limit));
    }

    /**
     * The months of some of the brands.
     *
     * @param brands months by name, oldest first
     * @param more whether there are brands behind them
     */
    public record TotalsPage(SortedMap<String, List<BrandMonth>> brands, boolean more) {}

    /** What a series of months is of; a null model is the whole brand, a null region everywhere. */
    public record MonthSubject(
            Measure measure,
            @Nullable String model,
            @Nullable String region) {}

    /** The latest months between two. */
    public record MonthSpan(
            @Nullable YearMonth from, @Nullable YearMonth to, int limit) {}

    /**
     * The market; empty before the first event.
     *
     * @param asOf as it looked on that day; null for now
     */
    public Answer<Optional<MarketView>> market(@Nullable LocalDate asOf) {
        if (asOf == null) {
            return state.answer(new MarketViewQuery());
        }
        Answer<List<BrandSummaryRecord>> summaries = state.answer(new SummariesQuery(asOf));
        Market market = new Market();
        summaries.value().forEach(summary -> market.put(BrandSummaryCodec.of(summary)));
        return new Answer<>(Optional.of(MarketViewCodec.record(market.view(asOf))), summaries.freshness());
    }

    /**
     * A calendar year of a brand or model; empty if nothing was said of it.
     *
     * @param asOf as it was known on that day; null for now
     * @param model null for the whole brand
     * @param year null for that of the reference month
     */
    public Answer<Optional<YearEntry>> year(
            String brand, @Nullable LocalDate asOf, @Nullable String model, @Nullable Integer year) {
        Answer<Optional<YearQuery.Found>> found = state.answer(new YearQuery(brand, asOf, model, year));
        return new Answer<>(
                found.value()
                        .map(of -> AnswerCodec.record(
                                alongEarlierYears(of.course(), asOf),
                                of.isPresent() && model == null ? forecast(brand, asOf) : null)),
                found.freshness());
    }

    private @Nullable YearForecast forecast(String brand, @Nullable LocalDate asOf) {
        MarketBrand of =
                market(asOf).value().map(view -> view.getBrands().get(brand)).orElse(null);
        return of == null || of.getForecastYear() == null
                ? null
                : new YearForecast(
                        of.getForecastYear(), of.getForecastLow(), of.getForecastHigh(), of.getTargetProbability());
    }

    private YearCourse alongEarlierYears(YearCourse course, @Nullable LocalDate asOf) {
        if (course.target() == null) {
            return course;
        }
        SeasonalPath path = SeasonalPath.of(
                state.answer(new BrandYearsQuery(asOf, course.year())).value());
        return path == null ? course : course.along(path);
    }

    /**
     * How good the figures of sources have been, by brand, source and measure.
     *
     * @param asOf as it was known on that day; null for now
     */
    public Answer<EntryPage<SourceEntry>> sources(@Nullable LocalDate asOf, PageOfBrands page) {
        return state.answer(new SourcesQuery(asOf, page));
    }

    /**
     * Every statement as it was received with what became of it, by brand and publication.
     *
     * @param asOf what became of it by that day; null for now
     * @param published when they were published
     * @param source only of this one; null for all
     */
    public Answer<EntryPage<StatementEntry>> statements(
            @Nullable LocalDate asOf, DaySpan published, @Nullable String source, PageOfBrands page) {
        return statements(asOf, new StatementFilter(published, source, null, null), page);
    }

    /**
     * The same of those that a filter accepts.
     *
     * @param asOf what became of it by that day; null for now
     */
    public Answer<EntryPage<StatementEntry>> statements(
            @Nullable LocalDate asOf, StatementFilter filter, PageOfBrands page) {
        return state.answer(new StatementsQuery(asOf, filter, page));
    }

    /**
     * The days on which something was published, oldest first, and how many statements.
     *
     * @param published the days that are asked about
     * @param brand only of this one; null for all
     */
    public Answer<SortedMap<LocalDate, Integer>> days(DaySpan published, @Nullable String brand) {
        return state.answer(new DaysQuery(published, brand));
    }

    /**
     * What the market gets of every brand, by brand; empty before the first event.
     *
     * @param asOf as it was known on that day; null for now
     */
    public Answer<List<BrandSummaryRecord>> summaries(@Nullable LocalDate asOf) {
        LocalDate day = asOf != null ? asOf : day().orElse(LocalDate.MAX);
        return state.answer(new SummariesQuery(day));
    }

    /** The names of the brands' models, by brand. */
    public Answer<SortedMap<String, List<String>>> models() {
        return state.answer(new ModelNamesQuery());
    }

    /**
     * The figures of each brand that differ between two days, as a reader saw them on each day; by brand.
     *
     * @param from the earlier day
     * @param to the later day
     */
    public Answer<EntryPage<ChangeEntry>> changes(LocalDate from, LocalDate to, PageOfBrands page) {
        return state.answer(new ChangesQuery(from, to, page));
    }

    /**
     * The next figures due, by day and brand.
     *
     * @param asOf as it was known on that day; null for now
     */
    public Answer<List<CalendarEntry>> calendar(@Nullable LocalDate asOf) {
        return state.answer(new CalendarQuery(asOf));
    }

    /** The as-of day of the market view of now; empty before the first event. */
    public Optional<LocalDate> day() {
        return state.answer(new MarketDayQuery()).value();
    }

    /**
     * Of the last transitions of every rule and subject that ever fired some, newest first.
     *
     * @param after only what is behind this {@linkplain WantedAlerts#position position}; null for all
     * @param limit at most so many
     */
    public Answer<EntryPage<Alert>> alerts(WantedAlerts filter, @Nullable String after, int limit) {
        return state.answer(new AlertPageQuery(filter, after, limit));
    }

    /** The last transition of every rule and subject that ever fired, newest first. */
    public Answer<List<Alert>> alerts(Predicate<Alert> filter) {
        Answer<List<Alert>> found = state.answer(new AlertsQuery());
        return new Answer<>(newestFirst(found.value(), filter), found.freshness());
    }

    /**
     * The same as it would have been at the end of a past day, with only what was published by then, and by the rules
     * that run now.
     */
    public Answer<List<Alert>> alerts(LocalDate asOf, Predicate<Alert> filter) {
        Answer<List<PartialResult.Entry>> course = state.answer(new CourseQuery(asOf, true));
        List<Alert> alerts = PastAlerts.of(asOf, rules(), config.brandNames(), course.value());
        return new Answer<>(newestFirst(alerts, filter), course.freshness());
    }

    /** On which days before one alerts were open, by what was published then. */
    public OpenDays openDays(LocalDate before, RulePack rules) {
        return PastAlerts.openDays(
                before,
                rules,
                state.answer(new CourseQuery(before.minusDays(1), false)).value());
    }

    private static List<Alert> newestFirst(List<Alert> alerts, Predicate<Alert> filter) {
        return alerts.stream().filter(filter).sorted(NEWEST_FIRST).toList();
    }

    private RulePack rules() {
        return state.answer(new AppliedRulesQuery())
                .value()
                .map(rules -> new RuleSets(config.topics().rules(), config.serdes()).taken(rules))
                .orElse(config.rules());
    }

    /** Every transition of an alert in its order; empty if there is no such alert. */
    public Answer<List<Alert>> alert(String alertId) {
        return state.answer(new AlertLifeQuery(alertId));
    }

    /**
     * Which of these events of a brand have been taken in: id -> what it says, see {@link
     * io.bellwether.schemas.EventContent}.
     */
    public Map<String, Long> known(String brand, List<String> eventIds) {
        return state.answer(new KnownEventsQuery(brand, eventIds)).value();
    }

    /** Whether an alert is open. */
    public static boolean isOpen(Alert alert) {
        return alert.getStatus() != AlertStatus.RESOLVED;
    }
}
