package io.bellwether.streams.query;

import io.bellwether.streams.processor.MarketProcessor;
import io.bellwether.streams.query.PartialResult.Entry;
import java.util.List;
import java.util.Optional;

/** The rules that were applied, as they stand on their topic; nothing while the configured ones run. */
record AppliedRulesQuery() implements StateQuery<Optional<byte[]>> {

    static final String NAME = "Rules";

    @Override
    public QueryParameters parameters() {
        return QueryParameters.of(NAME);
    }

    @Override
    public Placement placement() {
        return Placement.MARKET;
    }

    @Override
    public List<Entry> answer(PartitionStores stores) {
        return stores.all(MarketProcessor.RULES);
    }

    @Override
    public Optional<byte[]> combine(List<Entry> entries) {
        // Beside them is what is known of versions.
        return entries.stream()
                .filter(entry -> entry.key().equals(MarketProcessor.RULES_KEPT))
                .findFirst()
                .map(Entry::value);
    }
}
