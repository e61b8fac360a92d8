package io.bellwether.streams.rules;

import io.bellwether.config.ConfigError;
import io.bellwether.config.YamlDocument;
import io.bellwether.domain.alert.Condition;
import io.bellwether.domain.alert.Facts;
import io.bellwether.domain.alert.MessageTemplate;
import io.bellwether.domain.alert.Rule;
import io.bellwether.domain.alert.Scope;
import io.bellwether.domain.alert.Severity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
    private static final Pattern SNAKE = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");
    private static final Set<String> RULE_FIELDS = Set.of(
            "name", "scope", "parameters", "when", "severity", "levels", "message", "show", "labels", "formerly");
    private static final Set<String> SEVERITIES =
            Arrays.stream(Severity.values()).map(Enum::name).collect(Collectors.toUnmodifiableSet());
    private static final Set<String> SCOPES =
            Arrays.stream(Scope.values()).map(RuleFile::word).collect(Collectors.toUnmodifiableSet());

    private final YamlDocument yaml;
    private final ConditionCompiler expressions = new ConditionCompiler();
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
        List<Rule.Level> levels = levels(fields, scope);
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

    private List<Rule.Level> levels(YamlDocument.Fields fields, Scope scope) {
        Parameters parameters = parameters(fields, scope);
        Condition common = condition(fields.optionalScalar("when"), scope, parameters);
        boolean hasCommon = fields.optional("when") != null;
        Map<Severity, Rule.Level> levels = new TreeMap<>();
        ScalarNode single = fields.optionalScalar("severity");
        Node several = fields.optional("levels");
        if ((fields.optional("severity") == null) == (several == null)) {
            yaml.mistake(fields.node(), "a rule must have either 'severity' or 'levels'");
        } else if (single != null) {
            Severity severity = severity(single);
            if (!hasCommon) {
                yaml.mistake(fields.node(), "'when' is missing");
            } else if (severity != null && common != null) {
                levels.put(severity, new Rule.Level(severity, common));
            }
        } else if (several != null) {
            List<Node> nodes = yaml.list(several);
            if (nodes.isEmpty()) {
                yaml.mistake(several, "a rule must have at least one level");
            }
            nodes.forEach(node -> level(node, hasCommon, common, scope, parameters, levels));
        }
        parameters.unused().forEach(key -> yaml.mistake(key, "no condition uses '" + key.getValue() + "'"));
        return List.copyOf(levels.values());
    }

    private void level(
            Node node,
            boolean hasCommon,
            @Nullable Condition common,
            Scope scope,
            Parameters parameters,
            Map<Severity, Rule.Level> levels) {
        YamlDocument.Fields fields = yaml.fields(node, Set.of("severity", "when"));
        if (fields == null) {
            return;
        }
        ScalarNode named = fields.requiredScalar("severity");
        Severity severity = named == null ? null : severity(named);
        Condition own = condition(fields.optionalScalar("when"), scope, parameters);
        if (fields.optional("when") == null && !hasCommon) {
            yaml.mistake(node, "'when' is missing, here or for the whole rule");
        }
        if (severity != null && named != null && levels.containsKey(severity)) {
            yaml.mistake(named, "the severity " + severity + " stands twice in the rule");
        }
        Condition both = own == null ? common : common == null ? own : ConditionCompiler.both(common, own);
        if (severity != null && both != null) {
            levels.put(severity, new Rule.Level(severity, both));
        }
    }

    private @Nullable Severity severity(ScalarNode severity) {
        if (!SEVERITIES.contains(severity.getValue())) {
            yaml.mistake(severity, YamlDocument.unknown("severity", severity.getValue(), SEVERITIES));
            return null;
        }
        return Severity.valueOf(severity.getValue());
    }

    private Parameters parameters(YamlDocument.Fields fields, Scope scope) {
        Parameters parameters = new Parameters();
        Node node = fields.optional("parameters");
        if (node != null) {
            yaml.entries(node, (key, value) -> {
                Object constant = value instanceof ScalarNode ? yaml.plain(value) : null;
                if (!SNAKE.matcher(key.getValue()).matches()) {
                    yaml.mistake(key, "a parameter's name must be snake_case, got: " + key.getValue());
                } else if (Facts.of(scope).containsKey(key.getValue())) {
                    yaml.mistake(
                            key,
                            "'" + key.getValue() + "' is a fact of the scope " + word(scope)
                                    + "; a parameter needs another name");
                } else if (constant instanceof Number || constant instanceof String) {
                    parameters.put(key, constant instanceof Number number ? number.doubleValue() : constant);
                } else {
                    yaml.mistake(value, "a parameter must be a number or text");
                }
            });
        }
        return parameters;
    }

    private @Nullable Condition condition(@Nullable ScalarNode source, Scope scope, Parameters parameters) {
        return source == null
                ? null
                : expressions.compile(
                        source.getValue(),
                        scope,
                        parameters,
                        (offset, message) -> yaml.mistake(source, offset, message));
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
