package io.bellwether.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.bellwether.app.instance.CaughtUp;
import io.bellwether.app.settings.Settings;
import io.bellwether.local.LocalCluster;
import io.bellwether.producer.format.EventSources;
import io.bellwether.producer.publish.Progress;
import io.bellwether.producer.publish.PublishSettings;
import io.bellwether.producer.publish.Publisher;
import io.bellwether.schemas.Topics;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Three instances on one broker, each a process, under questions while they come and go. */
@Tag("broker")
class ClusterQueriesTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int PER_SECOND = 50;

    @TempDir
    Path directory;

    @ParameterizedTest(name = "{0} replicas")
    @ValueSource(ints = {0, 1})
    void shouldAnswerAlikeWhileInstancesComeAndGo(int replicas) throws Exception {
        List<VerbProcess> all = new ArrayList<>();
        try (LocalCluster cluster = LocalCluster.start(directory.resolve("cluster"))) {
            // Given three instances that hold the shipped events, and what they say in peace
            Settings settings =
                    new Settings(cluster.bootstrapServers(), cluster.schemaRegistryUrl(), new Topics(""), Map.of());
            cluster.prepare(settings.topics(), 6);
            publish(settings);
            Path config = Files.writeString(
                    directory.resolve("client.properties"),
                    "num.standby.replicas=" + replicas + "\nprobing.rebalance.interval.ms=60000\n");
            for (int i = 0; i < 3; i++) {
                all.add(start(settings, i, config));
            }
            assertThat(new CaughtUp(settings, () -> true).await(PATIENCE, () -> false))
                    .isTrue();
            Map<String, String> truth = await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> truth(all.get(0).api()), answers -> true);
            for (VerbProcess instance : all) {
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(truth(instance.api())).isEqualTo(truth));
            }

            // When one is stopped and started, and another killed and started
            try (AskedAllTheTime asked = new AskedAllTheTime(truth, PER_SECOND, 7)) {
                all.forEach(instance -> asked.begin(instance.api()));
                awaitRight(asked, 100);
                asked.end(all.get(0).api());
                assertThat(all.get(0).stop()).isZero();
                awaitRight(asked, 100);
                all.set(0, start(settings, 0, config));
                asked.begin(all.get(0).api());
                awaitRight(asked, 100);
                asked.end(all.get(1).api());
                all.get(1).kill();
                awaitRight(asked, 200);
                all.set(1, start(settings, 1, config));
                asked.begin(all.get(1).api());
                awaitEveryQuestion(truth, all);
                awaitRight(asked, 100);

                // Then nothing was wrong, and what could not be answered was a 503
                System.out.println("three instances, " + replicas + " replicas, " + PER_SECOND + " questions/s: "
                        + asked.report() + asked.errors());
                assertThat(asked.wrong()).isEmpty();
                assertThat(asked.errors()).isEmpty();
            }
        } finally {
            all.forEach(VerbProcess::close);
        }
    }

    private VerbProcess start(Settings settings, int number, Path config) throws Exception {
        return VerbProcess.streams(settings, directory.resolve("state-" + number), "--config=" + config);
    }

    private static void awaitRight(AskedAllTheTime asked, int more) {
        int before = asked.right();
        await().atMost(PATIENCE).until(() -> asked.right() >= before + more);
    }

    private static void awaitEveryQuestion(Map<String, String> truth, List<VerbProcess> all) {
        for (VerbProcess instance : all) {
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(truth(instance.api())).isEqualTo(truth));
        }
    }

    private void publish(Settings settings) {
        Path events = directory.resolve("events");
        DemoData.write(events, LocalDate.of(2024, 11, 11));
        try (Publisher publisher = Publisher.connect(PublishSettings.of(settings.topics(), settings.clients()))) {
            publisher.publish(EventSources.resolve(List.of(events.toString())), Progress.none());
        }
    }

    /** Every list, every brand, and some past days, as an instance answers them once it answers. */
    private static Map<String, String> truth(String api) throws Exception {
        Map<String, String> truth = new TreeMap<>();
        List<String> questions = new ArrayList<>(List.of(
                "/api/v1/brands",
                "/api/v1/brands?as_of=2024-06-30",
                "/api/v1/market",
                "/api/v1/commitments",
                "/api/v1/alerts",
                "/api/v1/alerts?status=all"));
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> get(api, "/api/v1/brands").statusCode() == 200);
        new ObjectMapper().readTree(get(api, "/api/v1/brands").body()).forEach(entry -> {
            String brand = "/api/v1/brands/" + entry.get("brand").asText();
            questions.addAll(List.of(brand, brand + "?as_of=2024-10-31"));
        });
        for (String question : questions) {
            HttpResponse<String> answer = get(api, question);
            if (answer.statusCode() != 200
                    || answer.headers().firstValue("Bellwether-Stale").isPresent()) {
                throw new IllegalStateException(api + question + ": " + answer.statusCode() + " " + answer.headers());
            }
            truth.put(question, answer.body());
        }
        assertThat(truth).hasSizeGreaterThan(20);
        return truth;
    }

    private static HttpResponse<String> get(String api, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(api + path)).build(), HttpResponse.BodyHandlers.ofString());
    }
}
