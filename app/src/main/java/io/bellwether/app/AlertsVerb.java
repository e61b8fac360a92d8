package io.bellwether.app;

import io.bellwether.consumer.AlertConsumer;
import io.bellwether.consumer.AlertConsumerConfig;
import io.bellwether.consumer.AlertFilter;
import io.bellwether.consumer.AlertSink;
import io.bellwether.consumer.Sinks;
import io.bellwether.schemas.avro.Severity;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Follows alerts. */
@Command(
        name = "alerts",
        description = {
            "Follows alerts until stopped (Ctrl-C), each transition once.",
            "A file or database remembers how far it came; standard output starts with the next alert."
        })
final class AlertsVerb implements Callable<Integer> {

    private final Context context;

    @Option(
            names = "--sink",
            paramLabel = "SINK",
            description = {
                "Where to: stdout, jsonl:FILE, jdbc:sqlite:FILE or jdbc:postgresql://HOST:PORT/DATABASE?NAME=VALUE&...",
                "with parameters as PostgreSQL's driver knows them; repeatable; default stdout.",
                "User and password of a database server are better kept in BELLWETHER_JDBC_USER and",
                "BELLWETHER_JDBC_PASSWORD, in the file of --config, or in ~/.pgpass."
            })
    private List<String> sinks = List.of("stdout");

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
            description = "Where a sink remembers no position, start with the oldest alert, not with the next.")
    private boolean fromBeginning;

    @Mixin
    private OperationsOptions operations = new OperationsOptions();

    AlertsVerb(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Logging.toStandardError();
        Settings settings = context.settings();
        List<AlertSink> open = sinks.stream().map(spec -> sink(spec, settings)).toList();
        new Cluster(settings).requireBroker();
        AlertConsumerConfig config = new AlertConsumerConfig(
                settings.bootstrapServers(),
                settings.schemaRegistry(),
                settings.client(),
                settings.topics(),
                fromBeginning);
        try (StopSignal stop = StopSignal.install();
                AlertConsumer consumer = new AlertConsumer(config, filter(), open)) {
            stop.onRequest(consumer::close);
            operations.run(consumer);
        }
        return 0;
    }

    private AlertSink sink(String spec, Settings settings) {
        try {
            return Sinks.parse(spec, context.console().out(), context.coloured(), settings.jdbc());
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
