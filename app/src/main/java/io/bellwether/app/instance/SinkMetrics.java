package io.bellwether.app.instance;

import io.bellwether.consumer.AlertConsumer;
import io.bellwether.consumer.sink.AlertSink;
import io.bellwether.consumer.sink.SinkCounts;
import io.bellwether.server.PrometheusMetrics;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** The meters of the sinks of alerts. */
public final class SinkMetrics {

    private SinkMetrics() {}

    /** Adds the meters of every sink. */
    public static void bind(PrometheusMetrics meters, AlertConsumer consumer) {
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
            meters.gauge(
                    "bellwether.sink.up",
                    "Whether the sink is open and takes what it is given",
                    label(sinks, i),
                    consumer,
                    all -> all.isFollowing(sink) ? 1 : 0);
            outcomes(meters, consumer, label(sinks, i), sink);
        }
    }

    private static void outcomes(
            PrometheusMetrics meters, AlertConsumer consumer, PrometheusMetrics.Label label, int sink) {
        for (AlertSink.Outcome outcome : AlertSink.Outcome.values()) {
            meters.counter(
                    "bellwether.sink.deliveries",
                    "Deliveries to the receiver, by how they ended",
                    label,
                    new PrometheusMetrics.Label("outcome", outcome.name().toLowerCase(Locale.ROOT)),
                    consumer,
                    all -> all.outcomes(sink).getOrDefault(outcome, 0L));
        }
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
