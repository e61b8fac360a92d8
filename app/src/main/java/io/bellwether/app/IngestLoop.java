package io.bellwether.app;

import io.bellwether.producer.format.InputException;
import io.bellwether.producer.publish.PublishException;
import java.time.Duration;
import java.util.Random;

/** Does a step again and again until stopped; goes on when the cluster or the source is back after a failure. */
final class IngestLoop {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final Console console;
    private final Random random = new Random();
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
        Duration pause = FIRST_PAUSE;
        boolean stopped = stop.requested();
        while (!stopped) {
            Duration wait;
            try {
                wait = step.run();
                pause = FIRST_PAUSE;
                lastFailure = "";
            } catch (PublishException | InputException e) {
                tell(Failure.line(e));
                // Half of it by chance, so that those who failed together do not come back together.
                wait = Duration.ofMillis(pause.toMillis() / 2 + random.nextLong(pause.toMillis() / 2));
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
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
