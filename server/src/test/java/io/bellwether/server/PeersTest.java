package io.bellwether.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.bellwether.server.access.AccessSettings;
import io.bellwether.server.access.PeerSecret;
import io.bellwether.streams.query.QueryCodec;
import io.bellwether.streams.query.QueryParameters;
import io.bellwether.streams.query.StateUnavailable;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.apache.kafka.streams.state.HostInfo;
import org.junit.jupiter.api.Test;

/** What instances tell each other, and whom else. */
class PeersTest {

    private static final PeerSecret SECRET = new PeerSecret("a secret of these instances, long enough");
    private static final byte[] QUESTION = "ask=Brands".getBytes(StandardCharsets.UTF_8);

    private static AccessSettings with(Optional<PeerSecret> secret, Optional<Path> tokens) {
        return new AccessSettings(tokens, Optional.empty(), Optional.empty(), secret);
    }

    @Test
    void shouldKnowQuestionsAndAnswersOfThoseWhoHaveTheSecret() {
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        String proof = SECRET.ofQuestion(QUESTION, now);
        byte[] answer = {1, 2, 3};
        PeerSecret other = new PeerSecret("another secret that is as long as that");

        assertThat(SECRET.isOfQuestion(proof, QUESTION, now)).isTrue();
        assertThat(SECRET.isOfQuestion(proof, new byte[0], now))
                .as("of another question")
                .isFalse();
        assertThat(SECRET.isOfQuestion(proof, QUESTION, now.plusSeconds(600)))
                .as("kept by somebody")
                .isFalse();
        assertThat(SECRET.isOfQuestion(null, QUESTION, now)).isFalse();
        assertThat(SECRET.isOfQuestion("v1.1.x", QUESTION, now)).isFalse();
        assertThat(other.isOfQuestion(proof, QUESTION, now)).isFalse();
        assertThat(SECRET.isOfAnswer(SECRET.ofAnswer(proof, answer), proof, answer))
                .isTrue();
        assertThat(SECRET.isOfAnswer(SECRET.ofAnswer(proof, answer), SECRET.ofQuestion(QUESTION, now), answer))
                .as("to another question")
                .isFalse();
        assertThat(SECRET.isOfAnswer(proof, proof, answer))
                .as("the question's own proof")
                .isFalse();
        assertThat(SECRET).hasToString("***");
    }

    @Test
    void shouldAnswerNobodyWhoDoesNotHaveTheSecret() {
        try (QueryServer server = QueryServer.start(
                new HttpSettings("127.0.0.1", 0, Optional.empty()).with(with(Optional.of(SECRET), Optional.empty())),
                new PrometheusMetrics())) {
            server.serve(new Services("test", null, null, null, null, null, Health.of(() -> true, () -> true)));
            String ask =
                    "POST /internal/v1/state HTTP/1.1\nHost: localhost\nContent-Type: application/x-www-form-urlencoded";
            String body = "pipeline=test&ask=Brands&limit=1&partitions=0";
            String proof = SECRET.ofQuestion("ask=Brands".getBytes(StandardCharsets.UTF_8), Instant.now());

            assertThat(RawHttp.ask(server.port(), ask, body)).startsWith("HTTP/1.1 403");
            assertThat(RawHttp.ask(server.port(), ask + "\nBellwether-Peer: " + proof, body))
                    .startsWith("HTTP/1.1 403");
        }
    }

    @Test
    void shouldAnswerPeersAtAPortOfTheirOwnAndNothingElseThere() {
        try (QueryServer server = QueryServer.start(
                new HttpSettings("127.0.0.1", 0, Optional.empty())
                        .with(with(Optional.of(SECRET), Optional.empty()))
                        .withPeers(0),
                new PrometheusMetrics())) {
            server.serve(new Services("test", null, null, null, null, null, Health.of(() -> true, () -> true)));
            String body = "pipeline=another&ask=Brands";
            String ask = "POST /internal/v1/state HTTP/1.1\nHost: localhost\nBellwether-Peer: "
                    + SECRET.ofQuestion(body.getBytes(StandardCharsets.UTF_8), Instant.now());

            assertThat(RawHttp.ask(server.peerPort(), ask, body)).contains("another pipeline");
            assertThat(RawHttp.ask(server.peerPort(), ask, body + "&limit=9")).startsWith("HTTP/1.1 403");
            assertThat(RawHttp.ask(server.port(), ask, body)).startsWith("HTTP/1.1 404");
            for (String path : List.of("/", "/api/v1/brands", "/health/live", "/metrics", "/openapi.json")) {
                assertThat(RawHttp.ask(server.peerPort(), "GET " + path + " HTTP/1.1\nHost: localhost", ""))
                        .as(path)
                        .startsWith("HTTP/1.1 404");
            }
        }
    }

    @Test
    void shouldBelieveNobodyWhoDoesNotHaveTheSecret() throws Exception {
        // Given a stranger that has joined the group, and answers whatever it is asked
        List<String> proofs = new ArrayList<>();
        HttpServer stranger = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        stranger.createContext("/", exchange -> {
            proofs.add(exchange.getRequestHeaders().getFirst(PeerSecret.HEADER));
            exchange.getResponseHeaders().add(PeerSecret.HEADER, proofs.get(0));
            exchange.sendResponseHeaders(200, 4);
            exchange.getResponseBody().write(new byte[4]);
            exchange.close();
        });
        stranger.start();
        HttpPeers peers = new HttpPeers("test", with(Optional.of(SECRET), Optional.empty()));

        // When, then
        try {
            assertThatThrownBy(() -> peers.ask(
                                    new HostInfo(
                                            "127.0.0.1", stranger.getAddress().getPort()),
                                    QueryCodec.decode(
                                            new QueryParameters(Map.of("ask", "BrandYears", "before", "2024"))),
                                    Set.of(0),
                                    false)
                            .join())
                    .isInstanceOf(CompletionException.class)
                    .cause()
                    .isInstanceOf(StateUnavailable.class)
                    .hasMessageContaining("does not have the secret");
        } finally {
            stranger.stop(0);
        }
        assertThat(proofs).singleElement().asString().doesNotContain("a secret");
    }
}
