package io.bellwether.streams.rules;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** A rule's named constants, Double or String, and which of them were used. */
final class Parameters {

    private final Map<String, Object> values = new LinkedHashMap<>();
    private final Map<String, ScalarNode> keys = new LinkedHashMap<>();
    private final Set<String> used = new HashSet<>();

    void put(ScalarNode key, Object value) {
        values.put(key.getValue(), value);
        keys.put(key.getValue(), key);
    }

    /** The constant of a name, which is used by that; null if there is none. */
    @Nullable
    Object use(String name) {
        used.add(name);
        return values.get(name);
    }

    Set<String> names() {
        return values.keySet();
    }

    List<ScalarNode> unused() {
        return keys.values().stream()
                .filter(key -> !used.contains(key.getValue()))
                .toList();
    }
}
