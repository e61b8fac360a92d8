package io.bellwether.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.bellwether.app.settings.Failure;
import io.bellwether.app.settings.UsageError;
import io.bellwether.app.terminal.Console;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;

/** A client of the API of a running instance. */
final class InstanceClient {

    /** Where an instance on this machine listens. */
    static final String DEFAULT_URL = "http://127.0.0.1:" + HttpOptions.HTTP_PORT;

    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String url;
    private final Console console;
    private final Optional<String> token;
    private final HttpClient client;

    /**
     * Connects with the first request.
     *
     * @param console for a note that a replica answered
     * @param token a bearer token; empty for none
     * @param tls what is trusted; empty for what Java trusts
     */
    InstanceClient(String url, Console console, Optional<String> token, Optional<SSLContext> tls) {
        this.url = url;
        this.console = console;
        this.token = token;
        HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(CONNECT_WITHIN);
        tls.ifPresent(builder::sslContext);
        this.client = builder.build();
    }

    /** The whole answer; of a list that comes in pages, all of them. */
    JsonNode get(String path, List<String> parameters) {
        HttpResponse<byte[]> page = send(
                "GET",
                path + (parameters.isEmpty() ? "" : "?" + String.join("&", parameters)),
                BodyPublishers.noBody());
        JsonNode all = body(page);
        while (all instanceof ArrayNode entries
                && page.headers().firstValue("Link").isPresent()) {
            String link = page.headers().firstValue("Link").get();
            page = send("GET", link.substring(1, link.indexOf('>')), BodyPublishers.noBody());
            body(page).forEach(entries::add);
        }
        return all;
    }

    /** Posts an object; returns once the instance has accepted it. */
    void post(String path, Object value) {
        try {
            body(send("POST", path, BodyPublishers.ofString(JSON.writeValueAsString(value))));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("must be a JSON value, got: " + value, e);
        }
    }

    private HttpResponse<byte[]> send(String method, String pathAndQuery, BodyPublisher body) {
        HttpRequest request;
        try {
            HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(url + pathAndQuery))
                    .timeout(ANSWER_WITHIN)
                    .header("Content-Type", "application/json")
                    .method(method, body);
            token.ifPresent(text -> builder.header("Authorization", "Bearer " + text));
            request = builder.build();
        } catch (IllegalArgumentException e) {
            throw new UsageError("--url must be a URL, got: " + url);
        }
        try {
            return client.send(request, BodyHandlers.ofByteArray());
        } catch (SSLException e) {
            throw new Failure("the instance at " + url + " cannot be trusted: " + Failure.line(e), e);
        } catch (IOException e) {
            throw new Failure("no instance answers at " + url + "; '" + Context.command() + " up' starts one", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted", e);
        }
    }

    private JsonNode body(HttpResponse<byte[]> response) {
        JsonNode body;
        try {
            body = JSON.readTree(response.body());
        } catch (IOException e) {
            throw new Failure(url + " does not answer as an instance of bellwether", e);
        }
        if (response.statusCode() / 100 != 2) {
            throw new Failure(body.path("detail").asText("the instance answered " + response.statusCode()));
        }
        if (response.headers().firstValue("Bellwether-Stale").isPresent()) {
            console.err().println("bellwether: a replica answered, its owner is away");
        }
        return body;
    }

    /** A part of a path, or a value of a parameter. */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
