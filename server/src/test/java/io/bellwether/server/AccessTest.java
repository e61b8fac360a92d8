package io.bellwether.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bellwether.producer.publish.EventIngest.Result;
import io.bellwether.producer.publish.EventSender;
import io.bellwether.server.access.AccessSettings;
import io.bellwether.server.access.AccessToken;
import io.bellwether.server.access.Role;
import io.bellwether.server.access.TokenFile;
import io.bellwether.server.access.WriteScope;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Who may do what, by bearer tokens and by the session of the dashboard. */
@Tag("slow")
class AccessTest {

    private final Instant now = Instant.now();

    @TempDir
    Path directory;

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<AccessToken> tokens = new ArrayList<>();
    private final List<EventSender> senders = new ArrayList<>();
    private Path file;
    private QueryServer server;

    @BeforeEach
    void start() throws Exception {
        file = directory.resolve("tokens.json");
        TokenFile.write(file, List.of());
        AccessSettings access =
                new AccessSettings(Optional.of(file), Optional.empty(), Optional.empty(), Optional.empty());
        server = QueryServer.start(
                new HttpSettings("127.0.0.1", 0, Optional.empty()).with(access), new PrometheusMetrics());
        Ingest ingest = (body, format, sender) -> {
            senders.add(sender);
            return List.of(new Result.Accepted("id"));
        };
        server.serve(new Services("test", null, null, null, ingest, null, Health.of(() -> true, () -> true)));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String token(String name, Optional<Instant> expires, WriteScope scope, Role... roles) throws Exception {
        AccessToken.Created created = AccessToken.create(name, Set.of(roles), scope, now, expires);
        tokens.add(created.kept());
        TokenFile.write(file, tokens);
        // Instances look at the file once a second.
        await().until(() -> send("GET", "/session", "Cookie", "bellwether_session=" + created.text())
                .body()
                .contains("\"authentication\":true"));
        return created.text();
    }

    private String token(String name, Role... roles) throws Exception {
        String token = token(name, Optional.empty(), WriteScope.ALL, roles);
        await().until(() -> json(send("GET", "/session", "Cookie", "bellwether_session=" + token))
                .path("principal")
                .asText()
                .equals(name));
        return token;
    }

    private static JsonNode json(HttpResponse<String> answer) throws Exception {
        return new ObjectMapper().readTree(answer.body());
    }

    private HttpResponse<String> send(String method, String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .timeout(Duration.ofSeconds(60))
                .method(method, method.equals("POST") ? BodyPublishers.ofString("{}") : BodyPublishers.noBody());
        if (method.equals("POST")) {
            request.header("Content-Type", "application/json");
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private int status(String method, String path, String token) throws Exception {
        return send(method, path, "Authorization", "Bearer " + token).statusCode();
    }

    @Test
    void shouldAskForATokenOnEveryRouteWhateverTheMethod() throws Exception {
        Set<String> open = new TreeSet<>();
        Set<String> asked = new TreeSet<>();

        // When every method is tried at every route that there is
        for (String path : server.endpoints().stream().map(route -> route.path).collect(Collectors.toSet())) {
            String address = path.replaceAll("[{][a-z_]+[}]", "x");
            for (String method : List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")) {
                int status = send(method, address).statusCode();
                if (status < 400) {
                    open.add(method + " " + path);
                } else if (status == 401) {
                    asked.add(method + " " + path);
                }
            }
        }

        // Then the page, which holds no data, the probes, and the beginning and end of a session are for everybody
        // alone
        open.removeIf(route -> route.matches("(GET|HEAD) (?!/api/|/metrics|/mcp|/internal).*"));
        assertThat(open).containsExactly("DELETE /session");
        assertThat(asked)
                .contains("GET /metrics", "HEAD /metrics", "HEAD /api/v1/alerts/stream", "POST /api/v1/events")
                .containsAll(declared("/api/"));
    }

    /** The routes under a path, with each GET as HEAD too. */
    private List<String> declared(String prefix) {
        return server.endpoints().stream()
                .filter(route -> route.path.startsWith(prefix))
                .map(route -> route.method + " " + route.path)
                .toList();
    }

    @Test
    void shouldAnswerHeadAsGetToWhoMayRead() throws Exception {
        String reader = token("reader", Role.READ);

        HttpResponse<String> head = send("HEAD", "/metrics", "Authorization", "Bearer " + reader);
        HttpResponse<String> stream = send("HEAD", "/api/v1/alerts/stream", "Authorization", "Bearer " + reader);

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
        assertThat(stream.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
    }

    @Test
    void shouldLetARoleDoWhatItMayAlone() throws Exception {
        String reader = token("reader", Role.READ);
        String feeder = token("feeder", Role.INGEST);
        String admin = token("admin", Role.ADMIN);

        assertThat(status("GET", "/metrics", reader)).isEqualTo(200);
        assertThat(status("POST", "/api/v1/events", reader)).isEqualTo(403);
        assertThat(status("POST", "/api/v1/alerts/x/acknowledgement", reader)).isEqualTo(403);
        assertThat(status("GET", "/metrics", feeder)).isEqualTo(403);
        assertThat(status("POST", "/api/v1/alerts/x/acknowledgement", feeder)).isEqualTo(403);
        assertThat(senders).isEmpty();
        assertThat(status("POST", "/api/v1/events", feeder)).isEqualTo(202);
        assertThat(status("POST", "/api/v1/events", admin)).isEqualTo(202);
        assertThat(senders).extracting(EventSender::name).containsExactly("feeder", "admin");
        assertThat(status("GET", "/metrics", admin)).isEqualTo(200);
    }

    @Test
    void shouldRefuseWhatIsNoTokenAnyMore() throws Exception {
        String expired = token("late", Optional.of(now.minusSeconds(1)), WriteScope.ALL, Role.READ);
        String valid = token("reader", Role.READ);

        assertThat(status("GET", "/metrics", expired)).isEqualTo(401);
        assertThat(status("GET", "/metrics", valid + "x")).isEqualTo(401);
        assertThat(status("GET", "/metrics", "x".repeat(7_000))).isEqualTo(401);
        assertThat(status("GET", "/metrics", valid)).isEqualTo(200);

        // When it is revoked, while the server runs
        TokenFile.write(file, List.of());

        // Then
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(status("GET", "/metrics", valid)).isEqualTo(401));
    }

    @Test
    void shouldKeepItsTokensWhileTheFileIsBroken() throws Exception {
        // Given a new token that is read after the file was broken and mended
        String first = token("first", Role.READ);
        Files.writeString(file, "{\"version\": 1, \"tok");
        await().during(Duration.ofMillis(1_500))
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(status("GET", "/metrics", first)).isEqualTo(200));

        // When
        String second = token("second", Role.READ);

        // Then
        assertThat(status("GET", "/metrics", second)).isEqualTo(200);
    }

    @Test
    void shouldKeepNoTokenInItsFile() throws Exception {
        String token = token("reader", Role.READ);

        assertThat(Files.readString(file)).contains("reader").doesNotContain(token.substring(token.length() - 20));
        assertThat(TokenFile.read(file)).isEqualTo(tokens);
    }

    @Test
    void shouldLogInForTheDashboardAndKeepItsWritesToItself() throws Exception {
        // Given a session
        String token = token("desk", Role.READ, Role.INGEST);
        HttpResponse<String> begun = client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/session"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{\"token\":\"" + token + "\"}"))
                        .build(),
                BodyHandlers.ofString());
        String set = begun.headers().firstValue("Set-Cookie").orElseThrow();
        String cookie = set.substring(0, set.indexOf(';'));
        String csrf = json(begun).path("csrf").asText();

        // When
        int read = send("GET", "/metrics", "Cookie", cookie).statusCode();
        int without = send("POST", "/api/v1/events", "Cookie", cookie).statusCode();
        int wrong = send("POST", "/api/v1/events", "Cookie", cookie, "X-CSRF-Token", "x")
                .statusCode();
        int written = send("POST", "/api/v1/events", "Cookie", cookie, "X-CSRF-Token", csrf)
                .statusCode();
        HttpResponse<String> ended = send("DELETE", "/session", "Cookie", cookie);

        // Then
        assertThat(set).contains("HttpOnly", "SameSite=Strict", "Path=/");
        assertThat(List.of(read, without, wrong, written)).containsExactly(200, 403, 403, 202);
        assertThat(senders).hasSize(1);
        assertThat(ended.headers().firstValue("Set-Cookie").orElseThrow()).contains("bellwether_session=;", "1970");
        assertThat(begun.statusCode()).isEqualTo(200);
    }

    @Test
    void shouldNotLogInWithWhatIsNoToken() throws Exception {
        HttpResponse<String> answer = send("POST", "/session");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void shouldEnterWritesAndRefusedAttemptsInTheLog() throws Exception {
        // Given
        String token = token("feeder", Role.INGEST);
        LogLines lines = LogLines.of(LoggerFactory.getLogger("io.bellwether.server.access.Audit"));

        // When
        status("POST", "/api/v1/events", token);
        status("GET", "/metrics", token);
        send("POST", "/api/v1/events");
        status("GET", "/health/live", token);

        // Then
        await().untilAsserted(() -> assertThat(lines.texts()).hasSize(3));
        assertThat(lines.texts().get(0))
                .contains("principal=\"feeder\"", "POST /api/v1/events", "outcome=\"202\"", "accepted=1");
        assertThat(lines.texts().get(1))
                .contains("principal=\"feeder\"", "GET /metrics", "outcome=\"403\"", "role read");
        assertThat(lines.texts().get(2)).contains("principal=\"\"", "outcome=\"401\"");
        lines.close();
    }
}
