package io.bellwether.consumer.notify;

import io.bellwether.schemas.RecordJson;
import io.bellwether.schemas.avro.Alert;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A notification in Slack's Block Kit: a header, and of each alert the sentence, the figures and the evidence. */
final class SlackMessage {

    private static final int MAX_HEADER = 150;
    private static final int MAX_TEXT = 3_000;

    private SlackMessage() {}

    static String body(Notification notification) {
        String title = ChatText.title(notification);
        List<Object> blocks = new ArrayList<>();
        blocks.add(block("header", text("plain_text", cut(title, MAX_HEADER))));
        List<Alert> alerts = notification.alerts();
        for (Alert alert : alerts.subList(0, Math.min(alerts.size(), ChatText.MAX_ALERTS))) {
            if (notification.isGroup()) {
                blocks.add(section("*" + escaped(ChatText.head(alert)) + "*\n" + escaped(ChatText.sentence(alert))));
            } else {
                blocks.add(section(escaped(ChatText.sentence(alert))));
            }
            String figures = ChatText.values(alert).stream()
                    .map(value -> "\u2022 " + escaped(value))
                    .collect(Collectors.joining("\n"));
            if (!figures.isEmpty()) {
                blocks.add(section(figures));
            }
            String evidence = ChatText.evidence(alert).stream()
                    .map(SlackMessage::evidence)
                    .collect(Collectors.joining("\n"));
            if (!evidence.isEmpty()) {
                blocks.add(Map.of("type", "context", "elements", List.of(text("mrkdwn", cut(evidence, MAX_TEXT)))));
            }
        }
        if (alerts.size() > ChatText.MAX_ALERTS) {
            blocks.add(section((alerts.size() - ChatText.MAX_ALERTS) + " more alerts"));
        }
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("text", escaped(title));
        message.put("blocks", blocks);
        return RecordJson.text(message);
    }

    private static String evidence(ChatText.EvidenceLine line) {
        String text = escaped(line.text());
        return line.url() == null ? text : text + " <" + escaped(line.url()) + "|source>";
    }

    private static Map<String, Object> section(String markdown) {
        return block("section", text("mrkdwn", cut(markdown, MAX_TEXT)));
    }

    private static Map<String, Object> block(String type, Map<String, Object> text) {
        Map<String, Object> block = new LinkedHashMap<>();
        block.put("type", type);
        block.put("text", text);
        return block;
    }

    private static Map<String, Object> text(String type, String text) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("type", type);
        object.put("text", text);
        if (type.equals("mrkdwn")) {
            // Names of people and channels in an event's text do not become mentions.
            object.put("verbatim", true);
        }
        return object;
    }

    /** Escapes Slack's three control characters: text of events cannot link or mention anybody. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String cut(String text, int max) {
        return text.length() <= max ? text : text.substring(0, max - 1) + "\u2026";
    }
}
