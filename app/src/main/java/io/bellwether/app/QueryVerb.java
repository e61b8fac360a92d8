package io.bellwether.app;

import static io.bellwether.app.InstanceClient.encoded;
import static io.bellwether.app.TextTable.cells;
import static io.bellwether.app.TextTable.text;
import static io.bellwether.app.TextTable.with;

import com.fasterxml.jackson.databind.JsonNode;
import io.bellwether.consumer.text.TerminalText;
import java.io.PrintStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;

/** Queries the API of a running instance. */
@Command(
        name = "query",
        description = "Queries a running instance: prints a table, or JSON with --json.",
        subcommandsRepeatable = false)
final class QueryVerb {

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

    @Option(
            names = "--url",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            description = "The instance; default http://127.0.0.1:7080.")
    private String url = InstanceClient.DEFAULT_URL;

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "Print the JSON of the answer.")
    private boolean asJson;

    @Option(
            names = "--as-of",
            paramLabel = "DATE",
            scope = ScopeType.INHERIT,
            description = "As known at the end of that day (UTC).")
    private @Nullable LocalDate asOf;

    QueryVerb(Context context) {
        this.context = context;
    }

    @Command(description = "All brands with their metrics.")
    int brands() {
        JsonNode answer = get("/api/v1/brands", List.of());
        if (!print(answer)) {
            TextTable table = new TextTable(with("brand", BRAND_COLUMNS));
            answer.forEach(
                    entry -> table.row(with(text(entry.get("brand")), cells(BRAND_COLUMNS, entry.get("metrics")))));
            table.print(out());
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
                out().println("\nmodels: " + TerminalText.line(String.join(", ", names)));
            }
            out().println("\nevidence");
            TextTable table =
                    new TextTable(List.of("name", "period", "value", "qualifier", "source", "published_at", "url"));
            for (JsonNode value : answer.get("evidence")) {
                for (JsonNode source : value.get("sources")) {
                    List<String> row = new ArrayList<>(cells(List.of("name", "period", "value", "qualifier"), value));
                    row.addAll(cells(List.of("source", "published_at", "url"), source));
                    table.row(row);
                }
            }
            table.print(out());
        }
        return 0;
    }

    @Command(description = "A brand's months: the statements about each, which count, and why the others do not.")
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
            TextTable table = new TextTable(List.of("month", "units", "qualifier", "period", "source", ""));
            for (JsonNode month : answer) {
                table.row(List.of(
                        text(month.get("month")),
                        text(month.get("units")),
                        text(month.get("qualifier")),
                        month.get("closed").asBoolean() ? "total" : "total, not closed",
                        "",
                        ""));
                for (JsonNode statement : month.get("statements")) {
                    table.row(List.of(
                            "",
                            text(statement.get("units")),
                            text(statement.get("qualifier")),
                            text(statement.get("granularity")) + " " + text(statement.get("period_start")),
                            text(statement.get("source")) + ", " + text(statement.get("published_at")),
                            statement.get("counts").asBoolean() ? "counts" : text(statement.get("why_not"))));
                }
            }
            table.print(out());
        }
        return 0;
    }

    @Command(description = "One alert: every transition of its life, oldest first.")
    int alert(@Parameters(paramLabel = "ID", description = "The alert's id, as 'alerts --json' names it.") String id) {
        requireNoDay();
        JsonNode answer = get("/api/v1/alerts/" + encoded(id), List.of());
        if (!print(answer)) {
            TextTable.ofObjects(List.of("updated_at", "status", "severity", "rule", "subject", "message"), answer)
                    .print(out());
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
            out().println("as of " + text(answer.get("as_of")) + ", month " + text(answer.get("month")) + "\n");
            List<String> columns = List.of("deliveries", "market_share", "rank", "growth", "growth_rank");
            TextTable.ofEntries("brand", columns, answer.get("brands")).print(out());
            out().println();
            TextTable.ofEntries(
                            "technology",
                            List.of(
                                    "frontier_stage",
                                    "leaders",
                                    "price_floor_cny",
                                    "price_floor_brand",
                                    "active_brands"),
                            answer.get("technologies"))
                    .print(out());
        }
        return 0;
    }

    @Command(description = "Commitments and their status.")
    int commitments(
            @Option(names = "--brand", paramLabel = "BRAND", description = "Of this brand.") @Nullable String brand,
            @Option(names = "--status", paramLabel = "STATUS", description = "PENDING, KEPT, KEPT_LATE or OVERDUE.")
                    @Nullable
                    String status) {
        JsonNode answer = get("/api/v1/commitments", parameters("brand", brand, "status", status));
        if (!print(answer)) {
            TextTable.ofObjects(
                            List.of(
                                    "brand",
                                    "technology",
                                    "stage",
                                    "coverage",
                                    "first_due_by",
                                    "due_by",
                                    "slips",
                                    "status"),
                            answer)
                    .print(out());
        }
        return 0;
    }

    @Command(description = "Sales targets and their status.")
    int targets(
            @Option(names = "--brand", paramLabel = "BRAND", description = "Of this brand.") @Nullable String brand,
            @Option(names = "--status", paramLabel = "STATUS", description = "MET, MISSED, OPEN or UNKNOWN.") @Nullable
                    String status) {
        JsonNode answer = get("/api/v1/targets", parameters("brand", brand, "status", status));
        if (!print(answer)) {
            TextTable.ofObjects(
                            List.of(
                                    "brand",
                                    "period",
                                    "first_units",
                                    "units",
                                    "units_high",
                                    "raised",
                                    "cut",
                                    "reached",
                                    "actual",
                                    "actual_qualifier",
                                    "attainment",
                                    "status",
                                    "met_in"),
                            answer)
                    .print(out());
        }
        return 0;
    }

    @Command(description = "What is otherwise on one day than on an earlier one, and by which events.")
    int changes(
            @Option(names = "--from", paramLabel = "DATE", required = true, description = "The earlier day.")
                    LocalDate from,
            @Option(names = "--to", paramLabel = "DATE", description = "The later day; default the as-of day.") @Nullable
                    LocalDate to,
            @Option(names = "--brand", paramLabel = "BRAND", description = "Of this brand.") @Nullable String brand) {
        if (asOf != null) {
            throw new UsageError("changes are between two days, --from and --to, not --as-of one");
        }
        JsonNode answer = get(
                "/api/v1/changes",
                parameters("from", from.toString(), "to", to == null ? null : to.toString(), "brand", brand));
        if (!print(answer)) {
            TextTable table = new TextTable(List.of("brand", "model", "figure", "month", "before", "after", "by"));
            for (JsonNode change : answer) {
                List<String> row = new ArrayList<>(cells(List.of("brand", "model", "figure", "month"), change));
                row.add(qualified(change, "before"));
                row.add(qualified(change, "after"));
                List<String> events = new ArrayList<>();
                change.get("events")
                        .forEach(event -> events.add(text(event.get("source")) + " "
                                + text(event.get("published_at")).substring(0, 10)));
                row.add(events.isEmpty() ? "-" : String.join(", ", events));
                table.row(row);
            }
            table.print(out());
        }
        return 0;
    }

    /** A value with how exact it is, where that says anything. */
    private static String qualified(JsonNode change, String side) {
        String qualifier = text(change.get(side + "_qualifier"));
        String value = text(change.get(side));
        return qualifier.equals("-") || qualifier.equals("EXACT") ? value : value + " " + qualifier;
    }

    @Command(description = "The next monthly figures due, by day.")
    int calendar(
            @Option(names = "--brand", paramLabel = "BRAND", description = "Of this brand.") @Nullable String brand) {
        JsonNode answer = get("/api/v1/calendar", parameters("brand", brand));
        if (!print(answer)) {
            TextTable.ofObjects(List.of("due_on", "brand", "month", "usual_lag_days", "late_days"), answer)
                    .print(out());
        }
        return 0;
    }

    @Command(description = "The open alerts, newest first.")
    int alerts(
            @Option(names = "--brand", paramLabel = "BRAND", description = "Of this brand.") @Nullable String brand,
            @Option(names = "--rule", paramLabel = "RULE", description = "Of this rule.") @Nullable String rule,
            @Option(names = "--severity", paramLabel = "SEVERITY", description = "INFO, WARNING or CRITICAL.") @Nullable
                    String severity) {
        requireNoDay();
        JsonNode answer = get("/api/v1/alerts", parameters("brand", brand, "rule", rule, "severity", severity));
        if (!print(answer)) {
            TextTable.ofObjects(List.of("severity", "rule", "subject", "opened_at", "message"), answer)
                    .print(out());
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

    private JsonNode get(String path, List<String> parameters) {
        List<String> all = new ArrayList<>(parameters);
        if (asOf != null) {
            all.add("as_of=" + asOf);
        }
        return new InstanceClient(url, context.console()).get(path, all);
    }

    private PrintStream out() {
        return context.console().out();
    }

    /** Prints the answer itself if that was asked for. */
    private boolean print(JsonNode answer) {
        if (asJson) {
            out().println(TerminalText.json(answer.toPrettyString()));
        }
        return asJson;
    }

    private void fields(JsonNode object) {
        object.properties().forEach(field -> out().printf("%-26s %s%n", field.getKey(), text(field.getValue())));
    }
}
