package io.bellwether.consumer.pipeline;

import io.bellwether.consumer.sink.AlertBatch;
import io.bellwether.consumer.sink.AlertConsumerException;
import io.bellwether.consumer.sink.AlertSink;
import io.bellwether.consumer.sink.DeliveryResult;
import io.bellwether.consumer.sink.FollowingFilter;
import io.bellwether.consumer.sink.PositionedAlert;
import io.bellwether.consumer.sink.SinkState;
import io.bellwether.consumer.sink.SinkUnavailableException;
import io.bellwether.schemas.DecodedRecord;
import io.bellwether.schemas.RecordDecoder;
import io.bellwether.schemas.Refusal;
import io.bellwether.schemas.RegistryUnavailableException;
import io.bellwether.schemas.avro.Alert;
import io.bellwether.schemas.avro.AlertStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One sink's thread: poll -> decode -> filter -> deliver. */
public final class SinkLoop implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(SinkLoop.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration WITHOUT_END = Duration.ofDays(10_000);
    /** Maximum age of a stored position while every record is filtered out. */
    private static final Duration POSITION_AGE = Duration.ofSeconds(10);

    private final RunContext run;
    private final AlertSink sink;
    private final SinkMeter meter;
    private final LongSupplier nanoTime;
    private final Redelivery redelivery;

    public SinkLoop(RunContext run, AlertSink sink, SinkMeter meter, LongSupplier nanoTime) {
        this.run = run;
        this.sink = sink;
        this.meter = meter;
        this.nanoTime = nanoTime;
        this.redelivery = new Redelivery(patience(run.config().deliveryDeadline()), run.stop()::await, nanoTime);
    }

    @Override
    public void run() {
        try (sink) {
            SinkState state = opened();
            if (state != null) {
                try (Consumer<byte[], byte[]> consumer = run.source().consumer()) {
                    run.stop().onRequest(consumer::wakeup);
                    follow(consumer, state);
                }
            }
        } catch (WakeupException e) {
            if (!run.stop().requested()) {
                throw e;
            }
        } catch (KafkaException e) {
            throw new AlertConsumerException(sink.name() + ": Kafka: " + e.getMessage(), e);
        }
    }

    /** A sink that would be opened again anyway may as well wait where it is. */
    private Duration patience(Duration atMost) {
        return run.config().restartSinks() ? WITHOUT_END : atMost;
    }

    /** Null if a stop came first. */
    private @Nullable SinkState opened() {
        Redelivery opening = new Redelivery(patience(run.config().connectTimeout()), run.stop()::await, nanoTime);
        AtomicReference<@Nullable SinkState> state = new AtomicReference<>();
        boolean opened = opening.deliver(sink.name(), meter, () -> {
            try {
                state.set(sink.open(run.origin()));
                return DeliveryResult.delivered();
            } catch (SinkUnavailableException e) {
                return DeliveryResult.retryable(String.valueOf(e.getMessage()));
            }
        });
        return opened ? state.get() : null;
    }

    private void follow(Consumer<byte[], byte[]> consumer, SinkState state) {
        Positions positions =
                new Positions(consumer, run.origin().topic(), run.config().connectTimeout(), run.stop());
        RecordDecoder decoder = run.source().decoder();
        FollowingFilter following = new FollowingFilter(run.filter()::wants, state.openAlerts());
        Map<Integer, Long> next = new HashMap<>(
                positions.start(sink.name(), state.nextOffsets(), run.config().fromBeginning()));
        // The start is stored at once, so that alerts written while the sink is down are not lost to it.
        Map<Integer, Long> kept = Map.copyOf(next);
        boolean begins = state.nextOffsets().isEmpty() && !run.config().fromBeginning() && sink.beginsWithOpenAlerts();
        List<PositionedAlert> open = new ArrayList<>();
        boolean going = !begins || openAlerts(consumer, next, decoder, following, open);
        going = going && deliver(open, kept);
        meter.following();
        meter.well();
        long keptAt = nanoTime.getAsLong();
        while (going && !run.stop().requested()) {
            sink.check();
            next.putAll(positions.takeOnNew());
            ConsumerRecords<byte[], byte[]> records = poll(consumer);
            meter.received(records.count());
            List<PositionedAlert> transitions = new ArrayList<>();
            going = decode(records, decoder, following, transitions);
            if (going) {
                records.nextOffsets().forEach((partition, offset) -> next.put(partition.partition(), offset.offset()));
                boolean due = nanoTime.getAsLong() - keptAt >= POSITION_AGE.toNanos()
                        || run.stop().requested();
                if (!transitions.isEmpty() || (due && !next.equals(kept))) {
                    going = deliver(transitions, next);
                    kept = Map.copyOf(next);
                    keptAt = nanoTime.getAsLong();
                }
            }
        }
    }

    /** The alerts that are open at these offsets, each after its last transition; false if a stop came first. */
    private boolean openAlerts(
            Consumer<byte[], byte[]> consumer,
            Map<Integer, Long> ends,
            RecordDecoder decoder,
            FollowingFilter following,
            List<PositionedAlert> open) {
        Map<String, PositionedAlert> last = new LinkedHashMap<>();
        FollowingFilter all = new FollowingFilter(alert -> true, Set.of());
        consumer.seekToBeginning(consumer.assignment());
        while (consumer.assignment().stream()
                .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition.partition(), 0L))) {
            List<PositionedAlert> transitions = new ArrayList<>();
            if (run.stop().requested() || !decode(poll(consumer), decoder, all, transitions)) {
                return false;
            }
            transitions.stream()
                    .filter(transition -> transition.offset() < ends.getOrDefault(transition.partition(), 0L))
                    .forEach(transition -> {
                        last.remove(transition.alert().getAlertId());
                        if (transition.alert().getStatus() != AlertStatus.RESOLVED) {
                            last.put(transition.alert().getAlertId(), transition);
                        }
                    });
        }
        ends.forEach((partition, next) ->
                consumer.seek(new TopicPartition(run.origin().topic(), partition), next));
        last.values().stream()
                .filter(transition -> following.letsThrough(transition.alert()))
                .forEach(open::add);
        return true;
    }

    private ConsumerRecords<byte[], byte[]> poll(Consumer<byte[], byte[]> consumer) {
        try {
            return consumer.poll(POLL);
        } catch (WakeupException e) {
            if (run.stop().requested()) {
                return ConsumerRecords.empty();
            }
            throw e;
        }
    }

    /** False if a stop came first: then nothing of these records is delivered. */
    private boolean decode(
            ConsumerRecords<byte[], byte[]> records,
            RecordDecoder decoder,
            FollowingFilter following,
            List<PositionedAlert> transitions) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            AtomicReference<@Nullable DecodedRecord<Alert>> decoded = new AtomicReference<>();
            boolean answered = redelivery.deliver(sink.name(), meter, () -> {
                try {
                    decoded.set(decoder.read(record.topic(), Alert.class, record.value()));
                    return DeliveryResult.delivered();
                } catch (RegistryUnavailableException e) {
                    return DeliveryResult.retryable(String.valueOf(e.getMessage()));
                }
            });
            if (!answered) {
                return false;
            }
            if (decoded.get() instanceof DecodedRecord.Accepted<Alert> accepted) {
                take(record, accepted.record(), following, transitions);
            } else if (decoded.get() instanceof DecodedRecord.Refused<Alert> refused) {
                reject(record, refused.refusal());
            }
        }
        return true;
    }

    private void take(
            ConsumerRecord<byte[], byte[]> record,
            Alert alert,
            FollowingFilter following,
            List<PositionedAlert> transitions) {
        if (following.letsThrough(alert)) {
            transitions.add(new PositionedAlert(record.partition(), record.offset(), alert));
        } else {
            meter.filtered();
        }
    }

    private void reject(ConsumerRecord<byte[], byte[]> record, Refusal refusal) {
        meter.rejected();
        LOG.atWarn()
                .setMessage("record is no alert, it stays in the topic")
                .addKeyValue("sink", sink.name())
                .addKeyValue("topic", record.topic())
                .addKeyValue("partition", record.partition())
                .addKeyValue("offset", record.offset())
                .addKeyValue("reason", refusal.reason())
                .log();
    }

    /** False if a stop came first. */
    private boolean deliver(List<PositionedAlert> transitions, Map<Integer, Long> next) {
        AlertBatch batch = new AlertBatch(transitions, next);
        boolean delivered = redelivery.deliver(sink.name(), meter, () -> sink.deliver(batch));
        if (delivered) {
            meter.delivered(transitions.size());
        }
        return delivered;
    }
}
