package io.bellwether.app;

import static io.bellwether.app.terminal.TextTable.cells;
import static io.bellwether.app.terminal.TextTable.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.bellwether.app.terminal.TextTable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What {@code query} answers about all brands side by side. */
final class QueryMarketVerbs {

    private QueryMarketVerbs() {}

    /** The market. */
    @Command(name = "market", description = "The market: ranking, growth, forecasts, the technology race.")
    static final class Market extends QuerySubject {

        @Override
        public void run() {
            JsonNode answer = query.get("/api/v1/market");
            if (query.printed(answer)) {
                return;
            }
            query.out().println("as of " + text(answer.get("as_of")) + ", month " + text(answer.get("month")) + "\n");
            List<String> brand = List.of(
                    "deliveries",
                    "market_share",
                    "rank",
                    "growth",
                    "growth_rank",
                    "forecast_year",
                    "forecast_low",
                    "forecast_high",
                    "target_probability");
            query.print(TextTable.ofEntries("brand", brand, answer.get("brands")), "No brand has a statement yet.");
            query.out().println();
            List<String> technology =
                    List.of("frontier_stage", "leaders", "price_floor_cny", "price_floor_brand", "active_brands");
            query.print(
                    TextTable.ofEntries("technology", technology, answer.get("technologies")),
                    "No technology has a statement yet.");
        }
    }

    /** Promises of technology. */
    @Command(name = "commitments", description = "Promises of technology and what became of them.")
    static final class Commitments extends QuerySubject {

        @Mixin
        private BrandOption brand = new BrandOption();

        @Option(
                names = "--status",
                paramLabel = "STATUS",
                description = "PENDING, KEPT, KEPT_LATE or OVERDUE.",
                completionCandidates = Words.CommitmentStatus.class)
        private @Nullable String status;

        @Override
        public void run() {
            JsonNode answer = query.ofBrand(
                    brand.name, "/api/v1/commitments", "brand", brand.name, "status", Words.upper(status));
            query.show(
                    answer,
                    "No such promise.",
                    List.of("brand", "technology", "stage", "coverage", "first_due_by", "due_by", "slips", "status"));
        }
    }

    /** Sales targets. */
    @Command(name = "targets", description = "Sales targets and what became of them.")
    static final class Targets extends QuerySubject {

        @Mixin
        private BrandOption brand = new BrandOption();

        @Option(
                names = "--status",
                paramLabel = "STATUS",
                description = "MET, MISSED, OPEN or UNKNOWN.",
                completionCandidates = Words.TargetStatus.class)
        private @Nullable String status;

        @Override
        public void run() {
            JsonNode answer =
                    query.ofBrand(brand.name, "/api/v1/targets", "brand", brand.name, "status", Words.upper(status));
            query.show(
                    answer,
                    "No such target.",
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
                            "met_in"));
        }
    }

    /** Between two days. */
    @Command(name = "changes", description = "What differs between two days, and by which events.")
    static final class Changes extends QuerySubject {

        @Option(names = "--from", paramLabel = "DATE", required = true, description = "The earlier day.")
        private LocalDate from = LocalDate.MIN;

        @Option(names = "--to", paramLabel = "DATE", description = "The later day; default the as-of day.")
        private @Nullable LocalDate to;

        @Mixin
        private BrandOption brand = new BrandOption();

        @Override
        public void run() {
            query.requireNoDay("changes are between two days, --from and --to, not --as-of one");
            JsonNode answer = query.ofBrand(
                    brand.name,
                    "/api/v1/changes",
                    "from",
                    from.toString(),
                    "to",
                    to == null ? null : to.toString(),
                    "brand",
                    brand.name);
            if (!query.printed(answer)) {
                TextTable table = new TextTable(List.of("brand", "model", "figure", "month", "before", "after", "by"));
                answer.forEach(change -> table.row(row(change)));
                query.print(table, "Nothing differs.");
            }
        }

        private static List<String> row(JsonNode change) {
            List<String> row = new ArrayList<>(cells(List.of("brand", "model", "figure", "month"), change));
            row.add(qualified(change, "before"));
            row.add(qualified(change, "after"));
            List<String> events = new ArrayList<>();
            change.get("events")
                    .forEach(event -> events.add(text(event.get("source")) + " "
                            + text(event.get("published_at")).substring(0, 10)));
            row.add(events.isEmpty() ? "-" : String.join(", ", events));
            return row;
        }

        /** A value with how exact it is, where that says anything. */
        private static String qualified(JsonNode change, String side) {
            String qualifier = text(change.get(side + "_qualifier"));
            String value = text(change.get(side));
            return qualifier.equals("-") || qualifier.equals("EXACT") ? value : value + " " + qualifier;
        }
    }

    /** Figures due. */
    @Command(name = "calendar", description = "The next monthly figures due, by day.")
    static final class Calendar extends QuerySubject {

        @Mixin
        private BrandOption brand = new BrandOption();

        @Override
        public void run() {
            JsonNode answer = query.ofBrand(brand.name, "/api/v1/calendar", "brand", brand.name);
            query.show(answer, "No figure is due.", List.of("due_on", "brand", "month", "usual_lag_days", "late_days"));
        }
    }
}
