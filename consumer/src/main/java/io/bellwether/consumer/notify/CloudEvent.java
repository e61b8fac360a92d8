package io.bellwether.consumer.notify;

import io.bellwether.schemas.RecordJson;
import io.bellwether.schemas.avro.Alert;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A notification as a CloudEvents 1.0 envelope around the alert, or around a group of alerts. */
final class CloudEvent {

    private static final String TYPE = "io.bellwether.alert.";

    private CloudEvent() {}

    static String body(Notification notification, String source) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("specversion", "1.0");
        event.put("id", notification.id());
        event.put("source", source);
        Alert first = notification.alerts().get(0);
        boolean single = !notification.isGroup();
        event.put("type", TYPE + (single ? first.getStatus().name().toLowerCase(Locale.ROOT) : "group"));
        event.put("subject", single ? first.getSubject() : ChatText.group(notification.group()));
        event.put("time", newest(notification));
        event.put("datacontenttype", "application/json");
        event.put("data", single ? first : group(notification));
        return RecordJson.text(event);
    }

    private static Map<String, Object> group(Notification notification) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("group", notification.group());
        data.put("severity", notification.severity());
        data.put("alerts", notification.alerts());
        return data;
    }

    private static Instant newest(Notification notification) {
        return notification.alerts().stream()
                .map(Alert::getUpdatedAt)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }
}
