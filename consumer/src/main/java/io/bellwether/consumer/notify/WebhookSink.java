package io.bellwether.consumer.notify;

import io.bellwether.consumer.route.AlertGroups;
import io.bellwether.consumer.sink.AlertBatch;
import io.bellwether.consumer.sink.AlertConsumerException;
import io.bellwether.consumer.sink.AlertSink;
import io.bellwether.consumer.sink.DeliveryResult;
import io.bellwether.consumer.sink.Origin;
import io.bellwether.consumer.sink.PositionedAlert;
import io.bellwether.consumer.sink.SinkState;
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
 * Posts alerts to a webhook: a call for each transition, or for each group of alerts. A batch is delivered once it is in
 * the {@link Outbox}; from there the {@link Dispatcher} sends it at least once, always with the same id.
 */
final class WebhookSink implements AlertSink {

    private final String name;
    private final NotificationPolicy policy;
    private final WebhookFormat format;
    private final Outbox outbox;
    private final WebhookClient client;
    private final DeadLetterQueue deadLetterQueue;
    private final DispatchSettings settings;
    private final Clock clock;
    private volatile @Nullable Dispatcher dispatcher;
    private @Nullable AlertGroups groups;
    private String source = "";

    WebhookSink(
            String name,
            NotificationPolicy policy,
            WebhookFormat format,
            Outbox outbox,
            WebhookClient client,
            DeadLetterQueue deadLetterQueue,
            DispatchSettings settings,
            Clock clock) {
        this.name = name;
        this.policy = policy;
        this.format = format;
        this.outbox = outbox;
        this.client = client;
        this.deadLetterQueue = deadLetterQueue;
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
        Dispatcher started = new Dispatcher(name, outbox, client::post, deadLetterQueue, settings, clock);
        dispatcher = started;
        try {
            groups = outbox.groups(policy.routes(), policy.receiver());
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
        List<OutboxMessage> messages = new ArrayList<>();
        for (PositionedAlert transition : batch.transitions()) {
            if (!outbox.has(transition)) {
                String origin = transition.partition() + ":" + transition.offset();
                next.take(transition.alert(), now).ifPresent(update -> messages.add(message(update, origin, now)));
            }
        }
        try {
            keep(batch.nextOffsets(), next, messages, now);
            return DeliveryResult.delivered();
        } catch (SQLException e) {
            String reason = "outbox cannot be written: " + e.getMessage();
            return outbox.retryable(e) ? DeliveryResult.retryable(reason) : DeliveryResult.permanent(reason);
        }
    }

    /** Notifies of the groups that are due. */
    @Override
    public void check() {
        running().check();
        Instant now = clock.instant();
        AlertGroups next = groups().copy();
        List<OutboxMessage> messages = next.due(now, policy.acknowledged()).stream()
                .map(update -> message(update, "", now))
                .toList();
        if (next.changedGroups().isEmpty()) {
            return;
        }
        try {
            keep(Map.of(), next, messages, now);
        } catch (SQLException e) {
            // Nothing was stored: the groups stay due.
            if (!outbox.retryable(e)) {
                throw new AlertConsumerException(name + ": outbox cannot be written: " + e.getMessage(), e);
            }
        }
    }

    /** A receiver that is new, or has another name, hears of what is open, and so of its end. */
    @Override
    public boolean beginsWithOpenAlerts() {
        return true;
    }

    @Override
    public Map<Outcome, Long> outcomes() {
        Dispatcher running = dispatcher;
        return running == null ? Map.of() : running.outcomes();
    }

    @Override
    public Sending sending() {
        Dispatcher running = dispatcher;
        return running == null ? Sending.NOTHING : running.sending();
    }

    private void keep(Map<Integer, Long> offsets, AlertGroups next, List<OutboxMessage> messages, Instant now)
            throws SQLException {
        outbox.keep(offsets, next, messages, now).forEach(running()::add);
        groups = next;
    }

    /** The ordering key is the subject, or the group. */
    private OutboxMessage message(AlertGroups.Update update, String origin, Instant now) {
        Notification notification = update.isGroup()
                ? Notification.of(update.key(), update.labels(), update.alerts(), now)
                : Notification.of(update.alerts().get(0));
        String orderingKey =
                update.isGroup() ? update.key() : update.alerts().get(0).getSubject();
        return new OutboxMessage(
                orderingKey,
                origin,
                new Message(notification.id(), format.contentType(), format.body(notification, source)));
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
        if (deadLetterQueue instanceof KafkaDeadLetterQueue kafka) {
            kafka.close();
        }
        outbox.close();
    }
}
