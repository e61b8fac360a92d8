package io.bellwether.app.instance;

import io.bellwether.streams.processor.AlertTiming;
import io.bellwether.streams.query.BackgroundReplay;
import io.bellwether.streams.query.MarketQueries;
import io.bellwether.streams.runtime.GroupCatchUp;
import io.bellwether.streams.runtime.StreamsSettings;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** What delays the alerts of an instance before they are published. */
final class AlertPacing implements AutoCloseable {

    /** Files of a folder, and requests of a client that loads history, follow each other faster. */
    private static final Duration QUIET = Duration.ofSeconds(2);

    private final GroupCatchUp catchUp;
    private final BackgroundReplay replay = new BackgroundReplay();
    private final AtomicBoolean held = new AtomicBoolean();

    AlertPacing(StreamsSettings settings) {
        catchUp = new GroupCatchUp(settings);
    }

    AlertTiming timing() {
        return new AlertTiming(catchUp, replay, QUIET, held::set);
    }

    void connect(MarketQueries queries) {
        replay.connect(queries);
    }

    /** Whether this instance has alerts that wait. */
    boolean isHeld() {
        return held.get();
    }

    @Override
    public void close() {
        catchUp.close();
        replay.close();
    }
}
