package io.bellwether.streams.query;

import io.bellwether.domain.ledger.SourceQuality;
import io.bellwether.domain.statement.Statement;
import io.bellwether.schemas.avro.SourceEntry;
import io.bellwether.streams.codec.AnswerCodec;
import io.bellwether.streams.codec.Encoding;
import io.bellwether.streams.query.PartialResult.Entry;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How good the figures of sources have been (docs/figures.md#sources), by brand, source and measure: these three, a line
 * each -> SourceEntry.
 *
 * @param asOf as known on that day; null for now
 */
record SourcesQuery(@Nullable LocalDate asOf, PageOfBrands page) implements StateQuery<EntryPage<SourceEntry>> {

    static final String NAME = "Sources";

    static SourcesQuery of(QueryParameters parameters) {
        return new SourcesQuery(parameters.day("as_of"), PageOfBrands.of(parameters));
    }

    @Override
    public QueryParameters parameters() {
        return page.addTo(QueryParameters.of(NAME).with("as_of", asOf));
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
            List<Statement> counted = history.statements().stream()
                    .filter(statement -> !history.ledger().retractions().retracts(statement))
                    .toList();
            return SourceQuality.of(history.ledger(), counted).stream()
                    .filter(quality -> page.isBehind(key(brand, quality)))
                    .limit(limit)
                    .map(quality ->
                            new Entry(key(brand, quality), Encoding.SOURCE.encode(AnswerCodec.record(brand, quality))))
                    .toList();
        });
    }

    private static String key(String brand, SourceQuality quality) {
        return brand + "\n" + quality.source() + "\n" + quality.measure();
    }

    @Override
    public EntryPage<SourceEntry> combine(List<Entry> entries) {
        return EntryPage.of(entries, Encoding.SOURCE, page.limit());
    }
}
