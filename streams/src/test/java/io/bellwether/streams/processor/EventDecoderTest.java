package io.bellwether.streams.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.bellwether.schemas.DecodedRecord;
import io.bellwether.schemas.Topics;
import io.bellwether.streams.store.StatementStore.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A registry that does not answer says nothing about a record: it must not be refused for that. */
class EventDecoderTest {

    private static final long SENT_MS = 4_102_444_800_000L; // 2100

    private static final byte[] KEY = {'x'};
    private static final byte[] OF_SCHEMA_7 = {0, 0, 0, 0, 7, 1, 2, 3};

    private HttpServer registry;
    private int status;
    private String answer;

    @BeforeEach
    void start() throws IOException {
        registry = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        registry.createContext("/", exchange -> {
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/vnd.schemaregistry.v1+json");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        registry.start();
    }

    @AfterEach
    void stop() {
        registry.stop(0);
    }

    @Test
    void shouldRefuseARecordWhoseSchemaTheRegistryDoesNotKnow() {
        // Given
        answers(404, "{\"error_code\":40403,\"message\":\"Schema 7 not found\"}");

        // When
        DecodedRecord<SpecificRecord> decoded = decoder().decode(Kind.SALES, KEY, OF_SCHEMA_7, SENT_MS);

        // Then
        assertThat(decoded)
                .isInstanceOfSatisfying(
                        DecodedRecord.Refused.class,
                        refused -> assertThat(refused.refusal().reason()).contains("Schema 7 not found"));
    }

    @ParameterizedTest
    @CsvSource({"500, 50001", "503, 50301", "401, 40101", "403, 40301", "429, 42901"})
    void shouldFailWhereTheRegistryDoesNotAnswer(int statusCode, int errorCode) {
        // Given
        answers(statusCode, "{\"error_code\":" + errorCode + ",\"message\":\"not now\"}");
        EventDecoder decoder = decoder();

        // When, then
        assertThatThrownBy(() -> decoder.decode(Kind.SALES, KEY, OF_SCHEMA_7, SENT_MS))
                .hasStackTraceContaining("not now");
    }

    @Test
    void shouldFailWhereNobodyListens() {
        // Given a port that is free again
        EventDecoder decoder = decoder();
        registry.stop(0);

        // When, then
        assertThatThrownBy(() -> decoder.decode(Kind.SALES, KEY, OF_SCHEMA_7, SENT_MS))
                .hasStackTraceContaining("ConnectException");
    }

    @Test
    void shouldFailWhereNoSecureConnectionComesAbout() throws Exception {
        // Given a registry that is asked over TLS and answers in plain text
        try (ServerSocket plain = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread server = new Thread(() -> answerInPlainText(plain), "plain");
            server.setDaemon(true);
            server.start();
            EventDecoder decoder = decoder("https://127.0.0.1:" + plain.getLocalPort());

            // When, then
            assertThatThrownBy(() -> decoder.decode(Kind.SALES, KEY, OF_SCHEMA_7, SENT_MS))
                    .hasStackTraceContaining("SSLException");
        }
    }

    private static void answerInPlainText(ServerSocket server) {
        try {
            while (true) {
                try (Socket client = server.accept()) {
                    client.getOutputStream().write("HTTP/1.1 400 no\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    client.getOutputStream().flush();
                    client.shutdownOutput();
                    client.getInputStream().readAllBytes();
                }
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    @ParameterizedTest
    @CsvSource({"200", "404"})
    void shouldFailWhereSomethingElseAnswersInTheRegistrysPlace(int statusCode) {
        // Given a proxy's page, not the registry's word on a schema
        answers(statusCode, "<html>proxy</html>");
        EventDecoder decoder = decoder();

        // When, then
        assertThatThrownBy(() -> decoder.decode(Kind.SALES, KEY, OF_SCHEMA_7, SENT_MS))
                .isInstanceOf(RuntimeException.class);
    }

    private void answers(int statusCode, String body) {
        status = statusCode;
        answer = body;
    }

    private EventDecoder decoder() {
        return decoder("http://127.0.0.1:" + registry.getAddress().getPort());
    }

    private static EventDecoder decoder(String url) {
        return new EventDecoder(new Topics(""), Map.of("schema.registry.url", url, "max.retries", "0"));
    }
}
