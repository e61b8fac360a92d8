package io.bellwether.app;

import static io.bellwether.app.InstanceClient.encoded;
import static io.bellwether.app.terminal.TextTable.cells;
import static io.bellwether.app.terminal.TextTable.text;
import static io.bellwether.app.terminal.TextTable.with;

import com.fasterxml.jackson.databind.JsonNode;
import io.bellwether.app.terminal.TextTable;
import io.bellwether.consumer.text.TerminalText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What {@code query} answers about brands and models. */
final class QueryBrandVerbs {

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

    private QueryBrandVerbs() {}

    private static void fields(QueryVerb query, JsonNode object) {
        object.properties().forEach(field -> query.out().printf("%-30s %s%n", field.getKey(), text(field.getValue())));
    }

    /** All brands. */
    @Command(name = "brands", description = "All brands with their metrics.")
    static final class Brands extends QuerySubject {

        @Override
        public void run() {
            JsonNode answer = query.get("/api/v1/brands");
            if (!query.printed(answer)) {
                TextTable table = new TextTable(with("brand", BRAND_COLUMNS));
                answer.forEach(
                        entry -> table.row(with(text(entry.get("brand")), cells(BRAND_COLUMNS, entry.get("metrics")))));
                query.print(table, "No brand has a statement yet.");
            }
        }
    }

    /** One brand. */
    @Command(name = "brand", description = "One brand: every metric, its models, and the evidence.")
    static final class Brand extends QuerySubject {

        @Parameters(paramLabel = "BRAND", description = "Its slug, e.g. xiaomi.")
        private String brand = "";

        @Override
        public void run() {
            JsonNode answer = query.ofBrand(brand, "/api/v1/brands/" + encoded(brand));
            if (query.printed(answer)) {
                return;
            }
            fields(query, answer.get("metrics"));
            if (answer.path("registrations_only").asBoolean()) {
                query.out()
                        .println(
                                "\nOnly registrations are known; the metrics rest on deliveries. Where a country's registrations"
                                        + " are its deliveries, feed them with --as-deliveries.");
            }
            JsonNode models = answer.get("models");
            if (!models.isEmpty()) {
                List<String> names = new ArrayList<>();
                models.fieldNames().forEachRemaining(names::add);
                query.out().println("\nmodels: " + TerminalText.line(String.join(", ", names)));
            }
            query.out().println("\nevidence");
            TextTable table =
                    new TextTable(List.of("name", "period", "value", "qualifier", "source", "published_at", "url"));
            for (JsonNode value : answer.get("evidence")) {
                for (JsonNode source : value.get("sources")) {
                    List<String> row = new ArrayList<>(cells(List.of("name", "period", "value", "qualifier"), value));
                    row.addAll(cells(List.of("source", "published_at", "url"), source));
                    table.row(row);
                }
            }
            query.print(table, "none");
        }
    }

    /** A brand's months. */
    @Command(
            name = "months",
            description = "A brand's months: the statements about each, which count, and why the others do not.")
    static final class Months extends QuerySubject {

        @Parameters(paramLabel = "BRAND", description = "Its slug.")
        private String brand = "";

        @Option(names = "--measure", paramLabel = "MEASURE", description = "What is counted; default DELIVERIES.")
        private @Nullable String measure;

        @Option(names = "--model", paramLabel = "MODEL", description = "Of this model.")
        private @Nullable String model;

        @Option(names = "--region", paramLabel = "REGION", description = "In this region.")
        private @Nullable String region;

        @Option(names = "--from", paramLabel = "MONTH", description = "From YYYY-MM on.")
        private @Nullable String from;

        @Option(names = "--to", paramLabel = "MONTH", description = "Up to YYYY-MM.")
        private @Nullable String to;

        @Override
        public void run() {
            JsonNode answer = query.ofBrand(
                    brand,
                    "/api/v1/brands/" + encoded(brand) + "/months",
                    "measure",
                    measure,
                    "model",
                    model,
                    "region",
                    region,
                    "from",
                    from,
                    "to",
                    to);
            if (!query.printed(answer)) {
                TextTable table = new TextTable(List.of("month", "units", "qualifier", "period", "source", ""));
                answer.forEach(month -> rows(table, month));
                query.print(table, "No statement about such months.");
            }
        }

        private static void rows(TextTable table, JsonNode month) {
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
    }

    /** One model. */
    @Command(name = "model", description = "One model of a brand.")
    static final class Model extends QuerySubject {

        @Parameters(paramLabel = "BRAND", description = "Its slug.")
        private String brand = "";

        @Parameters(paramLabel = "MODEL", description = "The model's name.")
        private String model = "";

        @Override
        public void run() {
            JsonNode models =
                    query.ofBrand(brand, "/api/v1/brands/" + encoded(brand)).get("models");
            List<String> known = new ArrayList<>();
            models.fieldNames().forEachRemaining(known::add);
            QueryVerb.requireKnown(
                    "no sales statement about model '" + model + "' of brand '" + brand + "'", model, known);
            JsonNode metrics = models.get(model);
            if (!query.printed(metrics)) {
                fields(query, metrics);
            }
        }
    }
}
