package io.bellwether.app;

import static io.bellwether.app.InstanceClient.encoded;

import com.fasterxml.jackson.databind.JsonNode;
import io.bellwether.app.terminal.TextTable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What {@code query} answers about alerts. */
final class QueryAlertVerbs {

    private QueryAlertVerbs() {}

    /** Open alerts. */
    @Command(name = "alerts", description = "The open alerts, newest first; with --as-of those of a past day.")
    static final class Alerts extends QuerySubject {

        @Mixin
        private BrandOption brand = new BrandOption();

        @Option(names = "--rule", paramLabel = "RULE", description = "Of this rule.")
        private @Nullable String rule;

        @Option(
                names = "--severity",
                paramLabel = "SEVERITY",
                description = "INFO, WARNING or CRITICAL.",
                completionCandidates = Words.Severity.class)
        private @Nullable String severity;

        @Override
        public void run() {
            JsonNode answer = query.ofBrand(
                    brand.name, "/api/v1/alerts", "brand", brand.name, "rule", rule, "severity", Words.upper(severity));
            if (answer.isEmpty() && rule != null) {
                requireRule(rule);
            }
            query.show(
                    answer,
                    "No such alert is open.",
                    List.of("severity", "rule", "subject", "began_on", "message", "alert_id"));
        }

        /** Fails if no alert of this rule was ever open and no shipped rule has this name. */
        private void requireRule(String name) {
            List<String> known = new ArrayList<>(Words.shippedRules());
            known.addAll(query.get("/api/v1/alerts", "status", "all").findValuesAsText("rule"));
            QueryVerb.requireKnown("no alert of a rule '" + name + "' was ever open", name, known);
        }
    }

    /** One alert. */
    @Command(name = "alert", description = "One alert: every transition of its life, oldest first.")
    static final class Alert extends QuerySubject {

        @Parameters(paramLabel = "ID", description = "The alert's id, as 'query alerts' shows it.")
        private String id = "";

        @Override
        public void run() {
            query.requireNoDay("an alert is shown with its whole life; 'query alerts --as-of' has those of a past day");
            JsonNode answer = query.get("/api/v1/alerts/" + encoded(id));
            if (!query.printed(answer)) {
                query.print(TextTable.ofObjects(
                        List.of("updated_at", "status", "severity", "rule", "subject", "message"), answer));
            }
        }
    }
}
