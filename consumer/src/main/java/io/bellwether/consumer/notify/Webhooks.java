package io.bellwether.consumer.notify;

import io.bellwether.consumer.jdbc.SqliteDatabase;
import io.bellwether.consumer.route.Receiver;
import io.bellwether.consumer.sink.AlertConsumerConfig;
import io.bellwether.consumer.sink.AlertSink;
import io.bellwether.consumer.webhook.SigningSecret;
import io.bellwether.consumer.webhook.WebhookClient;
import io.bellwether.consumer.webhook.WebhookSettings;
import io.bellwether.consumer.webhook.WebhookUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/**
 * Creates the webhook sinks of one run.
 *
 * @param settings of every call
 * @param folder of the outboxes, one file per receiver; created if missing
 * @param config of the cluster with the alerts and the dead-letter topic
 * @param environment variables, where secrets of receivers may be
 */
public record Webhooks(
        WebhookSettings settings, Path folder, AlertConsumerConfig config, Map<String, String> environment) {

    public static final String SCHEME = "webhook:";

    private static final String SYNTAX = "webhook:[slack:|teams:]URL, or @FILE in place of the URL";

    /**
     * A sink by its name, {@code webhook:URL}, {@code webhook:slack:URL} or {@code webhook:teams:URL}; in place of the
     * URL, {@code @FILE} names a file that holds it, since the URL on a command line is visible to every user of the machine.
     *
     * @throws IllegalArgumentException if it is none; the message does not repeat the URL
     */
    public AlertSink parse(String spec) {
        return parse(spec, NotificationPolicy.everything(SCHEME), "", settings);
    }

    /** The same for a receiver of a routes file, whose name identifies its outbox; signed by its own secret if it has one. */
    public AlertSink parse(Receiver receiver, NotificationPolicy policy) {
        return parse(receiver.sink(), policy, receiver.name(), settings(receiver));
    }

    private WebhookSettings settings(Receiver receiver) {
        if (!receiver.secretFile().isEmpty()) {
            return settings.signedWith(SigningSecret.of(read("secret_file ", Path.of(receiver.secretFile()))));
        }
        if (!receiver.secretVariable().isEmpty()) {
            String secret = environment.get(receiver.secretVariable());
            if (secret == null) {
                throw new IllegalArgumentException(
                        "secret_env: the environment has no variable " + receiver.secretVariable());
            }
            return settings.signedWith(SigningSecret.of(secret));
        }
        return settings;
    }

    private AlertSink parse(String spec, NotificationPolicy policy, String receiver, WebhookSettings calls) {
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
        WebhookUrl url =
                WebhookUrl.of(rest.startsWith("@") ? read("sink " + SCHEME + "@", Path.of(rest.substring(1))) : rest);
        String own = format.word() + "-" + url.fingerprint();
        return sink(format, url, policy, calls, receiver.isEmpty() ? "webhook-" + own : "receiver-" + receiver);
    }

    private static String read(String what, Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new IllegalArgumentException(what + file + ": cannot be read: " + e, e);
        }
    }

    private AlertSink sink(
            WebhookFormat format, WebhookUrl url, NotificationPolicy policy, WebhookSettings calls, String outbox) {
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
                new WebhookClient(url, calls, dispatch.workers(), clock),
                new KafkaDeadLetterQueue(config, name),
                dispatch,
                clock);
    }
}
