package io.bellwether.server;

import io.bellwether.server.access.AccessSettings;
import io.bellwether.server.access.PeerSecret;
import io.bellwether.server.access.TlsClient;
import io.bellwether.streams.query.PartialResult;
import io.bellwether.streams.query.Peers;
import io.bellwether.streams.query.StateQuery;
import io.bellwether.streams.query.StateUnavailable;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
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
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
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

    private static final int MAX_ANSWER_BYTES = 256 << 20;

    private final String pipeline;
    private final AccessSettings access;
    private final TlsClient client;

    /**
     * Connects with the first question.
     *
     * @param pipeline whose instances may answer: an address may have been taken over by another pipeline
     * @param access how instances are reached, and prove themselves to each other
     */
    public HttpPeers(String pipeline, AccessSettings access) {
        this.pipeline = pipeline;
        this.access = access;
        this.client = new TlsClient(
                access.tls(),
                () -> HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(CONNECT_WITHIN));
    }

    /** Of instances that anybody may ask. */
    public HttpPeers(String pipeline) {
        this(pipeline, AccessSettings.OPEN);
    }

    @Override
    public CompletableFuture<PartialResult> ask(
            HostInfo host, StateQuery<?> query, Set<Integer> partitions, boolean standby) {
        Map<String, String> parameters = new LinkedHashMap<>(query.parameters().texts());
        parameters.put(PIPELINE, pipeline);
        parameters.put(PARTITIONS, partitions.stream().map(String::valueOf).collect(Collectors.joining(",")));
        parameters.put(STANDBY, Boolean.toString(standby));
        byte[] question = form(parameters).getBytes(StandardCharsets.UTF_8);
        Optional<String> proof = access.peers().map(secret -> secret.ofQuestion(question, Instant.now()));
        HttpRequest.Builder request = HttpRequest.newBuilder(address(host))
                .timeout(query.cost().answerWithin())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofByteArray(question));
        proof.ifPresent(text -> request.header(PeerSecret.HEADER, text));
        return client.get()
                .sendAsync(request.build(), HttpResponse.BodyHandlers.ofInputStream())
                .thenApply(response -> read(host, response, proof))
                .exceptionally(failure -> {
                    throw unavailable(host, failure);
                });
    }

    private URI address(HostInfo host) {
        String name = host.host().contains(":") ? "[" + host.host() + "]" : host.host();
        return URI.create((access.tls().isPresent() ? "https://" : "http://") + name + ":" + host.port() + PATH);
    }

    private static String form(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(parameter ->
                        parameter.getKey() + "=" + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private PartialResult read(HostInfo host, HttpResponse<InputStream> response, Optional<String> proof) {
        try (DataInputStream body = new DataInputStream(new BufferedInputStream(response.body()))) {
            if (response.statusCode() != 200) {
                throw new StateUnavailable(
                        "instance " + host.host() + ":" + host.port() + " answers " + response.statusCode());
            }
            return proof.isPresent() ? proved(host, response, body, proof.get()) : PartialResult.read(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An answer of an instance that has the secret too: whoever joined the group is asked like the others. */
    private PartialResult proved(HostInfo host, HttpResponse<InputStream> response, DataInputStream body, String proof)
            throws IOException {
        byte[] answer = body.readNBytes(MAX_ANSWER_BYTES);
        String answered = response.headers().firstValue(PeerSecret.HEADER).orElse(null);
        if (!access.peers().orElseThrow().isOfAnswer(answered, proof, answer)) {
            throw new StateUnavailable(
                    "instance " + host.host() + ":" + host.port() + " does not have the secret of the peers");
        }
        return PartialResult.read(new DataInputStream(new ByteArrayInputStream(answer)));
    }

    private static StateUnavailable unavailable(HostInfo host, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof StateUnavailable known
                ? known
                : new StateUnavailable("instance " + host.host() + ":" + host.port() + " does not answer", cause);
    }
}
