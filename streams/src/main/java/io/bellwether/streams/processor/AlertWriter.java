package io.bellwether.streams.processor;

import io.bellwether.domain.alert.AlertKey;
import io.bellwether.domain.alert.AlertListener;
import io.bellwether.domain.alert.AlertTransition;
import io.bellwether.streams.codec.AlertCodec;
import io.bellwether.streams.codec.Encoding;
import io.bellwether.streams.store.AlertHistory;
import io.bellwether.streams.store.AlertIndex;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Keeps what becomes of alerts, with who has seen them, and forwards every step. */
final class AlertWriter implements AlertListener {

    private final ProcessorContext<byte[], MarketOutput> context;
    private final KeyValueStore<byte[], byte[]> alerts;
    private final AlertHistory history;
    private final Acknowledgements acknowledgements;
    private final AlertIndex index;
    private final Map<String, Sensor> transitions = new HashMap<>();

    AlertWriter(
            ProcessorContext<byte[], MarketOutput> context,
            KeyValueStore<byte[], byte[]> alerts,
            AlertHistory history,
            Acknowledgements acknowledgements,
            AlertIndex index) {
        this.context = context;
        this.alerts = alerts;
        this.history = history;
        this.acknowledgements = acknowledgements;
        this.index = index;
    }

    @Override
    public void onStep(AlertTransition step) {
        byte[] encoded = encoded(step);
        alerts.put(key(step.key()), encoded);
        index.put(text(step.key()), step);
        history.put(step.alertId(), step.sequence(), encoded);
        count(step);
        context.forward(new Record<>(
                step.alertId().getBytes(StandardCharsets.UTF_8),
                new MarketOutput.OfAlert(encoded),
                Math.max(0, context.currentSystemTimeMs())));
    }

    @Override
    public void onRenamed(AlertKey former, AlertTransition now) {
        alerts.delete(key(former));
        index.remove(text(former));
        if (alerts.putIfAbsent(key(now.key()), encoded(now)) == null) {
            index.put(text(now.key()), now);
        }
    }

    @Override
    public void onStanding(AlertTransition standing) {
        byte[] now = encoded(standing);
        byte[] key = key(standing.key());
        if (!Arrays.equals(now, alerts.get(key))) {
            alerts.put(key, now);
        }
    }

    /** The key of an alert among those that stand. */
    static byte[] key(AlertKey alert) {
        return text(alert).getBytes(StandardCharsets.UTF_8);
    }

    /** The same as text. */
    static String text(AlertKey alert) {
        return alert.rule() + "\n" + alert.scope().name().toLowerCase(Locale.ROOT) + "\n" + alert.subject();
    }

    private byte[] encoded(AlertTransition alert) {
        return Encoding.ALERT.encode(acknowledgements.with(AlertCodec.record(alert)));
    }

    private void count(AlertTransition step) {
        String transition = step.status().name().toLowerCase(Locale.ROOT);
        transitions
                .computeIfAbsent(
                        step.rule() + " " + transition,
                        name -> context.metrics()
                                .addRateTotalSensor(
                                        TopologyMetrics.ALERTS, step.rule(), transition, Sensor.RecordingLevel.INFO))
                .record();
    }
}
