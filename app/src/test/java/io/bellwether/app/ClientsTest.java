package io.bellwether.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.bellwether.app.instance.AllInOne;
import io.bellwether.app.settings.Settings;
import io.bellwether.schemas.TopicReader;
import io.bellwether.schemas.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The clients of {@code examples/} against a running pipeline: each feeds an event, asks for figures as of a day, and follows
 * the alerts. One whose client is not installed is skipped, unless {@code REQUIRE_CLIENTS} is true.
 */
@Tag("broker")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientsTest {

    private static final Path EXAMPLES = Path.of("../examples");
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String PYTHON = "/usr/bin/python3";

    @TempDir
    static Path directory;

    private AllInOne pipeline;

    @BeforeAll
    void start() {
        pipeline = AllInOne.start(
                new Settings("", "", new Topics(""), Map.of()),
                directory.resolve("data"),
                AllInOne.AllPorts.free(),
                Optional.of(() -> LocalDate.of(2024, 11, 11)));
        assertThat(pipeline.awaitCaughtUp(PATIENCE, () -> false)).isTrue();
    }

    @AfterAll
    void stop() {
        pipeline.close();
    }

    @Test
    void shouldWorkInJava() throws Exception {
        feedAskAndFollow(
                "java-brand",
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        EXAMPLES.resolve("java/Client.java").toString()));
    }

    @Test
    void shouldWorkInPython() throws Exception {
        require(
                runs(PYTHON, "-c", "import avro.io, confluent_kafka"),
                "apt-get install python3-confluent-kafka python3-avro");
        feedAskAndFollow(
                "python-brand",
                List.of(PYTHON, EXAMPLES.resolve("python/client.py").toString()));
    }

    @Test
    void shouldWorkInNode() throws Exception {
        Path node = Files.createDirectories(directory.resolve("node"));
        for (String file : List.of("client.mjs", "package.json")) {
            Files.copy(EXAMPLES.resolve("node").resolve(file), node.resolve(file));
        }
        require(
                runs("npm", "install", "--prefix", node.toString(), "--no-audit", "--no-fund", "--ignore-scripts"),
                "Node 18 or later with npm, and its registry");
        feedAskAndFollow(
                "node-brand", List.of("node", node.resolve("client.mjs").toString()));
    }

    @Test
    void shouldBeShort() throws Exception {
        try (Stream<Path> files = Files.walk(EXAMPLES)) {
            assertThat(files.filter(file -> file.toString().matches(".*\\.(java|py|mjs|go)")))
                    .hasSize(4)
                    .allSatisfy(file ->
                            assertThat(Files.readAllLines(file)).as("%s", file).hasSizeLessThanOrEqualTo(40));
        }
    }

    /** The brand had 2,000 in September; the client feeds 4,000 for October, and so raises an alert. */
    private void feedAskAndFollow(String brand, List<String> command) throws Exception {
        post(september(brand));
        List<String> words = new ArrayList<>(command);
        words.addAll(List.of(
                pipeline.settings().bootstrapServers(), pipeline.settings().schemaRegistry(), pipeline.api(), brand));
        Process client = new ProcessBuilder(words).redirectErrorStream(true).start();
        try {
            List<String> lines = new ArrayList<>();
            String mine = readTo(client, lines, "DELIVERIES_SURGE " + brand + " ");
            assertThat(mine).contains("OPENED", "4,000");
            assertThat(lines).anyMatch(line -> line.startsWith("as of 2024-10-15") && line.contains("2000"));

            // When the same transition is on the topic a second time, and another brand's follows
            sendAgain(brand);
            String other = "after-" + brand;
            post(
                    september(other),
                    september(other)
                            .replace("09-01", "10-01")
                            .replace("2000", "4000")
                            .replace("10-03", "11-03"));
            readTo(client, lines, "DELIVERIES_SURGE " + other + " ");

            // Then it is told once
            assertThat(lines.stream().filter(line -> line.contains("DELIVERIES_SURGE " + brand + " ")))
                    .as(String.join("\n", lines))
                    .hasSize(1);
        } finally {
            client.destroyForcibly().waitFor();
        }
    }

    private static String september(String brand) {
        return """
                {"type":"sales","brand":"%s","measure":"DELIVERIES","period_start":"2024-09-01","granularity":"MONTH",\
                "units":2000,"source":"ir","source_tier":"OFFICIAL","published_at":"2024-10-03"}""".formatted(brand);
    }

    private static String readTo(Process client, List<String> lines, String part) throws IOException {
        for (String line = client.inputReader().readLine();
                line != null;
                line = client.inputReader().readLine()) {
            lines.add(line);
            if (line.contains(part)) {
                return line;
            }
        }
        throw new AssertionError("ended without a line with " + part + ":\n" + String.join("\n", lines));
    }

    private void sendAgain(String brand) throws Exception {
        Settings settings = pipeline.settings();
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        try (TopicReader reader =
                        new TopicReader(settings.kafka(), settings.topics().alerts(), PATIENCE);
                KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(settings.kafka(), new ByteArraySerializer(), new ByteArraySerializer())) {
            reader.readAll(record -> {
                if (new String(record.value(), StandardCharsets.ISO_8859_1).contains(brand)) {
                    found.add(record);
                }
            });
            assertThat(found).isNotEmpty();
            for (ConsumerRecord<byte[], byte[]> record : found) {
                producer.send(new ProducerRecord<>(record.topic(), record.partition(), record.key(), record.value()))
                        .get();
            }
        }
    }

    private void post(String... events) throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(pipeline.api() + "/api/v1/events"))
                                .header("Content-Type", "application/x-ndjson")
                                .POST(HttpRequest.BodyPublishers.ofString(String.join("\n", events)))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    }

    private static boolean runs(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            boolean ended = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            process.destroyForcibly();
            return ended && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static void require(boolean there, String what) {
        if (!there && Boolean.parseBoolean(System.getenv("REQUIRE_CLIENTS"))) {
            fail("required and not there: " + what);
        }
        assumeTrue(there, "not there: " + what);
    }
}
