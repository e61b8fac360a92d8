package io.bellwether.server;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Liveness, readiness and metrics. */
final class OperationRoutes {

    private final Supplier<@Nullable Health> health;
    private final PrometheusMetrics meters;
    private final AtomicBoolean draining = new AtomicBoolean();

    OperationRoutes(Supplier<@Nullable Health> health, PrometheusMetrics meters) {
        this.health = health;
        this.meters = meters;
    }

    void serve(RoutesConfig routes) {
        routes.get("/health/live", this::live);
        routes.get("/health/ready", this::ready);
        routes.get("/metrics", this::metrics);
    }

    /** From now on the instance is not ready. */
    void drain() {
        draining.set(true);
    }

    /** Alive while starting; not alive after a permanent failure. */
    private void live(Context context) {
        Health now = health.get();
        if (now == null || now.alive().getAsBoolean()) {
            state(context, 200, "live");
        } else {
            state(context, 503, "failed");
        }
    }

    private void ready(Context context) {
        Health now = health.get();
        if (draining.get()) {
            state(context, 503, "stopping");
        } else if (now == null) {
            state(context, 503, "starting");
        } else if (!now.ready().getAsBoolean()) {
            state(context, 503, "restoring, rebalancing or connecting");
        } else {
            state(context, 200, "ready");
        }
    }

    private static void state(Context context, int status, String state) {
        context.header("Cache-Control", "no-store");
        context.status(status).contentType("application/json").result(Json.bytes(Map.of("status", state)));
    }

    private void metrics(Context context) {
        context.header("Cache-Control", "no-store");
        context.contentType("text/plain; version=0.0.4; charset=utf-8").result(meters.scrape());
    }
}
