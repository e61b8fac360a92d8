package io.bellwether.consumer.route;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Values by key that know which of them came, changed or went since they were copied. Not safe for several threads. */
final class TrackedMap<V> {

    private final Map<String, V> values;
    private final Set<String> changed = new HashSet<>();

    TrackedMap(Map<String, V> values) {
        this.values = new TreeMap<>(values);
    }

    /** A copy whose changes are counted from now. */
    TrackedMap<V> copy() {
        return new TrackedMap<>(values);
    }

    @Nullable
    V get(String key) {
        return values.get(key);
    }

    void put(String key, V value) {
        values.put(key, value);
        changed.add(key);
    }

    void remove(String key) {
        values.remove(key);
        changed.add(key);
    }

    /** By key; what is put or removed meanwhile does not matter to it. */
    List<Map.Entry<String, V>> entries() {
        return values.entrySet().stream()
                .map(entry -> Map.entry(entry.getKey(), entry.getValue()))
                .toList();
    }

    Collection<V> values() {
        return List.copyOf(values.values());
    }

    /** Those that came, changed or went; those that went have no value. */
    Map<String, Optional<V>> changes() {
        Map<String, Optional<V>> changes = new TreeMap<>();
        changed.forEach(key -> changes.put(key, Optional.ofNullable(values.get(key))));
        return changes;
    }
}
