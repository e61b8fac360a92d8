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
import org.yaml.snakeyaml.Yaml;
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
 * A YAML document that is read field by field; every mistake is collected with its line and column, and reading goes on.
 * A value that is missing or of another type than expected is reported and read as null or empty.
 *
 * <p>A mistake names its context: the rule set by {@link #enter}, or the path of its field where {@link PathFields} are
 * read.
 *
 * <p>Aliases of lists and mappings are rejected: one that contains itself would never end.
 */
public final class YamlDocument {

    private static final int MAX_DEPTH = 32;
    private static final Pattern NUMBER =
            Pattern.compile("[-+]?(0|[1-9][0-9]{0,17})(\\.[0-9]+)?([eE][-+]?[0-9]{1,3})?");

    private final String text;
    private final List<ConfigError> mistakes = new ArrayList<>();
    private @Nullable String rule;

    private YamlDocument(String text) {
        this.text = text;
    }

    /**
     * A document that is not read yet.
     *
     * @param maxLength in characters; a longer text is a mistake
     */
    public static YamlDocument of(String text, int maxLength) {
        YamlDocument yaml = new YamlDocument(text);
        if (text.length() > maxLength) {
            yaml.mistakes.add(new ConfigError(
                    1, 1, null, "a file must be at most " + maxLength + " characters, got: " + text.length()));
        }
        return yaml;
    }

    /** In the order of the text, each once. */
    public List<ConfigError> mistakes() {
        return mistakes.stream().sorted().distinct().toList();
    }

    /** Sets the rule that the following mistakes are reported in; null for none. */
    public void enter(@Nullable String name) {
        rule = name;
    }

    /** The whole document; null if it is no mapping. */
    @Nullable
    public Fields document(Set<String> known) {
        Node root = root();
        return root == null ? null : fields(root, known);
    }

    /** The whole document, for mistakes that name the path of their field; null if it cannot be read. */
    @Nullable
    public PathFields pathFields(Set<String> known) {
        Node root = root();
        return root == null ? null : PathFields.of(this, root, "", known);
    }

    private @Nullable Node root() {
        if (!mistakes.isEmpty()) {
            return null;
        }
        LoaderOptions options = new LoaderOptions();
        options.setNestingDepthLimit(MAX_DEPTH);
        options.setMaxAliasesForCollections(0);
        options.setCodePointLimit(Integer.MAX_VALUE);
        try {
            Node root = new Yaml(new SafeConstructor(options)).compose(new StringReader(text));
            if (root != null) {
                return root;
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
        mistake(at, rule, message);
    }

    void mistake(Node at, @Nullable String context, String message) {
        mistakes.add(new ConfigError(
                at.getStartMark().getLine() + 1, at.getStartMark().getColumn() + 1, context, message));
    }

    /**
     * Reports a mistake within a scalar.
     *
     * @param offset of the character at fault in the scalar's value
     */
    public void mistake(ScalarNode at, int offset, String message) {
        SourceLocation place = SourceLocation.of(at, text, offset);
        mistakes.add(new ConfigError(place.line(), place.column(), rule, message));
    }

    /** A mapping's fields by name; each name must be known and occur once. Null if it is no mapping. */
    @Nullable
    public Fields fields(Node node, Set<String> known) {
        Map<String, Node> fields = fields(node, rule, known);
        return fields == null ? null : new Fields(node, fields);
    }

    @Nullable
    Map<String, Node> fields(Node node, @Nullable String context, Set<String> known) {
        if (!(node instanceof MappingNode)) {
            mistake(node, context, "must be a mapping of " + String.join(", ", new TreeSet<>(known)));
            return null;
        }
        Map<String, Node> fields = new LinkedHashMap<>();
        entries(node, context, (key, value) -> {
            if (known.contains(key.getValue())) {
                fields.put(key.getValue(), value);
            } else {
                mistake(key, context, unknown("field", key.getValue(), known));
            }
        });
        return fields;
    }

    /** The entries of a mapping with free names, each name once. */
    public void entries(Node node, BiConsumer<ScalarNode, Node> action) {
        entries(node, rule, action);
    }

    void entries(Node node, @Nullable String context, BiConsumer<ScalarNode, Node> action) {
        if (!(node instanceof MappingNode mapping)) {
            mistake(node, context, "must be a mapping of names to values");
            return;
        }
        Set<String> seen = new TreeSet<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                mistake(tuple.getKeyNode(), context, "a name must be a word");
            } else if (!seen.add(key.getValue())) {
                mistake(key, context, "'" + key.getValue() + "' stands twice here");
            } else {
                action.accept(key, tuple.getValueNode());
            }
        }
    }

    public List<Node> list(Node node) {
        return list(node, rule);
    }

    List<Node> list(Node node, @Nullable String context) {
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        mistake(node, context, "must be a list");
        return List.of();
    }

    @Nullable
    public ScalarNode scalar(Node node) {
        return scalar(node, rule);
    }

    @Nullable
    ScalarNode scalar(Node node, @Nullable String context) {
        if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
            return scalar;
        }
        mistake(node, context, node instanceof ScalarNode ? "must not be empty" : "must be a single value");
        return null;
    }

    /** The value as a number, boolean, null or text, or as lists and maps of them. */
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

    /** {@code unknown KIND 'NAME'; did you mean 'NEAREST'? Known are ...}. */
    public static String unknown(String kind, String name, Collection<String> known) {
        return nearest(kind, name, known) + " Known are "
                + known.stream().sorted().collect(Collectors.joining(", "));
    }

    /** The same without the list of all known names. */
    public static String nearest(String kind, String name, Collection<String> known) {
        return "unknown " + kind + " '" + name + "'"
                + (known.isEmpty() ? "" : "; did you mean '" + NearestName.to(name, known) + "'?");
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
