package io.bellwether.consumer.sink;

import io.bellwether.schemas.avro.Alert;
import java.util.Set;
import java.util.function.Predicate;

/** A sink that keeps alerts, every transition of those that come to it by the routes, until each is resolved. */
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

    /** Whether a transition is let through does not depend on how often the same batch is delivered. */
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
    public Sending sending() {
        return sink.sending();
    }

    @Override
    public void close() {
        sink.close();
    }
}
