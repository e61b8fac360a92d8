package io.bellwether.local;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts a registry again that died, or that does not answer {@value #MISSED} times in a row. It waits longer after each
 * attempt, and gives up after {@value #ATTEMPTS} attempts in a row of which none served for {@link #STABLE}.
 */
final class RegistryWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RegistryWatch.class);

    private static final int ATTEMPTS = 10;
    private static final int MISSED = 6;
    private static final Duration STABLE = Duration.ofMinutes(1);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final LocalRegistry registry;
    private final Thread thread = new Thread(this::run, "registry-watch");
    private final CompletableFuture<Void> failure = new CompletableFuture<>();
    private volatile @Nullable String trouble;
    private final AtomicLong restarts = new AtomicLong();
    private volatile boolean closed;

    RegistryWatch(LocalRegistry registry) {
        this.registry = registry;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    Optional<String> trouble() {
        // Seen at once, before the watch has woken up.
        return trouble == null && !registry.process().isAlive()
                ? Optional.of("the schema registry has died")
                : Optional.ofNullable(trouble);
    }

    long restarts() {
        return restarts.get();
    }

    CompletableFuture<Void> failure() {
        return failure;
    }

    private void run() {
        try {
            int attempts = 0;
            while (true) {
                long since = System.nanoTime();
                String why = awaitTrouble();
                if (System.nanoTime() - since > STABLE.toNanos()) {
                    attempts = 0;
                }
                attempts = startAgain(why, attempts);
            }
        } catch (InterruptedException e) {
            LOG.atDebug().log("the registry is no longer watched");
        } catch (Throwable e) { // nobody else would learn of it
            if (!closed) {
                LocalClusterException end =
                        new LocalClusterException("the schema registry is given up: " + e.getMessage(), e);
                trouble = end.getMessage();
                LOG.atError().setCause(e).log("the schema registry is given up");
                failure.completeExceptionally(end);
            }
        }
    }

    /** Returns why it is to be started again. */
    private String awaitTrouble() throws InterruptedException {
        int missed = 0;
        while (missed < MISSED) {
            if (registry.process().waitFor(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                return "the schema registry ended with status "
                        + registry.process().exitValue();
            }
            missed = registry.answers(ANSWER_WITHIN) ? 0 : missed + 1;
        }
        return "the schema registry does not answer";
    }

    private int startAgain(String why, int before) throws InterruptedException {
        trouble = why + "; it is started again";
        LOG.atWarn().addKeyValue("reason", why).log("the schema registry is started again");
        String reason = why;
        for (int attempt = before + 1; attempt <= ATTEMPTS; attempt++) {
            Thread.sleep(pause(attempt).toMillis());
            try {
                registry.restart();
                restarts.incrementAndGet();
                trouble = null;
                LOG.atWarn().addKeyValue("attempt", attempt).log("the schema registry serves again");
                return attempt;
            } catch (LocalClusterException e) {
                reason = String.valueOf(e.getMessage());
                LOG.atWarn()
                        .addKeyValue("attempt", attempt)
                        .addKeyValue("reason", reason)
                        .log("the schema registry did not start");
            }
        }
        throw new LocalClusterException("it failed " + ATTEMPTS + " times in a row: " + reason);
    }

    private static Duration pause(int attempt) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempt - 1, 10));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
