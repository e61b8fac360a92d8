package io.bellwether.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
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
import org.jspecify.annotations.Nullable;

/** A client of the API of a running instance. */
final class InstanceClient {

    /** Where an instance on this machine listens. */
    static final String DEFAULT_URL = "http://127.0.0.1:" + HttpOptions.HTTP_PORT;

    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String url;
    private final Console console;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(CONNECT_WITHIN).build();

    /**
     * Connects with the first request.
     *
     * @param console for a note that a replica answered
     */
    private InstanceClient(String url, Console console) {
        this.url = url;
        this.console = console;
    }

    /**
     * A client of the instance of an option, else of the environment, else of this machine.
     *
     * @param url the option; null if it is not given
     */
    static InstanceClient of(@Nullable String url, Context context) {
        String named = url == null ? context.environment().getOrDefault(Setting.URL_VARIABLE, "") : url;
        return new InstanceClient(named.isEmpty() ? DEFAULT_URL : named, context.console());
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
            request = HttpRequest.newBuilder(URI.create(url + pathAndQuery))
                    .timeout(ANSWER_WITHIN)
                    .header("Content-Type", "application/json")
                    .method(method, body)
                    .build();
        } catch (IllegalArgumentException e) {
            throw new UsageError("--url must be a URL, got: " + url);
        }
        try {
            return client.send(request, BodyHandlers.ofByteArray());
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
