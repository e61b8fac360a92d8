package io.bellwether.consumer.route;

import io.bellwether.config.NearestName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** The fields of a YAML mapping, read one by one; what is wrong is noted with its place, and reading goes on. */
final class YamlFields {

    private final Node node;
    private final String path;
    private final List<Mistake> mistakes;
    private final Map<String, Node> fields = new LinkedHashMap<>();

    private YamlFields(Node node, String path, List<Mistake> mistakes) {
        this.node = node;
        this.path = path;
        this.mistakes = mistakes;
    }

    /** A mapping whose names are all among the known ones; empty if it is none. */
    static YamlFields of(Node node, String path, Set<String> known, List<Mistake> mistakes) {
        YamlFields read = new YamlFields(node, path, mistakes);
        read.entries(node, path, (key, value) -> {
            if (known.contains(key.getValue())) {
                read.fields.put(key.getValue(), value);
            } else {
                read.mistake(key, path, unknown("field", key.getValue(), known));
            }
        });
        return read;
    }

    private void entries(Node mapping, String at, BiConsumer<ScalarNode, Node> action) {
        if (!(mapping instanceof MappingNode pairs)) {
            mistake(mapping, at, "must be a mapping");
            return;
        }
        Set<String> seen = new TreeSet<>();
        for (NodeTuple tuple : pairs.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                mistake(tuple.getKeyNode(), at, "a name must be a word");
            } else if (!seen.add(key.getValue())) {
                mistake(key, at, "'" + key.getValue() + "' stands twice here");
            } else {
                action.accept(key, tuple.getValueNode());
            }
        }
    }

    static String unknown(String kind, String name, Collection<String> known) {
        return "unknown " + kind + " '" + name + "'"
                + (known.isEmpty() ? "" : "; did you mean '" + NearestName.to(name, known) + "'?");
    }

    private void mistake(Node at, String field, String message) {
        mistakes.add(
                new Mistake(at.getStartMark().getLine() + 1, at.getStartMark().getColumn() + 1, field, message));
    }

    /** Something wrong with a field, or with the mapping if the field is not there. */
    void mistake(String field, String message) {
        mistake(fields.getOrDefault(field, node), at(field), message);
    }

    String at(String field) {
        return path.isEmpty() ? field : path + "." + field;
    }

    String path() {
        return path;
    }

    boolean has(String field) {
        return fields.containsKey(field);
    }

    /** The mapping in a field, with these names known; empty if it is not there. */
    YamlFields mapping(String field, Set<String> known) {
        Node value = fields.get(field);
        return value == null ? new YamlFields(node, at(field), mistakes) : of(value, at(field), known, mistakes);
    }

    /** The mappings in a list. */
    List<YamlFields> mappings(String field, Set<String> known) {
        List<YamlFields> read = new ArrayList<>();
        for (Node each : elements(field)) {
            read.add(of(each, at(field) + "[" + read.size() + "]", known, mistakes));
        }
        return read;
    }

    private List<Node> elements(String field) {
        Node value = fields.get(field);
        if (value == null) {
            return List.of();
        }
        if (value instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        mistake(value, at(field), "must be a list");
        return List.of();
    }

    /** A single value; null if it is not there or none. */
    @Nullable
    String text(String field) {
        Node value = fields.get(field);
        return value == null ? null : scalar(value, field);
    }

    /** A single value that must be there; empty if it is not. */
    String required(String field) {
        if (!has(field)) {
            mistake(node, path, "'" + field + "' is missing");
        }
        String text = text(field);
        return text == null ? "" : text;
    }

    private @Nullable String scalar(Node value, String field) {
        if (value instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
            return scalar.getValue().strip();
        }
        mistake(value, at(field), "must be a single value");
        return null;
    }

    /** A single value or a list of them, each read by a function that answers null, having noted why, if it is wrong. */
    <T> List<T> values(String field, Function<String, @Nullable T> reading) {
        Node value = fields.get(field);
        if (value == null) {
            return List.of();
        }
        List<T> read = new ArrayList<>();
        for (Node each : value instanceof SequenceNode sequence ? sequence.getValue() : List.of(value)) {
            String text = scalar(each, field);
            T result = text == null ? null : reading.apply(text);
            if (result != null) {
                read.add(result);
            }
        }
        return read;
    }

    /** A single value read by a function that throws IllegalArgumentException or a date's error if it is wrong. */
    <T> @Nullable T parsed(String field, String must, Function<String, T> reading) {
        String text = text(field);
        if (text == null) {
            return null;
        }
        try {
            return reading.apply(text);
        } catch (IllegalArgumentException | java.time.DateTimeException e) {
            mistake(field, "must be " + must + ", got: " + text);
            return null;
        }
    }

    /** A mapping of free names to single values. */
    Map<String, String> free(String field) {
        Map<String, String> read = new LinkedHashMap<>();
        Node value = fields.get(field);
        if (value != null) {
            entries(value, at(field), (key, each) -> {
                String text = scalar(each, field + "." + key.getValue());
                if (text != null) {
                    read.put(key.getValue(), text);
                }
            });
        }
        return read;
    }
}
