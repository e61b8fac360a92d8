package io.bellwether.consumer.pipeline;

import io.bellwether.consumer.sink.AlertConsumerException;
import io.bellwether.consumer.sink.DeliveryResult;
import io.bellwether.consumer.sink.DeliveryResult.Delivered;
import io.bellwether.consumer.sink.DeliveryResult.Permanent;
import io.bellwether.consumer.sink.DeliveryResult.Retryable;
import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The only stage with backoff and a deadline: repeats an attempt, with pauses from 100 ms that double up to 10 s, until
 * it is delivered, fails permanently, or the deadline has passed.
 */
final class Redelivery {

    static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private static final IntervalFunction BACKOFF =
            IntervalFunction.ofExponentialBackoff(FIRST_PAUSE, 2.0, LONGEST_PAUSE);
    private static final Logger LOG = LoggerFactory.getLogger(Redelivery.class);

    private final Duration deadline;
    private final Pause pause;
    private final LongSupplier nanoTime;

    /** Waits; true if a stop was requested meanwhile. */
    @FunctionalInterface
    interface Pause {
        boolean await(Duration time);
    }

    Redelivery(Duration deadline, Pause pause, LongSupplier nanoTime) {
        this.deadline = deadline;
        this.pause = pause;
        this.nanoTime = nanoTime;
    }

    /**
     * Repeats an attempt as described.
     *
     * @param sink for the error message
     * @return true if delivered, false if a stop was requested before
     * @throws AlertConsumerException if it fails permanently or the deadline has passed
     */
    boolean deliver(String sink, SinkMeter meter, Supplier<DeliveryResult> attempt) {
        long start = nanoTime.getAsLong();
        for (int failures = 1; ; failures++) {
            DeliveryResult result = attempt.get();
            if (result instanceof Delivered) {
                if (failures > 1) {
                    recovered(sink, meter, Duration.ofNanos(nanoTime.getAsLong() - start));
                }
                return true;
            }
            if (result instanceof Permanent permanent) {
                throw new AlertConsumerException(sink + ": " + permanent.reason());
            }
            String reason = ((Retryable) result).reason();
            Duration elapsed = Duration.ofNanos(nanoTime.getAsLong() - start);
            if (elapsed.compareTo(deadline) >= 0) {
                throw new AlertConsumerException(sink + ": gave up after " + elapsed.toSeconds() + " s: " + reason);
            }
            meter.troubled(reason);
            meter.retried();
            // Of an outage the first failure is a warning.
            LOG.atLevel(failures == 1 ? Level.WARN : Level.DEBUG)
                    .setMessage("delivery failed, will be repeated")
                    .addKeyValue("sink", sink)
                    .addKeyValue("reason", reason)
                    .log();
            Duration wait = Duration.ofMillis(BACKOFF.apply(failures));
            Duration left = deadline.minus(elapsed);
            if (pause.await(wait.compareTo(left) < 0 ? wait : left)) {
                return false;
            }
        }
    }

    private static void recovered(String sink, SinkMeter meter, Duration after) {
        meter.well();
        LOG.atWarn()
                .setMessage("delivery goes on")
                .addKeyValue("sink", sink)
                .addKeyValue("after_seconds", after.toSeconds())
                .log();
    }
}
