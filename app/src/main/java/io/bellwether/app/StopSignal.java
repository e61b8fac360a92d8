package io.bellwether.app;

import io.bellwether.app.settings.Failure;
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
 * Ctrl-C or SIGTERM: requests a stop, and ends the process with status 0 once the verb has closed everything in its own
 * order. Closed last.
 */
final class StopSignal implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 60;

    private final CompletableFuture<Void> requested = new CompletableFuture<>();
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile Runnable action = () -> {};

    private StopSignal() {}

    /** From now on a signal requests a stop instead of ending the process. */
    static StopSignal install() {
        StopSignal signal = new StopSignal();
        Runtime.getRuntime().addShutdownHook(new Thread(signal::signalled, "stop-signal"));
        return signal;
    }

    private void signalled() {
        if (done.getCount() == 0) {
            return; // the verb ended by itself, with its own status
        }
        requested.complete(null);
        action.run();
        try {
            Runtime.getRuntime().halt(done.await(PATIENCE_SECONDS, TimeUnit.SECONDS) ? 0 : Failure.FAILED);
        } catch (InterruptedException e) {
            Runtime.getRuntime().halt(Failure.FAILED);
        }
    }

    /** An action to run on request, on the signal's thread. Set once, before waiting. */
    void onRequest(Runnable what) {
        action = what;
        if (requested()) {
            what.run();
        }
    }

    public boolean requested() {
        return requested.isDone();
    }

    /** Waits for a request for at most this time; true if there is one. */
    boolean awaitFor(Duration time) {
        try {
            requested.get(time.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e); // never completed exceptionally
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /**
     * Waits for a request or the completion of one of these.
     *
     * @throws RuntimeException the failure of one of these
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
