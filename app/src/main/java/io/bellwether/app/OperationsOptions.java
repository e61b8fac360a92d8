package io.bellwether.app;

import io.bellwether.consumer.AlertConsumer;
import io.bellwether.consumer.sink.SinkCounts;
import io.bellwether.server.Health;
import io.bellwether.server.HttpSettings;
import io.bellwether.server.OperationsServer;
import io.bellwether.server.PrometheusMetrics;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of the verbs that serve nothing but health and metrics, if a port is given. */
final class OperationsOptions {

    @Option(
            names = "--host",
            paramLabel = "HOST",
            description = "Address that --port listens on; default 127.0.0.1, this machine alone.")
    private String host = "127.0.0.1";

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "Serve /health/live, /health/ready and /metrics at this port; default none.")
    private @Nullable Integer port;

    /** Runs the consumer, and meanwhile serves its health and metrics if a port was given. */
    void run(AlertConsumer consumer) {
        if (port == null) {
            consumer.run();
            return;
        }
        if (port < 0 || port > 65_535) {
            throw new UsageError("--port must be 0 to 65535, got: " + port);
        }
        OperationsServer server = OperationsServer.start(
                new HttpSettings(host, port, Optional.empty()),
                meters(consumer),
                new Health(() -> true, consumer::isFollowing));
        try {
            consumer.run();
        } finally {
            server.close();
        }
    }

    private static PrometheusMetrics meters(AlertConsumer consumer) {
        PrometheusMetrics meters = new PrometheusMetrics();
        count(meters, consumer, "received", "Records read from the topic of alerts", SinkCounts::received);
        count(meters, consumer, "delivered", "Transitions that the sink has stored", SinkCounts::delivered);
        count(meters, consumer, "filtered", "Transitions that did not pass the filter", SinkCounts::filtered);
        count(meters, consumer, "rejected", "Records that are no alert", SinkCounts::rejected);
        count(meters, consumer, "retries", "Attempts that failed and were repeated", SinkCounts::retries);
        count(
                meters,
                consumer,
                "dead.letters",
                "Messages rejected by the receiver or given up",
                SinkCounts::deadLetters);
        List<SinkCounts> sinks = consumer.counts();
        for (int i = 0; i < sinks.size(); i++) {
            int sink = i;
            meters.gauge(
                    "bellwether.sink.waiting",
                    "Messages that the sink has stored and not sent yet",
                    label(sinks, i),
                    consumer,
                    all -> all.counts().get(sink).waiting());
        }
        return meters;
    }

    private static void count(
            PrometheusMetrics meters,
            AlertConsumer consumer,
            String what,
            String description,
            ToLongFunction<SinkCounts> count) {
        List<SinkCounts> sinks = consumer.counts();
        for (int i = 0; i < sinks.size(); i++) {
            int sink = i;
            meters.counter(
                    "bellwether.sink." + what,
                    description,
                    label(sinks, i),
                    consumer,
                    all -> count.applyAsLong(all.counts().get(sink)));
        }
    }

    /** Two sinks may have one name. */
    private static PrometheusMetrics.Label label(List<SinkCounts> sinks, int sink) {
        return new PrometheusMetrics.Label(
                "sink", (sink + 1) + " " + sinks.get(sink).sink());
    }
}
