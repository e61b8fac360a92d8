package io.bellwether.consumer.pipeline;

import io.bellwether.consumer.sink.AlertSink;
import io.bellwether.consumer.sink.SinkCounts;
import java.util.concurrent.atomic.LongAdder;

/** The counts of one sink; written by its thread, readable by any. */
public final class SinkMeter {

    private final String sink;
    private final LongAdder received = new LongAdder();
    private final LongAdder delivered = new LongAdder();
    private final LongAdder filtered = new LongAdder();
    private final LongAdder rejected = new LongAdder();
    private final LongAdder retries = new LongAdder();
    private volatile boolean following;

    public SinkMeter(String sink) {
        this.sink = sink;
    }

    /** The sink is open and has stored its position. */
    void following() {
        following = true;
    }

    public boolean isFollowing() {
        return following;
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
                retries.sum() + sending.failures(),
                sending.waiting(),
                sending.deadLetters());
    }
}
