package io.bellwether.producer.deadletter;

import io.bellwether.producer.publish.Failures;
import io.bellwether.producer.publish.PublishException;
import io.bellwether.producer.publish.PublishSettings;
import io.bellwether.schemas.DeadLetterHeaders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads the dead letters, and what was done with them; only what is committed. One thread at a time. */
public final class DeadLetterTopic implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    /** After so long without a record a read gives up: the broker is away. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final PublishSettings settings;
    private final String topic;
    private final KafkaConsumer<byte[], byte[]> consumer;

    /** Connects. */
    public DeadLetterTopic(PublishSettings settings) {
        this.settings = settings;
        this.topic = settings.topics().deadLetters();
        Map<String, Object> config = new HashMap<>(settings.client());
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 15_000);
        // Letters are up to some megabytes: a default fetch of all partitions would hold fifty.
        config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 8 << 20);
        config.remove(ConsumerConfig.GROUP_ID_CONFIG);
        config.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        this.consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * The newest letters of a kind.
     *
     * @param most of them, 1 or more
     * @return oldest first
     * @throws PublishException if Kafka fails
     */
    public List<DeadLetterSummary> newest(DeadLetterFilter filter, int most) {
        Map<DeadLetterId, String> done = done();
        Comparator<DeadLetterSummary> byTime = Comparator.comparing(DeadLetterSummary::time)
                .thenComparing(letter -> letter.id().partition())
                .thenComparing(letter -> letter.id().offset());
        PriorityQueue<DeadLetterSummary> newest = new PriorityQueue<>(byTime);
        scan(record -> {
            DeadLetterSummary letter = head(record, done);
            if (!isMark(record) && filter.matches(letter)) {
                newest.add(letter);
                if (newest.size() > most) {
                    newest.remove();
                }
            }
        });
        return newest.stream().sorted(byTime).toList();
    }

    /** One letter with its content; empty if there is none of that name. */
    public Optional<ConsumerRecord<byte[], byte[]>> find(DeadLetterId id) {
        return calling(() -> {
            TopicPartition partition = new TopicPartition(topic, id.partition());
            if (!partitions().contains(partition)) {
                return Optional.empty();
            }
            consumer.assign(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            consumer.seek(partition, id.offset());
            @Nullable ConsumerRecord<byte[], byte[]> first = null;
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (first == null && id.offset() < end && consumer.position(partition) < end) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL).records(partition)) {
                    first = first == null ? record : first;
                }
                requireBefore(deadline);
            }
            return first == null || first.offset() != id.offset() || isMark(first)
                    ? Optional.empty()
                    : Optional.of(first);
        });
    }

    /** What was done with which letters. */
    Map<DeadLetterId, String> done() {
        Map<DeadLetterId, String> done = new HashMap<>();
        scan(record -> {
            if (isMark(record)) {
                DeadLetterId.parse(DeadLetterSummary.header(record, DeadLetterHeaders.DONE_OF))
                        .ifPresent(id -> done.put(id, DeadLetterSummary.header(record, DeadLetterHeaders.DONE_BY)));
            }
        });
        return done;
    }

    /** What is known of a letter. */
    static DeadLetterSummary head(ConsumerRecord<byte[], byte[]> record, Map<DeadLetterId, String> done) {
        DeadLetterId id = new DeadLetterId(record.partition(), record.offset());
        return DeadLetterSummary.of(record, Optional.ofNullable(done.get(id)));
    }

    /** What is known of a letter; reads the topic for what was done with it. */
    public DeadLetterSummary head(ConsumerRecord<byte[], byte[]> record) {
        return head(record, done());
    }

    /** A letter has a reason; a mark has none, whatever headers somebody gave to a record that was refused. */
    static boolean isMark(ConsumerRecord<byte[], byte[]> record) {
        return record.headers().lastHeader(DeadLetterHeaders.REASON) == null
                && record.headers().lastHeader(DeadLetterHeaders.DONE_OF) != null;
    }

    /** Hands out every record that stands there now, oldest first in each partition. */
    void scan(Consumer<ConsumerRecord<byte[], byte[]>> each) {
        calling(() -> {
            List<TopicPartition> partitions = partitions();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    if (record.offset() < ends.getOrDefault(new TopicPartition(topic, record.partition()), 0L)) {
                        each.accept(record);
                    }
                    deadline = System.nanoTime() + PATIENCE.toNanos();
                }
                requireBefore(deadline);
            }
            return topic;
        });
    }

    private void requireBefore(long deadline) {
        if (System.nanoTime() - deadline > 0) {
            throw new PublishException(
                    "Kafka at " + settings.bootstrapServers() + " does not hand out " + topic
                            + ": a transaction may be open on it, or the broker is away",
                    null);
        }
    }

    private List<TopicPartition> partitions() {
        List<TopicPartition> partitions = new ArrayList<>();
        consumer.partitionsFor(topic).forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
        if (partitions.isEmpty()) {
            throw new PublishException("Kafka at " + settings.bootstrapServers() + " has no topic " + topic, null);
        }
        return partitions;
    }

    private <T> T calling(Supplier<T> kafka) {
        try {
            return kafka.get();
        } catch (KafkaException e) {
            throw Failures.explained(settings, e);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
