package io.bellwether.streams.query;

import io.bellwether.schemas.avro.Alert;
import io.bellwether.streams.codec.Encoding;
import io.bellwether.streams.processor.MarketProcessor;
import io.bellwether.streams.query.PartialResult.Entry;
import io.bellwether.streams.store.AlertHistory;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;

/** Every transition of one alert in its order, none if there is no such alert: id -> Alert. */
record AlertLifeQuery(String alertId) implements StateQuery<List<Alert>> {

    static final String NAME = "AlertLife";

    static AlertLifeQuery of(QueryParameters parameters) {
        return new AlertLifeQuery(parameters.required("alert_id"));
    }

    @Override
    public QueryParameters parameters() {
        return QueryParameters.of(NAME).with("alert_id", alertId);
    }

    @Override
    public Placement placement() {
        return Placement.MARKET;
    }

    @Override
    public List<Entry> answer(PartitionStores stores) {
        List<Entry> transitions = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> found =
                stores.read(MarketProcessor.HISTORY, AlertHistory.lifeOf(alertId))) {
            found.forEachRemaining(entry -> transitions.add(new Entry(alertId, entry.value)));
        }
        return transitions;
    }

    @Override
    public List<Alert> combine(List<Entry> entries) {
        return PartialResult.decoded(entries, Encoding.ALERT);
    }
}
