package io.bellwether.streams.query;

import io.bellwether.streams.codec.Encoding;
import io.bellwether.streams.query.PartialResult.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * A bounded part of a list that has an order of keys.
 *
 * @param next the key behind which the next part begins; null if there is none
 */
public record EntryPage<T>(List<T> entries, @Nullable String next) {

    /**
     * The page of what all partitions gave.
     *
     * @param entries in any order, no two of one key; one more than fits, where there is more
     */
    static <T extends SpecificRecord> EntryPage<T> of(List<Entry> entries, Encoding<T> encoding, int limit) {
        SortedMap<String, List<byte[]>> byKey = PartialResult.byKey(entries);
        List<T> page = new ArrayList<>();
        String last = null;
        for (Map.Entry<String, List<byte[]>> entry : byKey.entrySet()) {
            if (page.size() == limit) {
                return new EntryPage<>(page, Objects.requireNonNull(last));
            }
            page.add(encoding.decode(entry.getValue().get(0)));
            last = entry.getKey();
        }
        return new EntryPage<>(page, null);
    }
}
