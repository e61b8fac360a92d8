package io.bellwether.consumer.pipeline;

import io.bellwether.consumer.sink.AlertSink;
import io.bellwether.consumer.sink.SinkCounts;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** The counts of one sink; written by its thread, readable by any. */
public final class SinkMeter {

    private final String sink;
    private final LongAdder received = new LongAdder();
    private final LongAdder delivered = new LongAdder();
    private final LongAdder filtered = new LongAdder();
    private final LongAdder rejected = new LongAdder();
    private final LongAdder retries = new LongAdder();
    private final LongAdder restarts = new LongAdder();
    private volatile boolean following;
    private volatile @Nullable String trouble;

    public SinkMeter(String sink) {
        this.sink = sink;
    }

    public String name() {
        return sink;
    }

    /** The sink is open and has stored its position. */
    void following() {
        following = true;
    }

    /** Whether the sink is open, has stored its position, and what it is given is delivered. */
    public boolean isFollowing() {
        return following && trouble == null;
    }

    /** The sink is closed. */
    public void ended() {
        following = false;
    }

    /** The sink does not take what it is given; it is tried again. */
    void troubled(String reason) {
        trouble = reason;
    }

    /** The sink failed and is opened again after a pause. */
    void restarting(String reason) {
        following = false;
        trouble = reason;
        restarts.increment();
    }

    /** The sink has taken something: it is well. */
    public void well() {
        trouble = null;
    }

    /** Why it does not take what it is given; null while it does. */
    public @Nullable String trouble() {
        return trouble;
    }

    void received(long records) {
        received.add(records);
    }

    void delivered(long transitions) {
        delivered.add(transitions);
    }

    void filtered() {
        filtered.increment();
    }

    void rejected() {
        rejected.increment();
    }

    void retried() {
        retries.increment();
    }

    public SinkCounts counts(AlertSink.Sending sending) {
        return new SinkCounts(
                sink,
                received.sum(),
                delivered.sum(),
                filtered.sum(),
                rejected.sum(),
                retries.sum() + sending.failures() + restarts.sum(),
                sending.waiting(),
                sending.deadLetters());
    }
}
