package io.bellwether.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bellwether.local.Ports;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kafka.admin.ConfigCommand;
import org.apache.kafka.tools.AclCommand;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Follows docs/guide/cluster.md word by word, on three brokers and a registry that demand what it says. */
@Tag("broker")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecuredClusterTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String OF_REGISTRY = "bellwether:secret-of-registry";
    private static final Pattern PROPERTIES = Pattern.compile("```properties\\n# (\\S+)\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern COMMANDS = Pattern.compile("```sh\\n(.*?)```", Pattern.DOTALL);

    private static final String CAPACITY = """
            {"type":"capacity","brand":"acme","plant":"%s","units_per_month":%d,"effective_from":"2024-01-01",\
            "source":"acme","source_tier":"OFFICIAL","published_at":"2024-01-02"}
            """;
    /** A good event, and one to be refused. */
    private static final String IN_THE_FOLDER = CAPACITY.formatted("good", 10) + CAPACITY.formatted("bad", -1);

    @TempDir
    static Path directory;

    private final List<AutoCloseable> running = new ArrayList<>();
    private final Map<String, Program> runs = new LinkedHashMap<>();
    /** What the guide names, and what stands for it here; the longer before its part. */
    private final Map<String, String> here = new LinkedHashMap<>();

    private SecuredBrokers brokers;

    @BeforeAll
    void followTheGuide() throws Exception {
        Certificate certificate = Certificate.make(directory);
        brokers = SecuredBrokers.start(directory.resolve("brokers"), certificate, "secret-of-admin");
        running.add(brokers);
        SecuredRegistry registry = SecuredRegistry.start(directory.resolve("registry"), certificate, OF_REGISTRY);
        running.add(registry);
        here.put("broker-1:9093,broker-2:9093,broker-3:9093", brokers.bootstrapServers());
        here.put("broker-1:9093", brokers.bootstrapServers());
        here.put("https://registry:8443/apis/ccompat/v7", registry.url());
        here.put("/etc/bellwether/truststore.p12", certificate.trust().toString());
        here.put("secret-of-truststore", certificate.password());
        here.put(
                "app/src/main/resources/data",
                Path.of("src/main/resources/data").toString());
        for (String port : List.of("7080", "7081", "7090")) {
            here.put(port, String.valueOf(Ports.free()));
        }
        Files.writeString(Files.createDirectory(directory.resolve("inbox")).resolve("two.jsonl"), IN_THE_FOLDER);
        for (String file : List.of("state-1", "state-2", "alerts.jsonl", "inbox")) {
            here.put(file, directory.resolve(file).toString());
        }
        String guide = Files.readString(Path.of("..", "docs", "guide", "cluster.md"));
        writeProperties(guide);
        COMMANDS.matcher(guide)
                .results()
                .flatMap(block -> block.group(1).lines())
                .forEach(this::follow);
    }

    @AfterAll
    void stop() throws Exception {
        for (int i = running.size() - 1; i >= 0; i--) {
            running.get(i).close();
        }
    }

    private void writeProperties(String guide) throws Exception {
        Matcher shown = PROPERTIES.matcher(guide);
        assertThat(shown.find()).isTrue();
        assertThat(shown.group(1)).isEqualTo("publish.properties");
        for (String user : List.of("publish", "topics", "streams", "alerts", "rules", SecuredBrokers.ADMIN)) {
            String properties = shown.group(2)
                    .replace("\"publish\"", "\"" + user + "\"")
                    .replace("secret-of-publish", "secret-of-" + user);
            Files.writeString(config(user), here(properties));
        }
    }

    private static Path config(String user) {
        return directory.resolve(user + ".properties");
    }

    private String here(String text) {
        String result = text;
        for (Entry<String, String> one : here.entrySet()) {
            result = result.replace(one.getKey(), one.getValue());
        }
        return result;
    }

    private void follow(String command) {
        String[] words = Arrays.stream(command.split(" ", -1))
                .map(word ->
                        word.endsWith(".properties") ? directory.resolve(word).toString() : here(word))
                .toArray(String[]::new);
        String[] options = Arrays.copyOfRange(words, 1, words.length);
        try {
            switch (words[0]) {
                case "kafka-configs.sh" -> ConfigCommand.main(options);
                case "kafka-acls.sh" -> AclCommand.main(options);
                case "bellwether" -> bellwether(command, options);
                default -> throw new AssertionError("the guide says what nobody runs: " + command);
            }
        } catch (Exception e) {
            throw new AssertionError(command, e);
        }
    }

    private void bellwether(String command, String... words) throws Exception {
        switch (words[0]) {
            case "streams", "alerts" -> {
                running.add(VerbProcess.start(words));
                ready(words[words.length - 1]);
            }
            case "query" ->
                await(command).atMost(PATIENCE).until(() -> {
                    Program run = Program.run(words);
                    runs.put(command, run);
                    return run.status() == 0
                            && run.out().contains(words[3].equals("brand") ? "models: SU7" : "CRITICAL");
                });
            default -> {
                Program run = Program.run(words);
                runs.put(command, run);
                assertThat(run.status()).as(command + "\n" + run.err()).isZero();
                // The folder holds an event that is refused, and again when it is replayed; nothing else complains.
                assertThat(run.err().lines())
                        .as(command)
                        .allMatch(line -> List.of("ingest", "dead-letters").contains(words[0])
                                && line.contains("units_per_month"));
            }
        }
    }

    private static void ready(String port) {
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> get(port, "/health/ready").statusCode() == 200);
    }

    private static HttpResponse<String> get(String port, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void shouldBringEveryAlertToTheSinkAndEveryInstance() throws Exception {
        assertThat(runs.values()).anySatisfy(run -> assertThat(run.out()).contains("733 accepted, 0 duplicate"));
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(Files.readString(Path.of(here("alerts.jsonl"))))
                        .contains("DELIVERY_BOTTLENECK", "\"subject\":\"xiaomi\""));
        for (String port : List.of("7080", "7081")) {
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(get(here(port), "/api/v1/alerts?brand=xiaomi")
                                    .body())
                            .contains("DELIVERY_BOTTLENECK"));
        }
    }

    @Test
    void shouldCountWhatTheSinkWasGiven() {
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(get(here("7090"), "/metrics").body())
                        .containsPattern("bellwether_sink_delivered_total\\{sink=\"1 [^\"]+\"} [1-9]"));
    }

    @Test
    void shouldTakeEventsInOverHttp() throws Exception {
        String event = CAPACITY.formatted("one", 10);

        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + here("7081") + "/api/v1/events"))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(event))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    }

    @Test
    void shouldDoFromTheCommandLineWhatTheListsAllow() {
        assertThat(said("ingest folder")).contains("1 accepted", "1 refused");
        assertThat(said("dead-letters list")).contains("units_per_month");
        assertThat(said("rules apply")).contains("the running instances have switched to it");
    }

    private String said(String verb) {
        return runs.entrySet().stream()
                .filter(run -> run.getKey().startsWith("bellwether " + verb))
                .map(run -> run.getValue().out())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void shouldGoOnWithoutOneOfItsBrokers() throws Exception {
        Path file = directory.resolve("surge.jsonl");
        String deliveries = """
                {"type":"sales","brand":"one-less","measure":"DELIVERIES","period_start":"%s","granularity":"MONTH",\
                "units":%d,"source":"one-less","source_tier":"OFFICIAL","published_at":"2024-10-01"}
                """;
        Files.writeString(file, deliveries.formatted("2024-08-01", 2_000) + deliveries.formatted("2024-09-01", 4_000));

        brokers.stop(2);
        Program published = Program.run("publish", "--config", config("publish").toString(), file.toString());

        assertThat(published.out()).as(published.err()).contains("2 accepted");
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(Files.readString(Path.of(here("alerts.jsonl"))))
                        .contains("\"subject\":\"one-less\""));
    }

    @Test
    void shouldSayInALineWhatAUserMayNotDo() {
        assertThat(refused("publish", "alerts", "src/main/resources/data")).containsIgnoringCase("authoriz");
        assertThat(refused("alerts", "publish", "--sink", "stdout")).containsIgnoringCase("authoriz");
        assertThat(refused(
                        "streams",
                        "alerts",
                        "--state-dir",
                        directory.resolve("refused").toString(),
                        "--port=0"))
                .containsIgnoringCase("authoriz");
        assertThat(refused("topics", "alerts")).containsIgnoringCase("authoriz");
    }

    @Test
    void shouldSayInALineThatAPasswordIsWrong() throws Exception {
        Path wrong = directory.resolve("wrong.properties");
        Files.writeString(wrong, Files.readString(config("publish")).replace("secret-of-publish", "a-wrong-guess"));
        Path wrongAtRegistry = directory.resolve("wrong-at-registry.properties");
        Files.writeString(
                wrongAtRegistry, Files.readString(config("alerts")).replace("secret-of-registry", "a-wrong-guess"));

        Program atBrokers = Program.run("publish", "--config", wrong.toString(), "src/main/resources/data");
        Program atRegistry = Program.run("alerts", "--config", wrongAtRegistry.toString(), "--sink", "stdout");

        assertThat(atBrokers.status()).isEqualTo(1);
        assertThat(atBrokers.err()).containsIgnoringCase("authentication").doesNotContain("a-wrong-guess");
        assertThat(atRegistry.status()).isEqualTo(1);
        assertThat(atRegistry.err()).contains("schema registry", "401").doesNotContain("a-wrong-guess");
    }

    private static String refused(String verb, String user, String... more) {
        List<String> words =
                new ArrayList<>(List.of(verb, "--config", config(user).toString()));
        words.addAll(List.of(more));
        Program run = Program.run(words.toArray(String[]::new));
        assertThat(run.status()).as(verb + " as " + user + ": " + run.err()).isEqualTo(1);
        assertThat(run.err().lines()).as(run.err()).hasSize(1);
        return run.err();
    }
}
