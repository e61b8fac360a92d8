package io.bellwether.streams.query;

import io.bellwether.domain.ledger.MonthSeries;
import io.bellwether.domain.statement.Measure;
import io.bellwether.schemas.avro.BrandMonth;
import io.bellwether.streams.codec.Encoding;
import io.bellwether.streams.query.MarketQueries.MonthSpan;
import io.bellwether.streams.query.PartialResult.Entry;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The months of a measure with the statements about each, oldest first: month -> BrandMonth, behind an empty key if any
 * event is about the brand; nothing if none is.
 *
 * @param asOf as known on that day; null for now
 */
record MonthsQuery(String brand, @Nullable LocalDate asOf, MonthSeries.SeriesSubject subject, MonthSpan span)
        implements StateQuery<Optional<List<BrandMonth>>> {

    static final String NAME = "Months";

    static MonthsQuery of(QueryParameters parameters) {
        return new MonthsQuery(
                parameters.required("brand"),
                parameters.day("as_of"),
                new MonthSeries.SeriesSubject(
                        Measure.valueOf(parameters.required("measure")),
                        parameters.text("model"),
                        parameters.text("region")),
                new MonthSpan(
                        parameters.month("from"),
                        parameters.month("to"),
                        parameters.number("limit", QueryParameters.MAX_MONTHS)));
    }

    @Override
    public QueryParameters parameters() {
        return QueryParameters.of(NAME)
                .with("brand", brand)
                .with("as_of", asOf)
                .with("measure", subject.measure())
                .with("model", subject.model())
                .with("region", subject.region())
                .with("from", span.from())
                .with("to", span.to())
                .with("limit", span.limit());
    }

    @Override
    public Placement placement() {
        return Placement.of(brand);
    }

    @Override
    public Cost cost() {
        return Cost.REPLAY;
    }

    @Override
    public List<Entry> answer(PartitionStores stores) {
        return stores.replay().months(this, stores.pages());
    }

    @Override
    public Optional<List<BrandMonth>> combine(List<Entry> entries) {
        if (entries.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(entries.stream()
                .filter(entry -> !entry.key().isEmpty())
                .map(entry -> Encoding.BRAND_MONTH.decode(entry.value()))
                .toList());
    }
}
