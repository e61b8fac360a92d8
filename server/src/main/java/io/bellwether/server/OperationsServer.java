package io.bellwether.server;

import io.javalin.Javalin;

/** Health and metrics of a process without an API. */
public final class OperationsServer implements AutoCloseable {

    private final OperationRoutes operations;
    private final PrometheusMetrics meters;
    private final Javalin server;

    private OperationsServer(HttpSettings settings, PrometheusMetrics meters, Health health) {
        this.meters = meters;
        this.operations = new OperationRoutes(() -> health, meters);
        this.server = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.jetty.host = settings.host();
            config.jetty.port = settings.port();
            ConnectionLimits.OPERATIONS.keep(config.jetty);
            operations.serve(config.routes);
        });
    }

    /** Starts to listen. */
    public static OperationsServer start(HttpSettings settings, PrometheusMetrics meters, Health health) {
        OperationsServer server = new OperationsServer(settings, meters, health);
        server.server.start();
        return server;
    }

    /** The port it listens on. */
    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        operations.drain();
        server.stop();
        meters.close();
    }
}
