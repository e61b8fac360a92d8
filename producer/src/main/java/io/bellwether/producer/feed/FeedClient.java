package io.bellwether.producer.feed;

import com.google.common.io.CountingInputStream;
import com.rometools.rome.io.FeedException;
import io.bellwether.producer.format.InputException;
import io.bellwether.producer.format.Shortened;
import io.bellwether.producer.format.UnpackedStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Fetches one RSS, Atom or JSON feed over HTTP, and only if it changed since it was fetched last. What it takes is bounded in time,
 * size and number; a redirect leads to the same host or nowhere; a document type, and so an entity of anyone's making, is
 * refused.
 */
final class FeedClient {

    static final int MAX_BYTES = 5 << 20;

    private static final int MAX_REDIRECTS = 5;

    private final URI url;
    private final Duration within;
    private final HttpClient client;
    private @Nullable String etag;
    private @Nullable String lastModified;

    /** @throws InputException if it is no address of a web server */
    FeedClient(String url, Duration within) {
        try {
            this.url = URI.create(url);
        } catch (IllegalArgumentException e) {
            throw new InputException(url + ": is no URL", e);
        }
        boolean web = "http".equals(this.url.getScheme()) || "https".equals(this.url.getScheme());
        if (!web || this.url.getHost() == null || this.url.getUserInfo() != null) {
            throw new InputException(
                    url.replaceFirst("//[^/]*@", "//***@") + ": must be an http or https URL without a password in it");
        }
        this.within = within;
        this.client = HttpClient.newBuilder()
                .connectTimeout(within)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    URI url() {
        return url;
    }

    /** What was fetched last was not taken: it is to be fetched again though it has not changed. */
    void forget() {
        etag = null;
        lastModified = null;
    }

    /**
     * The items, newest first; empty if it has not changed.
     *
     * @throws InputException if it cannot be fetched or read
     */
    Optional<List<FeedItem>> fetch() {
        URI at = url;
        for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
            Answer answer = get(at);
            switch (answer.status) {
                case 200 -> {
                    List<FeedItem> items = items(answer, at);
                    etag = answer.etag;
                    lastModified = answer.lastModified;
                    return Optional.of(items);
                }
                case 304 -> {
                    return Optional.empty();
                }
                case 301, 302, 303, 307, 308 -> at = redirected(at, answer.location);
                default -> throw new InputException(url + ": the server answers " + answer.status);
            }
        }
        throw new InputException(url + ": redirects more than " + MAX_REDIRECTS + " times");
    }

    private URI redirected(URI from, @Nullable String location) {
        URI to;
        try {
            to = from.resolve(location == null ? "" : location);
        } catch (IllegalArgumentException e) {
            throw new InputException(url + ": redirects to what is no URL", e);
        }
        boolean same = url.getHost().equalsIgnoreCase(to.getHost());
        boolean asSafe = "https".equals(to.getScheme())
                || ("http".equals(to.getScheme()) && "http".equals(url.getScheme()) && to.getPort() == url.getPort());
        if (!same || !asSafe) {
            throw new InputException(url + ": redirects to another host or port, which is not followed: " + to);
        }
        return to;
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Answer(
            int status,
            byte[] body,
            @Nullable String contentType,
            @Nullable String location,
            @Nullable String etag,
            @Nullable String lastModified) {}

    private Answer get(URI at) {
        HttpRequest.Builder request = HttpRequest.newBuilder(at)
                .timeout(within)
                .header(
                        "Accept",
                        "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, "
                                + "text/xml;q=0.8, application/json;q=0.5")
                .header("User-Agent", "bellwether");
        if (etag != null) {
            request.header("If-None-Match", etag);
        }
        if (lastModified != null) {
            request.header("If-Modified-Since", lastModified);
        }
        CompletableFuture<HttpResponse<InputStream>> sent =
                client.sendAsync(request.build(), BodyHandlers.ofInputStream());
        try {
            // The request's own timeout ends with the headers; a body may still drip for ever.
            HttpResponse<InputStream> response = sent.get(within.toMillis(), TimeUnit.MILLISECONDS);
            try (InputStream in = response.body()) {
                byte[] body =
                        CompletableFuture.supplyAsync(() -> read(in)).get(within.toMillis(), TimeUnit.MILLISECONDS);
                return answer(response, body);
            }
        } catch (TimeoutException e) {
            sent.cancel(true);
            throw new InputException(url + ": does not answer within " + within.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof InputException cause
                    ? cause
                    : new InputException(url + ": cannot be fetched: " + e.getCause(), e);
        } catch (IOException e) {
            throw new InputException(url + ": cannot be fetched: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InputException(url + ": interrupted", e);
        }
    }

    private byte[] read(InputStream in) {
        try {
            byte[] body = in.readNBytes(MAX_BYTES + 1);
            if (body.length > MAX_BYTES) {
                throw new InputException(url + ": is larger than " + MAX_BYTES + " bytes");
            }
            return body;
        } catch (IOException e) {
            throw new InputException(url + ": breaks off: " + e.getMessage(), e);
        }
    }

    private static Answer answer(HttpResponse<InputStream> response, byte[] body) {
        return new Answer(
                response.statusCode(),
                body,
                header(response, "Content-Type"),
                header(response, "Location"),
                header(response, "ETag"),
                header(response, "Last-Modified"));
    }

    private static @Nullable String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse(null);
    }

    private List<FeedItem> items(Answer answer, URI at) {
        try {
            return FeedDocument.items(unpacked(answer.body), answer.contentType, at);
        } catch (IOException | FeedException | IllegalArgumentException e) {
            throw new InputException(
                    url + ": is no RSS, Atom or JSON feed: " + Shortened.shortened(String.valueOf(e.getMessage())), e);
        }
    }

    /** Some servers compress although the request does not accept it. */
    private byte[] unpacked(byte[] body) throws IOException {
        if (body.length < 2 || body[0] != (byte) 0x1F || body[1] != (byte) 0x8B) {
            return body;
        }
        try (InputStream in = new UnpackedStream(new CountingInputStream(new ByteArrayInputStream(body)))) {
            return read(in);
        }
    }
}
