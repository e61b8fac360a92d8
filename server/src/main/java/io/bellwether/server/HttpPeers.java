package io.bellwether.server;

import io.bellwether.streams.query.PartialResult;
import io.bellwether.streams.query.Peers;
import io.bellwether.streams.query.StateQuery;
import io.bellwether.streams.query.StateUnavailable;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.apache.kafka.streams.state.HostInfo;

/** Queries other instances over HTTP, at a path that answers from their own state alone. */
public final class HttpPeers implements Peers {

    /** The path at which an instance answers from its own state. */
    static final String PATH = "/internal/v1/state";

    static final String PIPELINE = "pipeline";
    static final String PARTITIONS = "partitions";
    static final String STANDBY = "standby";

    private static final Duration CONNECT_WITHIN = Duration.ofMillis(500);

    private final String pipeline;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_WITHIN)
            .build();

    /** @param pipeline whose instances may answer: an address may have been taken over by another pipeline */
    public HttpPeers(String pipeline) {
        this.pipeline = pipeline;
    }

    @Override
    public CompletableFuture<PartialResult> ask(
            HostInfo host, StateQuery<?> query, Set<Integer> partitions, boolean standby) {
        Map<String, String> parameters = new LinkedHashMap<>(query.parameters().texts());
        parameters.put(PIPELINE, pipeline);
        parameters.put(PARTITIONS, partitions.stream().map(String::valueOf).collect(Collectors.joining(",")));
        parameters.put(STANDBY, Boolean.toString(standby));
        HttpRequest request = HttpRequest.newBuilder(address(host))
                .timeout(query.cost().answerWithin())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form(parameters)))
                .build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream())
                .thenApply(response -> read(host, response))
                .exceptionally(failure -> {
                    throw unavailable(host, failure);
                });
    }

    private static URI address(HostInfo host) {
        String name = host.host().contains(":") ? "[" + host.host() + "]" : host.host();
        return URI.create("http://" + name + ":" + host.port() + PATH);
    }

    private static String form(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(parameter ->
                        parameter.getKey() + "=" + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static PartialResult read(HostInfo host, HttpResponse<InputStream> response) {
        try (DataInputStream body = new DataInputStream(new BufferedInputStream(response.body()))) {
            if (response.statusCode() != 200) {
                throw new StateUnavailable(
                        "instance " + host.host() + ":" + host.port() + " answers " + response.statusCode());
            }
            return PartialResult.read(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static StateUnavailable unavailable(HostInfo host, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof StateUnavailable known
                ? known
                : new StateUnavailable("instance " + host.host() + ":" + host.port() + " does not answer", cause);
    }
}
