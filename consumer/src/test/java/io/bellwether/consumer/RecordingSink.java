package io.bellwether.consumer;

import io.bellwether.consumer.sink.AlertBatch;
import io.bellwether.consumer.sink.AlertSink;
import io.bellwether.consumer.sink.DeliveryResult;
import io.bellwether.consumer.sink.Origin;
import io.bellwether.consumer.sink.SinkState;
import io.bellwether.consumer.sink.SinkUnavailableException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/** A sink in memory that answers as it is told. */
final class RecordingSink implements AlertSink {

    final List<AlertBatch> batches = new CopyOnWriteArrayList<>();
    /** Opens with the first batch: the consumer has found its position. */
    final CountDownLatch positioned = new CountDownLatch(1);

    volatile boolean closed;
    /** Whether it is a receiver that hears of what is open first. */
    volatile boolean hearsOfOpen;
    /** How often it cannot be opened yet. */
    volatile int unavailable;

    private final Function<AlertBatch, DeliveryResult> answer;
    private final SinkState state;

    RecordingSink() {
        this(SinkState.none(), batch -> DeliveryResult.delivered());
    }

    RecordingSink(SinkState state, Function<AlertBatch, DeliveryResult> answer) {
        this.state = state;
        this.answer = answer;
    }

    static SinkState at(java.util.Map<Integer, Long> nextOffsets) {
        return new SinkState(nextOffsets, Set.of());
    }

    @Override
    public String name() {
        return "recording";
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread opens it
    public SinkState open(Origin origin) {
        if (unavailable > 0) {
            unavailable--;
            throw new SinkUnavailableException("not yet", new IOException("refused"));
        }
        return state;
    }

    @Override
    public boolean beginsWithOpenAlerts() {
        return hearsOfOpen;
    }

    @Override
    public DeliveryResult deliver(AlertBatch batch) {
        DeliveryResult result = answer.apply(batch);
        if (result instanceof DeliveryResult.Delivered) {
            batches.add(batch);
            positioned.countDown();
        }
        return result;
    }

    /** Ids of the alerts delivered so far. */
    List<String> ids() {
        List<String> ids = new ArrayList<>();
        batches.forEach(batch -> batch.transitions()
                .forEach(transition -> ids.add(transition.alert().getAlertId())));
        return ids;
    }

    @Override
    public void close() {
        closed = true;
    }
}
