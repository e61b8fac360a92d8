package io.bellwether.app;

import io.bellwether.app.instance.Instance;
import io.bellwether.app.settings.Failure;
import io.bellwether.app.settings.Logging;
import io.bellwether.app.settings.Settings;
import io.bellwether.app.settings.UsageError;
import io.bellwether.schemas.TopicSetup;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** One instance of the topology. */
@Command(
        name = "streams",
        description = {
            "Runs an instance of the topology on a cluster until stopped (Ctrl-C).",
            "Several instances share the work, and each answers queries for all. Creates the topics "
                    + "and subjects that are missing."
        })
final class StreamsVerb implements Callable<Integer> {

    private final Context context;

    @Option(
            names = "--state-dir",
            paramLabel = "DIR",
            description = "For this instance's own state, which is rebuilt if lost; default ./bellwether-state.")
    private Path directory = Path.of("bellwether-state");

    @Option(names = "--threads", paramLabel = "N", description = "Number of threads that process events; default 2.")
    private int threads = 2;

    @Mixin
    private ClockOption clock = new ClockOption();

    @Mixin
    private AliasOptions aliases = new AliasOptions();

    @Option(
            names = "--drain-seconds",
            paramLabel = "N",
            description = {
                "How long to report not ready and still answer after SIGTERM, so that a load balancer can stop sending",
                "requests; default 0."
            })
    private int drainSeconds;

    @Option(
            names = "--log-format",
            paramLabel = "FORMAT",
            description = "text: warnings only; json: everything from INFO on; default text.")
    private Logging.Format logFormat = Logging.Format.TEXT;

    @Mixin
    private HttpOptions http = new HttpOptions();

    StreamsVerb(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        if (threads < 1) {
            throw new UsageError("--threads must be 1 or more, got: " + threads);
        }
        if (drainSeconds < 0 || drainSeconds > 45) {
            throw new UsageError("--drain-seconds must be 0 to 45, got: " + drainSeconds);
        }
        Instance.Config how = new Instance.Config(
                directory.toAbsolutePath(),
                threads,
                http.settings(HttpOptions.HTTP_PORT),
                http.advertised(),
                Duration.ofSeconds(drainSeconds),
                false);
        Logging.toStandardError(logFormat);
        Settings settings =
                context.settings().with(aliases.table(context.console().err()));
        Cluster cluster = new Cluster(settings);
        cluster.requireBroker();
        TopicSetup.Report report = cluster.ensureTopics(TopicSetup.DEFAULT_PARTITIONS, Optional.empty());
        if (!report.differences().isEmpty()) {
            throw new Failure(String.join("; ", report.differences()));
        }
        cluster.ensureSubjects();
        try (StopSignal stop = StopSignal.install();
                Instance instance = Instance.start(settings, how, clock.source())) {
            PrintStream out = context.console().out();
            out.println("an instance is up on " + settings.bootstrapServers());
            out.println("  query API        " + how.http().scheme() + "://"
                    + how.http().host() + ":" + instance.httpPort());
            out.println("stop it with Ctrl-C");
            out.flush();
            stop.awaitOr(instance.failure());
        }
        return 0;
    }
}
