package io.bellwether.streams.query;

import io.bellwether.streams.query.PartialResult.Entry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The names of all models: brand/model -> brand. */
record ModelNamesQuery() implements StateQuery<SortedMap<String, List<String>>> {

    static final String NAME = "ModelNames";

    @Override
    public QueryParameters parameters() {
        return QueryParameters.of(NAME);
    }

    @Override
    public Placement placement() {
        return Placement.ALL_BRANDS;
    }

    @Override
    public List<Entry> answer(PartitionStores stores) {
        return stores.models().stream()
                .map(key -> new Entry(key, key.substring(0, key.indexOf('/')).getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    @Override
    public SortedMap<String, List<String>> combine(List<Entry> entries) {
        SortedMap<String, List<String>> models = new TreeMap<>();
        entries.stream().map(Entry::key).sorted().forEach(key -> {
            int end = key.indexOf('/');
            models.computeIfAbsent(key.substring(0, end), brand -> new ArrayList<>())
                    .add(key.substring(end + 1));
        });
        return models;
    }
}
