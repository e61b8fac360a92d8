package io.bellwether.streams.query;

import io.bellwether.schemas.avro.MarketView;
import io.bellwether.streams.codec.Encoding;
import io.bellwether.streams.codec.MarketViewParts;
import io.bellwether.streams.processor.MarketProcessor;
import io.bellwether.streams.query.PartialResult.Entry;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The market view of now, nothing before the first event: key -> {@link MarketViewParts part} of it. */
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
        return MarketViewParts.join(entries.stream()
                .collect(Collectors.toMap(Entry::key, entry -> Encoding.MARKET_VIEW.decode(entry.value()))));
    }
}
