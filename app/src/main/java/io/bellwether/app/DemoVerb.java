package io.bellwether.app;

import io.bellwether.app.instance.AllInOne;
import io.bellwether.app.instance.DataFormat;
import io.bellwether.app.settings.Failure;
import io.bellwether.app.settings.Setting;
import io.bellwether.app.terminal.PublishProgress;
import io.bellwether.consumer.Sinks;
import io.bellwether.consumer.sink.AlertBatch;
import io.bellwether.consumer.sink.AlertSink;
import io.bellwether.consumer.sink.PositionedAlert;
import io.bellwether.local.Ports;
import io.bellwether.producer.format.EventSources;
import io.bellwether.producer.publish.PublishSummary;
import io.bellwether.schemas.avro.Alert;
import io.bellwether.streams.query.MarketQueries;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The whole pipeline on the shipped data set. */
@Unused({"--bootstrap-server", "--schema-registry"})
@Command(
        name = "demo",
        description = {
            "Runs everything on this machine with the shipped figures of 2023 and 2024.",
            "They are published up to a day; the alerts that were open on that day are shown with "
                    + "their evidence. Runs until stopped (Ctrl-C). Ports that are in use are replaced by free "
                    + "ones. With --replay the years pass in a few minutes while the dashboard shows alerts "
                    + "open and resolve."
        })
final class DemoVerb implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** The signal that the data set was compiled for, then by severity, then newest first. */
    private static final Comparator<Alert> ORDER = Comparator.comparing((Alert alert) ->
                    !alert.getRule().equals("DELIVERY_BOTTLENECK") || !"xiaomi".equals(alert.getBrand()))
            .thenComparing(Alert::getSeverity, Comparator.reverseOrder())
            .thenComparing(Alert::getUpdatedAt, Comparator.reverseOrder())
            .thenComparing(Alert::getRule)
            .thenComparing(Alert::getSubject);

    private final Context context;

    @Option(
            names = "--until",
            paramLabel = "DATE",
            description = "The day; default 2024-11-11. The data reach from 2022 to early 2025.")
    private LocalDate until = LocalDate.of(2024, 11, 11);

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description =
                    "For all state; default bellwether/demo-DATE-FORMAT in $XDG_STATE_HOME, else in ~/.local/state.")
    private @Nullable Path directory;

    @Option(
            names = "--replay",
            paramLabel = "TIME",
            converter = Replay.Length.class,
            description = {
                "Publish day by day in published order, 2023 up to the day in this time, as 2m or 90s, in a data",
                "directory that must be empty; default is a temporary one."
            })
    private @Nullable Duration replay;

    @Option(names = "--exit", description = "Stop once the signals are shown.")
    private boolean exit;

    @Mixin
    private LocalOptions options = new LocalOptions();

    DemoVerb(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        return replay == null ? publishAtOnce() : replay(replay);
    }

    private int publishAtOnce() {
        try (StopSignal stop = StopSignal.install();
                AllInOne all = start(
                        directory == null
                                ? stateDirectory(context).resolve("demo-" + until + "-" + DataFormat.CURRENT)
                                : directory)) {
            if (publish(all, stop)) {
                show(all, stop);
            }
        }
        return 0;
    }

    private int replay(Duration length) {
        Replay replay = new Replay(DemoData.byDay(until), until, length);
        try (StopSignal stop = StopSignal.install();
                ReplayDirectory fresh = ReplayDirectory.of(directory);
                AllInOne all = startReplay(fresh.path(), replay::today)) {
            context.console().out().println("Watch it at " + all.dashboard());
            context.console().out().flush();
            if (replay.play(
                            all,
                            stop,
                            (day, events) -> report(day + ": " + events + (events == 1 ? " event" : " events")))
                    && awaitProcessed(all, stop)) {
                show(all, stop);
            }
        }
        return 0;
    }

    private AllInOne start(Path data) {
        report("starting broker, registry and topology");
        return AllInOne.start(context.localSettings(), data, options.ports(DemoVerb::freeOr), Optional.of(() -> until));
    }

    private AllInOne startReplay(Path data, Supplier<LocalDate> clock) {
        report("starting broker, registry and topology");
        return AllInOne.startReplay(context.localSettings(), data, options.ports(DemoVerb::freeOr), clock);
    }

    /** Where the state of demos lies by default. */
    static Path stateDirectory(Context context) {
        String state = context.environment().getOrDefault("XDG_STATE_HOME", "");
        Path base = state.isEmpty() ? Path.of(System.getProperty("user.home"), ".local", "state") : Path.of(state);
        return base.resolve("bellwether");
    }

    private static int freeOr(int usual) {
        return Ports.isFree(usual) ? usual : 0;
    }

    /** Publishes and waits until everything is processed; false if a stop was requested before. */
    private boolean publish(AllInOne all, StopSignal stop) {
        Path events = all.directory().resolve("events");
        report("publishing " + DemoData.write(events, until) + " events published by " + until);
        CompletableFuture<PublishSummary> published;
        try (PublishProgress progress = new PublishProgress(context.console())) {
            published = all.publish(EventSources.resolve(List.of(events.toString())), progress);
            stop.awaitOr(all.failure(), published);
        }
        return !stop.requested() && awaitProcessed(all, stop);
    }

    private static boolean awaitProcessed(AllInOne all, StopSignal stop) {
        boolean caughtUp = all.awaitCaughtUp(PATIENCE, stop::requested);
        if (all.failure().isCompletedExceptionally()) {
            stop.awaitOr(all.failure()); // throws the failure
        }
        if (!caughtUp && !stop.requested()) {
            throw new Failure("the events were not processed within " + PATIENCE.toMinutes() + " minutes; the log is "
                    + all.directory().resolve("bellwether.log"));
        }
        return caughtUp;
    }

    private void show(AllInOne all, StopSignal stop) {
        show(all);
        if (!exit) {
            stop.awaitOr(all.failure());
        }
    }

    private void show(AllInOne all) {
        PrintStream out = context.console().out();
        String command = Context.command();
        // As of the day: published at once, every recorded alert opened on the last day.
        List<PositionedAlert> open = all.instance().queries().alerts(until, MarketQueries::isOpen).value().stream()
                .sorted(ORDER)
                .map(alert -> new PositionedAlert(0, 0, alert))
                .toList();
        out.println();
        out.println(open.size() + " signals stood on " + until + ":");
        out.println();
        try (AlertSink sink = Sinks.parse("stdout", context.console().out().unfiltered(), context.coloured())) {
            sink.deliver(new AlertBatch(open, Map.of()));
        }
        String cluster = clusterOptions(all);
        out.println("What to look at next, in another terminal:");
        out.println(
                "  " + command + " alerts --from-beginning" + cluster + "    every alert from its opening to its end");
        String url = all.instance().httpPort() == HttpOptions.HTTP_PORT ? "" : " --url " + all.api();
        out.println("  " + command + " query brands" + url + "    every brand's figures");
        out.println("  " + command + " query brand xiaomi" + url + "    one brand's, with the statements behind them");
        out.println("  " + command + " query market --as-of 2024-06-30" + url + "    as it was known on a past day");
        out.println("  " + command + " publish FILE" + cluster + "    your own events, as JSON Lines or CSV");
        out.println("  " + command + " demo --until 2024-12-31    another day");
        out.println("  " + command + " demo --replay 2m    the years in two minutes, alerts opening and resolving");
        out.println("The alerts are also in the SQLite file " + all.alerts());
        out.println("The story, step by step: " + all.dashboard() + "story");
        out.println("Dashboard " + all.dashboard());
        out.println("Query API " + all.api() + "/api/v1/brands");
        out.println("Broker " + all.settings().bootstrapServers() + ", schema registry "
                + all.settings().schemaRegistry());
        if (!exit) {
            out.println("Stop it with Ctrl-C.");
        }
        out.flush();
    }

    /** The options that other verbs need; none on the usual ports. */
    private static String clusterOptions(AllInOne all) {
        StringBuilder options = new StringBuilder();
        if (!all.settings().bootstrapServers().equals(Setting.BOOTSTRAP_SERVER.byDefault())) {
            options.append(" --bootstrap-server ").append(all.settings().bootstrapServers());
        }
        if (!all.settings().schemaRegistry().equals(Setting.SCHEMA_REGISTRY.byDefault())) {
            options.append(" --schema-registry ").append(all.settings().schemaRegistry());
        }
        if (!all.settings().topics().prefix().isEmpty()) {
            options.append(" --topic-prefix ").append(all.settings().topics().prefix());
        }
        return options.toString();
    }

    private void report(String what) {
        context.console().err().println(what);
    }
}
