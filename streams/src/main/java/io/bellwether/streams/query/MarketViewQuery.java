package io.bellwether.streams.query;

import io.bellwether.schemas.avro.MarketView;
import io.bellwether.streams.codec.Encoding;
import io.bellwether.streams.processor.MarketProcessor;
import io.bellwether.streams.query.PartialResult.Entry;
import java.util.List;
import java.util.Optional;

/** The market view of now; nothing before the first event: {@code market} -> MarketView. */
record MarketViewQuery() implements StateQuery<Optional<MarketView>> {

    static final String NAME = "View";

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
        return stores.all(MarketProcessor.VIEW);
    }

    @Override
    public Optional<MarketView> combine(List<Entry> entries) {
        return PartialResult.decoded(entries, Encoding.MARKET_VIEW).stream().findFirst();
    }
}
