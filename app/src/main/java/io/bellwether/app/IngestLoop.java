package io.bellwether.app;

import io.bellwether.app.settings.Failure;
import io.bellwether.app.terminal.Console;
import io.bellwether.producer.format.InputException;
import io.bellwether.producer.publish.PublishException;
import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;

/** Does a step again and again until stopped; goes on when the cluster or the source is back after a failure. */
final class IngestLoop {

    /** Random by half, so that instances that failed together do not retry together. */
    private static final IntervalFunction BACKOFF =
            IntervalFunction.ofExponentialRandomBackoff(Duration.ofMillis(750), 2.0, 0.5, Duration.ofMinutes(1));

    private final Console console;
    private String lastFailure = "";

    IngestLoop(Console console) {
        this.console = console;
    }

    /** One step: answers how long to wait until the next. */
    @FunctionalInterface
    interface Step {
        Duration run();
    }

    void run(StopSignal stop, Step step) {
        int failures = 0;
        boolean stopped = stop.requested();
        while (!stopped) {
            Duration wait;
            try {
                wait = step.run();
                failures = 0;
                lastFailure = "";
            } catch (PublishException | InputException e) {
                tell(Failure.line(e));
                wait = Duration.ofMillis(BACKOFF.apply(++failures));
            }
            stopped = stop.awaitFor(wait);
        }
    }

    /** Says what is wrong once, not at every attempt. */
    void tell(String failure) {
        if (!failure.equals(lastFailure)) {
            lastFailure = failure;
            console.err().println("bellwether: " + failure + "; trying again");
        }
    }
}
