package io.bellwether.streams.query;

import io.bellwether.domain.ledger.StatementOutcomes;
import io.bellwether.domain.statement.Provenance;
import io.bellwether.schemas.avro.StatementEntry;
import io.bellwether.streams.codec.AnswerCodec;
import io.bellwether.streams.codec.Encoding;
import io.bellwether.streams.query.PartialResult.Entry;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Every statement as it was received with what became of it (docs/figures.md#statement-outcomes), by brand and
 * publication: brand, instant, event id, a line each -> StatementEntry.
 *
 * @param asOf what became of it by that day; null for now
 * @param filter which ones
 */
record StatementsQuery(@Nullable LocalDate asOf, StatementFilter filter, PageOfBrands page)
        implements StateQuery<EntryPage<StatementEntry>> {

    static final String NAME = "Statements";

    /** Makes all instants of the years that events may have numbers of as many digits. */
    private static final long MICROS_AT_KEY_ZERO = 10_000_000_000_000_000L;

    static StatementsQuery of(QueryParameters parameters) {
        return new StatementsQuery(
                parameters.day("as_of"), StatementFilter.of(parameters), PageOfBrands.of(parameters));
    }

    @Override
    public QueryParameters parameters() {
        return page.addTo(filter.addTo(QueryParameters.of(NAME).with("as_of", asOf)));
    }

    @Override
    public Placement placement() {
        return page.placement();
    }

    @Override
    public Cost cost() {
        return Cost.REPLAY;
    }

    @Override
    public List<Entry> answer(PartitionStores stores) {
        return page.answer(stores, (brand, limit) -> {
            BrandHistory history = stores.history(brand, asOf);
            StatementOutcomes outcomes = new StatementOutcomes(history.ledger(), history.statements());
            return history.events().stream()
                    .filter(filter::accepts)
                    .filter(kept -> page.isBehind(key(brand, kept.statement().provenance())))
                    .limit(limit)
                    .map(kept -> new Entry(
                            key(brand, kept.statement().provenance()),
                            Encoding.STATEMENT.encode(AnswerCodec.record(kept.event(), outcomes.of(kept.statement())))))
                    .toList();
        });
    }

    private static String key(String brand, Provenance provenance) {
        return brand + "\n" + String.format("%018d", MICROS_AT_KEY_ZERO + provenance.publishedAtMicros()) + "\n"
                + provenance.eventId();
    }

    @Override
    public EntryPage<StatementEntry> combine(List<Entry> entries) {
        return EntryPage.of(entries, Encoding.STATEMENT, page.limit());
    }
}
