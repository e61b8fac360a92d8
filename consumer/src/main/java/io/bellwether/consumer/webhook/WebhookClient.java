package io.bellwether.consumer.webhook;

import io.bellwether.consumer.webhook.AddressPolicy.ForbiddenAddressException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.io.Closer;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Posts messages to one receiver, each call one attempt. May be used from several threads.
 *
 * <p>Headers: {@code webhook-id} and {@code Idempotency-Key} (the message's id), {@code webhook-timestamp} (seconds),
 * and, if there is a secret, {@code webhook-signature}.
 */
public final class WebhookClient implements AutoCloseable {

    /** Client errors that HTTP defines as temporary. */
    private static final Set<Integer> TEMPORARY = Set.of(408, 425, 429);

    private static final int MAX_HEADERS = 200;
    private static final int MAX_HEADER_BYTES = 16_384;
    private static final int MAX_EMPTY_LINES = 10;

    private final WebhookUrl url;
    private final WebhookSettings settings;
    private final Clock clock;
    private final AddressPolicy addressPolicy;
    private final CloseableHttpClient http;
    private final ScheduledExecutorService deadlines = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "bellwether-webhook-deadlines");
        thread.setDaemon(true);
        return thread;
    });

    /** Connects to nothing yet. */
    public WebhookClient(WebhookUrl url, WebhookSettings settings, int connections, Clock clock) {
        this(url, settings, connections, clock, AddressPolicy.of(settings.allowPrivate()));
    }

    WebhookClient(WebhookUrl url, WebhookSettings settings, int connections, Clock clock, AddressPolicy addressPolicy) {
        this.url = url;
        this.settings = settings;
        this.clock = clock;
        this.addressPolicy = addressPolicy;
        Timeout whole = Timeout.of(settings.requestTimeout());
        this.http = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(addressPolicy)
                        .setConnectionFactory(connections())
                        .setMaxConnPerRoute(connections)
                        .setMaxConnTotal(connections)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(Timeout.of(settings.connectTimeout()))
                                .setSocketTimeout(whole)
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(whole)
                        .setResponseTimeout(whole)
                        .build())
                .setUserAgent("bellwether")
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .build();
    }

    /** A receiver's answer must not fill the memory: it may have a head of some size, and no more of its body is read than is shown. */
    private static ManagedHttpClientConnectionFactory connections() {
        return ManagedHttpClientConnectionFactory.builder()
                .http1Config(Http1Config.custom()
                        .setMaxHeaderCount(MAX_HEADERS)
                        .setMaxLineLength(MAX_HEADER_BYTES)
                        .setMaxEmptyLineCount(MAX_EMPTY_LINES)
                        .build())
                .build();
    }

    /**
     * Checks what can be checked before the first message.
     *
     * @throws IllegalArgumentException if the receiver is at an address that may not be connected to
     */
    public void check() {
        try {
            addressPolicy.resolve(url.host());
        } catch (ForbiddenAddressException e) {
            throw new IllegalArgumentException(e.getMessage() + "; --allow-private-webhooks allows it", e);
        } catch (UnknownHostException e) {
            // A name that is unknown now may be known later; each post reports it.
            return;
        }
    }

    /** Posts a message once. */
    public PostResult post(Message message) {
        HttpPost request = request(message);
        ScheduledFuture<?> deadline =
                deadlines.schedule(request::cancel, settings.requestTimeout().toMillis(), TimeUnit.MILLISECONDS);
        try {
            ClassicHttpResponse response = http.executeOpen(null, request, null);
            try {
                Beginning body = Beginning.of(response.getEntity());
                if (!body.whole()) {
                    // Closing the response would read the rest, however long, to keep the connection.
                    request.cancel();
                }
                return result(response, body.text());
            } finally {
                Closer.closeQuietly(response);
            }
        } catch (ForbiddenAddressException e) {
            return retry(String.valueOf(e.getMessage()));
        } catch (UnknownHostException e) {
            return retry("host " + url.host() + " is not known");
        } catch (IOException | CancellationException e) {
            // The socket's own time is up at the same moment as the request's.
            boolean late = request.isCancelled()
                    || (e instanceof SocketTimeoutException && !(e instanceof ConnectTimeoutException));
            return retry(
                    late
                            ? "no answer within " + settings.requestTimeout().toMillis() + " ms"
                            : "no answer: " + e.getClass().getSimpleName());
        } finally {
            deadline.cancel(false);
        }
    }

    private static PostResult retry(String reason) {
        return new PostResult.Retry(reason, Duration.ZERO);
    }

    private HttpPost request(Message message) {
        Instant now = clock.instant();
        HttpPost request = new HttpPost(url.uri());
        request.setHeader("webhook-id", message.id());
        request.setHeader("Idempotency-Key", message.id());
        request.setHeader("webhook-timestamp", Long.toString(now.getEpochSecond()));
        settings.secret().ifPresent(secret -> request.setHeader("webhook-signature", secret.signatures(message, now)));
        request.setEntity(new ByteArrayEntity(
                message.body().getBytes(StandardCharsets.UTF_8),
                ContentType.create(message.contentType(), StandardCharsets.UTF_8)));
        return request;
    }

    private PostResult result(ClassicHttpResponse response, String body) {
        int status = response.getCode();
        if (status >= 200 && status < 300) {
            return new PostResult.Delivered();
        }
        String reason = body.isEmpty() ? "HTTP " + status : "HTTP " + status + ": " + body;
        if (status == HttpStatus.SC_GONE) {
            return new PostResult.Gone(reason);
        }
        if (status >= 500 || TEMPORARY.contains(status)) {
            Header after = response.getFirstHeader(HttpHeaders.RETRY_AFTER);
            return new PostResult.Retry(
                    reason, RetryAfter.of(after == null ? null : after.getValue(), clock.instant()));
        }
        return new PostResult.Rejected(status < 400 ? "HTTP " + status + ", redirects are not followed" : reason);
    }

    /** The beginning of a body on one line: receivers explain rejections there. */
    private record Beginning(String text, boolean whole) {

        private static final int MAX_BYTES = 4_096;
        private static final int MAX_SHOWN = 200;

        static Beginning of(@Nullable HttpEntity entity) throws IOException {
            if (entity == null) {
                return new Beginning("", true);
            }
            InputStream content = entity.getContent();
            byte[] bytes = content == null ? new byte[0] : content.readNBytes(MAX_BYTES);
            String line = new String(bytes, StandardCharsets.UTF_8)
                    .replaceAll("[\\p{C}\\s]+", " ")
                    .strip();
            return new Beginning(
                    line.length() > MAX_SHOWN ? line.substring(0, MAX_SHOWN) : line, bytes.length < MAX_BYTES);
        }
    }

    @Override
    public void close() {
        deadlines.shutdownNow();
        http.close(CloseMode.IMMEDIATE);
    }
}
