package io.bellwether.consumer.notify;

import io.bellwether.consumer.route.AlertGroups;
import io.bellwether.consumer.sink.AlertBatch;
import io.bellwether.consumer.sink.AlertConsumerException;
import io.bellwether.consumer.sink.AlertSink;
import io.bellwether.consumer.sink.DeliveryResult;
import io.bellwether.consumer.sink.Origin;
import io.bellwether.consumer.sink.SinkState;
import io.bellwether.consumer.sink.Transition;
import io.bellwether.consumer.webhook.Message;
import io.bellwether.consumer.webhook.WebhookClient;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Alerts to a webhook, a call for each transition or for each group of alerts. A batch is kept once it is in the
 * {@link Outbox}; from there the {@link Dispatcher} sends it, at least once, and under one id however often.
 */
final class WebhookSink implements AlertSink {

    private final String name;
    private final NotificationPolicy telling;
    private final WebhookFormat format;
    private final Outbox outbox;
    private final WebhookClient client;
    private final DeadLetterQueue undelivered;
    private final DispatchSettings settings;
    private final Clock clock;
    private volatile @Nullable Dispatcher dispatcher;
    private @Nullable AlertGroups groups;
    private String source = "";

    WebhookSink(
            String name,
            NotificationPolicy telling,
            WebhookFormat format,
            Outbox outbox,
            WebhookClient client,
            DeadLetterQueue undelivered,
            DispatchSettings settings,
            Clock clock) {
        this.name = name;
        this.telling = telling;
        this.format = format;
        this.outbox = outbox;
        this.client = client;
        this.undelivered = undelivered;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public SinkState open(Origin origin) {
        try {
            client.check();
        } catch (IllegalArgumentException e) {
            throw new AlertConsumerException(name + ": " + e.getMessage(), e);
        }
        source = "bellwether:" + origin.topic();
        SinkState state = outbox.open(origin);
        Dispatcher started = new Dispatcher(name, outbox, client::post, undelivered, settings, clock);
        dispatcher = started;
        try {
            groups = outbox.groups(telling.routes(), telling.receiver());
            outbox.waiting().forEach(started::add);
        } catch (SQLException e) {
            throw new AlertConsumerException(name + ": outbox cannot be read: " + e.getMessage(), e);
        }
        started.start();
        return state;
    }

    @Override
    public DeliveryResult deliver(AlertBatch batch) {
        Instant now = clock.instant();
        AlertGroups next = groups().copy();
        List<OutboxMessage> parcels = new ArrayList<>();
        for (Transition transition : batch.transitions()) {
            if (!outbox.has(transition)) {
                String origin = transition.partition() + ":" + transition.offset();
                next.take(transition.alert(), now).ifPresent(told -> parcels.add(parcel(told, origin, now)));
            }
        }
        try {
            keep(batch.nextOffsets(), next, parcels, now);
            return DeliveryResult.delivered();
        } catch (SQLException e) {
            String reason = "outbox cannot be written: " + e.getMessage();
            return outbox.retryable(e) ? DeliveryResult.retryable(reason) : DeliveryResult.permanent(reason);
        }
    }

    /** Tells what is due of groups of alerts. */
    @Override
    public void check() {
        running().check();
        Instant now = clock.instant();
        AlertGroups next = groups().copy();
        List<OutboxMessage> parcels = next.due(now, telling.acknowledged()).stream()
                .map(told -> parcel(told, "", now))
                .toList();
        if (next.changedGroups().isEmpty()) {
            return;
        }
        try {
            keep(Map.of(), next, parcels, now);
        } catch (SQLException e) {
            // Nothing of it is kept; what is due is still due the next time.
            if (!outbox.retryable(e)) {
                throw new AlertConsumerException(name + ": outbox cannot be written: " + e.getMessage(), e);
            }
        }
    }

    @Override
    public Sending sending() {
        Dispatcher running = dispatcher;
        return running == null ? Sending.NOTHING : running.sending();
    }

    private void keep(Map<Integer, Long> offsets, AlertGroups next, List<OutboxMessage> parcels, Instant now)
            throws SQLException {
        outbox.keep(offsets, next, parcels, now).forEach(running()::add);
        groups = next;
    }

    /** The messages of a subject, or of a group, are sent in their order. */
    private OutboxMessage parcel(AlertGroups.Told told, String origin, Instant now) {
        Notification notification = told.isGroup()
                ? Notification.of(told.key(), told.labels(), told.alerts(), now)
                : Notification.of(told.alerts().get(0));
        String lane = told.isGroup() ? told.key() : told.alerts().get(0).getSubject();
        return new OutboxMessage(
                lane, origin, new Message(notification.id(), format.contentType(), format.body(notification, source)));
    }

    private AlertGroups groups() {
        AlertGroups known = groups;
        if (known == null) {
            throw new IllegalStateException("not open");
        }
        return known;
    }

    private Dispatcher running() {
        Dispatcher running = dispatcher;
        if (running == null) {
            throw new IllegalStateException("not open");
        }
        return running;
    }

    @Override
    public void close() {
        Dispatcher running = dispatcher;
        if (running != null) {
            running.close();
            dispatcher = null;
        }
        client.close();
        if (undelivered instanceof KafkaDeadLetterQueue letters) {
            letters.close();
        }
        outbox.close();
    }
}
