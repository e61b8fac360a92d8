package io.bellwether.consumer.notify;

import io.bellwether.consumer.jdbc.SqliteDatabase;
import io.bellwether.consumer.sink.AlertConsumerConfig;
import io.bellwether.consumer.sink.AlertSink;
import io.bellwether.consumer.webhook.WebhookClient;
import io.bellwether.consumer.webhook.WebhookSettings;
import io.bellwether.consumer.webhook.WebhookUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/**
 * Creates the webhook sinks of one run.
 *
 * @param settings of every call
 * @param folder of the outboxes, one file per receiver; created if missing
 * @param config of the cluster with the alerts and the dead-letter topic
 */
public record Webhooks(WebhookSettings settings, Path folder, AlertConsumerConfig config) {

    public static final String SCHEME = "webhook:";

    private static final String SYNTAX = "webhook:[slack:|teams:]URL, or @FILE in place of the URL";

    /**
     * A sink by its name, {@code webhook:URL}, {@code webhook:slack:URL} or {@code webhook:teams:URL}; in place of the
     * URL, {@code @FILE} names a file that holds it, since the URL on a command line is visible to every user of the machine.
     *
     * @throws IllegalArgumentException if it is none; the message does not repeat the URL
     */
    public AlertSink parse(String spec) {
        return parse(spec, NotificationPolicy.everything(SCHEME), "");
    }

    /** The same for a receiver of a routes file, whose name identifies its outbox. */
    public AlertSink parse(String spec, NotificationPolicy policy, String receiver) {
        String rest = spec.substring(SCHEME.length());
        WebhookFormat format = WebhookFormat.CLOUDEVENTS;
        for (WebhookFormat chat : new WebhookFormat[] {WebhookFormat.SLACK, WebhookFormat.TEAMS}) {
            String prefix = chat.word() + ":";
            if (rest.startsWith(prefix)) {
                format = chat;
                rest = rest.substring(prefix.length());
            }
        }
        if (rest.isBlank()) {
            throw new IllegalArgumentException("sink " + SYNTAX + ": the URL is missing");
        }
        WebhookUrl url = WebhookUrl.of(rest.startsWith("@") ? read(Path.of(rest.substring(1))) : rest);
        String own = format.word() + "-" + url.fingerprint();
        return sink(format, url, policy, receiver.isEmpty() ? "webhook-" + own : "receiver-" + receiver);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new IllegalArgumentException("sink " + SCHEME + "@" + file + ": cannot be read: " + e, e);
        }
    }

    private AlertSink sink(WebhookFormat format, WebhookUrl url, NotificationPolicy policy, String outbox) {
        String name = SCHEME + (format == WebhookFormat.CLOUDEVENTS ? "" : format.word() + ":") + url;
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new IllegalArgumentException("folder of outboxes " + folder + " cannot be made: " + e, e);
        }
        Path file = folder.resolve(outbox + ".db");
        DispatchSettings dispatch = DispatchSettings.DEFAULT;
        Clock clock = Clock.systemUTC();
        return new WebhookSink(
                name,
                policy,
                format,
                new Outbox(new SqliteDatabase(file, name)),
                new WebhookClient(url, settings, dispatch.workers(), clock),
                new KafkaDeadLetterQueue(config, name),
                dispatch,
                clock);
    }
}
