package io.bellwether.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bellwether.app.instance.AllInOne;
import io.bellwether.app.settings.Settings;
import io.bellwether.producer.format.EventSources;
import io.bellwether.producer.publish.Progress;
import io.bellwether.schemas.Topics;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A running pipeline that holds the shipped events, and a browser before its dashboard. */
final class ShippedDashboard implements AutoCloseable {

    private static final LocalDate UNTIL = LocalDate.of(2024, 11, 11);
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient client = HttpClient.newHttpClient();
    private final AllInOne pipeline;
    private final Browser browser;

    private ShippedDashboard(AllInOne pipeline, Browser browser) {
        this.pipeline = pipeline;
        this.browser = browser;
    }

    /** Starts both, or skips the tests where there is no browser. */
    static ShippedDashboard start(Path directory) {
        Optional<String> missing = Browser.missing();
        if (Boolean.parseBoolean(System.getenv("REQUIRE_BROWSER"))) {
            assertThat(missing).isEmpty();
        }
        missing.ifPresent(what -> System.out.println("The dashboard is not tested: " + what));
        assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
        Path events = directory.resolve("events");
        DemoData.write(events, UNTIL);
        AllInOne pipeline = AllInOne.start(
                new Settings("", "", new Topics(""), Map.of()),
                directory.resolve("data"),
                AllInOne.AllPorts.free(),
                Optional.of(() -> UNTIL));
        pipeline.publish(EventSources.resolve(List.of(events.toString())), Progress.none())
                .join();
        assertThat(pipeline.awaitCaughtUp(PATIENCE, () -> false)).isTrue();
        return new ShippedDashboard(pipeline, Browser.start(pipeline.api(), directory.resolve("profile")));
    }

    Browser browser() {
        return browser;
    }

    AllInOne pipeline() {
        return pipeline;
    }

    /** A window as people have it, of a browser that has kept nothing. */
    void lookFromWideAndLight() {
        browser.forget();
        browser.resize(1440, 1000);
        browser.prefer("light");
    }

    JsonNode get(String path) throws Exception {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(URI.create(pipeline.api() + path)).build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return json.readTree(answer.body());
    }

    /** Sends events, a line each; the status. */
    int post(String... events) throws Exception {
        return client.send(
                        HttpRequest.newBuilder(URI.create(pipeline.api() + "/api/v1/events"))
                                .header("Content-Type", "application/x-ndjson")
                                .POST(HttpRequest.BodyPublishers.ofString(String.join("\n", events)))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }

    @Override
    public void close() {
        browser.close();
        pipeline.close();
    }
}
