package io.bellwether.consumer.route;

import io.bellwether.schemas.avro.Severity;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/** Reads a file of routes. All that is wrong is told at once, with its line, column and field. */
public final class RoutesFile {

    private static final int MAX_CHARACTERS = 1 << 20;
    private static final int MAX_DEPTH = 32;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,62}");

    private static final Set<String> MATCH =
            Set.of("rule", "brand", "scope", "subject", "severity", "min_severity", "labels");
    private static final Set<String> SCOPES = Set.of("brand", "model", "brand_technology", "technology", "commitment");
    private static final Set<String> ROUTE = Set.of(
            "match", "receiver", "group_by", "group_wait", "group_interval", "repeat_interval", "continue", "routes");

    private final List<Mistake> mistakes = new ArrayList<>();
    private final Map<String, Receiver> receivers = new LinkedHashMap<>();

    private RoutesFile() {}

    /** What reading came to. */
    public sealed interface Reading {}

    /** A file without mistakes. */
    public record Accepted(Routes routes) implements Reading {}

    /** What is wrong, in the order of the file. */
    public record Rejected(List<Mistake> mistakes) implements Reading {}

    /** Reads a file's text. */
    public static Reading read(String text) {
        RoutesFile file = new RoutesFile();
        Node root = file.document(text);
        Routes routes = root == null ? null : file.routes(root);
        if (routes == null || !file.mistakes.isEmpty()) {
            return new Rejected(file.mistakes.stream()
                    .sorted(Comparator.comparingInt(Mistake::line).thenComparingInt(Mistake::column))
                    .distinct()
                    .toList());
        }
        return new Accepted(routes);
    }

    private @Nullable Node document(String text) {
        if (text.length() > MAX_CHARACTERS) {
            mistakes.add(new Mistake(1, 1, "", "a file must be at most " + MAX_CHARACTERS + " characters"));
            return null;
        }
        LoaderOptions options = new LoaderOptions();
        options.setNestingDepthLimit(MAX_DEPTH);
        options.setMaxAliasesForCollections(0);
        try {
            Node root = new Yaml(new SafeConstructor(options)).compose(new StringReader(text));
            if (root == null) {
                mistakes.add(new Mistake(1, 1, "", "the file is empty"));
            }
            return root;
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark();
            mistakes.add(new Mistake(
                    mark == null ? 1 : mark.getLine() + 1,
                    mark == null ? 1 : mark.getColumn() + 1,
                    "",
                    "no YAML: " + e.getProblem()));
        } catch (YAMLException e) {
            mistakes.add(new Mistake(1, 1, "", "no YAML: " + e.getMessage()));
        }
        return null;
    }

    private @Nullable Routes routes(Node root) {
        YamlFields file = YamlFields.of(root, "", Set.of("receivers", "route", "silences", "inhibitions"), mistakes);
        file.mappings("receivers", Set.of("name", "sink")).forEach(this::receiver);
        if (receivers.isEmpty()) {
            file.mistake("receivers", "must be at least one");
        }
        if (!file.has("route")) {
            file.mistake("route", "is missing");
        }
        YamlFields top = file.mapping("route", ROUTE);
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
        return new Routes(
                List.copyOf(receivers.values()),
                route,
                silences,
                file.has("inhibitions") ? inhibitions : Inhibition.SHIPPED);
    }

    private void receiver(YamlFields fields) {
        String name = fields.required("name");
        String sink = fields.required("sink");
        if (name.isEmpty() || sink.isEmpty()) {
            return;
        }
        if (!NAME.matcher(name).matches()) {
            fields.mistake("name", "must be letters, digits, dots, dashes and underscores, got: " + name);
        } else if (receivers.put(name, new Receiver(name, sink)) != null) {
            fields.mistake("name", "'" + name + "' stands twice");
        }
    }

    private Route route(YamlFields fields, String parentReceiver, Grouping parent) {
        String receiver = fields.text("receiver");
        if (receiver == null) {
            receiver = parentReceiver;
            if (receiver.isEmpty()) {
                fields.mistake("receiver", "is missing");
            }
        } else if (!receivers.containsKey(receiver)) {
            fields.mistake("receiver", YamlFields.unknown("receiver", receiver, receivers.keySet()));
        }
        Boolean goesOn = fields.parsed("continue", "true or false", RoutesFile::truth);
        Grouping grouping = grouping(fields, parent);
        List<Route> children = new ArrayList<>();
        for (YamlFields child : fields.mappings("routes", ROUTE)) {
            children.add(route(child, receiver, grouping));
        }
        return new Route(
                fields.path(),
                matcher(fields.mapping("match", MATCH)),
                receiver,
                grouping,
                goesOn != null && goesOn,
                children);
    }

    private static Boolean truth(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException();
        };
    }

    /** What a route does not say it has from its parent. */
    private static Grouping grouping(YamlFields fields, Grouping parent) {
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

    private static @Nullable String label(YamlFields fields, String field, String name) {
        boolean known = Labels.FIELDS.contains(name)
                || (name.startsWith(Labels.PREFIX) && name.length() > Labels.PREFIX.length());
        if (!known) {
            fields.mistake(field, YamlFields.unknown("field of alerts", name, Labels.FIELDS) + " Or labels.NAME.");
        }
        return known ? name : null;
    }

    private static Duration duration(YamlFields fields, String field, Duration otherwise) {
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

    private static Matcher matcher(YamlFields fields) {
        List<Severity> least = fields.values("min_severity", text -> severity(fields, "min_severity", text));
        return new Matcher(
                new HashSet<>(fields.values("rule", text -> text)),
                new HashSet<>(fields.values("brand", text -> text)),
                new HashSet<>(fields.values("scope", text -> scope(fields, text))),
                new HashSet<>(fields.values("subject", text -> text)),
                new HashSet<>(fields.values("severity", text -> severity(fields, "severity", text))),
                least.isEmpty() ? null : least.get(0),
                fields.free("labels"));
    }

    private static @Nullable Severity severity(YamlFields fields, String field, String text) {
        List<String> known = Arrays.stream(Severity.values()).map(Enum::name).toList();
        if (known.contains(text.toUpperCase(Locale.ROOT))) {
            return Severity.valueOf(text.toUpperCase(Locale.ROOT));
        }
        fields.mistake(field, YamlFields.unknown("severity", text, known));
        return null;
    }

    private static @Nullable String scope(YamlFields fields, String text) {
        if (SCOPES.contains(text)) {
            return text;
        }
        fields.mistake("scope", YamlFields.unknown("scope", text, SCOPES));
        return null;
    }

    private static Silence silence(YamlFields fields) {
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
                fields.required("author"),
                fields.required("comment"));
    }

    private static Instant instant(YamlFields fields, String field) {
        fields.required(field);
        Instant read = fields.parsed(field, "an RFC 3339 instant such as 2025-01-31T08:00:00Z", Instant::parse);
        return read == null ? (field.equals("from") ? Instant.MIN : Instant.MAX) : read;
    }

    private static Inhibition inhibition(YamlFields fields) {
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
