package io.bellwether.app;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Ctrl-C or SIGTERM: asks the verb to stop, and lets the process end, with status 0, only when the verb has closed
 * everything in its own order. Closed last, when that is done.
 */
final class StopSignal implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 60;
    private static final int FAILED = 1;

    private final CompletableFuture<Void> requested = new CompletableFuture<>();
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile Runnable action = () -> {};

    private StopSignal() {}

    /** From here on a signal requests a stop instead of ending the process. */
    static StopSignal install() {
        StopSignal signal = new StopSignal();
        Runtime.getRuntime().addShutdownHook(new Thread(signal::signalled, "stop-signal"));
        return signal;
    }

    private void signalled() {
        if (done.getCount() == 0) {
            return; // the verb ended by itself; its status stands
        }
        requested.complete(null);
        action.run();
        try {
            Runtime.getRuntime().halt(done.await(PATIENCE_SECONDS, TimeUnit.SECONDS) ? 0 : FAILED);
        } catch (InterruptedException e) {
            Runtime.getRuntime().halt(FAILED);
        }
    }

    /** What else to do on request, on the thread of the signal. Set once, before waiting. */
    void onRequest(Runnable what) {
        action = what;
        if (requested()) {
            what.run();
        }
    }

    public boolean requested() {
        return requested.isDone();
    }

    /** Waits for a request, but no longer than this; whether there is one. */
    boolean awaitFor(Duration time) {
        try {
            requested.get(time.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e); // nobody completes it so
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /**
     * Waits for a request, or until one of these is done, whichever is first.
     *
     * @throws RuntimeException what ended one of these exceptionally
     */
    void awaitOr(CompletableFuture<?>... others) {
        List<CompletableFuture<?>> any = new ArrayList<>(List.of(others));
        any.add(requested);
        try {
            CompletableFuture.anyOf(any.toArray(CompletableFuture[]::new)).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    @Override
    public void close() {
        done.countDown();
    }
}
