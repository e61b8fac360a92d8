package io.bellwether.server;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Stream;
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
        List<String> failed = now == null ? List.of() : now.failed().get();
        if (failed.isEmpty()) {
            state(context, 200, "live", List.of());
        } else {
            state(context, 503, "failed", failed);
        }
    }

    private void ready(Context context) {
        Health now = health.get();
        if (draining.get()) {
            state(context, 503, "stopping", List.of());
        } else if (now == null) {
            state(context, 503, "starting", List.of());
        } else {
            List<String> against = Stream.concat(now.failed().get().stream(), now.missing().get().stream())
                    .toList();
            if (against.isEmpty()) {
                state(context, 200, "ready", now.impaired().get());
            } else {
                state(context, 503, "not ready", against);
            }
        }
    }

    private static void state(Context context, int status, String state, List<String> reasons) {
        context.header("Cache-Control", "no-store");
        if (status == 503) {
            context.header("Retry-After", "1");
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", state);
        if (!reasons.isEmpty()) {
            body.put("reasons", reasons);
        }
        context.status(status).contentType("application/json").result(Json.bytes(body));
    }

    private void metrics(Context context) {
        context.header("Cache-Control", "no-store");
        context.contentType("text/plain; version=0.0.4; charset=utf-8").result(meters.scrape());
    }
}
