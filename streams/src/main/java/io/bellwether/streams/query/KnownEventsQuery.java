package io.bellwether.streams.query;

import io.bellwether.streams.query.PartialResult.Entry;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Which of these events of a brand are in the state: event id -> nothing. */
record KnownEventsQuery(String brand, List<String> eventIds) implements StateQuery<Set<String>> {

    static final String NAME = "Known";

    private static final byte[] NOTHING = new byte[0];

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
        return stores.replay().known(this, stores.pages()).stream()
                .map(id -> new Entry(id, NOTHING))
                .toList();
    }

    @Override
    public Set<String> combine(List<Entry> entries) {
        return entries.stream().map(Entry::key).collect(Collectors.toCollection(HashSet::new));
    }
}
