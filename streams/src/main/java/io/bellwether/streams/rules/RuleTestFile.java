package io.bellwether.streams.rules;

import io.bellwether.config.ConfigError;
import io.bellwether.config.YamlDocument;
import io.bellwether.domain.alert.FactType;
import io.bellwether.domain.alert.Facts;
import io.bellwether.domain.alert.Scope;
import io.bellwether.domain.alert.Severity;
import io.bellwether.domain.alert.Subject;
import io.bellwether.domain.alert.SubjectId;
import io.bellwether.schemas.Validation;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * A file of unit tests of rules: given events, or facts of a subject, expect alerts.
 *
 * <pre>{@code
 * rules: mine.yaml                       # from where the tests are; without it the shipped rules
 * tests:
 *   - name: a third less is a slump
 *     facts:                             # subjects with some facts, the others unknown
 *       - {scope: brand, subject: acme, values: {deliveries_mom: -0.33}}
 *     expect:                            # these alerts are open
 *       - {rule: DELIVERIES_SLUMP, subject: acme, severity: WARNING}
 *     absent:                            # no such alert is open, whatever the fields left out are
 *       - {rule: DATA_GAP}
 *   - name: a promise lapses
 *     events:                            # as in event files
 *       - {type: announcement, brand: acme, ...}
 *     as_of: 2024-12-01                  # seen from this day; without it from that of the newest event
 *     expect:
 *       - {rule: COMMITMENT_OVERDUE, subject: acme/CITY_NOA/FULL_ROLLOUT, severity: WARNING}
 * }</pre>
 */
public final class RuleTestFile {

    private static final int MAX_LENGTH = 4_194_304;
    private static final Set<String> SCOPES =
            Arrays.stream(Scope.values()).map(RuleFile::word).collect(Collectors.toUnmodifiableSet());
    private static final Set<String> SEVERITIES =
            Arrays.stream(Severity.values()).map(Enum::name).collect(Collectors.toUnmodifiableSet());

    private RuleTestFile() {}

    /** An event of a test, or why it is none. */
    public sealed interface Event {}

    /** An input record, valid by {@link Validation}. */
    public record GoodEvent(SpecificRecord event) implements Event {}

    /** What is wrong with an event. */
    public record BadEvent(String reason) implements Event {}

    /** What came of reading a file of tests. */
    public sealed interface Reading {}

    /** Tests that can run. */
    public record Accepted(RuleTests tests) implements Reading {}

    /** Something is wrong; all of it, in the order of the file. */
    public record Rejected(List<ConfigError> mistakes) implements Reading {}

    /**
     * Reads a file of tests.
     *
     * @param events turns the fields of an event, as in event files, into a record
     */
    public static Reading read(String text, Function<Map<String, @Nullable Object>, Event> events) {
        YamlDocument yaml = YamlDocument.of(text, MAX_LENGTH);
        YamlDocument.Fields document = yaml.document(Set.of("rules", "tests"));
        List<RuleTests.Test> tests = new ArrayList<>();
        ScalarNode rules = null;
        if (document != null) {
            rules = document.optionalScalar("rules");
            Node list = document.required("tests");
            List<Node> nodes = list == null ? List.of() : yaml.list(list);
            nodes.forEach(node -> tests.add(new Reader(yaml, events).test(node)));
        }
        List<ConfigError> mistakes = yaml.mistakes();
        return mistakes.isEmpty()
                ? new Accepted(new RuleTests(rules == null ? null : rules.getValue(), List.copyOf(tests)))
                : new Rejected(mistakes);
    }

    /** Reads one test; what is wrong is noted and left out. */
    private record Reader(YamlDocument yaml, Function<Map<String, @Nullable Object>, Event> events) {

        RuleTests.Test test(Node node) {
            YamlDocument.Fields fields =
                    yaml.fields(node, Set.of("name", "events", "as_of", "facts", "expect", "absent"));
            if (fields == null) {
                return new RuleTests.Test("", List.of(), null, List.of(), List.of(), List.of());
            }
            ScalarNode name = fields.requiredScalar("name");
            List<SpecificRecord> given = new ArrayList<>();
            LocalDate asOf = asOf(fields.optionalScalar("as_of"));
            fields.optionalList("events").forEach(event -> event(event, asOf, given));
            List<Subject> subjects = new ArrayList<>();
            fields.optionalList("facts").forEach(subject -> subject(subject, subjects));
            if ((fields.optional("events") == null) == (fields.optional("facts") == null)) {
                yaml.mistake(node, "a test must have either 'events' or 'facts'");
            }
            List<RuleTests.OpenAlert> expect = alerts(fields.optionalList("expect"), true);
            List<RuleTests.OpenAlert> absent = alerts(fields.optionalList("absent"), false);
            if (fields.optional("expect") == null && fields.optional("absent") == null) {
                yaml.mistake(node, "a test must have 'expect' or 'absent'");
            }
            return new RuleTests.Test(name == null ? "" : name.getValue(), given, asOf, subjects, expect, absent);
        }

        private @Nullable LocalDate asOf(@Nullable ScalarNode day) {
            try {
                return day == null ? null : LocalDate.parse(day.getValue());
            } catch (DateTimeParseException e) {
                yaml.mistake(day, "must be a day, YYYY-MM-DD, got: " + day.getValue());
                return null;
            }
        }

        @SuppressWarnings("unchecked")
        private void event(Node node, @Nullable LocalDate asOf, List<SpecificRecord> given) {
            if (!(yaml.plain(node) instanceof Map<?, ?> fields)) {
                yaml.mistake(node, "an event must be a mapping, as in event files");
                return;
            }
            Event event = events.apply((Map<String, @Nullable Object>) fields);
            if (event instanceof BadEvent bad) {
                yaml.mistake(node, bad.reason());
            } else if (event instanceof GoodEvent good) {
                Instant published = (Instant) good.event.get(
                        good.event.getSchema().getField("published_at").pos());
                boolean later = asOf != null
                        && published.atOffset(ZoneOffset.UTC).toLocalDate().isAfter(asOf);
                if (!later) {
                    given.add(good.event);
                }
            }
        }

        private void subject(Node node, List<Subject> subjects) {
            YamlDocument.Fields fields = yaml.fields(node, Set.of("scope", "subject", "values"));
            if (fields == null) {
                return;
            }
            ScalarNode scope = fields.requiredScalar("scope");
            ScalarNode name = fields.requiredScalar("subject");
            Node values = fields.required("values");
            if (scope == null || !isKnown(scope, "scope", SCOPES) || name == null || values == null) {
                return;
            }
            Scope of = Scope.valueOf(scope.getValue().toUpperCase(Locale.ROOT));
            Map<String, FactType> declared = Facts.of(of);
            Map<String, @Nullable Object> facts = new HashMap<>();
            yaml.entries(values, (key, value) -> {
                Object fact = value instanceof ScalarNode ? yaml.plain(value) : Map.of();
                FactType type = declared.get(key.getValue());
                if (type == null) {
                    yaml.mistake(key, YamlDocument.unknown("name", key.getValue(), declared.keySet()));
                } else if ((fact != null && fact instanceof Number != type.isNumber())
                        || !(fact == null || fact instanceof Number || fact instanceof String)) {
                    yaml.mistake(
                            value,
                            "'" + key.getValue() + "' must be " + (type.isNumber() ? "a number" : "text") + " or null");
                } else {
                    facts.put(key.getValue(), fact);
                }
            });
            if (declared.containsKey("brand")) {
                int slash = name.getValue().indexOf('/');
                facts.putIfAbsent(
                        "brand", slash < 0 ? name.getValue() : name.getValue().substring(0, slash));
            }
            subjects.add(Subject.of(new SubjectId(of, name.getValue(), null, null, null), facts));
        }

        private List<RuleTests.OpenAlert> alerts(List<Node> nodes, boolean complete) {
            List<RuleTests.OpenAlert> alerts = new ArrayList<>();
            for (Node node : nodes) {
                YamlDocument.Fields fields = yaml.fields(node, Set.of("rule", "subject", "severity"));
                if (fields != null) {
                    ScalarNode rule = complete ? fields.requiredScalar("rule") : fields.optionalScalar("rule");
                    ScalarNode subject = complete ? fields.requiredScalar("subject") : fields.optionalScalar("subject");
                    ScalarNode severity = fields.optionalScalar("severity");
                    if (severity == null || isKnown(severity, "severity", SEVERITIES)) {
                        alerts.add(new RuleTests.OpenAlert(text(rule), text(subject), text(severity)));
                    }
                }
            }
            return alerts;
        }

        private boolean isKnown(ScalarNode word, String kind, Set<String> known) {
            if (!known.contains(word.getValue())) {
                yaml.mistake(word, YamlDocument.unknown(kind, word.getValue(), known));
                return false;
            }
            return true;
        }

        private static @Nullable String text(@Nullable ScalarNode scalar) {
            return scalar == null ? null : scalar.getValue();
        }
    }
}
