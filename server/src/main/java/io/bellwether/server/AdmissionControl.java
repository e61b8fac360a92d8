package io.bellwether.server;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Lets in as much as can be taken: some bodies at a time, a few of them worked on, and so many events a second. Who is not
 * let in is told when to come again. What has been taken in is charged for afterwards, so that one large body passes and
 * the next ones wait for it. May be used from any thread.
 */
final class AdmissionControl {

    /** Bodies in memory at a time. */
    static final int MAX_BODIES = 32;

    /** Bodies worked on at a time: each holds up to some thousand events. */
    private static final int MAX_AT_WORK = 4;

    private static final long PATIENCE_MS = 2_000;
    private static final double NANOS = 1e9;

    private final Semaphore bodies = new Semaphore(MAX_BODIES);
    private final Semaphore work = new Semaphore(MAX_AT_WORK, true);
    private final int eventsPerSecond;
    private final LongSupplier nanos;
    private double credit;
    private long counted;

    /** @param nanos a clock that never goes back */
    AdmissionControl(int eventsPerSecond, LongSupplier nanos) {
        this.eventsPerSecond = eventsPerSecond;
        this.nanos = nanos;
        this.counted = nanos.getAsLong();
        this.credit = eventsPerSecond;
    }

    /** Leave to hold a body. */
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

    /** Until there is credit again; 0 if there is some. */
    private synchronized double waitSeconds() {
        long now = nanos.getAsLong();
        credit = Math.min(eventsPerSecond, credit + (now - counted) / NANOS * eventsPerSecond);
        counted = now;
        return credit > 0 ? 0 : Math.max(1, -credit / eventsPerSecond);
    }

    private synchronized void charge(int events) {
        credit -= events;
    }

    /** A place among the bodies, and from some time on among those at work. */
    final class Pass implements AutoCloseable {

        private boolean atWork;

        /** Waits a little for a place to work. */
        void work() {
            try {
                atWork = work.tryAcquire(PATIENCE_MS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (!atWork) {
                throw Problem.tooMany("others are served", 1);
            }
        }

        /** Notes what was taken in. */
        void charge(int events) {
            AdmissionControl.this.charge(events);
        }

        @Override
        public void close() {
            if (atWork) {
                work.release();
            }
            bodies.release();
        }
    }
}
