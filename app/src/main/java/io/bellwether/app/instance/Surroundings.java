package io.bellwether.app.instance;

import io.bellwether.consumer.AlertConsumer;
import io.bellwether.local.LocalRegistry;
import io.bellwether.server.PrometheusMetrics;
import java.util.List;

/**
 * What runs beside the instance of {@code up}. Without the registry nothing can be taken in or read again; a sink's
 * trouble is the sink's alone.
 */
record Surroundings(LocalRegistry registry, AlertConsumer sinks) implements Beside {

    @Override
    public List<String> missing() {
        return registry.trouble().stream().toList();
    }

    @Override
    public List<String> impaired() {
        return sinks.troubles();
    }

    @Override
    public void measure(PrometheusMetrics meters) {
        SinkMetrics.bind(meters, sinks);
        meters.gauge(
                "bellwether.registry.up",
                "Whether the registry beside the broker serves",
                registry,
                running -> running.trouble().isEmpty() ? 1 : 0);
        meters.gauge(
                "bellwether.registry.restarts",
                "How often the registry beside the broker was started again",
                registry,
                LocalRegistry::restarts);
    }
}
