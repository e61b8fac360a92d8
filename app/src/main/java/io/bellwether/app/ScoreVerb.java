package io.bellwether.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bellwether.app.settings.Logging;
import io.bellwether.app.settings.UsageError;
import io.bellwether.app.terminal.TextTable;
import io.bellwether.consumer.text.TerminalText;
import io.bellwether.domain.market.ForecastScore;
import io.bellwether.domain.statement.Aliases;
import io.bellwether.domain.statement.Months;
import io.bellwether.producer.format.BrandNames;
import io.bellwether.producer.format.EventFormat;
import io.bellwether.producer.format.EventLine;
import io.bellwether.producer.format.EventReader;
import io.bellwether.producer.format.EventSource;
import io.bellwether.producer.format.EventSources;
import io.bellwether.producer.format.IntakeOptions;
import io.bellwether.producer.format.ParsedEvent;
import io.bellwether.streams.backtest.ForecastBacktest;
import java.io.ByteArrayInputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The forecasts of the past against what came. */
@Unused
@Command(
        name = "score",
        description = {
            "Compares the forecasts of past months with what came.",
            "Makes the forecast of the year as it would have been made in every past month, and "
                    + "compares it with what the year came to, beside the plain run rate. Errors are relative "
                    + "to the year: 0.1 is a tenth of it."
        })
final class ScoreVerb implements Callable<Integer> {

    private static final List<String> HEADER = List.of(
            "", "forecasts", "error", "run rate", "bias", "run rate", "ranges", "held", "probabilities", "Brier");

    private final Context context;
    private final ObjectMapper json = new ObjectMapper();

    @Parameters(
            paramLabel = "PATH",
            arity = "0..*",
            description =
                    "Files or folders of events, as for 'publish'; default the shipped data, with the year's end.")
    private List<String> paths = List.of();

    @Option(
            names = "--from",
            paramLabel = "MONTH",
            description = "Forecasts made from YYYY-MM on; default all that can be compared.")
    private @Nullable String from;

    @Option(names = "--json", description = "Print JSON, with every forecast.")
    private boolean asJson;

    @Mixin
    private AliasOptions aliases = new AliasOptions();

    ScoreVerb(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Logging.toStandardError();
        int first = first();
        Aliases table = aliases.table(context.console().err());
        ForecastScore score = ForecastBacktest.score(events(table), table, first);
        if (asJson) {
            context.console().out().println(TerminalText.json(object(score).toPrettyString()));
        } else {
            print(score);
        }
        return 0;
    }

    private int first() {
        try {
            return from == null ? Integer.MIN_VALUE : Months.parse(from);
        } catch (DateTimeException e) {
            throw new UsageError("--from must be a month as YYYY-MM, got: " + from);
        }
    }

    private List<SpecificRecord> events(Aliases table) {
        List<SpecificRecord> events = new ArrayList<>();
        PrintStream err = context.console().err();
        IntakeOptions intake = IntakeOptions.DEFAULT.withBrands(new BrandNames(table, true));
        int[] refused = {0};
        try (Stream<EventLine> lines = EventReader.lines(sources(), intake)) {
            lines.forEach(line -> {
                if (line.result() instanceof ParsedEvent.Accepted accepted) {
                    events.add(accepted.event());
                } else if (line.result() instanceof ParsedEvent.Refused) {
                    refused[0]++;
                }
            });
        }
        if (refused[0] > 0) {
            err.println(refused[0] + " events refused and left out; 'publish --dry-run' says why");
        }
        return events;
    }

    private List<EventSource> sources() {
        if (!paths.isEmpty()) {
            return EventSources.resolve(paths);
        }
        String shipped = DemoData.byDay(LocalDate.MAX).values().stream()
                .flatMap(List::stream)
                .collect(Collectors.joining("\n"));
        return List.of(
                EventSource.of(
                        "shipped data",
                        EventFormat.JSON_LINES,
                        new ByteArrayInputStream(shipped.getBytes(StandardCharsets.UTF_8))),
                EventSource.of(
                        "the year's end",
                        EventFormat.JSON_LINES,
                        Objects.requireNonNull(ScoreVerb.class.getResourceAsStream(DemoData.YEAR_END))));
    }

    private void print(ForecastScore score) {
        PrintStream out = context.console().out();
        if (score.forecasts().isEmpty()) {
            out.println("No forecast can be compared; " + pending(score));
            return;
        }
        TextTable table = new TextTable(HEADER);
        table.row(cells("all", score.overall()));
        score.byYear().forEach((year, summary) -> table.row(cells(Integer.toString(year), summary)));
        score.byMonth()
                .forEach((month, summary) -> table.row(cells(String.format("made from month %02d", month), summary)));
        table.print(context.console());
        out.println();
        out.println(
                "error: mean without sign; bias: mean with sign; 'run rate' beside them: the same of the plain run rate.");
        if (score.pending() > 0) {
            out.println("Left out: " + pending(score));
        }
        out.println("held: part of the ranges that held the year. Brier: of the target's probability, 0 is best.");
    }

    private static String pending(ForecastScore score) {
        return score.pending() + " forecasts are of years that are not over, or not known in full.";
    }

    private static List<String> cells(String name, ForecastScore.Summary summary) {
        return List.of(
                name,
                Integer.toString(summary.forecasts()),
                cell(summary.error()),
                cell(summary.runRateError()),
                cell(summary.bias()),
                cell(summary.runRateBias()),
                Integer.toString(summary.ranges()),
                cell(summary.coverage()),
                Integer.toString(summary.probabilities()),
                cell(summary.brier()));
    }

    private static String cell(@Nullable Double value) {
        return value == null ? "-" : String.format(Locale.ROOT, "%.3f", value);
    }

    private ObjectNode object(ForecastScore score) {
        ObjectNode object = json.createObjectNode();
        object.set("overall", object(score.overall()));
        object.put("pending", score.pending());
        ObjectNode years = object.putObject("by_year");
        score.byYear().forEach((year, summary) -> years.set(Integer.toString(year), object(summary)));
        ObjectNode months = object.putObject("by_month");
        score.byMonth().forEach((month, summary) -> months.set(Integer.toString(month), object(summary)));
        ArrayNode forecasts = object.putArray("forecasts");
        score.forecasts().forEach(scored -> forecasts.add(object(scored)));
        return object;
    }

    private ObjectNode object(ForecastScore.Summary summary) {
        return json.createObjectNode()
                .put("forecasts", summary.forecasts())
                .put("mean_abs_error", summary.error())
                .put("bias", summary.bias())
                .put("run_rate_mean_abs_error", summary.runRateError())
                .put("run_rate_bias", summary.runRateBias())
                .put("intervals", summary.ranges())
                .put("coverage", summary.coverage())
                .put("probabilities", summary.probabilities())
                .put("brier", summary.brier());
    }

    private ObjectNode object(ForecastScore.Scored scored) {
        ForecastScore.Made made = scored.made();
        return json.createObjectNode()
                .put("brand", made.brand())
                .put("reference_month", Months.format(made.month()))
                .put("made_on", made.madeOn().toString())
                .put("forecast_year", made.year())
                .put("forecast_low", made.low())
                .put("forecast_high", made.high())
                .put("target", made.target())
                .put("target_probability", made.probability())
                .put("projected_year", made.runRateYear())
                .put("actual", scored.actual())
                .put("error", scored.error())
                .put("run_rate_error", scored.runRateError());
    }
}
