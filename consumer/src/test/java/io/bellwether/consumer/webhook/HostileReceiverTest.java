package io.bellwether.consumer.webhook;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Receivers whose answers never end. */
class HostileReceiverTest {

    /** More than a client may keep, and less than would take long to send. */
    private static final long MAX_BYTES = 20_000_000;

    private static final WebhookSettings PATIENT =
            new WebhookSettings(Optional.empty(), true, Duration.ofSeconds(5), Duration.ofSeconds(60));

    @ParameterizedTest
    @ValueSource(strings = {"a: b\r\n", "x", "\r\n"})
    void shouldNotReadAHeadThatNeverEnds(String part) throws Exception {
        // Given
        AtomicLong sent = new AtomicLong();
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread receiver = new Thread(() -> answer(server, part, sent));
            receiver.start();

            // When
            PostResult result;
            String url = "http://127.0.0.1:" + server.getLocalPort() + "/";
            try (WebhookClient client = new WebhookClient(WebhookUrl.of(url), PATIENT, 1, Clock.systemUTC())) {
                result = client.post(new Message("id", "application/json", "{}"));
            }
            receiver.join();

            // Then it gave up by itself, long before
            assertThat(result).isInstanceOf(PostResult.Retry.class);
            assertThat(sent).hasValueLessThan(MAX_BYTES);
        }
    }

    private static void answer(ServerSocket server, String part, AtomicLong sent) {
        byte[] chunk = part.repeat(10_000 / part.length()).getBytes(US_ASCII);
        try (Socket socket = server.accept()) {
            OutputStream out = socket.getOutputStream();
            out.write((part.isBlank() ? "" : "HTTP/1.1 200 OK\r\n").getBytes(US_ASCII));
            while (sent.addAndGet(chunk.length) < MAX_BYTES) {
                out.write(chunk);
            }
        } catch (IOException e) {
            // hung up on, as it should be
        }
    }
}
