package io.bellwether.streams.reference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bellwether.schemas.avro.Announcement;
import io.bellwether.schemas.avro.CapacityReport;
import io.bellwether.schemas.avro.CapacityStatus;
import io.bellwether.schemas.avro.Granularity;
import io.bellwether.schemas.avro.Launch;
import io.bellwether.schemas.avro.LeadTimeQuote;
import io.bellwether.schemas.avro.Measure;
import io.bellwether.schemas.avro.Organisation;
import io.bellwether.schemas.avro.OrganisationKind;
import io.bellwether.schemas.avro.Qualifier;
import io.bellwether.schemas.avro.Retraction;
import io.bellwether.schemas.avro.RetractionKind;
import io.bellwether.schemas.avro.SalesReport;
import io.bellwether.schemas.avro.SalesTarget;
import io.bellwether.schemas.avro.SeriesBreak;
import io.bellwether.schemas.avro.SourceTier;
import io.bellwether.schemas.avro.Stage;
import io.bellwether.schemas.avro.TargetKind;
import io.bellwether.schemas.avro.TechnologyMilestone;
import io.bellwether.streams.reference.BatchReference.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.yaml.snakeyaml.Yaml;

/**
 * The reference over event files, for comparing with what {@code backtest} writes: {@code [--as-of DATE] [--aliases
 * FILE] --out DIR PATH...}, where a path is a file of JSON Lines or a folder of such. Of the table of aliases the names
 * of brands are passed over: events name brands by their slugs.
 */
public final class ReferenceMain {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ReferenceMain() {}

    public static void main(String[] args) throws IOException {
        List<SpecificRecord> events = new ArrayList<>();
        Optional<LocalDate> asOf = Optional.empty();
        Aliases aliases = Aliases.NONE;
        Path out = null;
        for (int i = 0; i < args.length; i++) {
            if (args[i].equals("--as-of")) {
                asOf = Optional.of(LocalDate.parse(args[++i]));
            } else if (args[i].equals("--aliases")) {
                aliases = aliases(Path.of(args[++i]));
            } else if (args[i].equals("--out")) {
                out = Path.of(args[++i]);
            } else {
                events.addAll(read(Path.of(args[i])));
            }
        }
        if (out == null || events.isEmpty()) {
            throw new IllegalArgumentException("arguments must be [--as-of DATE] [--aliases FILE] --out DIR PATH...");
        }
        write(BatchReference.compute(events, asOf, aliases), out);
    }

    /** The events of a file of JSON Lines, or of all such files in a folder. */
    public static List<SpecificRecord> read(Path path) throws IOException {
        List<Path> files = List.of(path);
        if (Files.isDirectory(path)) {
            try (Stream<Path> found = Files.walk(path)) {
                files = found.filter(file -> file.toString().endsWith(".jsonl"))
                        .sorted()
                        .toList();
            }
        }
        List<SpecificRecord> events = new ArrayList<>();
        for (Path file : files) {
            for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                if (!line.isBlank()) {
                    events.add(event(JSON.readTree(line)));
                }
            }
        }
        return events;
    }

    /** What the reference looks at of a table of aliases: models, regions and sources. */
    static Aliases aliases(Path file) throws IOException {
        JsonNode table = JSON.valueToTree(new Yaml().load(Files.readString(file)));
        Map<String, Map<String, String>> models = new HashMap<>();
        table.path("brands")
                .properties()
                .forEach(brand -> brand.getValue()
                        .path("models")
                        .properties()
                        .forEach(model -> model.getValue()
                                .forEach(spelling -> models.computeIfAbsent(brand.getKey(), slug -> new HashMap<>())
                                        .put(spelling.asText(), model.getKey()))));
        Map<String, Set<String>> contains = new HashMap<>();
        table.path("regions")
                .properties()
                .forEach(region -> region.getValue()
                        .path("contains")
                        .forEach(inner -> contains.computeIfAbsent(region.getKey(), name -> new HashSet<>())
                                .add(inner.asText())));
        Set<String> partial = new HashSet<>();
        table.path("sources").properties().forEach(source -> {
            if (source.getValue().path("partial").asBoolean(false)) {
                partial.add(source.getKey());
            }
        });
        return new Aliases(partial, contains, models);
    }

    private static SpecificRecord event(JsonNode in) {
        String given = text(in, "event_id");
        // Without an id, one over all that it says: which of two instants' twins holds is then chance, as it may be
        String id = given != null
                ? given
                : UUID.nameUUIDFromBytes(in.toString().getBytes(StandardCharsets.UTF_8))
                        .toString();
        String brand = text(in, "brand");
        String source = text(in, "source");
        SourceTier tier = SourceTier.valueOf(text(in, "source_tier"));
        Instant at = instant(text(in, "published_at"));
        String url = text(in, "url");
        return switch (text(in, "type")) {
            case "sales" ->
                new SalesReport(
                        id,
                        brand,
                        source,
                        tier,
                        at,
                        url,
                        text(in, "model"),
                        text(in, "region"),
                        Measure.valueOf(text(in, "measure")),
                        date(in, "period_start"),
                        Granularity.valueOf(text(in, "granularity")),
                        in.get("units").asLong(),
                        Qualifier.valueOf(orElse(text(in, "qualifier"), "EXACT")),
                        date(in, "period_end"));
            case "capacity" ->
                new CapacityReport(
                        id,
                        brand,
                        source,
                        tier,
                        at,
                        url,
                        text(in, "plant"),
                        in.get("units_per_month").asLong(),
                        date(in, "effective_from"),
                        CapacityStatus.valueOf(orElse(text(in, "status"), "OPERATING")));
            case "announcement" ->
                new Announcement(
                        id,
                        brand,
                        source,
                        tier,
                        at,
                        url,
                        text(in, "headline"),
                        detail(in.get("detail")),
                        date(in, "occurred_on"));
            default -> throw new IllegalArgumentException("type must be known, got: " + in);
        };
    }

    private static Object detail(JsonNode in) {
        return switch (text(in, "type")) {
            case "sales_target" ->
                new SalesTarget(
                        whole(in, "year"),
                        in.get("units").asLong(),
                        whole(in, "quarter"),
                        whole(in, "month"),
                        text(in, "last_month"),
                        number(in, "units_high"),
                        TargetKind.valueOf(orElse(text(in, "kind"), "TARGET")));
            case "technology_milestone" ->
                new TechnologyMilestone(
                        text(in, "technology"),
                        Stage.valueOf(text(in, "stage")),
                        whole(in, "coverage_cities"),
                        in.path("nationwide").asBoolean(false),
                        number(in, "price_from_cny"),
                        date(in, "due_by"));
            case "lead_time_quote" ->
                new LeadTimeQuote(text(in, "model"), in.get("weeks").asDouble());
            case "organisation" -> new Organisation(OrganisationKind.valueOf(text(in, "kind")), text(in, "summary"));
            case "launch" -> new Launch(text(in, "model"), number(in, "price_from_cny"));
            case "series_break" ->
                new SeriesBreak(
                        text(in, "model"),
                        text(in, "from_month"),
                        in.path("ended").asBoolean(false));
            case "retraction" ->
                new Retraction(
                        text(in, "event_id"), RetractionKind.valueOf(text(in, "kind")), orElse(text(in, "reason"), ""));
            default -> throw new IllegalArgumentException("detail.type must be known, got: " + in);
        };
    }

    private static String text(JsonNode in, String name) {
        JsonNode value = in.get(name);
        return value == null || value.isNull() ? null : value.asText();
    }

    private static String orElse(String value, String otherwise) {
        return value == null ? otherwise : value;
    }

    private static Integer whole(JsonNode in, String name) {
        JsonNode value = in.get(name);
        return value == null || value.isNull() ? null : Integer.valueOf(value.asInt());
    }

    private static Long number(JsonNode in, String name) {
        JsonNode value = in.get(name);
        return value == null || value.isNull() ? null : Long.valueOf(value.asLong());
    }

    private static LocalDate date(JsonNode in, String name) {
        String text = text(in, name);
        return text == null ? null : LocalDate.parse(text);
    }

    private static Instant instant(String text) {
        return text.contains("T")
                ? Instant.parse(text)
                : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static void write(Result result, Path out) throws IOException {
        Files.createDirectories(out);
        lines(out.resolve("brand-metrics.jsonl"), result.brands().entrySet(), entry -> {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("brand", entry.getKey());
            line.put("metrics", entry.getValue());
            return line;
        });
        lines(out.resolve("model-metrics.jsonl"), result.models().entrySet(), entry -> {
            int slash = entry.getKey().indexOf('/');
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("brand", entry.getKey().substring(0, slash));
            line.put("model", entry.getKey().substring(slash + 1));
            line.put("metrics", entry.getValue());
            return line;
        });
        JSON.writerWithDefaultPrettyPrinter()
                .writeValue(out.resolve("market.json").toFile(), result.market());
        lines(out.resolve("commitments.jsonl"), result.commitments(), view -> view);
        lines(out.resolve("targets.jsonl"), result.targets(), view -> view);
        lines(out.resolve("open-alerts.jsonl"), result.openAlerts(), alert -> {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("rule", alert.rule());
            line.put("subject", alert.subject());
            line.put("severity", alert.severity());
            return line;
        });
    }

    private static <T> void lines(Path file, Collection<T> values, Function<T, Object> shape) throws IOException {
        List<String> lines =
                values.stream().map(value -> json(shape.apply(value))).toList();
        Files.write(file, lines, StandardCharsets.UTF_8);
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
