package io.bellwether.config;

import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * The fields of a mapping of a {@link YamlDocument}, whose mistakes name the path of their field, such as
 * {@code route.routes[0].match}. Fields that are not there read as null, empty or no value.
 */
public final class PathFields {

    private final YamlDocument document;
    private final Node node;
    private final String path;
    private final Map<String, Node> byName;

    private PathFields(YamlDocument document, Node node, String path, Map<String, Node> byName) {
        this.document = document;
        this.node = node;
        this.path = path;
        this.byName = byName;
    }

    static PathFields of(YamlDocument document, Node node, String path, Set<String> known) {
        Map<String, Node> byName = document.fields(node, contextOf(path), known);
        return new PathFields(document, node, path, byName == null ? Map.of() : byName);
    }

    private static @Nullable String contextOf(String path) {
        return path.isEmpty() ? null : path;
    }

    /** Where the mapping is in the document, e.g. {@code route.routes[0]}; empty for the document itself. */
    public String path() {
        return path;
    }

    private String at(String field) {
        return path.isEmpty() ? field : path + "." + field;
    }

    /** Reports a mistake in a field, or in the mapping if the field is not there. */
    public void mistake(String field, String message) {
        document.mistake(byName.getOrDefault(field, node), at(field), message);
    }

    public boolean has(String field) {
        return byName.containsKey(field);
    }

    /** The mapping in a field; empty if the field is not there. */
    public PathFields mapping(String name, Set<String> known) {
        Node value = byName.get(name);
        return value == null
                ? new PathFields(document, node, at(name), Map.of())
                : of(document, value, at(name), known);
    }

    /** The mappings in a list. */
    public List<PathFields> mappings(String name, Set<String> known) {
        Node value = byName.get(name);
        List<PathFields> all = new ArrayList<>();
        if (value != null) {
            document.list(value, at(name))
                    .forEach(each -> all.add(of(document, each, at(name) + "[" + all.size() + "]", known)));
        }
        return all;
    }

    /** A single value without the white space around it; null if it is not there. */
    @Nullable
    public String text(String name) {
        Node value = byName.get(name);
        return value == null ? null : text(value, name);
    }

    /** A single value that must be there; empty if it is not. */
    public String requiredText(String name) {
        if (!has(name)) {
            document.mistake(node, contextOf(path), "'" + name + "' is missing");
        }
        String text = text(name);
        return text == null ? "" : text;
    }

    private @Nullable String text(Node value, String name) {
        ScalarNode scalar = document.scalar(value, at(name));
        return scalar == null ? null : scalar.getValue().strip();
    }

    /**
     * A single value or a list of values.
     *
     * @param parse returns null for a bad value, which it has reported
     */
    public <T> List<T> values(String name, Function<String, @Nullable T> parse) {
        Node value = byName.get(name);
        if (value == null) {
            return List.of();
        }
        List<T> all = new ArrayList<>();
        for (Node each : value instanceof SequenceNode sequence ? sequence.getValue() : List.of(value)) {
            String text = text(each, name);
            T parsed = text == null ? null : parse.apply(text);
            if (parsed != null) {
                all.add(parsed);
            }
        }
        return all;
    }

    /**
     * A single value in a form of its own; null if it is not there, or bad.
     *
     * @param form what the value must be, for the message
     * @param parse throws {@link IllegalArgumentException} or {@link DateTimeException} for a bad value
     */
    public <T> @Nullable T parsed(String name, String form, Function<String, T> parse) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException | DateTimeException e) {
            mistake(name, "must be " + form + ", got: " + text);
            return null;
        }
    }

    /** A mapping of free names to single values. */
    public Map<String, String> texts(String name) {
        Map<String, String> all = new LinkedHashMap<>();
        Node value = byName.get(name);
        if (value != null) {
            document.entries(value, at(name), (key, each) -> {
                String text = text(each, name + "." + key.getValue());
                if (text != null) {
                    all.put(key.getValue(), text);
                }
            });
        }
        return all;
    }
}
