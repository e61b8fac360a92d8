package io.bellwether.streams.query;

import static java.util.Map.entry;

import java.util.Map;
import java.util.function.Function;

/** Queries as instances of the pipeline send them to each other. */
public final class QueryCodec {

    private static final Map<String, Function<QueryParameters, StateQuery<?>>> KINDS = Map.ofEntries(
            entry(AlertLifeQuery.NAME, AlertLifeQuery::of),
            entry(AlertPageQuery.NAME, AlertPageQuery::of),
            entry(AlertsQuery.NAME, parameters -> new AlertsQuery()),
            entry(AppliedRulesQuery.NAME, parameters -> new AppliedRulesQuery()),
            entry(BrandYearsQuery.NAME, BrandYearsQuery::of),
            entry(BrandQuery.NAME, BrandQuery::of),
            entry(BrandsQuery.NAME, BrandsQuery::of),
            entry(CalendarQuery.NAME, CalendarQuery::of),
            entry(ChangesQuery.NAME, ChangesQuery::of),
            entry(CourseQuery.NAME, CourseQuery::of),
            entry(DaysQuery.NAME, DaysQuery::of),
            entry(KnownEventsQuery.NAME, KnownEventsQuery::of),
            entry(MarketDayQuery.NAME, parameters -> new MarketDayQuery()),
            entry(MarketViewQuery.NAME, parameters -> new MarketViewQuery()),
            entry(ModelNamesQuery.NAME, parameters -> new ModelNamesQuery()),
            entry(MonthsQuery.NAME, MonthsQuery::of),
            entry(SourcesQuery.NAME, SourcesQuery::of),
            entry(StatementsQuery.NAME, StatementsQuery::of),
            entry(SummariesQuery.NAME, SummariesQuery::of),
            entry(TotalsQuery.NAME, TotalsQuery::of),
            entry(YearQuery.NAME, YearQuery::of));

    private QueryCodec() {}

    /**
     * The query of which these are the {@linkplain StateQuery#parameters parameters}.
     *
     * @throws IllegalArgumentException if it is of no known kind, or lacks something
     * @throws java.time.DateTimeException if a day or month is none
     */
    public static StateQuery<?> decode(QueryParameters parameters) {
        Function<QueryParameters, StateQuery<?>> kind = KINDS.get(parameters.name());
        if (kind == null) {
            throw new IllegalArgumentException("unknown query: " + parameters.name());
        }
        return kind.apply(parameters);
    }
}
