package io.bellwether.app;

import io.bellwether.app.settings.Failure;
import io.bellwether.app.settings.Logging;
import io.bellwether.app.settings.Settings;
import io.bellwether.app.settings.UsageError;
import io.bellwether.consumer.AlertConsumer;
import io.bellwether.consumer.Sinks;
import io.bellwether.consumer.notify.Webhooks;
import io.bellwether.consumer.pipeline.StandbyGroup;
import io.bellwether.consumer.route.Routes;
import io.bellwether.consumer.route.RoutesFile;
import io.bellwether.consumer.sink.AlertConsumerConfig;
import io.bellwether.consumer.sink.AlertFilter;
import io.bellwether.consumer.sink.AlertSink;
import io.bellwether.domain.alert.Rule;
import io.bellwether.schemas.avro.Severity;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Follows alerts. */
@Verbs(AlertsAckVerb.class)
@Command(
        name = "alerts",
        description = {
            "Follows alerts until stopped (Ctrl-C), each transition once.",
            "A file or database stores its position; standard output starts with the next alert."
        },
        synopsisSubcommandLabel = "[ack]")
final class AlertsVerb implements Callable<Integer> {

    private final Context context;

    @Option(
            names = "--sink",
            paramLabel = "SINK",
            description = {
                "Where to: stdout, jsonl:FILE, jdbc:sqlite:FILE or jdbc:postgresql://HOST:PORT/DATABASE?NAME=VALUE&...",
                "with parameters as PostgreSQL's driver knows them; webhook:URL, webhook:slack:URL or webhook:teams:URL",
                "(@FILE in place of a webhook's URL reads it from a file); repeatable; default stdout.",
                "User and password of a database server are better kept in BELLWETHER_JDBC_USER and",
                "BELLWETHER_JDBC_PASSWORD, in the file of --config, or in ~/.pgpass."
            })
    private List<String> sinks = List.of();

    @Option(
            names = "--routes",
            paramLabel = "FILE",
            description = "A YAML file that routes alerts to receivers; replaces --sink and the filters.")
    private @Nullable Path routes;

    @Option(
            names = "--check",
            description = {
                "Only check the file of --routes. Rules must be among those of --rules, brands in the table of aliases,",
                "to which --aliases adds."
            })
    private boolean check;

    @Option(
            names = "--rules",
            paramLabel = "FILE",
            description =
                    "With --check: the rules that run, a YAML file as for 'rules check'; default the shipped ones.",
            defaultValue = RuleFiles.SHIPPED)
    private String rules = RuleFiles.SHIPPED;

    @Mixin
    private AliasOptions aliases = new AliasOptions();

    @Option(names = "--brand", paramLabel = "BRAND", description = "Only alerts of this brand.")
    private @Nullable String brand;

    @Option(names = "--rule", paramLabel = "RULE", description = "Only alerts of this rule.")
    private @Nullable String rule;

    @Option(
            names = "--min-severity",
            paramLabel = "SEVERITY",
            description = "Only alerts at least this severe: INFO, WARNING or CRITICAL.")
    private @Nullable Severity minSeverity;

    @Option(
            names = "--from-beginning",
            description = "Start a sink without a stored position with the oldest alert, not with the next.")
    private boolean fromBeginning;

    @Option(
            names = "--standby",
            paramLabel = "NAME",
            description = {
                "Start it as often as you like with one name and the same sinks: one process delivers, the others stand by,",
                "and one of them takes over when it ends. See docs/guide/alerts.md."
            })
    private @Nullable String standby;

    @Mixin
    private final WebhookOptions webhooks = new WebhookOptions();

    @Mixin
    private OperationsOptions operations = new OperationsOptions();

    AlertsVerb(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        if (check || routes != null) {
            requireRoutesAlone();
        }
        Optional<Routes> routed =
                routes == null ? Optional.empty() : RoutesFiles.read(routes, names(), context.console());
        if (check || (routes != null && routed.isEmpty())) {
            return routed.isEmpty() ? 1 : 0;
        }
        Logging.toStandardError();
        Settings settings = context.settings();
        AlertConsumerConfig config = new AlertConsumerConfig(
                settings.bootstrapServers(),
                settings.schemaRegistry(),
                settings.client(),
                settings.topics(),
                fromBeginning);
        Webhooks calls = webhooks.of(config, context.environment());
        List<AlertSink> open = routed.isEmpty() ? sinks(settings, calls) : sinks(routed.get(), settings, calls);
        new Cluster(settings).requireBroker();
        try (StopSignal stop = StopSignal.install();
                AlertConsumer consumer = consumer(config, open)) {
            stop.onRequest(consumer::close);
            operations.run(consumer);
        }
        return 0;
    }

    /** With others of its name a sink that is still held by the one before is waited for. */
    private AlertConsumer consumer(AlertConsumerConfig config, List<AlertSink> open) {
        if (standby == null) {
            return new AlertConsumer(config, filter(), open);
        }
        try {
            AlertConsumerConfig patient = config.restartingSinks();
            return new AlertConsumer(patient, filter(), open, new StandbyGroup(patient, standby));
        } catch (IllegalArgumentException e) {
            throw new UsageError("--standby: " + e.getMessage());
        }
    }

    /** Only a check asks for names: which rules run, and of what brands there are events, is for the cluster to say. */
    private RoutesFile.Names names() {
        if (!check) {
            return RoutesFile.Names.ANY;
        }
        Set<String> known = RuleFiles.require(rules, context.console().err()).rules().stream()
                .map(Rule::name)
                .collect(Collectors.toSet());
        return new RoutesFile.Names(
                known, aliases.table(context.console().err()).displayNames().keySet());
    }

    private void requireRoutesAlone() {
        if (routes == null) {
            throw new UsageError("--check needs --routes FILE");
        }
        if (!sinks.isEmpty() || brand != null || rule != null || minSeverity != null) {
            throw new UsageError("--routes says what goes where: leave out --sink, --brand, --rule and --min-severity");
        }
    }

    private List<AlertSink> sinks(Routes routed, Settings settings, Webhooks calls) {
        try {
            return Sinks.of(routed, context.console().out().unfiltered(), context.coloured(), settings.jdbc(), calls);
        } catch (IllegalArgumentException e) {
            throw new UsageError(Failure.line(e));
        }
    }

    private List<AlertSink> sinks(Settings settings, Webhooks calls) {
        List<String> specs = sinks.isEmpty() ? List.of("stdout") : sinks;
        return specs.stream().map(spec -> sink(spec, settings, calls)).toList();
    }

    private AlertSink sink(String spec, Settings settings, Webhooks calls) {
        try {
            return Sinks.parse(spec, context.console().out().unfiltered(), context.coloured(), settings.jdbc(), calls);
        } catch (IllegalArgumentException e) {
            throw new UsageError(Failure.line(e));
        }
    }

    private AlertFilter filter() {
        try {
            return new AlertFilter(brand, rule, minSeverity);
        } catch (IllegalArgumentException e) {
            throw new UsageError(Failure.line(e));
        }
    }
}
