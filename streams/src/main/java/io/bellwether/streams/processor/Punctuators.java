package io.bellwether.streams.processor;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/** Ticks of the wall clock in a task, on its own thread. */
final class Punctuators {

    private Punctuators() {}

    /**
     * Starts ticks for a listener at the whole multiples of the interval, and returns what stops them. The tasks of a
     * thread so tick together, and one commit serves them all.
     */
    static Function<LongConsumer, Runnable> of(ProcessorContext<?, ?> context, Duration interval) {
        return listener -> {
            Cancellable ticks =
                    context.schedule(Instant.EPOCH, interval, PunctuationType.WALL_CLOCK_TIME, listener::accept);
            return ticks::cancel;
        };
    }

    /** Ticks as long as the task lives. */
    @CanIgnoreReturnValue
    static Cancellable start(ProcessorContext<?, ?> context, Duration interval, LongConsumer listener) {
        return context.schedule(interval, PunctuationType.WALL_CLOCK_TIME, listener::accept);
    }
}
