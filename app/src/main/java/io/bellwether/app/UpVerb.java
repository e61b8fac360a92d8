package io.bellwether.app;

import io.bellwether.app.instance.AllInOne;
import io.bellwether.app.terminal.PublishProgress;
import io.bellwether.producer.format.EventSource;
import io.bellwether.producer.format.EventSources;
import io.bellwether.producer.publish.PublishSummary;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The whole pipeline on this machine. */
@Unused({"--bootstrap-server", "--schema-registry"})
@Command(
        name = "up",
        description = {
            "Runs everything on this machine: a Kafka broker, a schema registry, the topology and an " + "alert sink.",
            "All state is in the data directory: after a stop (Ctrl-C) or a kill it resumes. Other "
                    + "verbs find it without options; any Kafka client can use the addresses that it prints."
        })
final class UpVerb implements Callable<Integer> {

    private final Context context;

    @Option(names = "--data-dir", paramLabel = "DIR", description = "For all state; default ./bellwether-data.")
    private Path directory = Path.of("bellwether-data");

    @Option(names = "--events", paramLabel = "PATH", description = "Publish these, as 'publish' would; repeatable.")
    private List<String> events = List.of();

    @Mixin
    private LocalOptions options = new LocalOptions();

    @Mixin
    private ClockOption clock = new ClockOption();

    @Mixin
    private AliasOptions aliases = new AliasOptions();

    UpVerb(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        List<EventSource> sources = events.isEmpty() ? List.of() : EventSources.resolve(events);
        BrokerEnd.install(directory, context.console().err());
        try (StopSignal stop = StopSignal.install();
                AllInOne all = AllInOne.start(
                        context.localSettings()
                                .with(aliases.table(context.console().err())),
                        directory,
                        options.ports(port -> port),
                        clock.source())) {
            print(all);
            TroubleLines lines =
                    TroubleLines.start(all::troubles, context.console().err());
            try {
                if (!sources.isEmpty()) {
                    publish(all, sources, stop);
                }
                stop.awaitOr(all.failure());
            } finally {
                lines.close();
            }
        }
        return 0;
    }

    private void publish(AllInOne all, List<EventSource> sources, StopSignal stop) {
        CompletableFuture<PublishSummary> published;
        try (PublishProgress progress = new PublishProgress(context.console())) {
            published = all.publish(sources, progress);
            stop.awaitOr(all.failure(), published);
        }
        if (published.isDone()) {
            FilePublishing.print(context.console(), published.join());
        }
    }

    private void print(AllInOne all) {
        PrintStream out = context.console().out();
        out.println("bellwether is up");
        out.println("  broker           " + all.settings().bootstrapServers());
        out.println("  schema registry  " + all.settings().schemaRegistry());
        out.println("  dashboard        " + all.dashboard());
        out.println("  query API        " + all.api());
        out.println("  data             " + all.directory());
        out.println("  alerts           " + all.alerts());
        out.println("stop it with Ctrl-C");
        out.flush();
    }
}
