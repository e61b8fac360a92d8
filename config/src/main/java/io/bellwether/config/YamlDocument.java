package io.bellwether.config;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * A YAML document that is read field by field, noting every mistake with its place and going on. Whatever is missing or
 * of another kind than asked for is noted and read as null or empty.
 */
public final class YamlDocument {

    private static final int MAX_DEPTH = 16;
    private static final Pattern NUMBER =
            Pattern.compile("[-+]?(0|[1-9][0-9]{0,17})(\\.[0-9]+)?([eE][-+]?[0-9]{1,3})?");

    private final String text;
    private final List<ConfigError> mistakes = new ArrayList<>();
    private @Nullable String rule;

    private YamlDocument(String text) {
        this.text = text;
    }

    /** A document that is not longer than so many characters. */
    public static YamlDocument of(String text, int maxLength) {
        YamlDocument yaml = new YamlDocument(text);
        if (text.length() > maxLength) {
            yaml.mistakes.add(new ConfigError(
                    1, 1, null, "a file must be at most " + maxLength + " characters, got: " + text.length()));
        }
        return yaml;
    }

    public List<ConfigError> mistakes() {
        return mistakes.stream().sorted().distinct().toList();
    }

    /** From now on mistakes are in this rule. */
    public void enter(@Nullable String name) {
        rule = name;
    }

    /** The whole document; null if it is no mapping. */
    @Nullable
    public Fields document(Set<String> known) {
        if (!mistakes.isEmpty()) {
            return null;
        }
        LoaderOptions options = new LoaderOptions();
        options.setNestingDepthLimit(MAX_DEPTH);
        options.setCodePointLimit(Integer.MAX_VALUE);
        try {
            Node root = new org.yaml.snakeyaml.Yaml(new SafeConstructor(options)).compose(new StringReader(text));
            if (root != null) {
                return fields(root, known);
            }
            mistakes.add(new ConfigError(1, 1, null, "the file is empty"));
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
            String problem = e.getContext() == null ? e.getProblem() : e.getContext() + ": " + e.getProblem();
            mistakes.add(new ConfigError(
                    mark == null ? 1 : mark.getLine() + 1,
                    mark == null ? 1 : mark.getColumn() + 1,
                    null,
                    "no YAML: " + problem));
        } catch (ReaderException e) {
            SourceLocation place = SourceLocation.at(text, text.offsetByCodePoints(0, e.getPosition()));
            mistakes.add(
                    new ConfigError(place.line(), place.column(), null, "no YAML: a character that is not allowed"));
        } catch (YAMLException e) {
            mistakes.add(new ConfigError(1, 1, null, "no YAML: " + e.getMessage()));
        }
        return null;
    }

    public void mistake(Node at, String message) {
        mistakes.add(new ConfigError(
                at.getStartMark().getLine() + 1, at.getStartMark().getColumn() + 1, rule, message));
    }

    /** A mistake at a character of a scalar's value. */
    public void mistake(ScalarNode at, int offset, String message) {
        SourceLocation place = SourceLocation.of(at, text, offset);
        mistakes.add(new ConfigError(place.line(), place.column(), rule, message));
    }

    /** A mapping's fields by name; each name must be known and stand once. */
    @Nullable
    public Fields fields(Node node, Set<String> known) {
        if (!(node instanceof MappingNode mapping)) {
            mistake(node, "must be a mapping of " + String.join(", ", new TreeSet<>(known)));
            return null;
        }
        Map<String, Node> fields = new LinkedHashMap<>();
        entries(mapping, (key, value) -> {
            if (known.contains(key.getValue())) {
                fields.put(key.getValue(), value);
            } else {
                mistake(key, unknown("field", key.getValue(), known));
            }
        });
        return new Fields(node, fields);
    }

    /** The entries of a mapping with free names, each name once. */
    public void entries(Node node, BiConsumer<ScalarNode, Node> action) {
        if (!(node instanceof MappingNode mapping)) {
            mistake(node, "must be a mapping of names to values");
            return;
        }
        Set<String> seen = new TreeSet<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                mistake(tuple.getKeyNode(), "a name must be a word");
            } else if (!seen.add(key.getValue())) {
                mistake(key, "'" + key.getValue() + "' stands twice here");
            } else {
                action.accept(key, tuple.getValueNode());
            }
        }
    }

    public List<Node> list(Node node) {
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        mistake(node, "must be a list");
        return List.of();
    }

    @Nullable
    public ScalarNode scalar(Node node) {
        if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
            return scalar;
        }
        mistake(node, node instanceof ScalarNode ? "must not be empty" : "must be a single value");
        return null;
    }

    /** A number, a truth value, null or text, whatever it looks like; lists and mappings of them. */
    @Nullable
    public Object plain(Node node) {
        if (node instanceof ScalarNode scalar) {
            String value = scalar.getValue();
            if (Tag.NULL.equals(scalar.getTag())) {
                return null;
            }
            if (Tag.BOOL.equals(scalar.getTag())) {
                return value.equals("true") ? true : value.equals("false") ? false : value;
            }
            return scalar.isPlain() && NUMBER.matcher(value).matches() ? number(value) : value;
        }
        if (node instanceof SequenceNode sequence) {
            List<@Nullable Object> values = new ArrayList<>();
            sequence.getValue().forEach(each -> values.add(plain(each)));
            return values;
        }
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        entries(node, (key, value) -> values.put(key.getValue(), plain(value)));
        return values;
    }

    private static Number number(String text) {
        boolean whole = text.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '-' || c == '+');
        return whole ? (Number) Long.valueOf(text) : (Number) Double.valueOf(text);
    }

    public static String unknown(String kind, String name, Collection<String> known) {
        return "unknown " + kind + " '" + name + "'; did you mean '" + NearestName.to(name, known) + "'? Known are "
                + known.stream().sorted().collect(Collectors.joining(", "));
    }

    /** The fields of one mapping. */
    public final class Fields {

        private final Node node;
        private final Map<String, Node> byName;

        private Fields(Node node, Map<String, Node> byName) {
            this.node = node;
            this.byName = byName;
        }

        public Node node() {
            return node;
        }

        @Nullable
        public Node optional(String name) {
            return byName.get(name);
        }

        @Nullable
        public Node required(String name) {
            Node value = byName.get(name);
            if (value == null) {
                mistake(node, "'" + name + "' is missing");
            }
            return value;
        }

        @Nullable
        public ScalarNode requiredScalar(String name) {
            Node value = required(name);
            return value == null ? null : scalar(value);
        }

        @Nullable
        public ScalarNode optionalScalar(String name) {
            Node value = optional(name);
            return value == null ? null : scalar(value);
        }

        public List<Node> optionalList(String name) {
            Node value = optional(name);
            return value == null ? List.of() : list(value);
        }
    }
}
