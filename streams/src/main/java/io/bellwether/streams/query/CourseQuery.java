package io.bellwether.streams.query;

import io.bellwether.domain.alert.OpenDays;
import io.bellwether.streams.query.PartialResult.Entry;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * What the market got of every brand and model, by the day on which anything was published about it, up to a day:
 * day/brand -> BrandSummary, day/brand/model -> ModelMetrics, of a brand in the order of days and models before brands;
 * nothing where there is no such model any more. What is of days before the last {@value #MAX_DAYS} stands once, on the
 * last of these days.
 *
 * @param asOf the last day
 * @param withEvidence whether the metrics' evidence is wanted: most of the answer
 */
record CourseQuery(LocalDate asOf, boolean withEvidence) implements StateQuery<List<Entry>> {

    static final String NAME = "Course";

    /** Of each brand so many days, the latest: as far as one looks back for when an alert began. */
    static final int MAX_DAYS = OpenDays.MAX_DAYS;

    static CourseQuery of(QueryParameters parameters) {
        return new CourseQuery(
                parameters.requiredDay("as_of"), Boolean.parseBoolean(parameters.required("with_evidence")));
    }

    @Override
    public QueryParameters parameters() {
        return QueryParameters.of(NAME).with("as_of", asOf).with("with_evidence", withEvidence);
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
