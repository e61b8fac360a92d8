package io.bellwether.producer.feed;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.bellwether.producer.format.InputException;
import io.bellwether.producer.format.IntakeOptions;
import io.bellwether.producer.format.NumberFormat;
import io.bellwether.producer.format.ParsedEvent;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Which items of a feed become which events: a YAML file of regular expressions (RE2, which takes time in proportion to the
 * text whatever the expression) with named groups, and of fields made of what they find.
 */
public final class FeedMapping {

    private static final int MAX_BYTES = 200_000;
    private static final int MAX_PATTERNS = 500;
    private static final Set<String> SECTIONS = Set.of("defaults", "ignore", "number_format", "patterns");

    private final String file;
    private final List<String> mistakes = new ArrayList<>();
    private final Map<String, String> defaults = new LinkedHashMap<>();
    private @Nullable NumberFormat numbers;
    private final List<Pattern> ignored = new ArrayList<>();
    private final List<FeedPattern> patterns = new ArrayList<>();

    private FeedMapping(String file) {
        this.file = file;
    }

    /**
     * Reads a mapping.
     *
     * @throws InputException telling every mistake, one a line, as {@code file:line: field: what is wrong}
     */
    public static FeedMapping read(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new InputException(file + ": is longer than " + MAX_BYTES + " bytes");
            }
            return parse(file.toString(), new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new InputException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    static FeedMapping parse(String file, String yaml) {
        FeedMapping mapping = new FeedMapping(file);
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(10);
        options.setNestingDepthLimit(10);
        try {
            Node root = new Yaml(options).compose(new StringReader(yaml));
            if (root == null) {
                throw new InputException(file + ": is empty");
            }
            mapping.readRoot(root);
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            throw new InputException(file + ":" + line + ": " + e.getProblem(), e);
        } catch (YAMLException e) {
            throw new InputException(file + ": " + e.getMessage(), e);
        }
        if (!mapping.mistakes.isEmpty()) {
            throw new InputException(String.join("\n", mapping.mistakes));
        }
        return mapping;
    }

    /** Whether an item is of no interest. */
    boolean ignores(FeedItem item) {
        return ignored.stream().anyMatch(pattern -> pattern.matcher(item.text()).find());
    }

    /** The events that an item tells; none if nothing matches. */
    List<ParsedEvent> events(FeedItem item, Instant publishedAt, IntakeOptions options) {
        return patterns.stream()
                .flatMap(pattern -> pattern.event(item, publishedAt, options).stream())
                .toList();
    }

    private void readRoot(Node root) {
        Map<String, Node> sections = fields(root, "the file");
        sections.forEach((name, node) -> {
            if (!SECTIONS.contains(name)) {
                wrong(node, name, "is unknown; known: defaults, ignore, number_format, patterns");
            }
        });
        if (sections.containsKey("defaults")) {
            texts(sections.get("defaults"), "", (name, node) -> defaults.put(name, node.getValue()));
        }
        readNumberFormat(sections.get("number_format"));
        items(sections.get("ignore"), "ignore").forEach(node -> {
            Pattern pattern = pattern(node, "ignore");
            if (pattern != null) {
                ignored.add(pattern);
            }
        });
        List<Node> entries = items(sections.get("patterns"), "patterns");
        if (entries.isEmpty() || entries.size() > MAX_PATTERNS) {
            wrong(root, "patterns", "must be a list of 1 to " + MAX_PATTERNS);
        }
        entries.forEach(this::readPattern);
    }

    private void readNumberFormat(@Nullable Node node) {
        if (node == null) {
            return;
        }
        Optional<NumberFormat> format =
                node instanceof ScalarNode text ? NumberFormat.of(text.getValue()) : Optional.empty();
        if (format.isEmpty()) {
            wrong(node, "number_format", "must be one of " + NumberFormat.known() + ", in quotes");
        }
        numbers = format.orElse(null);
    }

    private void readPattern(Node node) {
        Map<String, Node> parts = fields(node, "a pattern");
        Node match = parts.get("match");
        Node event = parts.get("event");
        if (match == null || event == null || parts.size() != 2) {
            wrong(node, "patterns", "each must have 'match' and 'event', and nothing else");
            return;
        }
        Pattern pattern = pattern(match, "match");
        if (pattern == null) {
            return;
        }
        int before = mistakes.size();
        Map<String, FeedTemplate> templates = new HashMap<>();
        defaults.forEach((name, text) -> templates.put(name, FeedTemplate.compile(text, Set.of())));
        texts(event, "", (name, value) -> {
            try {
                templates.put(
                        name,
                        FeedTemplate.compile(
                                value.getValue(), pattern.namedGroups().keySet()));
            } catch (IllegalArgumentException e) {
                wrong(value, name, String.valueOf(e.getMessage()));
            }
        });
        if (mistakes.size() == before) {
            checkFields(event, templates);
            patterns.add(new FeedPattern(pattern, templates, numbers));
        }
    }

    /** Tells a field that no such event has, or that is missing, now and not when the first item comes. */
    private void checkFields(Node event, Map<String, FeedTemplate> templates) {
        ParsedEvent probe = FeedPattern.probe(templates);
        if (probe instanceof ParsedEvent.Refused refused
                && (refused.refusal().reason().startsWith("is no field of")
                        || refused.refusal().reason().startsWith("is missing")
                        || refused.refusal().reason().startsWith("is unknown"))) {
            wrong(event, refused.refusal().field(), refused.refusal().reason());
        }
    }

    private @Nullable Pattern pattern(Node node, String field) {
        if (!(node instanceof ScalarNode text)) {
            wrong(node, field, "must be a regular expression");
            return null;
        }
        try {
            return Pattern.compile(text.getValue());
        } catch (PatternSyntaxException e) {
            wrong(node, field, "is no regular expression: " + e.getMessage());
            return null;
        }
    }

    private interface EachText {
        void on(String name, ScalarNode value);
    }

    private void texts(Node node, String prefix, EachText each) {
        fields(node, prefix.isEmpty() ? "the event" : prefix).forEach((name, value) -> {
            if (value instanceof ScalarNode text) {
                each.on(prefix + name, text);
            } else if (value instanceof MappingNode && prefix.isEmpty() && name.equals("detail")) {
                texts(value, "detail.", each);
            } else {
                wrong(value, prefix + name, "must be text");
            }
        });
    }

    private Map<String, Node> fields(Node node, String what) {
        Map<String, Node> fields = new LinkedHashMap<>();
        if (!(node instanceof MappingNode mapping)) {
            wrong(node, what, "must be fields and values");
            return fields;
        }
        for (NodeTuple tuple : mapping.getValue()) {
            String name = tuple.getKeyNode() instanceof ScalarNode key ? key.getValue() : "?";
            if (fields.put(name, tuple.getValueNode()) != null) {
                wrong(tuple.getKeyNode(), name, "stands twice");
            }
        }
        return fields;
    }

    private List<Node> items(@Nullable Node node, String what) {
        if (node == null) {
            return List.of();
        }
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        wrong(node, what, "must be a list");
        return List.of();
    }

    private void wrong(Node node, String field, String reason) {
        mistakes.add(file + ":" + (node.getStartMark().getLine() + 1) + ": " + field + ": " + reason);
    }
}
