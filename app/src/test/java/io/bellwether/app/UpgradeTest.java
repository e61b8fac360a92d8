package io.bellwether.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bellwether.app.instance.AllInOne;
import io.bellwether.app.settings.Settings;
import io.bellwether.producer.format.EventSources;
import io.bellwether.producer.publish.Progress;
import io.bellwether.schemas.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * This version goes on from a data directory of the last one, commit a7de04a, whose {@code up} was killed. In it are 124
 * events about five brands, eight open alerts, one of them acknowledged, and a model under two spellings, which were two
 * models then.
 */
@Tag("broker")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UpgradeTest {

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final String SLUMP = "03df631a-4df4-357a-abd0-8635fcd079c8";
    /** The alerts that were open and by version 2 of the figures still are. */
    private static final Map<String, String> STILL_OPEN = Map.of(
            "CAPABILITY_GAP xiaomi/END_TO_END", "ba12a183-76de-392b-8384-1925ac6a1cac",
            "COMMITMENT_OVERDUE xiaomi/CITY_NOA/FULL_ROLLOUT", "e74af318-d0ce-357f-870a-78ce263b57a2",
            "DELIVERY_BOTTLENECK xiaomi", "3be4a4ba-b283-3d11-9016-e12f601563df",
            "DELIVERY_BOTTLENECK xiaomi/SU7", "56cafc74-d8fb-39b0-8062-2802197c8499",
            "DELIVERIES_SLUMP oldbrand", SLUMP);

    @TempDir
    static Path directory;

    private final ObjectMapper json = new ObjectMapper();
    private AllInOne pipeline;

    @BeforeAll
    void start() throws Exception {
        unpack("/data-directories/a7de04a.zip", directory.resolve("data"));
        pipeline = AllInOne.start(
                new Settings("", "", new Topics(""), Map.of()),
                directory.resolve("data"),
                AllInOne.AllPorts.free(),
                Optional.empty());
        assertThat(pipeline.awaitCaughtUp(PATIENCE, () -> false)).isTrue();
    }

    @AfterAll
    void stop() {
        pipeline.close();
    }

    private static void unpack(String resource, Path into) throws IOException {
        try (InputStream packed = Objects.requireNonNull(UpgradeTest.class.getResourceAsStream(resource));
                ZipInputStream files = new ZipInputStream(packed)) {
            for (ZipEntry file = files.getNextEntry(); file != null; file = files.getNextEntry()) {
                Path to = into.resolve(file.getName());
                Files.createDirectories(to.getParent());
                Files.copy(files, to);
            }
        }
    }

    private JsonNode get(String path) throws Exception {
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(pipeline.api() + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return json.readTree(response.body());
    }

    @Test
    void shouldKeepTheAlertsThatAreStillOpen() throws Exception {
        Map<String, String> open = new HashMap<>();
        get("/api/v1/alerts?status=open")
                .forEach(alert -> open.put(
                        alert.get("rule").asText() + " " + alert.get("subject").asText(),
                        alert.get("alert_id").asText()));

        assertThat(open).containsAllEntriesOf(STILL_OPEN);
    }

    @Test
    void shouldKnowWhoHasSeenAnAlertAndHowItOpened() throws Exception {
        JsonNode life = get("/api/v1/alerts/" + SLUMP);

        assertThat(life.get(0).get("status").asText()).isEqualTo("OPENED");
        assertThat(life.get(0).get("message").asText())
                .isEqualTo("oldbrand: 400 deliveries in 2024-10, -60% on the month before.");
        assertThat(life.get(0).get("acknowledged").get("note").asText()).isEqualTo("the new year");
    }

    @Test
    void shouldHaveTheFiguresOfThisVersion() throws Exception {
        // By version 2, "M 1" and "M1" are one model, of which nothing is left under the other name
        JsonNode brand = get("/api/v1/brands/oldbrand");

        assertThat(brand.get("metrics").get("ytd_deliveries").asInt()).isEqualTo(2300);
        List<String> models = new ArrayList<>();
        brand.get("models").fieldNames().forEachRemaining(models::add);
        assertThat(models).containsExactly("M 1");
        assertThat(brand.get("models").get("M 1").get("deliveries").asInt()).isEqualTo(400);
        assertThat(get("/api/v1/brands").size()).isEqualTo(5);
        assertThat(get("/api/v1/market").get("brands").size()).isEqualTo(5);
    }

    @Test
    void shouldGoOn() throws Exception {
        // Given the alerts that the sink of the last version had
        Path alerts = pipeline.alerts();

        // When its events come again, and a new one
        Path events = directory.resolve("more.jsonl");
        Files.writeString(events, """
                {"type":"sales","event_id":"folded-2024-09","brand":"oldbrand","model":"M 1","measure":"DELIVERIES","period_start":"2024-09-01","granularity":"MONTH","units":1000,"source":"oldbrand-ir","source_tier":"OFFICIAL","published_at":"2024-10-03"}
                {"type":"sales","brand":"xpeng","measure":"DELIVERIES","period_start":"2024-11-01","granularity":"MONTH","units":100,"source":"xpeng-ir","source_tier":"OFFICIAL","published_at":"2024-12-01"}
                """);
        pipeline.publish(EventSources.resolve(List.of(events.toString())), Progress.none())
                .join();
        assertThat(pipeline.awaitCaughtUp(PATIENCE, () -> false)).isTrue();

        // Then the first is known, the other counts, and the sink has each transition of the topic once
        assertThat(get("/api/v1/statements?brand=oldbrand").size()).isEqualTo(3);
        assertThat(get("/api/v1/brands/xpeng").get("metrics").get("deliveries").asInt())
                .isEqualTo(100);
        List<String> transitions = Outcome.read(pipeline.settings()).transitions();
        assertThat(transitions).doesNotHaveDuplicates();
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(transitions(alerts)).isEqualTo(transitions));
    }

    private static List<String> transitions(Path database) throws Exception {
        List<String> transitions = new ArrayList<>();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select alert_id, sequence from transitions")) {
            while (rows.next()) {
                transitions.add(rows.getString(1) + " " + rows.getInt(2));
            }
        }
        return transitions.stream().sorted().toList();
    }
}
