package io.bellwether.server;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Limits ingest: bodies in memory, bodies being processed, and events per second. A request over a limit is answered 429
 * with Retry-After. Events are charged after they were accepted, so that one large body passes and the next ones wait for
 * it. Thread-safe.
 */
final class AdmissionControl {

    /** Most bodies in memory at once. */
    static final int MAX_BODIES = 32;

    /** Most bodies processed at once: each holds up to some thousand events. */
    private static final int MAX_PROCESSING = 4;

    private static final long PATIENCE_MS = 2_000;
    private static final double NANOS = 1e9;

    private final Semaphore bodies = new Semaphore(MAX_BODIES);
    private final Semaphore work = new Semaphore(MAX_PROCESSING, true);
    private final int eventsPerSecond;
    private final LongSupplier nanos;
    private double credit;
    private long counted;

    /** @param nanos a monotonic clock */
    AdmissionControl(int eventsPerSecond, LongSupplier nanos) {
        this.eventsPerSecond = eventsPerSecond;
        this.nanos = nanos;
        this.counted = nanos.getAsLong();
        this.credit = eventsPerSecond;
    }

    /** A permit to hold a body. */
    Pass enter() {
        double wait = waitSeconds();
        if (wait > 0) {
            throw Problem.tooMany("more than " + eventsPerSecond + " events a second are not taken", wait);
        }
        if (!bodies.tryAcquire()) {
            throw Problem.tooMany("more than " + MAX_BODIES + " bodies at a time are not taken", 1);
        }
        return new Pass();
    }

    /** Seconds until there is credit; 0 if there is some. */
    private synchronized double waitSeconds() {
        long now = nanos.getAsLong();
        credit = Math.min(eventsPerSecond, credit + (now - counted) / NANOS * eventsPerSecond);
        counted = now;
        return credit > 0 ? 0 : Math.max(1, -credit / eventsPerSecond);
    }

    private synchronized void charge(int events) {
        credit -= events;
    }

    /** A permit to hold a body, and, once {@link #work} has returned, to process it. */
    final class Pass implements AutoCloseable {

        private boolean processing;

        /** Waits briefly for a permit to process. */
        void work() {
            try {
                processing = work.tryAcquire(PATIENCE_MS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (!processing) {
                throw Problem.tooMany("other requests are being processed", 1);
            }
        }

        /** Charges accepted events. */
        void charge(int events) {
            AdmissionControl.this.charge(events);
        }

        @Override
        public void close() {
            if (processing) {
                work.release();
            }
            bodies.release();
        }
    }
}
