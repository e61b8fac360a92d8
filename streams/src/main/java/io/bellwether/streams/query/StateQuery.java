package io.bellwether.streams.query;

import io.bellwether.streams.query.PartialResult.Entry;
import java.util.List;

/**
 * A question about the state of the pipeline. Each kind is one type: where it is answered, what that costs, how it is
 * written for another instance, how it is answered from the stores of one partition, and what the answers of all
 * partitions say together.
 *
 * <p>A new kind is permitted here, named in {@link QueryCodec}, and given a method of {@link MarketQueries}.
 *
 * @param <T> the answer
 */
public sealed interface StateQuery<T>
        permits AlertLifeQuery,
                AlertPageQuery,
                AlertsQuery,
                AppliedRulesQuery,
                BrandQuery,
                BrandYearsQuery,
                BrandsQuery,
                CalendarQuery,
                ChangesQuery,
                CourseQuery,
                DaysQuery,
                KnownEventsQuery,
                MarketDayQuery,
                MarketViewQuery,
                ModelNamesQuery,
                MonthsQuery,
                SourcesQuery,
                StatementsQuery,
                SummariesQuery,
                TotalsQuery,
                YearQuery {

    /** The partitions that have to answer. */
    Placement placement();

    /** What the answer of one instance takes. */
    default Cost cost() {
        return Cost.READ;
    }

    /** The query by names, of which {@link QueryCodec#decode} makes the same query in another instance. */
    QueryParameters parameters();

    /** The answer of one partition: keys and encoded records, as {@link #combine} takes them. */
    List<Entry> answer(PartitionStores stores);

    /** The answer, of those of all partitions in any order of the partitions. */
    T combine(List<Entry> entries);
}
