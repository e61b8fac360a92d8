package io.bellwether.consumer.notify;

import io.bellwether.schemas.avro.Alert;
import io.bellwether.schemas.avro.Severity;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What one call of a webhook reports.
 *
 * @param id the same at each attempt: {@code alert_id:sequence} of a single transition
 * @param isGroup whether it reports a group of alerts, rather than a single transition
 * @param group what the alerts of a group have in common
 * @param alerts at least one, each after its last transition
 */
record Notification(String id, boolean isGroup, Map<String, String> group, List<Alert> alerts) {

    Notification {
        group = Map.copyOf(group);
        alerts = List.copyOf(alerts);
        if (alerts.isEmpty()) {
            throw new IllegalArgumentException("alerts must be at least one, got none");
        }
    }

    static Notification of(Alert alert) {
        return new Notification(alert.getAlertId() + ":" + alert.getSequence(), false, Map.of(), List.of(alert));
    }

    /** Of a group of alerts. A group is never reported twice at one instant. */
    static Notification of(String key, Map<String, String> group, List<Alert> alerts, Instant now) {
        String id = UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)) + ":" + now.toEpochMilli();
        return new Notification(id, true, group, alerts);
    }

    Severity severity() {
        return alerts.stream()
                .map(Alert::getSeverity)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }
}
