package io.bellwether.consumer.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bellwether.consumer.SampleAlerts;
import io.bellwether.schemas.avro.Alert;
import io.bellwether.schemas.avro.Evidence;
import io.bellwether.schemas.avro.EvidenceSource;
import io.bellwether.schemas.avro.Severity;
import io.bellwether.schemas.avro.SourceTier;
import io.bellwether.schemas.avro.TotalQualifier;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ChatMessagesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static JsonNode slack(Notification notification) throws Exception {
        return JSON.readTree(WebhookFormat.SLACK.body(notification, "s"));
    }

    private static JsonNode teams(Notification notification) throws Exception {
        return JSON.readTree(WebhookFormat.TEAMS.body(notification, "s"));
    }

    @Test
    void shouldTellTheSentenceTheFiguresAndTheEvidenceInSlack() throws Exception {
        JsonNode message = slack(Notification.of(SampleAlerts.builder().build()));

        assertThat(message.get("text").textValue()).isEqualTo("WARNING opened: DELIVERY_BOTTLENECK xiaomi/SU7");
        assertThat(message.get("blocks"))
                .extracting(block -> block.get("type").textValue())
                .containsExactly("header", "section", "section", "context");
        assertThat(message.get("blocks").findValues("text").stream()
                        .map(text -> text.isObject() ? text.get("text").textValue() : text.textValue())
                        .collect(Collectors.joining("\n")))
                .contains(
                        "Orders outrun production: a wait of 24 weeks at 105 % of capacity.",
                        "\u2022 lead_time_weeks: 24 (rule: &gt;= 8)",
                        "DELIVERIES 2025-01: at least 20,000 (xiaomi-ev, OFFICIAL) <https://example.org/a?b=1|source>");
    }

    @Test
    void shouldTellTheSentenceTheFiguresAndTheEvidenceInTeams() throws Exception {
        JsonNode message = teams(Notification.of(SampleAlerts.builder().build()));

        JsonNode attachment = message.get("attachments").get(0);
        assertThat(message.get("type").textValue()).isEqualTo("message");
        assertThat(attachment.get("contentType").textValue()).isEqualTo("application/vnd.microsoft.card.adaptive");
        JsonNode card = attachment.get("content");
        assertThat(card.get("type").textValue()).isEqualTo("AdaptiveCard");
        assertThat(card.get("version").textValue()).isEqualTo("1.4");
        JsonNode body = card.get("body");
        assertThat(body.get(0).get("text").textValue()).isEqualTo("WARNING opened: DELIVERY_BOTTLENECK xiaomi/SU7");
        assertThat(body.get(0).get("color").textValue()).isEqualTo("Warning");
        assertThat(body.get(1).get("text").textValue()).startsWith("Orders outrun production");
        assertThat(body.get(2).get("facts").get(0))
                .isEqualTo(JSON.readTree("{\"title\":\"lead_time_weeks\",\"value\":\"24 (rule: >= 8)\"}"));
        assertThat(body.get(3).get("text").textValue())
                .isEqualTo(
                        "DELIVERIES 2025-01: at least 20,000 (xiaomi-ev, OFFICIAL) [source](https://example.org/a?b=1)");
    }

    @Test
    void shouldNotLetAnEventSpeakToTheChat() throws Exception {
        Alert hostile = SampleAlerts.builder()
                .setMessage("<!channel> <https://evil.example|bank> [bank](https://evil.example)\u202E")
                .setEvidence(
                        List.of(linking("javascript:alert(1)"), linking("https://a.example/) [x](https://e.example")))
                .build();

        String slack = WebhookFormat.SLACK.body(Notification.of(hostile), "s");
        String teams = WebhookFormat.TEAMS.body(Notification.of(hostile), "s");

        assertThat(slack)
                .contains("&lt;!channel&gt; &lt;https://evil.example|bank&gt;")
                .doesNotContain("<!channel");
        assertThat(JSON.readTree(teams).findValuesAsText("text").get(1))
                .isEqualTo("\\<!channel> \\<https://evil.example|bank> \\[bank\\](https://evil.example)");
        assertThat(slack + teams).doesNotContain("javascript:", "a.example", "\u202E");
    }

    private static Evidence linking(String url) {
        EvidenceSource source = new EvidenceSource(
                "xiaomi-ev", SourceTier.OFFICIAL, TotalQualifier.EXACT, SampleAlerts.OPENED_AT, url, List.of("e"), 1);
        return SampleAlerts.evidence("DELIVERIES", "2025-01", 1.0, TotalQualifier.EXACT, source);
    }

    @Test
    void shouldKeepAMessageOfManyAlertsWithinWhatChatsTake() throws Exception {
        List<Alert> alerts = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            alerts.add(SampleAlerts.builder()
                    .setSeverity(Severity.CRITICAL)
                    .setMessage("word ".repeat(2_000))
                    .setEvidence(Collections.nCopies(50, linking("https://example.org/a")))
                    .build());
        }
        Notification group = new Notification("g", true, Map.of("brand", "xiaomi"), alerts);

        JsonNode slack = slack(group);
        String teams = WebhookFormat.TEAMS.body(group, "s");

        assertThat(slack.get("blocks").size()).isLessThanOrEqualTo(50);
        slack.get("blocks")
                .findValuesAsText("text")
                .forEach(text -> assertThat(text).hasSizeLessThanOrEqualTo(3_000));
        assertThat(slack.get("text").textValue()).isEqualTo("CRITICAL: brand=xiaomi (60 open)");
        assertThat(slack.get("blocks").get(slack.get("blocks").size() - 1).toString())
                .contains("50 more alerts");
        assertThat(teams.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(28 * 1024);
    }
}
