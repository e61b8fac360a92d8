package io.bellwether.consumer.pipeline;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Asks every thread of a consumer to end, and ends their waiting. */
public final class StopRequest {

    private final CountDownLatch requested = new CountDownLatch(1);
    private final List<Runnable> wakeups = new CopyOnWriteArrayList<>();

    public boolean requested() {
        return requested.getCount() == 0;
    }

    /** Runs an action when a stop is requested, at once if it already is; may run it twice. */
    void onRequest(Runnable wakeup) {
        wakeups.add(wakeup);
        if (requested()) {
            wakeup.run();
        }
    }

    public void request() {
        requested.countDown();
        wakeups.forEach(Runnable::run);
    }

    /** Waits; true if a stop was requested meanwhile. An interrupt counts as such a request. */
    boolean await(Duration time) {
        try {
            return requested.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            request();
            return true;
        }
    }
}
