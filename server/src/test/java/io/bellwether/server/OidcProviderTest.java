package io.bellwether.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.bellwether.server.access.AccessSettings;
import io.bellwether.server.access.Oidc;
import java.io.BufferedReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tokens of an issuer that is not ours: oidc-provider, a certified OpenID provider for Node.js. */
class OidcProviderTest {

    private static final String ISSUER = "issuer ";

    private final HttpClient client = HttpClient.newHttpClient();
    private Process process;
    private URI issuer;
    private QueryServer server;

    @BeforeEach
    void start() throws Exception {
        String home = System.getenv("OIDC_PROVIDER_HOME");
        assumeTrue(
                home != null && Files.isDirectory(Path.of(home, "node_modules", "oidc-provider")),
                "OIDC_PROVIDER_HOME names no directory in which 'npm install oidc-provider' was run");
        process = new ProcessBuilder("node", "src/test/resources/oidc-provider.mjs", home)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        issuer = address(process.inputReader());
        AccessSettings access = new AccessSettings(
                Optional.empty(),
                Optional.of(new Oidc(issuer, "bellwether", Optional.empty(), Oidc.NAME_CLAIM, Oidc.ROLES_CLAIM)),
                Optional.empty(),
                Optional.empty());
        server = QueryServer.start(
                new HttpSettings("127.0.0.1", 0, Optional.empty()).with(access), new PrometheusMetrics());
        server.serve(new Services("test", null, null, null, null, null, Health.of(() -> true, () -> true)));
    }

    private static URI address(BufferedReader said) throws Exception {
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            if (line.startsWith(ISSUER)) {
                return URI.create(line.substring(ISSUER.length()));
            }
        }
        throw new IllegalStateException("the issuer did not start");
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
        if (process != null) {
            process.destroy();
        }
    }

    /** A token that the issuer gives a program for an audience. */
    private String token(String audience) throws Exception {
        String known = Base64.getEncoder().encodeToString("desk:of-this-test-alone".getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(issuer.resolve("/token"))
                        .header("Authorization", "Basic " + known)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "grant_type=client_credentials&resource=urn:" + audience))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new ObjectMapper().readTree(answer.body()).get("access_token").asText();
    }

    private int status(String method, String path, String token) throws Exception {
        return client.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                                .header("Authorization", "Bearer " + token)
                                .header("Content-Type", "application/json")
                                .method(method, HttpRequest.BodyPublishers.ofString("{}"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }

    @Test
    void shouldTakeItsTokensForUsAndTheirRoles() throws Exception {
        String token = token("bellwether");

        assertThat(status("GET", "/metrics", token)).isEqualTo(200);
        assertThat(status("POST", "/api/v1/events", token)).isEqualTo(403);
        assertThat(status("GET", "/metrics", token("another"))).isEqualTo(401);
        assertThat(status("GET", "/metrics", token.substring(0, token.length() - 4) + "AAAA"))
                .isEqualTo(401);
    }
}
