package io.bellwether.app;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bellwether.app.settings.Failure;
import io.bellwether.app.settings.Logging;
import io.bellwether.consumer.text.TerminalText;
import io.bellwether.producer.format.EventLine;
import io.bellwether.producer.format.EventReader;
import io.bellwether.producer.format.EventSource;
import io.bellwether.producer.format.EventSources;
import io.bellwether.producer.format.ParsedEvent;
import io.bellwether.schemas.RecordJson;
import io.bellwether.schemas.Refusal;
import io.bellwether.schemas.avro.Alert;
import io.bellwether.streams.backtest.AlertDifference;
import io.bellwether.streams.backtest.Backtest;
import io.bellwether.streams.rules.RulePack;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The topology over history, without a broker. */
@Unused
@Command(
        name = "backtest",
        description = {
            "Runs the topology over files of events, without a broker.",
            "Events are processed in published order, day by day, so that every alert fires on the "
                    + "day on which it would have fired."
        })
final class BacktestVerb implements Callable<Integer> {

    private final Context context;
    private final ObjectMapper json = new ObjectMapper().disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);

    @Parameters(paramLabel = "PATH", arity = "1..*", description = "Files or folders of events, as for 'publish'.")
    private List<String> paths = List.of();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = {
                "Write brand-metrics.jsonl, model-metrics.jsonl, market.json, commitments.jsonl, targets.jsonl,",
                "alerts.jsonl (every transition), open-alerts.jsonl and refused.jsonl there."
            })
    private @Nullable Path out;

    @Option(
            names = "--as-of",
            paramLabel = "DATE",
            description = "Leave out events published after this day, and evaluate as of it.")
    private @Nullable LocalDate asOf;

    @Option(
            names = "--shuffle",
            paramLabel = "SEED",
            description = "Process the events in a random order of this seed; the final state is the same.")
    private @Nullable Long seed;

    @Option(
            names = "--rules",
            paramLabel = "FILE",
            description = "Rules to run, a YAML file as for 'rules check'; default the shipped ones.")
    private @Nullable String rules;

    @Option(
            names = "--against",
            paramLabel = "FILE",
            description = {
                "Run the events with these rules too ('shipped': the shipped ones), and print how the alerts of --rules",
                "differ: gained, lost, earlier, later, or changed in severity or end."
            })
    private @Nullable String against;

    @Mixin
    private NameOptions names = new NameOptions();

    @Mixin
    private RefusalOptions refusals = new RefusalOptions();

    BacktestVerb(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Logging.toStandardError();
        PrintStream err = context.console().err();
        RulePack pack = rules == null ? RulePack.shipped() : RuleFiles.require(rules, err);
        RulePack old = against == null ? null : RuleFiles.require(against, err);
        List<SpecificRecord> events = new ArrayList<>();
        List<Map<String, Object>> refused = new ArrayList<>();
        read(events, refused);
        Backtest.Options options = new Backtest.Options(
                Optional.ofNullable(asOf), seed == null ? OptionalLong.empty() : OptionalLong.of(seed));
        Backtest.Result result = Backtest.run(events, options, pack);
        if (out != null) {
            write(out, result, refused);
        }
        if (old != null) {
            print(AlertDifference.between(Backtest.run(events, options, old).transitions(), result.transitions()));
        } else if (out == null) {
            print(result);
        }
        refused.stream()
                .limit(20)
                .forEach(line -> err.println(TerminalText.line("refused  " + line.get("file") + ":" + line.get("line")
                        + ": " + line.get("field") + ": " + line.get("reason"))));
        err.println(events.size() + " events, " + refused.size() + " refused, "
                + result.transitions().size() + " alert transitions, "
                + result.openAlerts().size() + " alerts open");
        return refusals.status(refused.size());
    }

    private void read(List<SpecificRecord> events, List<Map<String, Object>> refused) {
        List<EventSource> sources = EventSources.resolve(paths);
        try (Stream<EventLine> lines =
                EventReader.lines(sources, names.intake(true, context.console().err()))) {
            lines.forEach(line -> {
                if (line.result() instanceof ParsedEvent.Accepted accepted) {
                    events.add(accepted.event());
                } else if (line.result() instanceof ParsedEvent.Refused bad) {
                    refused.add(refusal(line, bad.refusal()));
                }
            });
        }
    }

    private static Map<String, Object> refusal(EventLine line, Refusal refusal) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("file", line.origin());
        entry.put("line", line.number());
        entry.put("field", refusal.field());
        entry.put("reason", refusal.reason());
        entry.put("text", line.text());
        return entry;
    }

    private void print(Backtest.Result result) {
        PrintStream console = context.console().out();
        for (Alert alert : result.openAlerts()) {
            console.println(TerminalText.line(alert.getSeverity() + "  " + alert.getRule() + "  " + alert.getSubject()
                    + "  " + alert.getMessage()));
        }
    }

    private void print(List<AlertDifference> differences) {
        PrintStream console = context.console().out();
        Map<AlertDifference.Kind, Integer> counts = new EnumMap<>(AlertDifference.Kind.class);
        for (AlertDifference difference : differences) {
            counts.merge(difference.kind(), 1, Integer::sum);
            AlertDifference.Episode episode = difference.episode();
            AlertDifference.Episode before = difference.before();
            boolean both = before != null && difference.after() != null;
            console.println(
                    String.format("%-7s", word(difference.kind())) + "  " + episode.rule() + "  " + episode.subject()
                            + "  " + shown(episode) + (both && before != null ? "; was " + shown(before) : ""));
        }
        List<String> summary = new ArrayList<>();
        for (AlertDifference.Kind kind : AlertDifference.Kind.values()) {
            summary.add(counts.getOrDefault(kind, 0) + " " + word(kind));
        }
        console.println(String.join(", ", summary));
    }

    private static String word(AlertDifference.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static String shown(AlertDifference.Episode episode) {
        return episode.worst() + " " + episode.opened() + " to "
                + (episode.resolved() == null ? "now" : episode.resolved());
    }

    private void write(Path directory, Backtest.Result result, List<Map<String, Object>> refused) {
        try {
            Files.createDirectories(directory);
            List<Object> brands = new ArrayList<>();
            result.brands().forEach((brand, metrics) -> {
                Map<String, Object> line = new LinkedHashMap<>();
                line.put("brand", brand);
                line.put("metrics", RecordJson.of(metrics.getMetrics()));
                brands.add(line);
            });
            lines(directory.resolve("brand-metrics.jsonl"), brands);
            List<Object> models = new ArrayList<>();
            result.models().forEach((key, metrics) -> {
                Map<String, Object> line = new LinkedHashMap<>();
                line.put("brand", metrics.getBrand());
                line.put("model", metrics.getModel());
                line.put("metrics", RecordJson.of(metrics.getMetrics()));
                models.add(line);
            });
            lines(directory.resolve("model-metrics.jsonl"), models);
            lines(
                    directory.resolve("market.json"),
                    result.view().map(RecordJson::market).stream().toList());
            lines(
                    directory.resolve("commitments.jsonl"),
                    result.view().stream()
                            .flatMap(view -> view.getCommitments().stream())
                            .map(RecordJson::commitment)
                            .toList());
            lines(
                    directory.resolve("targets.jsonl"),
                    result.view().stream()
                            .flatMap(view -> view.getTargets().stream())
                            .map(RecordJson::of)
                            .toList());
            lines(directory.resolve("alerts.jsonl"), answers(result.transitions()));
            lines(directory.resolve("open-alerts.jsonl"), answers(result.openAlerts()));
            lines(directory.resolve("refused.jsonl"), refused);
        } catch (IOException e) {
            throw new Failure("--out " + directory + " cannot be written: " + e, e);
        }
    }

    private static List<?> answers(List<Alert> alerts) {
        return alerts.stream().map(RecordJson::alert).toList();
    }

    private void lines(Path file, List<?> values) throws IOException {
        try (Writer writer = Files.newBufferedWriter(file)) {
            for (Object value : values) {
                json.writeValue(writer, value);
                writer.write('\n');
            }
        }
    }
}
