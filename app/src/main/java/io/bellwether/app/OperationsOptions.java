package io.bellwether.app;

import io.bellwether.app.instance.SinkMetrics;
import io.bellwether.app.settings.UsageError;
import io.bellwether.consumer.AlertConsumer;
import io.bellwether.server.Health;
import io.bellwether.server.HttpSettings;
import io.bellwether.server.OperationsServer;
import io.bellwether.server.PrometheusMetrics;
import java.util.List;
import java.util.Optional;
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
        PrometheusMetrics meters = new PrometheusMetrics();
        SinkMetrics.bind(meters, consumer);
        OperationsServer server =
                OperationsServer.start(new HttpSettings(host, port, Optional.empty()), meters, health(consumer));
        try {
            consumer.run();
        } finally {
            server.close();
        }
    }

    private static Health health(AlertConsumer consumer) {
        return new Health(
                List::of,
                () -> {
                    List<String> troubles = consumer.troubles();
                    return consumer.isFollowing() || consumer.isStandingBy() || !troubles.isEmpty()
                            ? troubles
                            : List.of("not every sink is open and has stored its position");
                },
                () -> consumer.isStandingBy() ? List.of("standing by: another process delivers") : List.of());
    }
}
