package io.bellwether.streams.rules;

import io.bellwether.config.YamlDocument;
import io.bellwether.domain.alert.Condition;
import io.bellwether.domain.alert.Facts;
import io.bellwether.domain.alert.Rule;
import io.bellwether.domain.alert.Scope;
import io.bellwether.domain.alert.Severity;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads when a rule fires: its parameters, and its severities with the condition of each. */
final class RuleLevels {

    private static final Pattern SNAKE = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");
    private static final Set<String> SEVERITIES =
            Arrays.stream(Severity.values()).map(Enum::name).collect(Collectors.toUnmodifiableSet());

    private final YamlDocument yaml;
    private final ConditionCompiler conditions;
    private final Scope scope;

    /** @param scope of the rule: its facts may be used in conditions */
    RuleLevels(YamlDocument yaml, ConditionCompiler conditions, Scope scope) {
        this.yaml = yaml;
        this.conditions = conditions;
        this.scope = scope;
    }

    /** The levels, at most one for each severity, the lesser first; none if something is wrong with all. */
    List<Rule.Level> of(YamlDocument.Fields fields) {
        Parameters parameters = parameters(fields);
        Condition common = condition(fields.optionalScalar("when"), parameters);
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
            nodes.forEach(node -> level(node, hasCommon, common, parameters, levels));
        }
        parameters.unused().forEach(key -> yaml.mistake(key, "no condition uses '" + key.getValue() + "'"));
        return List.copyOf(levels.values());
    }

    private void level(
            Node node,
            boolean hasCommon,
            @Nullable Condition common,
            Parameters parameters,
            Map<Severity, Rule.Level> levels) {
        YamlDocument.Fields fields = yaml.fields(node, Set.of("severity", "when"));
        if (fields == null) {
            return;
        }
        ScalarNode named = fields.requiredScalar("severity");
        Severity severity = named == null ? null : severity(named);
        Condition own = condition(fields.optionalScalar("when"), parameters);
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

    private Parameters parameters(YamlDocument.Fields fields) {
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
                            "'" + key.getValue() + "' is a fact of the scope " + RuleFile.word(scope)
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

    private @Nullable Condition condition(@Nullable ScalarNode source, Parameters parameters) {
        return source == null
                ? null
                : conditions.compile(
                        source.getValue(),
                        scope,
                        parameters,
                        (offset, message) -> yaml.mistake(source, offset, message));
    }
}
