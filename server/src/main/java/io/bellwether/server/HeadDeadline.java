package io.bellwether.server;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.jspecify.annotations.Nullable;

/**
 * Closes connections without a request for too long. A time-out for idle ones alone would let a client keep its connections for ever
 * by a byte of a head now and then. Thread-safe.
 */
final class HeadDeadline extends AbstractLifeCycle implements Connection.Listener {

    private static final int LOOKS = 4;

    private final long withinNanos;
    private final ConcurrentMap<Connection, Waiting> open = new ConcurrentHashMap<>();
    private @Nullable ScheduledExecutorService clock;

    HeadDeadline(long withinNanos) {
        this.withinNanos = withinNanos;
    }

    /** So many requests have been answered, and since then no other was there. */
    private record Waiting(long answered, long sinceNanos) {}

    @Override
    protected void doStart() {
        ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "head-deadline");
            thread.setDaemon(true);
            return thread;
        });
        // Ends with its clock.
        ScheduledFuture<?> unused = started.scheduleWithFixedDelay(
                this::look, withinNanos / LOOKS, withinNanos / LOOKS, TimeUnit.NANOSECONDS);
        clock = started;
    }

    @Override
    protected void doStop() {
        if (clock != null) {
            clock.shutdownNow();
        }
    }

    @Override
    public void onOpened(Connection connection) {
        if (connection.getMessagesIn() >= 0) { // those that carry another, as TLS, count none
            open.put(connection, new Waiting(0, System.nanoTime()));
        }
    }

    @Override
    public void onClosed(Connection connection) {
        open.remove(connection);
    }

    private void look() {
        long now = System.nanoTime();
        open.forEach((connection, waiting) -> {
            long answered = connection.getMessagesOut();
            if (connection.getMessagesIn() > answered || answered > waiting.answered()) {
                open.computeIfPresent(connection, (key, before) -> new Waiting(answered, now));
            } else if (now - waiting.sinceNanos() > withinNanos) {
                connection.getEndPoint().close();
            }
        });
    }
}
