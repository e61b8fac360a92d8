package io.bellwether.consumer.sink;

import io.bellwether.schemas.avro.Alert;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Stores every transition of the alerts that are routed to it, until each is resolved. */
public final class RoutedSink implements AlertSink {

    private final AlertSink sink;
    private final Predicate<Alert> routed;
    private FollowingFilter following;

    public RoutedSink(AlertSink sink, Predicate<Alert> routed) {
        this.sink = sink;
        this.routed = routed;
        this.following = new FollowingFilter(routed, Set.of());
    }

    @Override
    public String name() {
        return sink.name();
    }

    @Override
    public SinkState open(Origin origin) {
        SinkState state = sink.open(origin);
        following = new FollowingFilter(routed, state.openAlerts());
        return state;
    }

    /** A batch that is delivered again passes the filter as before. */
    @Override
    public DeliveryResult deliver(AlertBatch batch) {
        FollowingFilter next = following.copy();
        AlertBatch mine = new AlertBatch(
                batch.transitions().stream()
                        .filter(transition -> next.letsThrough(transition.alert()))
                        .toList(),
                batch.nextOffsets());
        DeliveryResult result = sink.deliver(mine);
        if (result instanceof DeliveryResult.Delivered) {
            following = next;
        }
        return result;
    }

    @Override
    public void check() {
        sink.check();
    }

    @Override
    public boolean beginsWithOpenAlerts() {
        return sink.beginsWithOpenAlerts();
    }

    @Override
    public Map<Outcome, Long> outcomes() {
        return sink.outcomes();
    }

    @Override
    public Sending sending() {
        return sink.sending();
    }

    @Override
    public void close() {
        sink.close();
    }
}
