package io.bellwether.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many slow clients of one address, and what those of others still get. */
class SlowClientsTest {

    private static final int CLIENTS = 300;
    private static final int CONNECTIONS = 1_000;
    private static final String HEALTH = "GET /health/live HTTP/1.1\nHost: localhost";
    private static final String WRITE = "POST /session HTTP/1.1\nHost: localhost\nContent-Type: application/json";

    private final List<Socket> sockets = new ArrayList<>();
    private InetAddress attacker = InetAddress.getLoopbackAddress();
    private QueryServer server = start(ConnectionLimits.DEFAULT);

    private static QueryServer start(ConnectionLimits limits) {
        QueryServer started = QueryServer.start(
                new HttpSettings("127.0.0.1", 0, Optional.empty())
                        .withOperations(0)
                        .with(limits),
                new PrometheusMetrics());
        started.serve(new Services("test", null, null, null, null, null, Health.of(() -> true, () -> true)));
        return started;
    }

    @BeforeEach
    void anotherAddress() throws IOException {
        attacker = InetAddress.getByAddress(new byte[] {127, 0, 0, 2});
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress(attacker, 0));
        } catch (IOException e) {
            assumeTrue(false, "this machine's loopback has one address: " + e.getMessage());
        }
    }

    @AfterEach
    void stop() throws Exception {
        for (Socket socket : sockets) {
            socket.close();
        }
        server.close();
    }

    /** Connects from the attacker's address; the server may hang up at any time. */
    private Socket connect(int port, String text) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port, attacker, 0);
        sockets.add(socket);
        try {
            socket.getOutputStream().write(text.getBytes(US_ASCII));
        } catch (IOException e) {
            // hung up on already, as it should be
        }
        return socket;
    }

    @ParameterizedTest
    @ValueSource(strings = {"/internal/v1/state", "/api/v1/alerts/x/acknowledgement", "/session"})
    void shouldStillTakeTheBodiesOfOthers(String path) throws Exception {
        // Given
        String begun = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: 1000\r\n\r\n{";
        for (int i = 0; i < CLIENTS; i++) {
            connect(server.port(), begun);
        }

        // When, then
        assertThat(RawHttp.ask(server.port(), HEALTH, "")).startsWith("HTTP/1.1 200");
        assertThat(RawHttp.ask(server.operationsPort(), HEALTH, "")).startsWith("HTTP/1.1 200");
        assertThat(RawHttp.ask(server.port(), WRITE, "{}")).as("no token").startsWith("HTTP/1.1 401");
    }

    @Test
    void shouldStillAnswerOthersThanWhoHasAllConnectionsItGets() throws Exception {
        // Given
        for (int i = 0; i < CONNECTIONS; i++) {
            connect(server.port(), "");
            connect(server.operationsPort(), "");
        }

        // When, then
        assertThat(RawHttp.ask(server.port(), HEALTH, "")).startsWith("HTTP/1.1 200");
        assertThat(RawHttp.ask(server.operationsPort(), HEALTH, "")).startsWith("HTTP/1.1 200");
        assertThat(closed(sockets.get(sockets.size() - 2))).isTrue();
        // Those that it has are given back.
        for (Socket socket : sockets) {
            socket.close();
        }
        await().until(() -> answers(connect(server.port(), HEALTH.replace("\n", "\r\n") + "\r\n\r\n")));
    }

    @Test
    void shouldLeaveThreadsToOthersThanWhoseRequestsTakeLong() throws Exception {
        // Given as many such requests as there are threads
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        server.serve(new Services("test", null, null, null, null, null, Health.of(() -> true, () -> {
            begun.countDown();
            return isReleased(released);
        })));
        for (int i = 0; i < ConnectionLimits.DEFAULT.perAddress(); i++) {
            connect(server.port(), HEALTH.replace("live", "ready").replace("\n", "\r\n") + "\r\n\r\n");
        }
        begun.await();

        // When, then
        assertThat(RawHttp.ask(server.port(), HEALTH, "")).startsWith("HTTP/1.1 200");
        released.countDown();
        for (Socket waited : sockets) {
            assertThat(answers(waited)).isTrue();
        }
    }

    private static boolean isReleased(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    @Test
    void shouldCloseAConnectionOnWhichAHeadDoesNotEnd() throws Exception {
        // Given
        server.close();
        server = start(new ConnectionLimits(10, 5, Duration.ofMillis(800)));
        Socket answered = connect(server.port(), HEALTH.replace("\n", "\r\n") + "\r\n\r\nGET /health/l");
        Socket begun = connect(server.port(), "GET / HTTP/1.1\r\n");

        // When a byte comes now and then, before a time-out for silence would end it
        await().atMost(Duration.ofSeconds(20)).until(() -> hungUpAfter(begun, 'x'));
        await().atMost(Duration.ofSeconds(20)).until(() -> hungUpAfter(answered, 'x'));

        // Then
        assertThat(RawHttp.ask(server.port(), HEALTH, "")).startsWith("HTTP/1.1 200");
    }

    private static boolean hungUpAfter(Socket socket, int next) throws IOException {
        socket.setSoTimeout(50);
        try {
            socket.getOutputStream().write(next);
            socket.getInputStream().readAllBytes();
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /** Waits for the other side to hang up. */
    private static boolean closed(Socket socket) throws IOException {
        socket.setSoTimeout(60_000);
        try {
            InputStream in = socket.getInputStream();
            in.readAllBytes();
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true; // hung up on while it wrote
        }
    }

    private static boolean answers(Socket socket) {
        try {
            socket.setSoTimeout(60_000);
            return socket.getInputStream().read() == 'H';
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void shouldServeSomeStreamsOfAnAddressAndThoseOfOthers() {
        RequestLimits limits = new RequestLimits(true);
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

    @Test
    void shouldTakeTheNetworkOfAClientForItsAddressInIpv6() {
        assertThat(ClientAddress.of("2001:db8:1:2::1")).isEqualTo(ClientAddress.of("2001:db8:1:2:ffff::9"));
        assertThat(ClientAddress.of("2001:db8:1:2::1")).isNotEqualTo(ClientAddress.of("2001:db8:1:3::1"));
        assertThat(ClientAddress.of("192.0.2.1")).isNotEqualTo(ClientAddress.of("192.0.2.2"));
    }
}
