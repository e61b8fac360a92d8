package io.bellwether.producer.publish;

import io.bellwether.schemas.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Kafka's producer as everything that publishes exactly once has it. */
public final class TransactionalProducer {

    private static final int REQUEST_TIMEOUT_MS = 10_000;
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private TransactionalProducer() {}

    /** Opens one for some work, and closes it. */
    public static void use(PublishSettings settings, String transactionalId, Consumer<Producer<byte[], byte[]>> work) {
        Producer<byte[], byte[]> producer = open(settings, transactionalId);
        Duration closeTimeout = CLOSE_TIMEOUT;
        try {
            // Fences an earlier run of the same and ends what it left open; only after that is its progress final.
            producer.initTransactions();
            work.accept(producer);
        } catch (KafkaException e) {
            // What is open now ends with the next run, or by its time limit of a minute: waiting here gains nothing.
            closeTimeout = Duration.ZERO;
            throw e;
        } finally {
            producer.close(closeTimeout);
        }
    }

    /** Opens one; its transactions are still to be initialised. */
    static Producer<byte[], byte[]> open(PublishSettings settings, String transactionalId) {
        Map<String, Object> config = new HashMap<>();
        config.put(ProducerConfig.LINGER_MS_CONFIG, 20);
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024);
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        // The limit applies before compression: the longest line and its headers pass, and any dead letter.
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topics.MAX_MESSAGE_BYTES);
        // A new transactional id's first answers are "try again": from 100 ms up, a folder of small files takes
        // minutes.
        config.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 10);
        // Long enough for a broker's restart, short enough to wait for.
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 30_000);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);
        config.putAll(settings.client());
        // What the guarantee rests on is not for settings to change.
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.remove(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG);
        config.remove(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
