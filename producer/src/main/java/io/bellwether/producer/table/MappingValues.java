package io.bellwether.producer.table;

import io.bellwether.config.YamlDocument;
import io.bellwether.producer.format.CsvColumns;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** The values of a mapping file by their kinds; each that is of another kind is noted as a mistake. */
final class MappingValues {

    private final YamlDocument yaml;

    MappingValues(YamlDocument yaml) {
        this.yaml = yaml;
    }

    /** Notes a name that no field of an event has. */
    void requireColumn(ScalarNode name) {
        if (!CsvColumns.known().contains(name.getValue())) {
            yaml.mistake(name, YamlDocument.unknown("field", name.getValue(), CsvColumns.known()));
        }
    }

    boolean truth(ScalarNode node) {
        if (!node.getValue().equals("true") && !node.getValue().equals("false")) {
            yaml.mistake(node, "must be true or false");
        }
        return node.getValue().equals("true");
    }

    Map<String, String> map(@Nullable Node node, Function<String, String> key) {
        Map<String, String> map = new LinkedHashMap<>();
        if (node != null) {
            yaml.entries(node, (name, value) -> {
                if (value instanceof ScalarNode scalar) {
                    map.put(key.apply(name.getValue()), scalar.getValue());
                } else {
                    yaml.mistake(value, "must be a single value");
                }
            });
        }
        return map;
    }

    Set<String> folded(@Nullable Node node) {
        return texts(node).stream().map(TableMapping::folded).collect(Collectors.toCollection(HashSet::new));
    }

    List<String> texts(@Nullable Node node) {
        if (node == null) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        for (Node each : node instanceof SequenceNode sequence ? sequence.getValue() : List.of(node)) {
            if (each instanceof ScalarNode scalar) {
                texts.add(scalar.getValue());
            } else {
                yaml.mistake(each, each instanceof MappingNode ? "must be a text or a list of them" : "must be a text");
            }
        }
        return texts;
    }

    List<Integer> numbers(@Nullable Node node) {
        List<Integer> numbers = new ArrayList<>();
        for (String text : texts(node)) {
            if (text.matches("[1-9][0-9]{0,5}")) {
                numbers.add(Integer.parseInt(text));
            } else if (node != null) {
                yaml.mistake(node, "must be numbers of rows, from 1, got: " + text);
            }
        }
        return numbers.stream().sorted().distinct().toList();
    }
}
