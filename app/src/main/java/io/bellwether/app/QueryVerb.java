package io.bellwether.app;

import static io.bellwether.app.InstanceClient.encoded;

import com.fasterxml.jackson.databind.JsonNode;
import io.bellwether.app.settings.Failure;
import io.bellwether.app.settings.UsageError;
import io.bellwether.app.terminal.TextTable;
import io.bellwether.config.NearestName;
import io.bellwether.consumer.text.TerminalText;
import java.io.PrintStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** Queries the API of a running instance. */
@Verbs({
    QueryBrandVerbs.Brands.class,
    QueryBrandVerbs.Brand.class,
    QueryBrandVerbs.Months.class,
    QueryBrandVerbs.Model.class,
    QueryMarketVerbs.Market.class,
    QueryMarketVerbs.Commitments.class,
    QueryMarketVerbs.Targets.class,
    QueryMarketVerbs.Changes.class,
    QueryMarketVerbs.Calendar.class,
    QueryAlertVerbs.Alerts.class,
    QueryAlertVerbs.Alert.class
})
@Unused
@Command(
        name = "query",
        description = {"Asks a running instance.", "Prints a table, or with --json the answer of its HTTP API."},
        synopsisSubcommandLabel = "WHAT",
        commandListHeading = "%nWhat:%n")
final class QueryVerb implements Runnable {

    private static final int MAX_NAMES = 3;

    private final Context context;

    @Mixin
    private InstanceOptions instance = new InstanceOptions();

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "Print the JSON of the answer.")
    private boolean asJson;

    @Option(
            names = "--as-of",
            paramLabel = "DATE",
            scope = ScopeType.INHERIT,
            description = "As known at the end of that day (UTC).")
    private @Nullable LocalDate asOf;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    QueryVerb(Context context) {
        this.context = context;
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "which of " + String.join(", ", spec.subcommands().keySet()) + "?");
    }

    /** The answer, as of the day of the options if there is one. */
    JsonNode get(String path, @Nullable String... parametersAndValues) {
        List<String> parameters = new ArrayList<>();
        for (int i = 0; i < parametersAndValues.length; i += 2) {
            String value = parametersAndValues[i + 1];
            if (value != null) {
                parameters.add(parametersAndValues[i] + "=" + encoded(value));
            }
        }
        if (asOf != null) {
            parameters.add("as_of=" + asOf);
        }
        return instance.client(context).get(path, parameters);
    }

    /** Refuses {@code --as-of} where there is no such answer. */
    void requireNoDay(String why) {
        if (asOf != null) {
            throw new UsageError(why);
        }
    }

    /** Prints the answer itself if that was asked for. */
    boolean printed(JsonNode answer) {
        if (asJson) {
            out().println(TerminalText.json(answer.toPrettyString()));
        }
        return asJson;
    }

    /** Prints an array of objects: these of their fields as a table, or a line that says that there is none. */
    void show(JsonNode answer, String ifEmpty, List<String> columns) {
        if (!printed(answer)) {
            print(TextTable.ofObjects(columns, answer), ifEmpty);
        }
    }

    /** Prints the table, or, if it has no row, a line that says so. */
    void print(TextTable table, String ifEmpty) {
        if (table.isEmpty()) {
            out().println(ifEmpty);
        } else {
            table.painted(this::painted).print(context.console());
        }
    }

    void print(TextTable table) {
        table.painted(this::painted).print(context.console());
    }

    /** Words that stand out, as in the alerts that are printed. */
    private String painted(String cell) {
        if (!context.coloured()) {
            return cell;
        }
        String code = switch (cell) {
            case "CRITICAL", "OVERDUE", "MISSED" -> "1;31";
            case "WARNING", "KEPT_LATE" -> "33";
            case "INFO" -> "36";
            case "RESOLVED", "KEPT", "MET" -> "32";
            default -> "";
        };
        return code.isEmpty() ? cell : "\u001B[" + code + "m" + cell + "\u001B[0m";
    }

    /** The answer about a brand, or about all; fails if there is none because the brand is not known. */
    JsonNode ofBrand(@Nullable String brand, String path, @Nullable String... parametersAndValues) {
        JsonNode answer;
        try {
            answer = get(path, parametersAndValues);
        } catch (Failure e) {
            requireBrand(brand);
            throw e;
        }
        if (answer.isEmpty()) {
            requireBrand(brand);
        }
        return answer;
    }

    private void requireBrand(@Nullable String brand) {
        if (brand != null) {
            List<String> known = get("/api/v1/brands").findValuesAsText("brand");
            requireKnown("no statement about brand '" + brand + "'", brand, known);
        }
    }

    static void requireKnown(String unless, String name, List<String> known) {
        if (!known.contains(name)) {
            List<String> near = NearestName.within(name, new TreeSet<>(known), MAX_NAMES);
            throw new Failure(near.isEmpty() ? unless : unless + "; did you mean " + String.join(" or ", near) + "?");
        }
    }

    PrintStream out() {
        return context.console().out();
    }
}
