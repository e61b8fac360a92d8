package io.bellwether.streams.query;

import io.bellwether.schemas.avro.Alert;
import io.bellwether.streams.codec.Encoding;
import io.bellwether.streams.processor.MarketProcessor;
import io.bellwether.streams.query.PartialResult.Entry;
import java.util.List;

/** The last transition of every rule and subject: rule, line feed, subject -> Alert. */
record AlertsQuery() implements StateQuery<List<Alert>> {

    static final String NAME = "Alerts";

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
        return stores.all(MarketProcessor.ALERTS);
    }

    @Override
    public List<Alert> combine(List<Entry> entries) {
        return PartialResult.decoded(entries, Encoding.ALERT);
    }
}
