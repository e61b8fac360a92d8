package io.bellwether.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many clients that send the beginning of a body and no more. */
class SlowClientsTest {

    private static final int CLIENTS = 300;

    private final List<Socket> sockets = new ArrayList<>();
    private final QueryServer server = QueryServer.start(
            new HttpSettings("127.0.0.1", 0, Optional.empty()).withOperations(0), new PrometheusMetrics());

    @AfterEach
    void stop() throws Exception {
        for (Socket socket : sockets) {
            socket.close();
        }
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/internal/v1/state", "/api/v1/alerts/x/acknowledgement", "/session"})
    void shouldStillAnswerOthers(String path) throws Exception {
        // Given
        server.serve(new Services("test", null, null, null, null, null, Health.of(() -> true, () -> true)));
        byte[] begun = ("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Content-Length: 1000\r\n\r\n{")
                .getBytes(US_ASCII);
        for (int i = 0; i < CLIENTS; i++) {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
            sockets.add(socket);
            socket.getOutputStream().write(begun);
        }

        // When
        String health = RawHttp.ask(server.port(), "GET /health/live HTTP/1.1\nHost: localhost", "");
        String apart = RawHttp.ask(server.operationsPort(), "GET /health/live HTTP/1.1\nHost: localhost", "");

        // Then
        assertThat(health).startsWith("HTTP/1.1 200");
        assertThat(apart).startsWith("HTTP/1.1 200");
    }

    @Test
    void shouldServeSomeStreamsOfAnAddressAndThoseOfOthers() {
        RequestLimits limits = new RequestLimits();
        for (int i = 0; i < RequestLimits.MAX_STREAMS_PER_ADDRESS; i++) {
            limits.beginStream("10.0.0.1");
        }

        assertThatThrownBy(() -> limits.beginStream("10.0.0.1"))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("streams of one address");
        limits.beginStream("10.0.0.2");
        limits.endStream("10.0.0.1");
        limits.beginStream("10.0.0.1");
    }
}
