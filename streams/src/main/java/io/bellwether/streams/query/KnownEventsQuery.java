package io.bellwether.streams.query;

import io.bellwether.schemas.EventContent;
import io.bellwether.streams.query.PartialResult.Entry;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which of these events of a brand are in the state: event id -> what it says, see {@link EventContent}. */
record KnownEventsQuery(String brand, List<String> eventIds) implements StateQuery<Map<String, Long>> {

    static final String NAME = "Known";

    static KnownEventsQuery of(QueryParameters parameters) {
        return new KnownEventsQuery(
                parameters.required("brand"), List.of(parameters.required("ids").split("\n", -1)));
    }

    @Override
    public QueryParameters parameters() {
        return QueryParameters.of(NAME).with("brand", brand).with("ids", String.join("\n", eventIds));
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
        return stores.replay().known(this, stores.pages());
    }

    @Override
    public Map<String, Long> combine(List<Entry> entries) {
        Map<String, Long> contents = new HashMap<>();
        for (Entry entry : entries) {
            if (entry.value().length == Long.BYTES) { // an instance of the version before says the id alone
                contents.put(entry.key(), ByteBuffer.wrap(entry.value()).getLong());
            }
        }
        return contents;
    }
}
