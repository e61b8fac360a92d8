package io.bellwether.streams.processor;

import java.util.Map;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.metrics.Sensor.RecordingLevel;
import org.apache.kafka.common.metrics.stats.Meter;
import org.apache.kafka.streams.StreamsMetrics;

/**
 * Counts what became of the events of a task: received = accepted + superseded + known + refused. What is counted shows
 * once it is {@linkplain #show shown}: a metric of Kafka's takes a lock, too much for every event.
 */
final class EventMeter {

    private final Count accepted;
    private final Count superseded;
    private final Count known;
    private final Count refused;

    EventMeter(StreamsMetrics metrics, String task) {
        accepted = new Count(metrics, task, "accepted");
        superseded = new Count(metrics, task, "superseded");
        known = new Count(metrics, task, "known");
        refused = new Count(metrics, task, "refused");
    }

    private static final class Count {

        private final Sensor sensor;
        private long notShown;

        Count(StreamsMetrics metrics, String task, String outcome) {
            sensor = metrics.addSensor(TopologyMetrics.EVENTS + "." + task + "." + outcome, RecordingLevel.INFO);
            sensor.add(new Meter(name(task, outcome + "-rate"), name(task, outcome + "-total")));
        }

        private static MetricName name(String task, String name) {
            String group = "stream-" + TopologyMetrics.EVENTS + "-metrics";
            return new MetricName(name, group, "Events of a task", Map.of(TopologyMetrics.EVENTS + "-id", task));
        }

        void show() {
            if (notShown > 0) {
                sensor.record((double) notShown);
                notShown = 0;
            }
        }
    }

    /** It counts, or may count. */
    void onAccepted() {
        accepted.notShown++;
    }

    /** It is history: a newer one of the same identity holds. */
    void onSuperseded() {
        superseded.notShown++;
    }

    /** It is a duplicate. */
    void onKnown() {
        known.notShown++;
    }

    /** It is a dead letter. */
    void onRefused() {
        refused.notShown++;
    }

    /** Shows what was counted since the last time. */
    void show() {
        accepted.show();
        superseded.show();
        known.show();
        refused.show();
    }
}
