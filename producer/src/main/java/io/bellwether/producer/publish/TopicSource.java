package io.bellwether.producer.publish;

import io.bellwether.producer.format.ConnectJson;
import io.bellwether.producer.format.InputPosition;
import io.bellwether.producer.format.ParsedEvent;
import io.bellwether.producer.format.RefusedInput;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A topic of events in JSON, such as Kafka Connect writes with its JsonConverter. Each record is published exactly once: how
 * far the topic was read is part of the transaction that holds the events. Several processes share the partitions.
 *
 * <p>One thread at a time; after a {@link PublishException} it must be closed and opened again.
 */
public final class TopicSource implements AutoCloseable {

    private static final int MAX_RECORDS = 2_000;

    /** How long readers of the input topics may wait for what a killed process left open. */
    private static final int TRANSACTION_TIMEOUT_MS = 15_000;

    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

    private final PublishSettings settings;
    private final EventRecords records;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Producer<byte[], byte[]> producer;

    private TopicSource(
            PublishSettings settings, KafkaConsumer<byte[], byte[]> consumer, Producer<byte[], byte[]> producer) {
        this.settings = settings;
        this.records = new EventRecords(settings.topics(), settings.client());
        this.consumer = consumer;
        this.producer = producer;
    }

    /**
     * Takes part in reading a topic, from its beginning if it was never read.
     *
     * @throws PublishException if Kafka fails, or there is no such topic
     */
    public static TopicSource open(PublishSettings settings, String topic) {
        String group = settings.topics().prefix() + "bellwether-topic-" + topic;
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                consumerConfig(settings, group), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        try {
            if (consumer.partitionsFor(topic).isEmpty()) {
                throw new PublishException("Kafka at " + settings.bootstrapServers() + " has no topic " + topic, null);
            }
            consumer.subscribe(List.of(topic));
            return new TopicSource(settings, consumer, initialised(producer(settings, group)));
        } catch (KafkaException | PublishException e) {
            consumer.close();
            throw Failures.explained(settings, e);
        }
    }

    private static Producer<byte[], byte[]> initialised(Producer<byte[], byte[]> producer) {
        try {
            producer.initTransactions();
            return producer;
        } catch (KafkaException e) {
            producer.close(Duration.ZERO);
            throw e;
        }
    }

    /** What became of some records. */
    public record Batch(long accepted, long refused) {}

    /**
     * Publishes what is there, waiting a little where nothing is.
     *
     * @throws PublishException if Kafka or the registry fails, or others took over the partitions
     */
    public Batch next(Duration wait) {
        try {
            ConsumerRecords<byte[], byte[]> read = consumer.poll(wait);
            return read.isEmpty() ? new Batch(0, 0) : publish(read);
        } catch (KafkaException e) {
            throw Failures.explained(settings, e);
        }
    }

    private Batch publish(ConsumerRecords<byte[], byte[]> read) {
        long refused = 0;
        producer.beginTransaction();
        try {
            for (ConsumerRecord<byte[], byte[]> record : read) {
                refused += send(record) ? 0 : 1;
            }
            producer.sendOffsetsToTransaction(read.nextOffsets(), consumer.groupMetadata());
            producer.commitTransaction();
            return new Batch(read.count() - refused, refused);
        } catch (PublishException e) {
            producer.abortTransaction();
            throw e;
        }
    }

    private boolean send(ConsumerRecord<byte[], byte[]> record) {
        ParsedEvent event = ConnectJson.parse(record.value(), settings.intake());
        if (event instanceof ParsedEvent.Accepted accepted) {
            // What fails, fails the commit.
            var unused = producer.send(records.event(accepted.event()));
            return true;
        }
        InputPosition position = InputPosition.ofJson(record.topic(), record.partition() + ":" + record.offset());
        byte[] value = record.value() == null ? new byte[0] : record.value();
        var unused = producer.send(
                records.deadLetter(new RefusedInput(position, value, ((ParsedEvent.Refused) event).refusal())));
        return false;
    }

    private static Map<String, Object> consumerConfig(PublishSettings settings, String group) {
        Map<String, Object> config = new HashMap<>(settings.client());
        config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_RECORDS);
        config.putIfAbsent(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
        config.putIfAbsent(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 2_000);
        config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 16 << 20);
        return config;
    }

    /** The transactional id is random: zombies are fenced by the generation of the group (KIP-447). */
    private static Producer<byte[], byte[]> producer(PublishSettings settings, String group) {
        Map<String, Object> client = new HashMap<>(settings.client());
        client.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MS);
        PublishSettings shorter =
                new PublishSettings(settings.topics(), client, settings.transactionLines(), settings.intake());
        return TransactionalProducer.open(shorter, group + "-" + UUID.randomUUID());
    }

    @Override
    public void close() {
        producer.close(CLOSE_WITHIN);
        consumer.close();
        records.close();
    }
}
