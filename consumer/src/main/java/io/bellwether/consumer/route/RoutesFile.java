package io.bellwether.consumer.route;

import io.bellwether.config.ConfigError;
import io.bellwether.config.PathFields;
import io.bellwether.config.YamlDocument;
import io.bellwether.schemas.avro.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a routes file; every mistake is reported at once, with its line, column and field. */
public final class RoutesFile {

    private static final int MAX_CHARACTERS = 1 << 20;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,62}");

    private static final Set<String> MATCH =
            Set.of("rule", "brand", "scope", "subject", "severity", "min_severity", "labels");
    private static final Set<String> SCOPES = Set.of("brand", "model", "brand_technology", "technology", "commitment");
    private static final Set<String> ROUTE = Set.of(
            "match", "receiver", "group_by", "group_wait", "group_interval", "repeat_interval", "continue", "routes");

    private final Map<String, Receiver> receivers = new LinkedHashMap<>();
    private final Names names;

    private RoutesFile(Names names) {
        this.names = names;
    }

    /**
     * Names that are known, for what a file matches by; none where any will do.
     *
     * @param rules names of rules
     * @param brands slugs
     */
    public record Names(Set<String> rules, Set<String> brands) {

        public static final Names ANY = new Names(Set.of(), Set.of());

        public Names {
            rules = Set.copyOf(rules);
            brands = Set.copyOf(brands);
        }
    }

    /** The result of reading. */
    public sealed interface Reading {}

    /** A file without mistakes. */
    public record Accepted(Routes routes) implements Reading {}

    /** The mistakes, in the order of the file. */
    public record Rejected(List<ConfigError> mistakes) implements Reading {}

    /** Reads a file's text. */
    public static Reading read(String text) {
        return read(text, Names.ANY);
    }

    /** The same; a rule or brand that is none of these is a mistake. */
    public static Reading read(String text, Names names) {
        YamlDocument yaml = YamlDocument.of(text, MAX_CHARACTERS);
        PathFields root = yaml.pathFields(Set.of("receivers", "route", "silences", "inhibitions", "quiet_hours"));
        Routes routes = root == null ? null : new RoutesFile(names).routes(root);
        List<ConfigError> mistakes = yaml.mistakes();
        return routes == null || !mistakes.isEmpty() ? new Rejected(mistakes) : new Accepted(routes);
    }

    private Routes routes(PathFields file) {
        file.mappings("receivers", Set.of("name", "sink", "secret_file", "secret_env"))
                .forEach(this::receiver);
        if (receivers.isEmpty()) {
            file.mistake("receivers", "must be at least one");
        }
        if (!file.has("route")) {
            file.mistake("route", "is missing");
        }
        PathFields top = file.mapping("route", ROUTE);
        if (top.has("match") || top.has("continue")) {
            top.mistake(top.has("match") ? "match" : "continue", "the first route takes every alert: leave this out");
        }
        Route route = route(top, "", Grouping.NONE);
        List<Silence> silences = new ArrayList<>();
        file.mappings("silences", Set.of("match", "from", "until", "author", "comment"))
                .forEach(each -> silences.add(silence(each)));
        List<Inhibition> inhibitions = new ArrayList<>();
        file.mappings("inhibitions", Set.of("source", "target", "equal"))
                .forEach(each -> inhibitions.add(inhibition(each)));
        List<QuietHours> quiet = new ArrayList<>();
        file.mappings("quiet_hours", QuietHoursFields.NAMES)
                .forEach(each -> quiet.add(
                        QuietHoursFields.read(each, matcher(each.mapping("match", MATCH)), receivers.keySet())));
        return new Routes(
                List.copyOf(receivers.values()),
                route,
                silences,
                file.has("inhibitions") ? inhibitions : Inhibition.SHIPPED,
                quiet);
    }

    private void receiver(PathFields fields) {
        String name = fields.requiredText("name");
        String sink = fields.requiredText("sink");
        if (name.isEmpty() || sink.isEmpty()) {
            return;
        }
        if (!NAME.matcher(name).matches()) {
            fields.mistake("name", "must be letters, digits, dots, dashes and underscores, got: " + name);
        } else if (receivers.put(name, receiver(fields, name, sink)) != null) {
            fields.mistake("name", "'" + name + "' stands twice");
        }
    }

    private static Receiver receiver(PathFields fields, String name, String sink) {
        String file = fields.text("secret_file");
        String variable = fields.text("secret_env");
        Receiver receiver = new Receiver(name, sink, file == null ? "" : file, variable == null ? "" : variable);
        if (file != null && variable != null) {
            fields.mistake("secret_env", "stands beside secret_file: give one of them");
        } else if ((file != null || variable != null) && !receiver.isNotified()) {
            fields.mistake(file == null ? "secret_env" : "secret_file", "only webhooks are signed");
        }
        return receiver;
    }

    private Route route(PathFields fields, String parentReceiver, Grouping parent) {
        String receiver = fields.text("receiver");
        if (receiver == null) {
            receiver = parentReceiver;
            if (receiver.isEmpty()) {
                fields.mistake("receiver", "is missing");
            }
        } else if (!receivers.containsKey(receiver)) {
            fields.mistake("receiver", YamlDocument.nearest("receiver", receiver, receivers.keySet()));
        }
        Boolean continueMatching = fields.parsed("continue", "true or false", RoutesFile::truth);
        Grouping grouping = grouping(fields, parent);
        List<Route> children = new ArrayList<>();
        for (PathFields child : fields.mappings("routes", ROUTE)) {
            children.add(route(child, receiver, grouping));
        }
        return new Route(
                fields.path(),
                matcher(fields.mapping("match", MATCH)),
                receiver,
                grouping,
                continueMatching != null && continueMatching,
                children);
    }

    private static Boolean truth(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException();
        };
    }

    /** What a route does not set is its parent's. */
    private static Grouping grouping(PathFields fields, Grouping parent) {
        Optional<List<String>> by = fields.has("group_by")
                ? Optional.of(fields.values("group_by", name -> label(fields, "group_by", name)))
                : parent.by();
        Duration wait = duration(fields, "group_wait", parent.groupWait());
        Duration interval = duration(fields, "group_interval", parent.groupInterval());
        Duration repeat = duration(fields, "repeat_interval", parent.repeatInterval());
        try {
            return new Grouping(by, wait, interval, repeat);
        } catch (IllegalArgumentException e) {
            fields.mistake("repeat_interval", String.valueOf(e.getMessage()));
            return parent;
        }
    }

    private static @Nullable String label(PathFields fields, String field, String name) {
        boolean known = Labels.FIELDS.contains(name)
                || (name.startsWith(Labels.PREFIX) && name.length() > Labels.PREFIX.length());
        if (!known) {
            fields.mistake(field, YamlDocument.nearest("field of alerts", name, Labels.FIELDS) + " Or labels.NAME.");
        }
        return known ? name : null;
    }

    private static Duration duration(PathFields fields, String field, Duration otherwise) {
        Duration read = fields.parsed(field, "a time such as 30s, 5m, 4h or 1d", RoutesFile::duration);
        return read == null ? otherwise : read;
    }

    private static Duration duration(String text) {
        if (!text.matches("[0-9]{1,6}[smhd]")) {
            throw new IllegalArgumentException();
        }
        long number = Long.parseLong(text.substring(0, text.length() - 1));
        return switch (text.charAt(text.length() - 1)) {
            case 's' -> Duration.ofSeconds(number);
            case 'm' -> Duration.ofMinutes(number);
            case 'h' -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }

    /** A name, if it is one of the known, or any will do. */
    private static @Nullable String named(PathFields fields, String field, String text, Set<String> known) {
        if (known.isEmpty() || known.contains(text)) {
            return text;
        }
        fields.mistake(field, YamlDocument.nearest(field, text, known));
        return null;
    }

    private Matcher matcher(PathFields fields) {
        List<Severity> least = fields.values("min_severity", text -> severity(fields, "min_severity", text));
        return new Matcher(
                new HashSet<>(fields.values("rule", text -> named(fields, "rule", text, names.rules))),
                new HashSet<>(fields.values("brand", text -> named(fields, "brand", text, names.brands))),
                new HashSet<>(fields.values("scope", text -> scope(fields, text))),
                new HashSet<>(fields.values("subject", text -> text)),
                new HashSet<>(fields.values("severity", text -> severity(fields, "severity", text))),
                least.isEmpty() ? null : least.get(0),
                fields.texts("labels"));
    }

    private static @Nullable Severity severity(PathFields fields, String field, String text) {
        List<String> known = Arrays.stream(Severity.values()).map(Enum::name).toList();
        if (known.contains(text.toUpperCase(Locale.ROOT))) {
            return Severity.valueOf(text.toUpperCase(Locale.ROOT));
        }
        fields.mistake(field, YamlDocument.nearest("severity", text, known));
        return null;
    }

    private static @Nullable String scope(PathFields fields, String text) {
        if (SCOPES.contains(text)) {
            return text;
        }
        fields.mistake("scope", YamlDocument.nearest("scope", text, SCOPES));
        return null;
    }

    private Silence silence(PathFields fields) {
        Instant from = instant(fields, "from");
        Instant until = instant(fields, "until");
        if (!from.isBefore(until)) {
            fields.mistake("until", "must be after from");
        }
        if (!fields.has("match")) {
            fields.mistake("match", "is missing: a silence of everything is rarely meant");
        }
        return new Silence(
                matcher(fields.mapping("match", MATCH)),
                from,
                until,
                fields.requiredText("author"),
                fields.requiredText("comment"));
    }

    private static Instant instant(PathFields fields, String field) {
        fields.requiredText(field);
        Instant read = fields.parsed(field, "an RFC 3339 instant such as 2025-01-31T08:00:00Z", Instant::parse);
        return read == null ? (field.equals("from") ? Instant.MIN : Instant.MAX) : read;
    }

    private Inhibition inhibition(PathFields fields) {
        for (String part : List.of("source", "target")) {
            if (!fields.has(part)) {
                fields.mistake(part, "is missing");
            }
        }
        return new Inhibition(
                matcher(fields.mapping("source", MATCH)),
                matcher(fields.mapping("target", MATCH)),
                fields.values("equal", name -> label(fields, "equal", name)));
    }
}
