package io.bellwether.streams.rules;

import io.bellwether.config.ConfigError;
import io.bellwether.config.YamlDocument;
import io.bellwether.domain.alert.Facts;
import io.bellwether.domain.alert.MessageTemplate;
import io.bellwether.domain.alert.Rule;
import io.bellwether.domain.alert.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * Reads a rule file: either every rule in it is right, or it is refused as a whole with all that is wrong.
 *
 * <pre>{@code
 * version: mine-1
 * rules:
 *   - name: DELIVERIES_SLUMP
 *     scope: brand
 *     parameters: {floor: 1000}                  # constants for the conditions
 *     when: deliveries >= floor                  # for every level, optional
 *     levels:                                    # or, for one level: severity: WARNING
 *       - {severity: WARNING, when: deliveries_mom <= -0.3}
 *       - {severity: CRITICAL, when: deliveries_mom <= -0.5}
 *     message: "{brand}: {deliveries} deliveries, {deliveries_mom:percent} on the month before."
 *     show: [reference_month]                    # facts beside those compared
 *     labels: {team: demand}
 *     formerly: DELIVERIES_DROP                  # alerts of that name go on under the present one
 * }</pre>
 */
public final class RuleFile {

    /** A file is at most so many characters. */
    public static final int MAX_LENGTH = 262_144;
    /** A file has at most so many rules. */
    public static final int MAX_RULES = 500;

    private static final Pattern UPPER_SNAKE = Pattern.compile("[A-Z][A-Z0-9]*(_[A-Z0-9]+)*");
    private static final Set<String> RULE_FIELDS = Set.of(
            "name", "scope", "parameters", "when", "severity", "levels", "message", "show", "labels", "formerly");
    private static final Set<String> SCOPES =
            Arrays.stream(Scope.values()).map(RuleFile::word).collect(Collectors.toUnmodifiableSet());

    private final YamlDocument yaml;
    private final ConditionCompiler conditions = new ConditionCompiler();
    private final Set<String> seen = new HashSet<>();

    /** What came of reading a file. */
    public sealed interface Reading {}

    /** Every rule is right. */
    public record Accepted(RulePack pack) implements Reading {}

    /** Something is wrong; all of it, in the order of the file. */
    public record Rejected(List<ConfigError> mistakes) implements Reading {}

    private RuleFile(YamlDocument yaml) {
        this.yaml = yaml;
    }

    /** Reads the text of a rule file. */
    public static Reading read(String text) {
        YamlDocument yaml = YamlDocument.of(text, MAX_LENGTH);
        YamlDocument.Fields document = yaml.document(Set.of("version", "rules"));
        RulePack pack = document == null ? null : new RuleFile(yaml).pack(document);
        List<ConfigError> mistakes = yaml.mistakes();
        return pack == null || !mistakes.isEmpty() ? new Rejected(mistakes) : new Accepted(pack);
    }

    private @Nullable RulePack pack(YamlDocument.Fields document) {
        ScalarNode version = document.requiredScalar("version");
        Node node = document.required("rules");
        List<Rule> rules = new ArrayList<>();
        if (node != null) {
            List<Node> nodes = yaml.list(node);
            if (nodes.size() > MAX_RULES) {
                yaml.mistake(node, "a file must have at most " + MAX_RULES + " rules, got: " + nodes.size());
                return null;
            }
            for (Node each : nodes) {
                yaml.enter(null);
                Rule rule = rule(each);
                if (rule != null) {
                    rules.add(rule);
                }
            }
        }
        yaml.enter(null);
        return version == null ? null : new RulePack(version.getValue(), rules);
    }

    private @Nullable Rule rule(Node node) {
        yaml.enter(nameOf(node));
        YamlDocument.Fields fields = yaml.fields(node, RULE_FIELDS);
        if (fields == null) {
            return null;
        }
        ScalarNode name = fields.requiredScalar("name");
        if (name != null && !UPPER_SNAKE.matcher(name.getValue()).matches()) {
            yaml.mistake(name, "a name must be UPPER_SNAKE, got: " + name.getValue());
        }
        Scope scope = scope(fields);
        ScalarNode message = fields.requiredScalar("message");
        Map<String, String> labels = new LinkedHashMap<>();
        Node labelled = fields.optional("labels");
        if (labelled != null) {
            yaml.entries(labelled, (key, value) -> {
                ScalarNode label = yaml.scalar(value);
                labels.put(key.getValue(), label == null ? "" : label.getValue());
            });
        }
        if (scope == null) {
            return null; // the rest cannot be judged without the names that are known
        }
        if (name != null && !seen.add(name.getValue() + " " + scope)) {
            yaml.mistake(name, "this name stands twice in the scope " + word(scope));
        }
        List<Rule.Level> levels = new RuleLevels(yaml, conditions, scope).of(fields);
        if (message != null) {
            template(message, scope);
        }
        List<String> show = show(fields, scope);
        return name == null || message == null || levels.isEmpty()
                ? null
                : new Rule(
                        name.getValue(),
                        scope,
                        levels,
                        MessageTemplate.of(message.getValue()),
                        show,
                        labels,
                        formerly(fields, name));
    }

    private @Nullable String formerly(YamlDocument.Fields fields, ScalarNode name) {
        ScalarNode formerly = fields.optionalScalar("formerly");
        if (formerly == null) {
            return null;
        }
        if (!UPPER_SNAKE.matcher(formerly.getValue()).matches()) {
            yaml.mistake(formerly, "a name must be UPPER_SNAKE, got: " + formerly.getValue());
        } else if (formerly.getValue().equals(name.getValue())) {
            yaml.mistake(formerly, "the former name must be another one than the present");
        }
        return formerly.getValue();
    }

    /** The name that mistakes of a rule carry, whatever else is wrong with it. */
    private static @Nullable String nameOf(Node node) {
        if (node instanceof MappingNode mapping) {
            return mapping.getValue().stream()
                    .filter(tuple -> tuple.getKeyNode() instanceof ScalarNode key
                            && key.getValue().equals("name")
                            && tuple.getValueNode() instanceof ScalarNode)
                    .map(tuple -> ((ScalarNode) tuple.getValueNode()).getValue())
                    .findFirst()
                    .orElse(null);
        }
        return null;
    }

    private @Nullable Scope scope(YamlDocument.Fields fields) {
        ScalarNode scope = fields.requiredScalar("scope");
        if (scope == null) {
            return null;
        }
        if (!SCOPES.contains(scope.getValue())) {
            yaml.mistake(scope, YamlDocument.unknown("scope", scope.getValue(), SCOPES));
            return null;
        }
        return Scope.valueOf(scope.getValue().toUpperCase(Locale.ROOT));
    }

    private void template(ScalarNode message, Scope scope) {
        MessageTemplate.mistakes(message.getValue(), Facts.of(scope), YamlDocument::unknown)
                .forEach((offset, mistake) -> yaml.mistake(message, offset, mistake));
    }

    private List<String> show(YamlDocument.Fields fields, Scope scope) {
        List<String> shown = new ArrayList<>();
        Set<String> known = Facts.of(scope).keySet();
        for (Node node : fields.optionalList("show")) {
            ScalarNode name = yaml.scalar(node);
            if (name != null && !known.contains(name.getValue())) {
                yaml.mistake(name, YamlDocument.unknown("name", name.getValue(), known));
            } else if (name != null) {
                shown.add(name.getValue());
            }
        }
        return shown;
    }

    static String word(Scope scope) {
        return scope.name().toLowerCase(Locale.ROOT);
    }
}
