package io.bellwether.streams.processor;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/** Ticks of the wall clock in a task, on its own thread. */
final class Ticks {

    private Ticks() {}

    /** Starts ticks for a listener, the first after the interval, and returns what stops them. */
    static Function<LongConsumer, Runnable> of(ProcessorContext<?, ?> context, Duration interval) {
        return listener -> {
            Cancellable ticks = start(context, interval, listener);
            return ticks::cancel;
        };
    }

    /** Ticks as long as the task lives. */
    @CanIgnoreReturnValue
    static Cancellable start(ProcessorContext<?, ?> context, Duration interval, LongConsumer listener) {
        return context.schedule(interval, PunctuationType.WALL_CLOCK_TIME, listener::accept);
    }
}
