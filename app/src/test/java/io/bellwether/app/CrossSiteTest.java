package io.bellwether.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import io.bellwether.producer.publish.EventIngest;
import io.bellwether.server.Health;
import io.bellwether.server.HttpSettings;
import io.bellwether.server.PrometheusMetrics;
import io.bellwether.server.QueryServer;
import io.bellwether.server.Services;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a page of another web site can do to the API, in a real browser on the same machine. */
@Tag("browser")
class CrossSiteTest {

    private static final String WRITE = """
            return fetch(arguments[0] + '/api/v1/events',
                {method: 'POST', mode: 'no-cors', headers: {'Content-Type': arguments[1]}, body: '{}'})
                .then(answer => 'sent', error => 'refused by the browser')""";

    private static final String READ =
            "return fetch('/openapi.json').then(answer => answer.text().then(text => answer.status + ' ' + text))";

    @TempDir
    Path directory;

    private final AtomicInteger taken = new AtomicInteger();
    private final QueryServer api =
            QueryServer.start(new HttpSettings("127.0.0.1", 0, Optional.empty()), new PrometheusMetrics());
    private HttpServer stranger;
    private Browser browser;

    @BeforeEach
    void start() throws IOException {
        assumeTrue(Browser.missing().isEmpty(), () -> Browser.missing().orElse(""));
        api.serve(new Services(
                "test",
                null,
                null,
                null,
                (body, format, sender) -> {
                    taken.incrementAndGet();
                    return List.of(new EventIngest.Result.Accepted("id"));
                },
                null,
                Health.of(() -> true, () -> true)));
        stranger = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        stranger.createContext("/", exchange -> {
            byte[] page = "<!doctype html><title>a page</title>".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        stranger.start();
        browser = Browser.start("http://evil.test:" + stranger.getAddress().getPort(), directory.resolve("profile"));
    }

    @AfterEach
    void stop() {
        if (browser != null) {
            browser.close();
            stranger.stop(0);
        }
        api.close();
    }

    @Test
    void shouldNeitherTakeWhatAStrangersPageWritesNorTellItAnything() {
        // Given
        String ours = "http://127.0.0.1:" + api.port();

        // When
        browser.visit("http://evil.test:" + stranger.getAddress().getPort() + "/");
        browser.run(WRITE, ours, "text/plain");
        browser.run(WRITE, ours, "application/x-www-form-urlencoded");
        // Its own name now stands for our address.
        browser.visit("http://evil.test:" + api.port() + "/");
        Object read = browser.run(READ);
        browser.run(WRITE, "", "application/json");

        // Then
        assertThat(taken).hasValue(0);
        assertThat(read).asString().startsWith("421 ").doesNotContain("openapi");
    }

    @Test
    void shouldTakeWhatItsOwnPageWrites() {
        browser.visit("http://localhost:" + api.port() + "/openapi.json");

        Object read = browser.run(READ);
        Object written = browser.run(WRITE.replace("mode: 'no-cors', ", ""), "", "application/json");

        assertThat(read).asString().startsWith("200 ");
        assertThat(written).isEqualTo("sent");
        assertThat(taken).hasValue(1);
    }
}
