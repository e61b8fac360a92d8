package io.bellwether.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the registry of this machine does for pages of other web sites. */
@Tag("broker")
class RegistryShieldTest {

    private static final String SUBJECTS = "/apis/ccompat/v7/subjects";
    private static final String TYPE = "\nContent-Type: application/json";

    @TempDir
    static Path directory;

    private static LocalRegistry registry;

    @BeforeAll
    static void start() {
        registry = LocalRegistry.start(directory, 0);
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    private static String ask(String head, String body) throws IOException {
        try (Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), URI.create(registry.url()).getPort())) {
            socket.setSoTimeout(60_000);
            String request = head.replace("\n", "\r\n") + "\r\nConnection: close\r\nContent-Length: " + body.length()
                    + "\r\n\r\n" + body;
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void shouldAnswerToTheNamesOfTheLoopbackAlone() throws Exception {
        assertThat(ask("GET " + SUBJECTS + " HTTP/1.1\nHost: localhost:8081", ""))
                .startsWith("HTTP/1.1 200");
        assertThat(ask("GET " + SUBJECTS + " HTTP/1.1\nHost: 127.0.0.1", "")).startsWith("HTTP/1.1 200");
        assertThat(ask("GET " + SUBJECTS + " HTTP/1.1\nHost: evil.example:8081", ""))
                .startsWith("HTTP/1.1 421");
        assertThat(ask("GET " + SUBJECTS + " HTTP/1.1\nHost: localhost.evil.example", ""))
                .startsWith("HTTP/1.1 421");
        assertThat(ask("GET " + SUBJECTS + " HTTP/1.1\nHost: localhost\nHost: evil.example", ""))
                .doesNotStartWith("HTTP/1.1 200");
    }

    @Test
    void shouldNotLetAStrangersRequestInBehindAnother() throws Exception {
        // Given a request that may pass, and one that may not, on one connection
        String first = "GET " + SUBJECTS + " HTTP/1.1\nHost: localhost\n\n";

        // When, then
        assertThat(ask(first + "GET " + SUBJECTS + " HTTP/1.1\nHost: evil.example", ""))
                .doesNotContain("HTTP/1.1 200");
    }

    @Test
    void shouldTakeNoWriteOfAnotherSite() throws Exception {
        String schema = "{\"schema\":\"\\\"string\\\"\"}";
        String post = "POST " + SUBJECTS + "/%s/versions HTTP/1.1\nHost: localhost:8081" + TYPE;

        assertThat(ask(post.formatted("a") + "\nOrigin: http://evil.example", schema))
                .startsWith("HTTP/1.1 403");
        assertThat(ask(post.formatted("b") + "\nOrigin: http://localhost:3000", schema))
                .startsWith("HTTP/1.1 403");
        assertThat(ask(post.formatted("c"), schema)).startsWith("HTTP/1.1 200");
        assertThat(ask("GET " + SUBJECTS + " HTTP/1.1\nHost: localhost", ""))
                .contains("\"c\"")
                .doesNotContain("\"a\"", "\"b\"");
    }

    @Test
    void shouldFetchNoUrlForAnybody() throws Exception {
        try (ServerSocket inside = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            // Given an address that only this machine reaches
            String url = "http://127.0.0.1:" + inside.getLocalPort() + "/secret";

            // When
            String byExtendedBody = ask(
                    "POST /apis/registry/v2/groups/default/artifacts HTTP/1.1\nHost: localhost"
                            + "\nX-Registry-ArtifactType: AVRO\nContent-Type: application/create.extended+json",
                    "{\"content\":\"" + url + "\"}");
            String byPath = ask("GET /apis/ccompat/%2e%2e/registry/v2/system/info HTTP/1.1\nHost: localhost", "");
            String byReference = ask(
                    "POST " + SUBJECTS + "/json/versions HTTP/1.1\nHost: localhost" + TYPE,
                    "{\"schemaType\":\"JSON\",\"schema\":\"{\\\"$ref\\\":\\\"" + url + "\\\"}\"}");

            // Then nobody has come for it
            assertThat(byExtendedBody).startsWith("HTTP/1.1 404");
            assertThat(byPath).startsWith("HTTP/1.1 404");
            assertThat(byReference).startsWith("HTTP/1.1");
            inside.setSoTimeout(1);
            assertThat(accepted(inside)).isFalse();
        }
    }

    private static boolean accepted(ServerSocket socket) throws IOException {
        try (Socket one = socket.accept()) {
            return one.isConnected();
        } catch (SocketTimeoutException nobody) {
            return false;
        }
    }
}
