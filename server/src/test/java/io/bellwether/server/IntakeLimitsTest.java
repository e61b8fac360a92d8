package io.bellwether.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.producer.publish.EventIngest.Result;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the intake of events does not take, over real connections. */
class IntakeLimitsTest {

    private static final int RATE = 100;

    private final HttpClient client = HttpClient.newHttpClient();
    private final CountDownLatch released = new CountDownLatch(1);
    private final AtomicInteger taken = new AtomicInteger();
    private final QueryServer server = QueryServer.start(
            new HttpSettings("127.0.0.1", 0, Optional.empty(), RATE, Set.of()), new PrometheusMetrics());

    @AfterEach
    void stop() {
        released.countDown();
        server.close();
    }

    @Test
    void shouldTellWhoSendsTooManyEventsWhenToComeAgain() throws Exception {
        // Given a body of three seconds' worth of events
        serve(body -> 4 * RATE);

        // When
        HttpResponse<String> first = post("many");
        HttpResponse<String> second = post("one more");

        // Then
        assertThat(first.statusCode()).isEqualTo(202);
        assertThat(second.statusCode()).isEqualTo(429);
        assertThat(second.headers().firstValue("Retry-After"))
                .hasValueSatisfying(
                        seconds -> assertThat(Integer.parseInt(seconds)).isBetween(1, 3));
        assertThat(second.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(taken).hasValue(1);
    }

    @Test
    void shouldTakeSomeBodiesAtATime() throws Exception {
        // Given as many bodies as are taken at a time, none of which is done
        serve(body -> {
            await(released);
            return 1;
        });
        List<CompletableFuture<HttpResponse<String>>> held = new ArrayList<>();
        for (int i = 0; i < AdmissionControl.MAX_BODIES * 2; i++) {
            held.add(client.sendAsync(request("x"), BodyHandlers.ofString()));
        }

        // When those who found no place were told so, and the others are let go on
        CompletableFuture.anyOf(held.toArray(CompletableFuture[]::new)).join();
        List<Integer> refused = held.stream()
                .filter(CompletableFuture::isDone)
                .map(answer -> answer.join().statusCode())
                .distinct()
                .toList();
        released.countDown();
        List<Integer> all =
                held.stream().map(answer -> answer.join().statusCode()).toList();

        // Then
        assertThat(refused).containsExactly(429);
        assertThat(all).containsOnly(202, 429).contains(202);
        assertThat(post("again").statusCode()).as("places are given back").isEqualTo(202);
    }

    @Test
    void shouldNotReadABodyThatNeverEnds() throws Exception {
        // Given
        serve(body -> 1);
        byte[] chunk = ("10000\r\n" + "x".repeat(0x10000) + "\r\n").getBytes(UTF_8);

        // When
        String answer = raw(out -> {
            out.write(
                    "POST /api/v1/events HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n"
                            .getBytes(UTF_8));
            for (int i = 0; i < 10_000; i++) {
                out.write(chunk);
            }
        });

        // Then
        assertThat(answer).startsWith("HTTP/1.1 413").contains("bodies are up to 1000000 bytes");
        assertThat(taken).hasValue(0);
    }

    @Test
    void shouldRefuseALengthBeforeTheBodyAndAnEncoding() throws Exception {
        serve(body -> 1);

        String tooLong = raw(out -> out.write(
                "POST /api/v1/events HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-ndjson\r\nContent-Length: 1000001\r\n\r\n"
                        .getBytes(UTF_8)));
        HttpResponse<String> packed = client.send(
                HttpRequest.newBuilder(uri())
                        .header("Content-Type", "application/x-ndjson")
                        .header("Content-Encoding", "gzip")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[10]))
                        .build(),
                BodyHandlers.ofString());

        assertThat(tooLong).startsWith("HTTP/1.1 413");
        assertThat(packed.statusCode()).isEqualTo(415);
        assertThat(taken).hasValue(0);
    }

    /** Writes until the other side has had enough, and reads what it said. */
    private String raw(Writing writing) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(60_000);
            CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> head(socket));
            try {
                writing.to(socket.getOutputStream());
                socket.getOutputStream().flush();
            } catch (IOException e) {
                // hung up on, as it should be
            }
            return answer.join();
        }
    }

    private static String head(Socket socket) {
        StringBuilder text = new StringBuilder();
        try {
            InputStream in = socket.getInputStream();
            byte[] buffer = new byte[4_096];
            for (int read = in.read(buffer); read > 0 && text.indexOf("}") < 0; read = in.read(buffer)) {
                text.append(new String(buffer, 0, read, StandardCharsets.UTF_8));
                if (text.indexOf("}") >= 0) {
                    break;
                }
            }
        } catch (IOException e) {
            // what was read until then counts
        }
        return text.toString();
    }

    private interface Writing {
        void to(OutputStream out) throws IOException;
    }

    private interface Taking {
        int events(byte[] body);
    }

    private void serve(Taking taking) {
        Ingest ingest = (body, format, sender) -> {
            List<Result> results = new ArrayList<>();
            int events = taking.events(body);
            for (int i = 0; i < events; i++) {
                results.add(new Result.Accepted("id-" + i));
            }
            taken.incrementAndGet();
            return results;
        };
        server.serve(new Services("test", null, null, null, ingest, null, Health.of(() -> true, () -> true)));
    }

    private HttpResponse<String> post(String body) throws Exception {
        return client.send(request(body), BodyHandlers.ofString());
    }

    private HttpRequest request(String body) {
        return HttpRequest.newBuilder(uri())
                .header("Content-Type", "application/x-ndjson")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private URI uri() {
        return URI.create("http://127.0.0.1:" + server.port() + "/api/v1/events");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
