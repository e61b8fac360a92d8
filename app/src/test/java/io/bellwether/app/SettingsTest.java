package io.bellwether.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bellwether.app.settings.Setting;
import io.bellwether.app.settings.Settings;
import io.bellwether.app.settings.UsageError;
import io.bellwether.consumer.jdbc.JdbcCredentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {

    @TempDir
    Path directory;

    @Test
    void shouldPutTheOptionBeforeTheEnvironmentBeforeTheFileBeforeTheDefault() throws IOException {
        // Given one setting from each place, and all of them from the file
        Path file = file("bootstrap.servers=file:1\nschema.registry.url=http://file\nclient.id=mine\n");

        // When they are bound
        Settings settings = Settings.of(
                Map.of(Setting.BOOTSTRAP_SERVER, "option:1"),
                file,
                Map.of(
                        "BELLWETHER_BOOTSTRAP_SERVER", "environment:1",
                        "BELLWETHER_SCHEMA_REGISTRY", "http://environment",
                        "PATH", "/bin"));

        // Then each comes from the strongest, and the file's other properties pass through
        assertThat(settings.bootstrapServers()).isEqualTo("option:1");
        assertThat(settings.schemaRegistry()).isEqualTo("http://environment");
        assertThat(settings.topics().sales()).isEqualTo("market.sales");
        assertThat(settings.kafka()).containsEntry("client.id", "mine").containsEntry("bootstrap.servers", "option:1");
        assertThat(settings.registry()).containsEntry("schema.registry.url", "http://environment");
    }

    @Test
    void shouldTakeTheFileFromTheEnvironmentUnlessTheOptionNamesOne() throws IOException {
        // Given a file that the environment names
        Path file = file("bellwether.topic.prefix=other.\n");

        // When settings are bound without the option
        Settings settings = Settings.of(Map.of(), null, Map.of("BELLWETHER_CONFIG", file.toString()));

        // Then the file counts
        assertThat(settings.topics().sales()).isEqualTo("other.market.sales");
    }

    @Test
    void shouldRefuseWhatTheResultsRestOnByName() throws IOException {
        // Given files that would weaken a guarantee, with and without the prefix of Kafka Streams
        for (String line : List.of(
                "application.id=other",
                "processing.guarantee=at_least_once",
                "main.consumer.isolation.level=read_uncommitted",
                "consumer.auto.offset.reset=latest",
                "producer.acks=1",
                "enable.idempotence=false",
                "auto.register.schemas=true",
                "value.serializer=org.example.Other")) {
            Path file = file(line + "\n");

            // When, then
            assertThatThrownBy(() -> Settings.of(Map.of(), file, Map.of()))
                    .isInstanceOf(UsageError.class)
                    .hasMessageContaining("key " + line.split("=", -1)[0] + " cannot be set");
        }
    }

    @Test
    void shouldTakeAFileThatSaysWhatHoldsAnywayOrIsOfNoConcern() throws IOException {
        Path file = file("""
                acks=ALL
                processing.guarantee=exactly_once_v2
                consumer.isolation.level=read_committed
                num.standby.replicas=1
                consumer.session.timeout.ms=9000
                security.protocol=SSL
                """);

        assertThat(Settings.of(Map.of(), file, Map.of()).kafka())
                .containsEntry("num.standby.replicas", "1")
                .containsEntry("consumer.session.timeout.ms", "9000");
    }

    @Test
    void shouldNameTheNearestKnownKeyForAnUnknownOneOfOurs() throws IOException {
        Path file = file("bellwether.topic.prefx=x.\n");

        assertThatThrownBy(() -> Settings.of(Map.of(), file, Map.of()))
                .isInstanceOf(UsageError.class)
                .hasMessageContaining("unknown key bellwether.topic.prefx; did you mean bellwether.topic.prefix?");
        assertThatThrownBy(() -> Settings.of(Map.of(), null, Map.of("BELLWETHER_TOPIC_PREFX", "x.")))
                .isInstanceOf(UsageError.class)
                .hasMessageContaining("BELLWETHER_TOPIC_PREFX; did you mean BELLWETHER_TOPIC_PREFIX?");
    }

    @Test
    void shouldKeepTheDatabasesPasswordFromKafkaAndFromBeingPrinted() throws IOException {
        Path file = file("bellwether.jdbc.user=file\nbellwether.jdbc.password=hunter2\n");

        Settings settings = Settings.of(Map.of(), file, Map.of("BELLWETHER_JDBC_USER", "environment"));

        assertThat(settings.jdbc()).isEqualTo(new JdbcCredentials("environment", "hunter2"));
        assertThat(settings.clients().values()).doesNotContain("hunter2");
        assertThat(settings.toString())
                .contains("user=environment, password=***")
                .doesNotContain("hunter2");
    }

    @Test
    void shouldPrintSecretsAsStars() throws IOException {
        // Given a file with secrets
        Path file = file("""
                sasl.jaas.config=hunter2
                ssl.keystore.password=hunter2
                basic.auth.user.info=me:hunter2
                schema.registry.url=https://me:hunter2@host/path
                security.protocol=SASL_SSL
                """);

        // When the settings are printed
        String printed = Settings.of(Map.of(), file, Map.of()).toString();

        // Then no secret is in it
        assertThat(printed)
                .doesNotContain("hunter2")
                .contains("sasl.jaas.config=***", "https://***@host/path", "security.protocol=SASL_SSL");
    }

    private Path file(String content) throws IOException {
        return Files.writeString(directory.resolve("client.properties"), content);
    }
}
