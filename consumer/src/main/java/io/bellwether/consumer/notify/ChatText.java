package io.bellwether.consumer.notify;

import io.bellwether.consumer.text.AlertText;
import io.bellwether.consumer.text.TerminalText;
import io.bellwether.schemas.avro.Alert;
import io.bellwether.schemas.avro.AlertStatus;
import io.bellwether.schemas.avro.Evidence;
import io.bellwether.schemas.avro.EvidenceSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The parts of an alert that chat messages are made of, plain text each and cut to a bounded length. */
final class ChatText {

    /** Alerts of one message shown in full; chats refuse messages that are too long. */
    static final int MAX_ALERTS = 10;

    private static final int MAX_VALUES = 8;
    private static final int MAX_EVIDENCE = 5;
    private static final int MAX_CHARACTERS = 1_000;

    private ChatText() {}

    /** Severity, status, rule and subject on a line. */
    static String head(Alert alert) {
        return cut(alert.getSeverity() + " " + alert.getStatus().name().toLowerCase(Locale.ROOT) + ": "
                + TerminalText.line(alert.getRule()) + " " + TerminalText.line(alert.getSubject()));
    }

    /** The head of the only alert, or how many alerts of which group there are. */
    static String title(Notification notification) {
        List<Alert> alerts = notification.alerts();
        if (!notification.isGroup()) {
            return head(alerts.get(0));
        }
        long open = alerts.stream()
                .filter(alert -> alert.getStatus() != AlertStatus.RESOLVED)
                .count();
        String counts = open + " open" + (open == alerts.size() ? "" : ", " + (alerts.size() - open) + " resolved");
        return cut(notification.severity() + ": " + group(notification.group()) + " (" + counts + ")");
    }

    /** {@code brand=xiaomi, rule=DATA_GAP}. */
    static String group(Map<String, String> group) {
        return group.isEmpty()
                ? "alerts"
                : new TreeMap<>(group)
                        .entrySet().stream()
                                .map(each -> each.getKey() + "=" + TerminalText.line(each.getValue()))
                                .collect(Collectors.joining(", "));
    }

    /** The sentence, and what made it so. */
    static String sentence(Alert alert) {
        String cause = TerminalText.line(alert.getCause());
        return cut(TerminalText.line(alert.getMessage()) + (cause.isEmpty() ? "" : " " + cause));
    }

    /** A metric and what it was compared with. */
    static List<String> values(Alert alert) {
        return alert.getValues().stream()
                .limit(MAX_VALUES)
                .map(value -> cut(AlertText.value(value)))
                .toList();
    }

    /** A statement behind the values; the URL is null where it has none. */
    record EvidenceLine(String text, @Nullable String url) {}

    static List<EvidenceLine> evidence(Alert alert) {
        List<EvidenceLine> lines = new ArrayList<>();
        for (Evidence evidence : alert.getEvidence()) {
            if (lines.size() == MAX_EVIDENCE) {
                lines.add(new EvidenceLine((alert.getEvidence().size() - MAX_EVIDENCE) + " more", null));
                return lines;
            }
            String text = AlertText.evidence(evidence);
            if (!evidence.getSources().isEmpty()) {
                EvidenceSource source = evidence.getSources().get(0);
                text += " (" + TerminalText.line(source.getSource()) + ", " + source.getSourceTier() + ")";
            }
            lines.add(new EvidenceLine(cut(text), url(evidence)));
        }
        return lines;
    }

    /** Only http and https, so that no message carries a link of another kind. */
    private static @Nullable String url(Evidence evidence) {
        return evidence.getSources().stream()
                .map(EvidenceSource::getUrl)
                .filter(url -> url != null && url.matches("https?://[!-~&&[^<>|()\\[\\]\"'\\\\`]]{1,500}"))
                .findFirst()
                .orElse(null);
    }

    private static String cut(String text) {
        return text.codePointCount(0, text.length()) <= MAX_CHARACTERS
                ? text
                : text.substring(0, text.offsetByCodePoints(0, MAX_CHARACTERS - 1)) + "\u2026";
    }
}
