package io.bellwether.streams.query;

import io.bellwether.domain.ledger.Knowledge;
import io.bellwether.domain.market.BrandFigures;
import io.bellwether.domain.market.Changes;
import io.bellwether.domain.statement.Provenance;
import io.bellwether.domain.statement.Statement;
import io.bellwether.schemas.avro.ChangeEntry;
import io.bellwether.streams.codec.AnswerCodec;
import io.bellwether.streams.codec.Encoding;
import io.bellwether.streams.query.PartialResult.Entry;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The figures of each brand that differ between two days, as a reader saw them on each day
 * (docs/figures.md#changes): brand, a line feed, its number among the brand's changes -> ChangeEntry.
 */
record ChangesQuery(LocalDate from, LocalDate to, PageOfBrands page) implements StateQuery<EntryPage<ChangeEntry>> {

    static final String NAME = "Changes";

    static ChangesQuery of(QueryParameters parameters) {
        return new ChangesQuery(
                parameters.requiredDay("from"), parameters.requiredDay("to"), PageOfBrands.of(parameters));
    }

    @Override
    public QueryParameters parameters() {
        return page.addTo(QueryParameters.of(NAME).with("from", from).with("to", to));
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
            BrandHistory after = stores.history(brand, Knowledge.seenOn(to));
            List<Changes.Change> changes = changes(brand, stores.history(brand, Knowledge.seenOn(from)), after);
            Map<String, Provenance> events = new HashMap<>();
            after.statements()
                    .forEach(statement -> events.put(statement.provenance().eventId(), statement.provenance()));
            List<Entry> entries = new ArrayList<>();
            for (int i = 0; i < changes.size() && entries.size() < limit; i++) {
                String key = brand + "\n" + String.format("%09d", i);
                if (page.isBehind(key)) {
                    entries.add(new Entry(key, Encoding.CHANGE.encode(AnswerCodec.record(changes.get(i), events))));
                }
            }
            return entries;
        });
    }

    private List<Changes.Change> changes(String brand, BrandHistory before, BrandHistory after) {
        List<Statement> known = after.statements();
        Changes.Statements statements = new Changes.Statements(
                known, after.ledger()::modelKey, after.ledger().retractions());
        return new Changes(brand, from, to, statements)
                .between(
                        BrandFigures.of(before.ledger(), before.statements(), from),
                        BrandFigures.of(after.ledger(), known, to));
    }

    @Override
    public EntryPage<ChangeEntry> combine(List<Entry> entries) {
        return EntryPage.of(entries, Encoding.CHANGE, page.limit());
    }
}
