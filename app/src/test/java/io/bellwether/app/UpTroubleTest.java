package io.bellwether.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.bellwether.app.settings.Failure;
import io.bellwether.app.settings.Settings;
import io.bellwether.schemas.AvroSerdes;
import io.bellwether.schemas.KafkaFutures;
import io.bellwether.schemas.avro.Alert;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code up} does when a part of it, or what it stands on, fails. */
@Tag("broker")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class UpTroubleTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String EVENT = """
            {"type":"sales","brand":"nio","measure":"DELIVERIES","period_start":"2024-10-01","granularity":"MONTH",\
            "units":20000,"source":"nio-ir","source_tier":"OFFICIAL","published_at":"2024-11-01T02:00:00Z"}
            """;

    @TempDir
    Path directory;

    private final HttpClient http = HttpClient.newHttpClient();
    private String api = "";

    @Test
    void shouldOutliveItsRegistryAndASinkAndStopInEveryState() throws Exception {
        try (VerbProcess up = VerbProcess.upWithErrors(directory)) {
            Settings settings = up.awaitUp();
            api = up.awaitApi();
            await().atMost(PATIENCE).until(() -> get("/health/ready").statusCode() == 200);

            // When another program holds the lock of the alerts
            try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("alerts.sqlite"));
                    Statement statement = other.createStatement()) {
                statement.execute("BEGIN IMMEDIATE");
                raiseAlert(settings);
                assertThat(post().statusCode()).isEqualTo(202);
                up.awaitLine("the rest goes on");

                // Then the pipeline says so, and is ready
                HttpResponse<String> ready = get("/health/ready");
                assertThat(ready.statusCode()).isEqualTo(200);
                assertThat(ready.body()).contains("alerts.sqlite", "locked");
                assertThat(get("/metrics").body()).containsPattern("bellwether_sink_up\\{[^}]*} 0\\.0");
                statement.execute("ROLLBACK");
            }
            up.awaitLine("all is well again");

            // When the registry is killed
            up.killRegistry();

            // Then what needs it is told to come again, until it is there again
            await().atMost(PATIENCE).until(() -> get("/health/ready").statusCode() == 503);
            assertThat(get("/health/ready").body()).contains("registry");
            up.awaitLine("all is well again");
            assertThat(get("/health/ready").statusCode()).isEqualTo(200);
            assertThat(post().statusCode()).isEqualTo(202);
            assertThat(get("/metrics").body()).contains("bellwether_registry_restarts 1.0");

            // When it is stopped while the registry is away, then it stops by itself
            up.killRegistry();
            assertThat(up.stop()).isZero();
        }
    }

    @Test
    void shouldEndWithASentenceOnAFullDisk() throws Exception {
        // Given a small disk
        Path disk = Files.createDirectories(directory.resolve("disk"));
        assumeThat(command("mount", "-t", "tmpfs", "-o", "size=120m", "tmpfs", disk.toString()))
                .as("a file system can be mounted")
                .isZero();
        try {
            Path filler = disk.resolve("filler");
            try (VerbProcess up = VerbProcess.upWithErrors(disk.resolve("data"))) {
                api = up.awaitApi();
                await().atMost(PATIENCE).until(() -> get("/health/ready").statusCode() == 200);
                assertThat(post().statusCode()).isEqualTo(202);

                // When it is full
                fill(filler, disk);
                try {
                    post();
                } catch (IOException ended) {
                    assertThat(up.isAlive()).isFalse();
                }

                // Then it says what to do, with a status of its own
                assertThat(up.awaitLine("mend that and start again")).contains("the disk is full");
                assertThat(up.awaitEnd()).isEqualTo(Failure.CANNOT_GO_ON);
            }

            // And goes on when it is done
            Files.delete(filler);
            try (VerbProcess again = VerbProcess.upWithErrors(disk.resolve("data"))) {
                api = again.awaitApi();
                await().atMost(PATIENCE)
                        .until(() -> get("/api/v1/brands/nio").body().contains("20000"));
                assertThat(again.stop()).isZero();
            }
        } finally {
            assertThat(command("umount", "-l", disk.toString())).isZero();
        }
    }

    private static void raiseAlert(Settings settings) {
        Map<String, Object> client = Map.copyOf(settings.clients());
        try (KafkaProducer<String, Alert> producer =
                new KafkaProducer<>(client, new StringSerializer(), AvroSerdes.serializer(client))) {
            Alert alert = AlertStreamTest.transition(0);
            KafkaFutures.await(
                    producer.send(new ProducerRecord<>(settings.topics().alerts(), alert.getAlertId(), alert)));
        }
    }

    private static void fill(Path file, Path disk) throws IOException {
        try (RandomAccessFile filler = new RandomAccessFile(file.toFile(), "rw")) {
            byte[] block = new byte[1 << 12];
            while (disk.toFile().getUsableSpace() > 0) {
                filler.write(block);
            }
        } catch (IOException full) {
            assertThat(disk.toFile().getUsableSpace()).isLessThan(1 << 16);
        }
    }

    private static int command(String... words) throws Exception {
        try {
            return new ProcessBuilder(words).inheritIO().start().waitFor();
        } catch (IOException e) {
            return -1;
        }
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(api + path)).GET());
    }

    private HttpResponse<String> post() throws Exception {
        return send(HttpRequest.newBuilder(URI.create(api + "/api/v1/events"))
                .header("Content-Type", "application/x-ndjson")
                .POST(HttpRequest.BodyPublishers.ofString(EVENT)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.timeout(Duration.ofSeconds(60)).build(), HttpResponse.BodyHandlers.ofString());
    }
}
