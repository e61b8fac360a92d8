package io.bellwether.app;

import io.bellwether.app.settings.Failure;
import io.bellwether.app.settings.Setting;
import io.bellwether.app.settings.UsageError;
import io.bellwether.consumer.notify.Webhooks;
import io.bellwether.consumer.sink.AlertConsumerConfig;
import io.bellwether.consumer.webhook.SigningSecret;
import io.bellwether.consumer.webhook.WebhookSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of webhooks. */
final class WebhookOptions {

    @Option(
            names = "--webhook-secret-file",
            paramLabel = "FILE",
            description = {
                "Signs webhook messages with the secret in this file, or else with that of the environment",
                "variable " + Setting.WEBHOOK_SECRET_VARIABLE + "."
            })
    private @Nullable Path secretFile;

    @Option(
            names = "--allow-private-webhooks",
            description = "Let webhooks reach private, loopback and link-local addresses as well.")
    private boolean allowPrivate;

    @Option(
            names = "--outbox",
            paramLabel = "DIR",
            description = "Folder of the messages that webhooks have yet to send; default ${DEFAULT-VALUE}.",
            defaultValue = "bellwether-outbox")
    private Path outbox = Path.of("bellwether-outbox");

    Webhooks of(AlertConsumerConfig config, Map<String, String> environment) {
        WebhookSettings settings = WebhookSettings.DEFAULT.allowingPrivate(allowPrivate);
        String secret = secret(environment);
        try {
            return new Webhooks(
                    secret.isEmpty() ? settings : settings.signedWith(SigningSecret.of(secret)),
                    outbox,
                    config,
                    environment);
        } catch (IllegalArgumentException e) {
            throw new UsageError(Failure.line(e));
        }
    }

    private String secret(Map<String, String> environment) {
        if (secretFile == null) {
            return environment.getOrDefault(Setting.WEBHOOK_SECRET_VARIABLE, "");
        }
        try {
            return Files.readString(secretFile);
        } catch (IOException e) {
            throw new UsageError("--webhook-secret-file " + secretFile + " cannot be read: " + e);
        }
    }
}
