package io.bellwether.server;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;

/** The metrics of an instance, for Prometheus. */
public final class PrometheusMetrics implements AutoCloseable {

    private static final String EVENTS_GROUP = "stream-events-metrics";
    private static final String ALERTS_GROUP = "stream-alerts-metrics";
    private static final String TOTAL = "-total";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Deque<Runnable> bound = new ArrayDeque<>();
    private volatile @Nullable KafkaStreams streams;

    /** With the meters of the JVM. */
    public PrometheusMetrics() {
        new JvmMemoryMetrics().bindTo(registry);
        JvmGcMetrics collector = new JvmGcMetrics();
        collector.bindTo(registry);
        bound.push(collector::close);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
    }

    /** Adds the meters of a topology: those of Kafka Streams, its clients and our processors. */
    public void bind(KafkaStreams topology) {
        streams = topology;
        KafkaStreamsMetrics own = new KafkaStreamsMetrics(topology);
        own.bindTo(registry);
        bound.push(own::close);
        for (String outcome : List.of("accepted", "superseded", "known", "refused")) {
            FunctionCounter.builder("bellwether.events", topology, sum(EVENTS_GROUP, outcome + TOTAL, Map.of()))
                    .description("Events processed by the tasks of this instance, by outcome")
                    .tag("outcome", outcome)
                    .register(registry);
        }
        Gauge.builder("bellwether.running", topology, now -> now.state() == KafkaStreams.State.RUNNING ? 1 : 0)
                .description("Whether the instance runs, its state restored")
                .register(registry);
    }

    private static ToDoubleFunction<KafkaStreams> sum(String group, String name, Map<String, String> tags) {
        return streams -> streams.metrics().values().stream()
                .filter(metric -> is(metric.metricName(), group, name, tags))
                .map(Metric::metricValue)
                .filter(Number.class::isInstance)
                .mapToDouble(value -> ((Number) value).doubleValue())
                .sum();
    }

    private static boolean is(MetricName metric, String group, String name, Map<String, String> tags) {
        return metric.group().equals(group)
                && metric.name().equals(name)
                && metric.tags().entrySet().containsAll(tags.entrySet());
    }

    /** Adds the meters of a producer. */
    public void bind(Producer<?, ?> producer) {
        KafkaClientMetrics own = new KafkaClientMetrics(producer);
        own.bindTo(registry);
        bound.push(own::close);
    }

    /** Adds a gauge; the name begins with {@code bellwether}. */
    public <T> void gauge(String name, String description, T of, ToDoubleFunction<T> value) {
        Gauge.builder(name, of, value).description(description).register(registry);
    }

    /** The same with one label. */
    public <T> void gauge(String name, String description, Label label, T of, ToDoubleFunction<T> value) {
        Gauge.builder(name, of, value)
                .description(description)
                .tag(label.name, label.value)
                .register(registry);
    }

    /** Adds a counter with one label; the name begins with {@code bellwether}. */
    public <T> void counter(String name, String description, Label label, T of, ToDoubleFunction<T> count) {
        FunctionCounter.builder(name, of, count)
                .description(description)
                .tag(label.name, label.value)
                .register(registry);
    }

    /** The same with two labels. */
    public <T> void counter(
            String name, String description, Label label, Label other, T of, ToDoubleFunction<T> count) {
        FunctionCounter.builder(name, of, count)
                .description(description)
                .tag(label.name, label.value)
                .tag(other.name, other.value)
                .register(registry);
    }

    /** A label of a meter. */
    public record Label(String name, String value) {}

    /** Counts and times a response. */
    void onAnswer(String route, int status, Duration took) {
        Timer.builder("bellwether.http.requests")
                .description("Responses of the API, by route and status")
                .tag("route", route)
                .tag("status", Integer.toString(status))
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofSeconds(10))
                .register(registry)
                .record(took);
    }

    /** Counts the events of one POST by outcome. */
    void onIngested(String outcome, long events) {
        registry.counter("bellwether.intake.events", "outcome", outcome).increment((double) events);
    }

    /** In the text format of Prometheus. */
    String scrape() {
        KafkaStreams topology = streams;
        if (topology != null) {
            bindAlerts(topology);
        }
        return registry.scrape();
    }

    /** Adds meters of new rules: rules are added at any time. */
    private void bindAlerts(KafkaStreams topology) {
        for (Metric metric : topology.metrics().values()) {
            MetricName name = metric.metricName();
            String rule = name.tags().get("alerts-id");
            if (name.group().equals(ALERTS_GROUP) && name.name().endsWith(TOTAL) && rule != null) {
                FunctionCounter.builder(
                                "bellwether.alert.transitions",
                                topology,
                                sum(ALERTS_GROUP, name.name(), Map.of("alerts-id", rule)))
                        .description("Transitions of alerts decided by this instance, by rule")
                        .tag("rule", rule)
                        .tag("transition", name.name().substring(0, name.name().length() - TOTAL.length()))
                        .register(registry);
            }
        }
    }

    @Override
    public void close() {
        while (!bound.isEmpty()) {
            bound.pop().run();
        }
        registry.close();
    }
}
