package io.bellwether.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;

/** Asks the query API of a running instance. */
@Command(
        name = "query",
        description = "Asks a running instance: a table for people, --json for programs.",
        subcommandsRepeatable = false)
final class QueryVerb {

    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(60);
    private static final int WIDEST_CELL = 100;

    private static final List<String> BRAND_COLUMNS = List.of(
            "reference_month",
            "deliveries",
            "deliveries_mom",
            "ytd_deliveries",
            "target",
            "target_attainment",
            "capacity_utilisation",
            "lead_time_weeks",
            "order_backlog");

    private final Context context;
    private final ObjectMapper json = new ObjectMapper();

    @Option(
            names = "--url",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            description = "The instance; default http://127.0.0.1:7080.")
    private String url = "http://127.0.0.1:" + HttpOptions.HTTP_PORT;

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "Print the answer as it is.")
    private boolean asJson;

    @Option(
            names = "--as-of",
            paramLabel = "DATE",
            scope = ScopeType.INHERIT,
            description = "As it was known on that day.")
    private @Nullable LocalDate asOf;

    QueryVerb(Context context) {
        this.context = context;
    }

    @Command(description = "All brands with their metrics.")
    int brands() {
        JsonNode answer = get("/api/v1/brands", List.of());
        if (!print(answer)) {
            List<String> header = new ArrayList<>(List.of("brand"));
            header.addAll(BRAND_COLUMNS);
            List<List<String>> rows = new ArrayList<>();
            for (JsonNode entry : answer) {
                List<String> row = new ArrayList<>(List.of(text(entry.get("brand"))));
                BRAND_COLUMNS.forEach(
                        metric -> row.add(text(entry.get("metrics").get(metric))));
                rows.add(row);
            }
            table(header, rows);
        }
        return 0;
    }

    @Command(description = "One brand: every metric, its models, and the evidence.")
    int brand(@Parameters(paramLabel = "BRAND", description = "Its slug, e.g. xiaomi.") String brand) {
        JsonNode answer = get("/api/v1/brands/" + encoded(brand), List.of());
        if (!print(answer)) {
            fields(answer.get("metrics"));
            JsonNode models = answer.get("models");
            if (!models.isEmpty()) {
                List<String> names = new ArrayList<>();
                models.fieldNames().forEachRemaining(names::add);
                context.console().out().println("\nmodels: " + String.join(", ", names));
            }
            context.console().out().println("\nevidence");
            List<List<String>> rows = new ArrayList<>();
            for (JsonNode value : answer.get("evidence")) {
                for (JsonNode source : value.get("sources")) {
                    rows.add(List.of(
                            text(value.get("name")),
                            text(value.get("period")),
                            text(value.get("value")),
                            text(value.get("qualifier")),
                            text(source.get("source")),
                            text(source.get("published_at")),
                            text(source.get("url"))));
                }
            }
            table(List.of("name", "period", "value", "qualifier", "source", "published_at", "url"), rows);
        }
        return 0;
    }

    @Command(description = "A brand's months: what was said of each, what counts, and why the rest does not.")
    int months(
            @Parameters(paramLabel = "BRAND", description = "Its slug.") String brand,
            @Option(names = "--measure", paramLabel = "MEASURE", description = "What is counted; default DELIVERIES.")
                    @Nullable
                    String measure,
            @Option(names = "--model", paramLabel = "MODEL", description = "Of this model.") @Nullable String model,
            @Option(names = "--region", paramLabel = "REGION", description = "In this region.") @Nullable String region,
            @Option(names = "--from", paramLabel = "MONTH", description = "From YYYY-MM on.") @Nullable String from,
            @Option(names = "--to", paramLabel = "MONTH", description = "Up to YYYY-MM.") @Nullable String to) {
        JsonNode answer = get(
                "/api/v1/brands/" + encoded(brand) + "/months",
                parameters("measure", measure, "model", model, "region", region, "from", from, "to", to));
        if (!print(answer)) {
            List<List<String>> rows = new ArrayList<>();
            for (JsonNode month : answer) {
                rows.add(List.of(
                        text(month.get("month")),
                        text(month.get("units")),
                        text(month.get("qualifier")),
                        month.get("closed").asBoolean() ? "total" : "total, not closed",
                        "",
                        ""));
                for (JsonNode said : month.get("statements")) {
                    rows.add(List.of(
                            "",
                            text(said.get("units")),
                            text(said.get("qualifier")),
                            text(said.get("granularity")) + " " + text(said.get("period_start")),
                            text(said.get("source")) + ", " + text(said.get("published_at")),
                            said.get("counts").asBoolean() ? "counts" : text(said.get("why_not"))));
                }
            }
            table(List.of("month", "units", "qualifier", "period", "source", ""), rows);
        }
        return 0;
    }

    @Command(description = "One alert: every transition of its life, oldest first.")
    int alert(@Parameters(paramLabel = "ID", description = "The alert's id, as 'alerts --json' names it.") String id) {
        requireNoDay();
        JsonNode answer = get("/api/v1/alerts/" + encoded(id), List.of());
        if (!print(answer)) {
            rows(List.of("updated_at", "status", "severity", "rule", "subject", "message"), answer);
        }
        return 0;
    }

    @Command(description = "One model of a brand.")
    int model(
            @Parameters(paramLabel = "BRAND", description = "Its slug.") String brand,
            @Parameters(paramLabel = "MODEL", description = "The model's name.") String model) {
        JsonNode metrics =
                get("/api/v1/brands/" + encoded(brand), List.of()).get("models").get(model);
        if (metrics == null) {
            throw new Failure("no sales statement about model '" + model + "' of brand '" + brand + "'");
        }
        if (!print(metrics)) {
            fields(metrics);
        }
        return 0;
    }

    @Command(description = "The market: ranking, growth, the technology race.")
    int market() {
        JsonNode answer = get("/api/v1/market", List.of());
        if (!print(answer)) {
            context.console()
                    .out()
                    .println("as of " + text(answer.get("as_of")) + ", month " + text(answer.get("month")) + "\n");
            List<String> columns = List.of("deliveries", "market_share", "rank", "growth", "growth_rank");
            table("brand", columns, answer.get("brands"));
            context.console().out().println();
            table(
                    "technology",
                    List.of("frontier_stage", "leaders", "price_floor_cny", "price_floor_brand", "active_brands"),
                    answer.get("technologies"));
        }
        return 0;
    }

    @Command(description = "What was promised and what became of it.")
    int commitments(
            @Option(names = "--brand", paramLabel = "BRAND", description = "Of this brand.") @Nullable String brand,
            @Option(names = "--status", paramLabel = "STATUS", description = "PENDING, KEPT, KEPT_LATE or OVERDUE.")
                    @Nullable
                    String status) {
        JsonNode answer = get("/api/v1/commitments", parameters("brand", brand, "status", status));
        if (!print(answer)) {
            rows(
                    List.of("brand", "technology", "stage", "coverage", "first_due_by", "due_by", "slips", "status"),
                    answer);
        }
        return 0;
    }

    @Command(description = "The alerts that stand, newest first.")
    int alerts(
            @Option(names = "--brand", paramLabel = "BRAND", description = "Of this brand.") @Nullable String brand,
            @Option(names = "--rule", paramLabel = "RULE", description = "Of this rule.") @Nullable String rule,
            @Option(names = "--severity", paramLabel = "SEVERITY", description = "INFO, WARNING or CRITICAL.") @Nullable
                    String severity) {
        requireNoDay();
        JsonNode answer = get("/api/v1/alerts", parameters("brand", brand, "rule", rule, "severity", severity));
        if (!print(answer)) {
            rows(List.of("severity", "rule", "subject", "opened_at", "message"), answer);
        }
        return 0;
    }

    private void requireNoDay() {
        if (asOf != null) {
            throw new UsageError("alerts are not kept by day; 'backtest --as-of' shows those of a past day");
        }
    }

    private static List<String> parameters(@Nullable String... namesAndValues) {
        List<String> parameters = new ArrayList<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            String value = namesAndValues[i + 1];
            if (value != null) {
                parameters.add(namesAndValues[i] + "=" + encoded(value));
            }
        }
        return parameters;
    }

    /** The whole answer, of a list that comes in parts all of them. */
    private JsonNode get(String path, List<String> parameters) {
        List<String> all = new ArrayList<>(parameters);
        if (asOf != null) {
            all.add("as_of=" + asOf);
        }
        Part part = part(path + (all.isEmpty() ? "" : "?" + String.join("&", all)));
        JsonNode whole = part.body;
        while (part.next != null && whole instanceof ArrayNode entries) {
            part = part(part.next);
            part.body.forEach(entries::add);
        }
        return whole;
    }

    /** An answer, and where the next part of the list is. */
    private record Part(JsonNode body, @Nullable String next) {}

    private Part part(String pathAndQuery) {
        URI uri;
        try {
            uri = URI.create(url + pathAndQuery);
        } catch (IllegalArgumentException e) {
            throw new UsageError("--url " + url + " is no URL");
        }
        HttpClient client =
                HttpClient.newBuilder().connectTimeout(CONNECT_WITHIN).build();
        try {
            HttpResponse<byte[]> response = client.send(
                    HttpRequest.newBuilder(uri).timeout(ANSWER_WITHIN).build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            JsonNode body = json.readTree(response.body());
            if (response.statusCode() != 200) {
                throw new Failure(body.path("detail").asText("the instance answered " + response.statusCode()));
            }
            if (response.headers().firstValue("Bellwether-Stale").isPresent()) {
                context.console().err().println("bellwether: a replica answered, its owner is away");
            }
            return new Part(
                    body,
                    response.headers()
                            .firstValue("Link")
                            .map(link -> link.substring(1, link.indexOf('>')))
                            .orElse(null));
        } catch (JsonProcessingException e) {
            throw new Failure(url + " does not answer as an instance of bellwether", e);
        } catch (IOException e) {
            throw new Failure("no instance answers at " + url + "; 'bellwether up' starts one", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted", e);
        }
    }

    /** Prints the answer itself if that was asked for. */
    private boolean print(JsonNode answer) {
        if (asJson) {
            context.console().out().println(answer.toPrettyString());
        }
        return asJson;
    }

    private void fields(JsonNode object) {
        object.properties()
                .forEach(field -> context.console().out().printf("%-26s %s%n", field.getKey(), text(field.getValue())));
    }

    private void rows(List<String> columns, JsonNode array) {
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode entry : array) {
            rows.add(columns.stream().map(column -> text(entry.get(column))).toList());
        }
        table(columns, rows);
    }

    private void table(String key, List<String> columns, JsonNode byName) {
        List<String> header = new ArrayList<>(List.of(key));
        header.addAll(columns);
        List<List<String>> rows = new ArrayList<>();
        byName.properties().forEach(entry -> {
            List<String> row = new ArrayList<>(List.of(entry.getKey()));
            columns.forEach(column -> row.add(text(entry.getValue().get(column))));
            rows.add(row);
        });
        table(header, rows);
    }

    private void table(List<String> header, List<List<String>> rows) {
        int[] widths = new int[header.size()];
        List<List<String>> all = new ArrayList<>(List.of(header));
        all.addAll(rows);
        for (List<String> row : all) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.min(WIDEST_CELL, Math.max(widths[i], row.get(i).length()));
            }
        }
        PrintStream out = context.console().out();
        for (List<String> row : all) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                line.append(String.format("%-" + Math.max(1, widths[i]) + "s  ", row.get(i)));
            }
            out.println(line.toString().stripTrailing());
        }
    }

    private static String text(@Nullable JsonNode value) {
        if (value == null || value.isNull()) {
            return "-";
        }
        if (value.isDouble()) {
            return BigDecimal.valueOf(value.asDouble())
                    .setScale(2, RoundingMode.HALF_UP)
                    .stripTrailingZeros()
                    .toPlainString();
        }
        if (value instanceof ArrayNode array) {
            List<String> parts = new ArrayList<>();
            array.forEach(part -> parts.add(part.asText()));
            return String.join(" ", parts);
        }
        // Text comes from events: nothing in it may steer a terminal.
        return value.asText().replaceAll("\\p{Cntrl}", " ");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
