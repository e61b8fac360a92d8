package io.bellwether.schemas;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads what is on a topic now, to its end: committed records only, outside of any consumer group. For one thread at a
 * time.
 */
public final class TopicReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final int API_TIMEOUT_MS = 15_000;

    /** Records are up to some megabytes: the default fetch of all partitions would hold fifty. */
    private static final int FETCH_BYTES = 8 << 20;

    private final String topic;
    private final Duration patience;
    private final Consumer<byte[], byte[]> consumer;

    /**
     * Connects with the first read.
     *
     * @param client Kafka client settings; {@code bootstrap.servers} is required
     * @param patience how long to wait for the next record before a read fails
     */
    public TopicReader(Map<String, ?> client, String topic, Duration patience) {
        this.topic = topic;
        this.patience = patience;
        Map<String, Object> settings = new HashMap<>(client);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, API_TIMEOUT_MS);
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
        this.consumer = consumer(settings);
    }

    /** A consumer of committed records in no group, with no partitions yet; positions are its caller's. */
    public static Consumer<byte[], byte[]> consumer(Map<String, ?> client) {
        Map<String, Object> settings = new HashMap<>(client);
        settings.keySet().removeIf(key -> key.startsWith("group."));
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.remove(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG);
        settings.remove(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** The partitions of a topic; none if it does not exist. */
    public static List<TopicPartition> partitions(Consumer<?, ?> consumer, String topic) {
        return consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
    }

    /** What is done with each record. */
    @FunctionalInterface
    public interface Action {

        /** Takes a record. */
        void accept(ConsumerRecord<byte[], byte[]> record);
    }

    /**
     * Hands out every record that is there now, in each partition from the oldest on.
     *
     * @throws UnknownTopicOrPartitionException if there is no such topic
     * @throws TimeoutException if no record comes within the patience
     * @throws KafkaException if Kafka fails otherwise
     */
    public void readAll(Action action) {
        List<TopicPartition> partitions = partitions();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        readToEnd(consumer.endOffsets(partitions), action);
    }

    /**
     * Hands out every record from these offsets to the present end.
     *
     * @param from the offset of each partition that is read
     * @return where a later read goes on
     * @throws KafkaException as {@link #readAll} does
     */
    public Map<TopicPartition, Long> readFrom(Map<TopicPartition, Long> from, Action action) {
        consumer.assign(from.keySet());
        from.forEach(consumer::seek);
        Map<TopicPartition, Long> ends = consumer.endOffsets(from.keySet());
        readToEnd(ends, action);
        return ends;
    }

    /**
     * Where the topic ends now.
     *
     * @throws KafkaException as {@link #readAll} does
     */
    public Map<TopicPartition, Long> end() {
        return consumer.endOffsets(partitions());
    }

    private void readToEnd(Map<TopicPartition, Long> ends, Action action) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (record.offset() < ends.getOrDefault(new TopicPartition(record.topic(), record.partition()), 0L)) {
                    action.accept(record);
                }
                deadline = System.nanoTime() + patience.toNanos();
            }
            requireBefore(deadline);
        }
    }

    /**
     * One record.
     *
     * @return empty if there is none at that offset
     * @throws KafkaException as {@link #readAll} does
     */
    public Optional<ConsumerRecord<byte[], byte[]>> find(int partition, long offset) {
        TopicPartition wanted = new TopicPartition(topic, partition);
        List<TopicPartition> one = List.of(wanted);
        if (!partitions().contains(wanted)
                || offset < consumer.beginningOffsets(one).getOrDefault(wanted, 0L)
                || offset >= consumer.endOffsets(one).getOrDefault(wanted, 0L)) {
            return Optional.empty();
        }
        consumer.assign(one);
        consumer.seek(wanted, offset);
        long deadline = System.nanoTime() + patience.toNanos();
        while (consumer.position(wanted) <= offset) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL).records(wanted)) {
                return record.offset() == offset ? Optional.of(record) : Optional.empty();
            }
            requireBefore(deadline);
        }
        return Optional.empty(); // the mark of a transaction's end
    }

    private List<TopicPartition> partitions() {
        List<TopicPartition> partitions = partitions(consumer, topic);
        if (partitions.isEmpty()) {
            throw new UnknownTopicOrPartitionException("there is no topic " + topic);
        }
        return partitions;
    }

    private void requireBefore(long deadline) {
        if (System.nanoTime() - deadline > 0) {
            throw new TimeoutException("no record of " + topic + " within " + patience.toSeconds()
                    + " s: a transaction may be open on it, or the broker is away");
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
