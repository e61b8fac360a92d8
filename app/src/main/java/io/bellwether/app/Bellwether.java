package io.bellwether.app;

import io.bellwether.app.settings.Failure;
import io.bellwether.app.settings.Setting;
import io.bellwether.app.settings.Settings;
import io.bellwether.app.settings.UsageError;
import io.bellwether.app.terminal.Console;
import io.bellwether.consumer.sink.SecretUrls;
import io.bellwether.server.BuildVersion;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code bellwether} program. Exit status: 0 done, 1 failed, 2 wrong usage, 3 see {@link Failure}. */
@Verbs({
    UpVerb.class,
    DemoVerb.class,
    StreamsVerb.class,
    PublishVerb.class,
    IngestVerb.class,
    TableVerb.class,
    TemplateVerb.class,
    RetractVerb.class,
    EventsVerb.class,
    DeadLettersVerb.class,
    AlertsVerb.class,
    QueryVerb.class,
    BacktestVerb.class,
    ScoreVerb.class,
    RulesVerb.class,
    TopicsVerb.class,
    RebuildVerb.class,
    TokenVerb.class,
    InstallVerb.class,
    UninstallVerb.class,
    CompletionVerb.class,
    HelpVerb.class
})
@Command(
        name = "bellwether",
        description = "Follows what moves in the electric-vehicle market.",
        mixinStandardHelpOptions = true,
        versionProvider = Bellwether.Version.class,
        scope = ScopeType.INHERIT,
        synopsisSubcommandLabel = "VERB",
        commandListHeading = "%nVerbs:%n",
        footer = {
            "",
            "Options of the cluster may also be set in the environment (BELLWETHER_BOOTSTRAP_SERVER,"
                    + " BELLWETHER_SCHEMA_REGISTRY, BELLWETHER_TOPIC_PREFIX, BELLWETHER_CONFIG) or in the file of"
                    + " --config; an option overrides the environment, the environment overrides the file."
                    + " BELLWETHER_URL is the instance that 'query' and 'alerts ack' ask.",
            "Exit status: 0 done, 1 failed, 2 wrong usage, 3 failed and not to be started again before somebody"
                    + " does what the message says."
        })
public final class Bellwether implements Runnable {

    private static final int WRONG_USAGE = 2;

    @Option(
            names = "--bootstrap-server",
            paramLabel = "HOST:PORT",
            scope = ScopeType.INHERIT,
            description = "Kafka brokers; default 127.0.0.1:9092.")
    private @Nullable String bootstrapServer;

    @Option(
            names = "--schema-registry",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            description = "Schema registry; default that of 'up' on this machine.")
    private @Nullable String schemaRegistry;

    @Option(
            names = "--topic-prefix",
            paramLabel = "PREFIX",
            scope = ScopeType.INHERIT,
            description = "Prefix of every topic, so that pipelines can share a cluster.")
    private @Nullable String topicPrefix;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "Kafka client properties, passed through to every client.")
    private @Nullable Path config;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show where an error came from.")
    private boolean debug;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    /** What {@code --version} prints. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            return new String[] {"bellwether " + BuildVersion.current()};
        }
    }

    /** Runs a verb and exits with its status. */
    public static void main(String[] args) {
        int status = run(args, Console.system(), System.getenv());
        System.exit(status);
    }

    /** Runs a verb and returns its exit status. */
    static int run(String[] args, Console console, Map<String, String> environment) {
        PrintWriter out = new PrintWriter(console.out(), true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(console.err(), true, StandardCharsets.UTF_8);
        Bellwether program = new Bellwether();
        Context context = new Context(program, console, environment);
        CommandLine line = CommandTree.of(program, new VerbFactory(context), List.of(args))
                .setOut(out)
                .setErr(err)
                .setUsageHelpAutoWidth(true)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setAbbreviatedOptionsAllowed(false)
                .setColorScheme(CommandLine.Help.defaultColorScheme(
                        context.coloured() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF))
                .setParameterExceptionHandler(wrongUsage())
                .setExecutionExceptionHandler((e, command, parsed) -> program.failed(e, command));
        return line.execute(args);
    }

    private static IParameterExceptionHandler wrongUsage() {
        return (ParameterException e, String[] args) -> {
            CommandLine command = e.getCommandLine();
            PrintWriter err = command.getErr();
            err.println("bellwether: " + Failure.line(e));
            UnmatchedArgumentException.printSuggestions(e, err);
            err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
            return WRONG_USAGE;
        };
    }

    private int failed(Exception e, CommandLine command) {
        command.getErr().println("bellwether: " + SecretUrls.masked(Failure.line(e)));
        if (debug) {
            e.printStackTrace(command.getErr());
        }
        if (e instanceof Failure failure) {
            return failure.status();
        }
        return e instanceof UsageError ? WRONG_USAGE : Failure.FAILED;
    }

    /** Without a verb. */
    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    Settings settings(Map<String, String> environment) {
        Map<Setting, String> options = new EnumMap<>(Setting.class);
        put(options, Setting.BOOTSTRAP_SERVER, bootstrapServer);
        put(options, Setting.SCHEMA_REGISTRY, schemaRegistry);
        put(options, Setting.TOPIC_PREFIX, topicPrefix);
        return Settings.of(options, config, environment);
    }

    private static void put(Map<Setting, String> options, Setting setting, @Nullable String value) {
        if (value != null) {
            options.put(setting, value);
        }
    }

    /** Whether the user named a cluster, for verbs that start their own. */
    boolean namesACluster() {
        return bootstrapServer != null || schemaRegistry != null;
    }
}
