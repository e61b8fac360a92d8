package io.bellwether.app;

import io.bellwether.schemas.TopicSetup;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** One instance of the topology. */
@Command(
        name = "streams",
        description = {
            "Runs an instance of the topology on a cluster until stopped (Ctrl-C). Start as many as you like:",
            "they share the work. Creates the topics and subjects that are missing."
        })
final class StreamsVerb implements Callable<Integer> {

    private final Context context;

    @Option(
            names = "--state-dir",
            paramLabel = "DIR",
            description = "For this instance's own state, which is rebuilt if lost; default ./bellwether-state.")
    private Path directory = Path.of("bellwether-state");

    @Option(names = "--threads", paramLabel = "N", description = "That process events; default 2.")
    private int threads = 2;

    @Mixin
    private ClockOption clock = new ClockOption();

    StreamsVerb(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        if (threads < 1) {
            throw new UsageError("--threads must be 1 or more, got: " + threads);
        }
        Logging.toStandardError();
        Settings settings = context.settings();
        Cluster cluster = new Cluster(settings);
        cluster.requireBroker();
        TopicSetup.Report report = cluster.ensureTopics(TopicSetup.DEFAULT_PARTITIONS, Optional.empty());
        if (!report.differences().isEmpty()) {
            throw new Failure(String.join("; ", report.differences()));
        }
        cluster.ensureSubjects();
        try (StopSignal stop = StopSignal.install();
                Instance instance = Instance.start(
                        settings, directory.toAbsolutePath(), threads, OptionalInt.empty(), clock.source())) {
            context.console()
                    .out()
                    .println("an instance is up on " + settings.bootstrapServers() + "; stop it with Ctrl-C");
            stop.awaitOr(instance.failure());
        }
        return 0;
    }
}
