package io.bellwether.streams.processor;

import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.metrics.Sensor.RecordingLevel;
import org.apache.kafka.streams.StreamsMetrics;

/** Counts what became of the events of a task: received = accepted + superseded + known + refused. */
final class EventMeter {

    private final Sensor accepted;
    private final Sensor superseded;
    private final Sensor known;
    private final Sensor refused;

    EventMeter(StreamsMetrics metrics, String task) {
        accepted = sensor(metrics, task, "accepted");
        superseded = sensor(metrics, task, "superseded");
        known = sensor(metrics, task, "known");
        refused = sensor(metrics, task, "refused");
    }

    private static Sensor sensor(StreamsMetrics metrics, String task, String outcome) {
        return metrics.addRateTotalSensor(TopologyMetrics.EVENTS, task, outcome, RecordingLevel.INFO);
    }

    /** It counts, or may count. */
    void onAccepted() {
        accepted.record();
    }

    /** It is history: a newer one of the same identity holds. */
    void onSuperseded() {
        superseded.record();
    }

    /** It was told before. */
    void onKnown() {
        known.record();
    }

    /** It is a dead letter. */
    void onRefused() {
        refused.record();
    }
}
