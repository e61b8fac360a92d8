package io.bellwether.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bellwether.schemas.Topics;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SinksTest {

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
                "kafka:x | sink must be one that is known, got: kafka:x; known are stdout, jsonl:FILE, jdbc:sqlite:FILE, jdbc:postgresql://HOST:PORT/DATABASE",
                "stdout: | sink must be one that is known, got: stdout:; known are stdout, jsonl:FILE, jdbc:sqlite:FILE, jdbc:postgresql://HOST:PORT/DATABASE",
                "webhook:https://a:pw@b | sink webhook: is not available in this version; known are stdout, jsonl:FILE, jdbc:sqlite:FILE, jdbc:postgresql://HOST:PORT/DATABASE",
                "jdbc:mysql://a:pw@h | sink must be one that is known, got: jdbc:mysql://***@h; known are stdout, jsonl:FILE, jdbc:sqlite:FILE, jdbc:postgresql://HOST:PORT/DATABASE",
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
