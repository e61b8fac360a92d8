package io.bellwether.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.producer.publish.EventIngest.Result;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a browser may be made to send for a page of another web site. */
class CrossOriginProtectionTest {

    private final AtomicInteger taken = new AtomicInteger();
    private final QueryServer server = QueryServer.start(
            new HttpSettings("127.0.0.1", 0, Optional.empty()).withName("signals.example.org"),
            new PrometheusMetrics());

    @BeforeEach
    void serve() {
        Ingest ingest = (body, format, sender) -> {
            taken.incrementAndGet();
            return List.of(new Result.Accepted("id"));
        };
        server.serve(new Services("test", null, null, null, ingest, null, Health.of(() -> true, () -> true)));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String get(String path, String host) {
        return RawHttp.ask(server.port(), "GET " + path + " HTTP/1.1\nHost: " + host, "");
    }

    private String post(String headers) {
        return RawHttp.ask(server.port(), "POST /api/v1/events HTTP/1.1\n" + headers, "{}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/openapi.json", "/api/v1/brands", "/metrics", "/health/live"})
    void shouldNotAnswerToANameThatDnsRebindingMadeOurs(String path) {
        assertThat(get(path, "evil.example:" + server.port())).startsWith("HTTP/1.1 421");
        assertThat(get(path, "localhost.evil.example")).startsWith("HTTP/1.1 421");
        assertThat(get(path, "127.0.0.1.evil.example")).startsWith("HTTP/1.1 421");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost:1",
                "app.localhost",
                "LOCALHOST.",
                "127.0.0.1",
                "[::1]:7080",
                "10.1.2.3",
                "signals.example.org",
                "Signals.Example.org:443"
            })
    void shouldAnswerToItsOwnNamesAndToAddresses(String host) {
        assertThat(get("/health/live", host)).startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type: application/json\nSec-Fetch-Site: cross-site",
                "Content-Type: application/json\nSec-Fetch-Site: same-site",
                "Content-Type: application/json\nOrigin: http://evil.example",
                "Content-Type: application/json\nOrigin: http://localhost:3000",
                "Content-Type: application/json\nOrigin: null"
            })
    void shouldNotTakeEventsFromAnotherSite(String headers) {
        assertThat(post("Host: localhost:7080\n" + headers)).startsWith("HTTP/1.1 403");
        assertThat(taken).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type: text/plain",
                "Content-Type: text/plain;application/json",
                "Content-Type: application/x-www-form-urlencoded",
                "Content-Type: multipart/form-data; boundary=x",
                "X-None: given"
            })
    void shouldNotTakeTypesThatAPageMaySendWithoutAsking(String headers) {
        assertThat(post("Host: localhost:7080\n" + headers)).startsWith("HTTP/1.1 415");
        assertThat(RawHttp.ask(
                        server.port(),
                        "POST /api/v1/alerts/x/acknowledgement HTTP/1.1\nHost: localhost\n" + headers,
                        "{\"by\":\"x\",\"note\":\"x\"}"))
                .startsWith("HTTP/1.1 415");
        assertThat(taken).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type: application/json",
                "Content-Type: application/x-ndjson; charset=utf-8",
                "Content-Type: application/json\nSec-Fetch-Site: same-origin\nOrigin: http://localhost:7080",
                "Content-Type: application/json\nOrigin: http://localhost:7080"
            })
    void shouldTakeEventsFromItsOwnPagesAndFromPrograms(String headers) {
        assertThat(post("Host: localhost:7080\n" + headers)).startsWith("HTTP/1.1 202");
        assertThat(taken).hasValue(1);
    }

    @Test
    void shouldNotLetOtherPagesEmbedAnAnswer() {
        assertThat(get("/openapi.json", "localhost"))
                .contains("Cross-Origin-Resource-Policy: same-origin", "X-Content-Type-Options: nosniff");
    }
}
