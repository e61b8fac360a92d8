package io.bellwether.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bellwether.app.instance.AllInOne;
import io.bellwether.app.settings.Settings;
import io.bellwether.local.Ports;
import io.bellwether.schemas.Topics;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The verbs against a running pipeline that holds the shipped events. */
@Tag("broker")
@Tag("postgres")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LivePipelineTest {

    private static final LocalDate UNTIL = LocalDate.of(2024, 11, 11);
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    @TempDir
    static Path directory;

    private final ObjectMapper json = new ObjectMapper();
    private AllInOne pipeline;
    private Path events;
    private Program published;

    @BeforeAll
    void publishTheShippedEvents() throws Exception {
        events = directory.resolve("events");
        DemoData.write(events, UNTIL);
        Files.writeString(events.resolve("bad.jsonl"), "{\"type\":\"sales\",\"brand\":\"xiaomi\",\"unit\":1}\n");
        pipeline = AllInOne.start(
                new Settings("", "", new Topics(""), Map.of()),
                directory.resolve("data"),
                AllInOne.AllPorts.free(),
                Optional.of(() -> UNTIL));
        published = run("publish", events.toString());
        assertThat(pipeline.awaitCaughtUp(PATIENCE, () -> false)).isTrue();
    }

    @AfterAll
    void stop() {
        pipeline.close();
    }

    private Program run(String... verb) {
        List<String> cluster = List.of(
                "--bootstrap-server", pipeline.settings().bootstrapServers(),
                "--schema-registry", pipeline.settings().schemaRegistry());
        return Program.run(Stream.concat(Arrays.stream(verb), cluster.stream()).toArray(String[]::new));
    }

    private Program query(String... question) {
        return Program.run(Stream.concat(Stream.of("query", "--url", pipeline.api()), Arrays.stream(question))
                .toArray(String[]::new));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(pipeline.api() + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void shouldPublishTheGoodAndSayWhatIsWrongWithTheRest() {
        assertThat(published.status()).isOne();
        assertThat(published.out()).contains("666 accepted, 0 duplicate, 1 refused");
        assertThat(published.err()).contains("bad.jsonl:1", "unit", "units");
    }

    @Test
    void shouldCountAFilePublishedAgainAsDuplicate() throws Exception {
        Path file = events.resolve("capacity.jsonl");

        Program again = run("publish", file.toString());

        assertThat(again.out())
                .contains("0 accepted, " + Files.readAllLines(file).size() + " duplicate, 0 refused");
    }

    @Test
    void shouldShowTheMarketAsATable() {
        Program table = query("brands");

        assertThat(table.status()).isZero();
        assertThat(table.out()).containsPattern("xiaomi +2024-10 +20,726 ");
    }

    @Test
    void shouldShowABrandWithTheStatementsBehindIt() {
        Program brand = query("brand", "xiaomi");

        assertThat(brand.out())
                .containsPattern("capacity_utilisation +1.66")
                .containsPattern("DELIVERIES +2024-10 +20,726 +EXACT +cpca")
                .contains("models: SU7");
    }

    @Test
    void shouldAnswerProgramsInJson() throws Exception {
        JsonNode alerts =
                json.readTree(query("--json", "alerts", "--brand", "xiaomi").out());

        assertThat(alerts)
                .anySatisfy(alert -> assertThat(alert.get("rule").asText() + " "
                                + alert.get("severity").asText() + " "
                                + alert.get("subject").asText())
                        .isEqualTo("DELIVERY_BOTTLENECK CRITICAL xiaomi"))
                .allSatisfy(alert -> assertThat(alert.get("evidence")).isNotEmpty());
    }

    @Test
    void shouldKeepAlertsInPostgresql() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
            Map<String, String> credentials =
                    Map.of("BELLWETHER_JDBC_USER", "postgres", "BELLWETHER_JDBC_PASSWORD", "hunter2");
            AtomicReference<Program> ended = new AtomicReference<>();
            Thread following = new Thread(() -> ended.set(Program.run(
                    credentials,
                    "alerts",
                    "--from-beginning",
                    "--bootstrap-server=" + pipeline.settings().bootstrapServers(),
                    "--schema-registry=" + pipeline.settings().schemaRegistry(),
                    "--sink=jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres")));
            following.start();

            Awaitility.await()
                    .atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> openInPostgresql(server)
                            .equals(Outcome.read(pipeline.settings()).openAlerts()));
            following.interrupt();
            following.join();

            assertThat(openInPostgresql(server)).contains("DELIVERY_BOTTLENECK xiaomi CRITICAL");
            assertThat(ended.get().err()).doesNotContain("hunter2");
        }
    }

    private static SortedSet<String> openInPostgresql(EmbeddedPostgres server) throws SQLException {
        SortedSet<String> open = new TreeSet<>();
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement select = connection.createStatement();
                ResultSet row = select.executeQuery(
                        "SELECT rule || ' ' || subject || ' ' || severity FROM alerts WHERE status <> 'RESOLVED'")) {
            while (row.next()) {
                open.add(row.getString(1));
            }
        }
        return open;
    }

    @Test
    void shouldAnswerAsOfAPastDayWhatABacktestOfThatDaySays() throws Exception {
        Path out = directory.resolve("backtest");
        Program backtest = Program.run("backtest", events.toString(), "--as-of", "2024-06-30", "--out", out.toString());

        JsonNode brands = json.readTree(get("/api/v1/brands?as_of=2024-06-30").body());
        JsonNode market = json.readTree(get("/api/v1/market?as_of=2024-06-30").body());
        JsonNode commitments =
                json.readTree(get("/api/v1/commitments?as_of=2024-06-30").body());
        JsonNode alerts = json.readTree(get("/api/v1/alerts?as_of=2024-06-30").body());

        assertThat(backtest.status()).as("a line is refused").isOne();
        assertThat(brands).isEqualTo(lines(out.resolve("brand-metrics.jsonl")));
        assertThat(market).isEqualTo(json.readTree(out.resolve("market.json").toFile()));
        assertThat(commitments).isEqualTo(lines(out.resolve("commitments.jsonl")));
        assertThat(alerts)
                .hasSizeGreaterThan(5)
                .containsExactlyInAnyOrderElementsOf(lines(out.resolve("open-alerts.jsonl")));
        assertThat(Files.readAllLines(out.resolve("refused.jsonl")))
                .singleElement()
                .asString()
                .contains("bad.jsonl", "\"line\":1");
    }

    @Test
    void shouldBacktestToTheSameInAnyOrder() throws Exception {
        Path straight = directory.resolve("straight");
        Path shuffled = directory.resolve("shuffled");

        Program.run("backtest", events.toString(), "--out", straight.toString());
        Program.run("backtest", events.toString(), "--shuffle", "7", "--out", shuffled.toString());

        for (String file : List.of("brand-metrics.jsonl", "model-metrics.jsonl", "market.json", "commitments.jsonl")) {
            assertThat(shuffled.resolve(file)).hasSameTextualContentAs(straight.resolve(file));
        }
    }

    @Test
    void shouldAnswerLiveWhatTheBacktestSays() throws Exception {
        Path out = directory.resolve("live");
        Program.run("backtest", events.toString(), "--as-of", UNTIL.toString(), "--out", out.toString());

        JsonNode brands = json.readTree(get("/api/v1/brands").body());
        JsonNode market = json.readTree(get("/api/v1/market").body());

        assertThat(brands).isEqualTo(lines(out.resolve("brand-metrics.jsonl")));
        assertThat(market).isEqualTo(json.readTree(out.resolve("market.json").toFile()));
    }

    @Test
    void shouldExportEventsThatComeToTheSame() throws Exception {
        // Given what the events come to
        Path before = directory.resolve("before");
        Path after = directory.resolve("after");
        Path export = directory.resolve("export");
        Program.run("backtest", events.toString(), "--as-of", UNTIL.toString(), "--out", before.toString());

        // When they are exported, and published and computed again
        Program exported = run("events", "export", "--out", export.toString());
        Program again = run("publish", export.toString());
        Program.run("backtest", export.toString(), "--as-of", UNTIL.toString(), "--out", after.toString());

        // Then they are the same events, with the same results
        assertThat(exported.out()).contains("666 events written");
        assertThat(again.out()).contains("666 accepted, 0 duplicate, 0 refused");
        try (Stream<Path> files = Files.list(before)) {
            assertThat(files.filter(file -> !file.endsWith("refused.jsonl")))
                    .hasSizeGreaterThan(5)
                    .allSatisfy(file ->
                            assertThat(after.resolve(file.getFileName())).hasSameTextualContentAs(file));
        }
        assertThat(run("events", "export", "--out", export.toString()).err()).contains("exists already");
    }

    @Test
    void shouldRefuseASecondContentOfAKnownIdOverHttp() throws Exception {
        // Given an event that came in by a file
        Path export = directory.resolve("known");
        run("events", "export", "--out", export.toString());
        String known = Files.readAllLines(export.resolve("sales.jsonl")).get(0);
        ObjectNode other = (ObjectNode) json.readTree(known);
        other.put("units", other.get("units").asLong() + 1);

        // When its id comes again over HTTP, with the same content and with another
        HttpResponse<String> same = post(known);
        HttpResponse<String> conflict = post(other.toString());

        // Then the one is a duplicate, and the other refused with the way to correct it
        assertThat(json.readTree(same.body()).get("duplicate").asInt()).isOne();
        assertThat(conflict.statusCode()).isEqualTo(422);
        assertThat(json.readTree(conflict.body()).at("/events/0/field").asText())
                .isEqualTo("event_id");
        assertThat(json.readTree(conflict.body()).at("/events/0/reason").asText())
                .contains("publish the new content under a new event_id, or without one");
    }

    private HttpResponse<String> post(String event) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(pipeline.api() + "/api/v1/events"))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(event))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void shouldAnswerProblemsAsProblems() throws Exception {
        HttpResponse<String> unknown = get("/api/v1/brands/nobody");
        HttpResponse<String> wrong = get("/api/v1/brands?as_of=yesterday");

        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(json.readTree(unknown.body()).get("detail").asText()).contains("nobody");
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(json.readTree(wrong.body()).get("detail").asText()).contains("as_of", "yesterday");
    }

    @Test
    void shouldSayInALineThatNoInstanceAnswers() {
        Program nobody = Program.run("query", "--url", "http://127.0.0.1:" + Ports.free(), "brands");

        assertThat(nobody.status()).isEqualTo(1);
        assertThat(nobody.err().lines()).singleElement().asString().contains("no instance answers");
    }

    private JsonNode lines(Path file) throws Exception {
        var all = json.createArrayNode();
        for (String line : Files.readAllLines(file)) {
            all.add(json.readTree(line));
        }
        return all;
    }
}
