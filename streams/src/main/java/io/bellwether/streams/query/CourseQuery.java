package io.bellwether.streams.query;

import io.bellwether.streams.query.PartialResult.Entry;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * What the market got of every brand and model, by the day on which anything was published about it, up to a day:
 * day/brand -> BrandSummary, day/brand/model -> ModelMetrics, of a brand in the order of days and models before brands.
 *
 * @param asOf the last day
 */
record CourseQuery(LocalDate asOf) implements StateQuery<List<Entry>> {

    static final String NAME = "Course";

    /** Of each brand at most so many days, the latest. */
    static final int MAX_DAYS = 200;

    static CourseQuery of(QueryParameters parameters) {
        return new CourseQuery(parameters.requiredDay("as_of"));
    }

    @Override
    public QueryParameters parameters() {
        return QueryParameters.of(NAME).with("as_of", asOf);
    }

    @Override
    public Placement placement() {
        return Placement.ALL_BRANDS;
    }

    @Override
    public Cost cost() {
        return Cost.REPLAY;
    }

    @Override
    public List<Entry> answer(PartitionStores stores) {
        List<Entry> days = new ArrayList<>();
        for (Entry now : stores.brands(null, Integer.MAX_VALUE)) {
            days.addAll(stores.replay().course(now.key(), this, stores.pages()));
        }
        return days;
    }

    @Override
    public List<Entry> combine(List<Entry> entries) {
        return entries;
    }
}
