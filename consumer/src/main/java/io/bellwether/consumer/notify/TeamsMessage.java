package io.bellwether.consumer.notify;

import io.bellwether.schemas.RecordJson;
import io.bellwether.schemas.avro.Alert;
import io.bellwether.schemas.avro.AlertStatus;
import io.bellwether.schemas.avro.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A notification as an adaptive card: a title, and of each alert the sentence, the figures and the evidence. */
final class TeamsMessage {

    private TeamsMessage() {}

    static String body(Notification notification) {
        List<Object> parts = new ArrayList<>();
        List<Alert> alerts = notification.alerts();
        parts.add(title(ChatText.title(notification), colour(notification)));
        for (Alert alert : alerts.subList(0, Math.min(alerts.size(), ChatText.MAX_ALERTS))) {
            if (notification.isGroup()) {
                parts.add(heading(ChatText.head(alert)));
            }
            parts.add(text(escaped(ChatText.sentence(alert))));
            List<String> values = ChatText.values(alert);
            if (!values.isEmpty()) {
                parts.add(facts(values));
            }
            for (ChatText.EvidenceLine line : ChatText.evidence(alert)) {
                parts.add(small(escaped(line.text()) + (line.url() == null ? "" : " [source](" + line.url() + ")")));
            }
        }
        if (alerts.size() > ChatText.MAX_ALERTS) {
            parts.add(text((alerts.size() - ChatText.MAX_ALERTS) + " more alerts"));
        }
        return RecordJson.text(message(parts));
    }

    private static Map<String, Object> message(List<Object> parts) {
        Map<String, Object> card = new LinkedHashMap<>();
        card.put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
        card.put("type", "AdaptiveCard");
        card.put("version", "1.4");
        card.put("msteams", Map.of("width", "Full"));
        card.put("body", parts);
        Map<String, Object> attachment = new LinkedHashMap<>();
        attachment.put("contentType", "application/vnd.microsoft.card.adaptive");
        attachment.put("content", card);
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("type", "message");
        message.put("attachments", List.of(attachment));
        return message;
    }

    private static Map<String, Object> title(String title, String colour) {
        Map<String, Object> block = text(escaped(title));
        block.put("size", "Large");
        block.put("weight", "Bolder");
        block.put("color", colour);
        return block;
    }

    private static Map<String, Object> heading(String head) {
        Map<String, Object> block = text(escaped(head));
        block.put("weight", "Bolder");
        block.put("separator", true);
        return block;
    }

    private static Map<String, Object> small(String markdown) {
        Map<String, Object> block = text(markdown);
        block.put("size", "Small");
        block.put("isSubtle", true);
        block.put("spacing", "None");
        return block;
    }

    private static Map<String, Object> text(String markdown) {
        Map<String, Object> block = new LinkedHashMap<>();
        block.put("type", "TextBlock");
        block.put("text", markdown);
        block.put("wrap", true);
        return block;
    }

    /** {@code metric: value}. */
    private static Map<String, Object> facts(List<String> values) {
        List<Object> facts = new ArrayList<>();
        for (String value : values) {
            int colon = value.indexOf(": ");
            Map<String, Object> fact = new LinkedHashMap<>();
            fact.put("title", escaped(value.substring(0, Math.max(0, colon))));
            fact.put("value", escaped(value.substring(colon < 0 ? 0 : colon + 2)));
            facts.add(fact);
        }
        Map<String, Object> set = new LinkedHashMap<>();
        set.put("type", "FactSet");
        set.put("facts", facts);
        return set;
    }

    private static String colour(Notification notification) {
        boolean resolved = notification.alerts().stream().allMatch(alert -> alert.getStatus() == AlertStatus.RESOLVED);
        if (resolved) {
            return "Good";
        }
        return notification.severity() == Severity.CRITICAL
                ? "Attention"
                : notification.severity() == Severity.WARNING ? "Warning" : "Accent";
    }

    /** Text of events is no Markdown: it cannot link or emphasise. */
    private static String escaped(String text) {
        return text.replaceAll("([\\\\`*\\[\\]<])", "\\\\$1");
    }
}
