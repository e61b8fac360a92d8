package io.bellwether.server;

import io.bellwether.streams.query.AlertSubscription;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Alerts as server-sent events: {@code open} for each open alert, {@code ready}, then {@code transition}s, whose ids
 * resume; {@code dropped} with the reason why a stream ends. One thread per client, up to a limit.
 */
final class AlertStream implements AutoCloseable {

    /** Most clients at once. */
    static final int MAX_CLIENTS = 200;

    private static final Duration HEARTBEAT = Duration.ofSeconds(10);
    private static final int RECONNECT_AFTER_MS = 1_000;

    private final Supplier<Services> services;
    private final RequestLimits limits;
    private final Semaphore permits = new Semaphore(MAX_CLIENTS);
    private final ExecutorService writers = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "alert-stream");
        thread.setDaemon(true);
        return thread;
    });

    AlertStream(Supplier<Services> services, RequestLimits limits) {
        this.services = services;
        this.limits = limits;
    }

    void serve(Request request, Context context) {
        if (context.method().equals(HandlerType.HEAD)) {
            context.contentType("text/event-stream");
            return;
        }
        String lastEventId = context.header("Last-Event-ID");
        if (lastEventId == null) {
            lastEventId = request.text("last_event_id");
        }
        AlertSubscription subscription;
        try {
            subscription = services.get().alerts().subscribe(lastEventId);
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest("Last-Event-ID: " + e.getMessage());
        }
        String address = ClientAddress.of(String.valueOf(context.req().getRemoteAddr()));
        limits.beginStream(address);
        if (!permits.tryAcquire()) {
            limits.endStream(address);
            throw Problem.unavailable("no more than " + MAX_CLIENTS + " clients can follow alerts here");
        }
        context.async(how -> how.executor = writers, () -> {
            try (subscription) {
                write(context.res(), subscription);
            } catch (IOException e) {
                // the client is gone
            } finally {
                permits.release();
                limits.endStream(address);
            }
        });
    }

    private static void write(HttpServletResponse response, AlertSubscription subscription)
            throws IOException, InterruptedException {
        response.setStatus(HttpServletResponse.SC_OK);
        response.setContentType("text/event-stream");
        response.setCharacterEncoding("UTF-8");
        response.setHeader("Cache-Control", "no-cache");
        // Keeps proxies from buffering events.
        response.setHeader("X-Accel-Buffering", "no");
        OutputStream out = response.getOutputStream();
        out.write(("retry: " + RECONNECT_AFTER_MS + "\n\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
        while (true) {
            AlertSubscription.Event event = subscription.next(HEARTBEAT);
            out.write(text(event).getBytes(StandardCharsets.UTF_8));
            out.flush();
            if (event != null && event.kind() == AlertSubscription.Kind.DROPPED) {
                return;
            }
        }
    }

    private static String text(AlertSubscription.@Nullable Event event) {
        if (event == null) {
            return ": still here\n\n";
        }
        String data = event.kind() == AlertSubscription.Kind.DROPPED || event.kind() == AlertSubscription.Kind.RESET
                ? new String(Json.bytes(Map.of("reason", event.data())), StandardCharsets.UTF_8)
                : event.data();
        return "event: " + event.kind().name().toLowerCase(Locale.ROOT) + "\n"
                + (event.id() == null ? "" : "id: " + event.id() + "\n")
                + "data: " + data + "\n\n";
    }

    @Override
    public void close() {
        writers.shutdownNow();
    }
}
