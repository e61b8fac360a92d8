package io.bellwether.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bellwether.app.settings.Setting;
import io.bellwether.app.settings.Settings;
import io.bellwether.schemas.Topics;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.lifecycle.Startables;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** The whole pipeline on a broker, a registry and a database as their makers publish them. */
@Tag("containers")
@ExtendWith(DockerCondition.class)
class ContainersIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int REGISTRY_PORT = 8080;
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path directory;

    private static KafkaContainer kafka;
    private static GenericContainer<?> registry;
    private static PostgreSQLContainer postgres;

    @BeforeAll
    static void startContainers() {
        kafka = new KafkaContainer("apache/kafka:4.3.1");
        registry = new GenericContainer<>("apicurio/apicurio-registry:3.3.3")
                .withExposedPorts(REGISTRY_PORT)
                .waitingFor(Wait.forHttp("/apis/ccompat/v7/subjects").withStartupTimeout(PATIENCE));
        postgres = new PostgreSQLContainer("postgres:17");
        Startables.deepStart(kafka, registry, postgres).join();
    }

    @AfterAll
    static void stopContainers() {
        registry.stop();
        kafka.stop();
        postgres.stop();
    }

    @Test
    void shouldBringTheShippedEventsToTheDatabaseAndEveryInstance() throws Exception {
        // Given
        Settings settings = new Settings(
                kafka.getBootstrapServers(),
                "http://" + registry.getHost() + ":" + registry.getMappedPort(REGISTRY_PORT) + "/apis/ccompat/v7",
                new Topics(""),
                Map.of());
        Path events = directory.resolve("events");
        DemoData.write(events, LocalDate.of(2024, 11, 11));
        Set<String> expected = openAfterBacktest(events);
        assertThat(run(settings, "topics").status()).isZero();

        // When
        try (VerbProcess first = VerbProcess.streams(settings, directory.resolve("first"));
                VerbProcess second = VerbProcess.streams(settings, directory.resolve("second"));
                VerbProcess alerts = alerts(settings)) {
            assertThat(run(settings, "publish", events.toString()).out())
                    .contains("666 accepted, 0 duplicate, 0 refused");

            // Then
            for (VerbProcess instance : Set.of(first, second)) {
                await().atMost(PATIENCE)
                        .ignoreExceptions()
                        .untilAsserted(() -> assertThat(openAt(instance)).isEqualTo(expected));
            }
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(openInDatabase()).isEqualTo(expected));
            assertThat(expected).contains("DELIVERY_BOTTLENECK xiaomi CRITICAL");
            assertThat(alerts.isAlive()).isTrue();
        }
    }

    private static VerbProcess alerts(Settings settings) throws Exception {
        return VerbProcess.start(
                "alerts",
                "--bootstrap-server=" + settings.bootstrapServers(),
                "--schema-registry=" + settings.schemaRegistry(),
                "--from-beginning",
                "--sink=" + postgres.getJdbcUrl() + "&user=" + postgres.getUsername() + "&password="
                        + postgres.getPassword());
    }

    private static Program run(Settings settings, String... verb) {
        Map<String, String> environment = Map.of(
                Setting.BOOTSTRAP_SERVER.variable(), settings.bootstrapServers(),
                Setting.SCHEMA_REGISTRY.variable(), settings.schemaRegistry());
        return Program.run(environment, verb);
    }

    private static Set<String> openAfterBacktest(Path events) throws Exception {
        Path out = directory.resolve("backtest");
        assertThat(Program.run("backtest", events.toString(), "--out", out.toString())
                        .status())
                .isZero();
        Set<String> open = new TreeSet<>();
        for (String line : Files.readAllLines(out.resolve("open-alerts.jsonl"))) {
            open.add(name(JSON.readTree(line)));
        }
        return open;
    }

    private static Set<String> openAt(VerbProcess instance) throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(instance.api() + "/api/v1/alerts?status=open"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        Set<String> open = new TreeSet<>();
        JSON.readTree(answer.body()).forEach(alert -> open.add(name(alert)));
        return open;
    }

    private static String name(JsonNode alert) {
        return alert.get("rule").asText() + " " + alert.get("subject").asText() + " "
                + alert.get("severity").asText();
    }

    private static Set<String> openInDatabase() throws Exception {
        Set<String> open = new TreeSet<>();
        try (Connection connection = DriverManager.getConnection(
                        postgres.getJdbcUrl(), postgres.getUsername(), postgres.getPassword());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT rule, subject, severity FROM alerts WHERE status <> 'RESOLVED'")) {
            while (rows.next()) {
                open.add(rows.getString(1) + " " + rows.getString(2) + " " + rows.getString(3));
            }
        }
        return open;
    }
}
