package io.bellwether.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bellwether.consumer.jdbc.JdbcCredentials;
import io.bellwether.consumer.jdbc.LocalPostgres;
import io.bellwether.consumer.jdbc.PostgresUrl;
import io.bellwether.consumer.notify.Webhooks;
import io.bellwether.consumer.sink.AlertConsumerConfig;
import io.bellwether.consumer.sink.AlertSink;
import io.bellwether.consumer.webhook.WebhookSettings;
import io.bellwether.schemas.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SinksTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"stdout", "jsonl:out/alerts.jsonl", "jdbc:sqlite:/tmp/a b.db"})
    void shouldKnowItsSinksByName(String spec) {
        AlertSink sink = Sinks.parse(spec, System.out, false);

        assertThat(sink.name()).isEqualTo(spec);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kafka:x | sink must be one that is known, got: kafka:x; known are stdout, jsonl:FILE, jdbc:sqlite:FILE, jdbc:postgresql://HOST:PORT/DATABASE, webhook:URL",
                "stdout: | sink must be one that is known, got: stdout:; known are stdout, jsonl:FILE, jdbc:sqlite:FILE, jdbc:postgresql://HOST:PORT/DATABASE, webhook:URL",
                "jdbc:mysql://a:pw@h | sink must be one that is known, got: jdbc:mysql://***@h; known are stdout, jsonl:FILE, jdbc:sqlite:FILE, jdbc:postgresql://HOST:PORT/DATABASE, webhook:URL",
                "jsonl: | sink jsonl:FILE must name a file, got: jsonl:",
                "jdbc:sqlite::memory: | sink jdbc:sqlite:FILE must name a file, got: jdbc:sqlite::memory:",
            })
    void shouldSayWhatIsKnownWhenASinkIsNot(String spec, String message) {
        assertThatThrownBy(() -> Sinks.parse(spec, System.out, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "webhook:https://hooks.example/T0/secret | webhook:https://hooks.example/***",
                "webhook:slack:https://hooks.example/T0/secret | webhook:slack:https://hooks.example/***",
                "webhook:teams:https://hooks.example:8443/secret | webhook:teams:https://hooks.example:8443/***",
            })
    void shouldNotShowTheAddressOfAWebhook(String spec, String name) {
        try (AlertSink sink = webhook(spec)) {
            assertThat(sink.name()).isEqualTo(name);
        }
    }

    @Test
    void shouldReadTheAddressOfAWebhookFromAFile() throws Exception {
        Path file = Files.writeString(folder.resolve("url"), "https://hooks.example/T0/secret\n");

        try (AlertSink sink = webhook("webhook:slack:@" + file)) {
            assertThat(sink.name()).isEqualTo("webhook:slack:https://hooks.example/***");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "webhook: | 'sink webhook:[slack:|teams:]URL, or @FILE in place of the URL: the URL is missing'",
                "webhook:https://a:secret@b | a webhook's URL must not hold a user or password",
                "webhook:slcak:https://b/secret | a webhook's URL must begin with https:// or http://",
            })
    void shouldRefuseAWebhookWithoutAnAddress(String spec, String message) {
        assertThatThrownBy(() -> webhook(spec))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    private AlertSink webhook(String spec) {
        AlertConsumerConfig config = AlertsTopic.config("h:1", new Topics(""), true);
        Webhooks webhooks = new Webhooks(WebhookSettings.DEFAULT, folder.resolve("outbox"), config, Map.of());
        return Sinks.parse(spec, System.out, false, JdbcCredentials.NONE, webhooks);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "jdbc:postgresql://h:5432/d?user=u&password=hunter2&sslmode=verify-full | jdbc:postgresql://h:5432/d",
                "jdbc:postgresql://a:1,b:2/d?password=hunter2 | jdbc:postgresql://a:1,b:2/d",
                "jdbc:postgresql://[::1]:5432/d?password=hunter2 | jdbc:postgresql://[::1]:5432/d",
                "jdbc:postgresql:d?password=hunter2 | jdbc:postgresql:d",
                "jdbc:postgresql://h/d?password=hunter2&currentSchema=s | jdbc:postgresql://h/d?currentSchema=s",
            })
    void shouldNameADatabaseWithoutItsSecrets(String spec, String name) {
        assertThat(Sinks.parse(spec, System.out, false).name()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://u:hunter2@h/d",
                "jdbc:postgresql://u:hunter2@h:5432/d?sslmode=require",
                "jdbc:postgresql://h/d&password=hunter2",
                "jdbc:postgresql://h/d;password=hunter2",
                "jdbc:postgresql://h:hunter2/d",
                "jdbc:postgresql:password=hunter2",
                "jdbc:postgresql://h/d?password=a&hunter2",
                "jdbc:postgresql://h/d?password=%hunter2",
                "jdbc:postgresql://h/d?passwort=hunter2",
                "jdbc:postgresql://h/d?socketTimeout=hunter2",
                "jdbc:postgresql://h/d?socketTimeout=99999999",
                "jdbc:postgresql:",
            })
    void shouldRefuseAWrongDatabaseUrlWithoutRepeatingWhatMayBeASecret(String spec) {
        assertThatThrownBy(() -> Sinks.parse(spec, System.out, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("sink jdbc:postgresql:")
                .satisfies(error -> assertThat(LocalPostgres.stackTrace(error)).doesNotContain("hunter2"));
    }

    @Test
    void shouldPreferWhatTheUrlSaysAndNoticeACutNetworkByDefault() {
        PostgresUrl url = PostgresUrl.parse(
                "jdbc:postgresql://h/d?user=a%40b&sslmode=require&connectTimeout=3&reWriteBatchedInserts=true",
                new JdbcCredentials("other", "p w"));

        assertThat(url.parameters())
                .containsAllEntriesOf(Map.of(
                        "user", "a@b",
                        "password", "p w",
                        "sslmode", "require",
                        "connectTimeout", "3",
                        "loginTimeout", "20",
                        "socketTimeout", "30",
                        "tcpKeepAlive", "true",
                        "targetServerType", "primary",
                        "reWriteBatchedInserts", "false"));
        assertThat(url.toString()).isEqualTo("jdbc:postgresql://h/d");
        assertThat(new JdbcCredentials("u", "p w").toString()).isEqualTo("JdbcCredentials[user=u, password=***]");
    }

    @Test
    void shouldNotShowSecretsOfTheConfiguration() {
        AlertConsumerConfig config = new AlertConsumerConfig(
                "localhost:9092",
                "http://user:pw@localhost:8081",
                Map.of("sasl.jaas.config", "password=pw"),
                new Topics("p-"),
                true);

        assertThat(config.toString())
                .contains("http://***@localhost:8081", "[sasl.jaas.config]", "topic=p-market.alerts")
                .doesNotContain("pw");
    }

    @Test
    void shouldRefuseAConfigurationWithoutServers() {
        assertThatThrownBy(() -> new AlertConsumerConfig(" ", "http://r", Map.of(), new Topics(""), false))
                .hasMessage("bootstrap servers must be host:port[,host:port...], got nothing");
        assertThatThrownBy(() -> new AlertConsumerConfig("h:1", "", Map.of(), new Topics(""), false))
                .hasMessage("schema registry must be a URL, got nothing");
    }
}
