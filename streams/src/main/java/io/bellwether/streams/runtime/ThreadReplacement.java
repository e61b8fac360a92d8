package io.bellwether.streams.runtime;

import io.bellwether.schemas.LostSchemaException;
import io.bellwether.schemas.RegistryUnavailableException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.kafka.common.errors.RetriableException;

/**
 * Whether and when a stream thread that died is replaced. What is away is waited for without end; what fails otherwise
 * and may pass is tried {@value #LIMIT} times in a row; anything else is not. Pauses double from half a second to 30 s,
 * and begin anew after {@link #QUIET} without a death.
 */
final class ThreadReplacement {

    static final int LIMIT = 30;
    static final Duration QUIET = Duration.ofMinutes(5);
    static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final LongSupplier nanoTime;
    private int deaths;
    private long lastAt;

    ThreadReplacement(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** How long to wait before the thread that died of this is replaced; empty if it is not to be replaced. */
    synchronized Optional<Duration> after(Throwable death) {
        long now = nanoTime.getAsLong();
        if (deaths > 0 && now - lastAt > QUIET.toNanos()) {
            deaths = 0;
        }
        lastAt = now;
        deaths++;
        boolean replaced = isAway(death) || (mayPass(death) && deaths <= LIMIT);
        return replaced ? Optional.of(pause()) : Optional.empty();
    }

    private Duration pause() {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(deaths - 1, 10));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    /** Registry or brokers do not answer. */
    private static boolean isAway(Throwable death) {
        return has(death, RegistryUnavailableException.class)
                || has(death, org.apache.kafka.common.errors.TimeoutException.class);
    }

    private static boolean mayPass(Throwable death) {
        return !has(death, LostSchemaException.class)
                && !isDiskFull(death)
                && (has(death, RetriableException.class) || has(death, IOException.class));
    }

    /** RocksDB and the JDK both repeat the system's words. */
    static boolean isDiskFull(Throwable death) {
        for (Throwable cause = death; cause != null; cause = cause.getCause()) {
            String message = cause.getMessage();
            if (message != null && (message.contains("No space left") || message.contains("Disk quota exceeded"))) {
                return true;
            }
        }
        return false;
    }

    static boolean has(Throwable death, Class<? extends Throwable> kind) {
        for (Throwable cause = death; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
