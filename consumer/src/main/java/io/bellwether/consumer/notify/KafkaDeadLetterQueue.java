package io.bellwether.consumer.notify;

import io.bellwether.consumer.sink.AlertConsumerConfig;
import io.bellwether.schemas.DeadLetterHeaders;
import io.bellwether.schemas.KafkaFutures;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes undeliverable messages to the dead-letter topic: message id -> body as it was sent; the headers hold the reason,
 * the sink and the offset of the transition. Connects with the first message.
 */
final class KafkaDeadLetterQueue implements DeadLetterQueue, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaDeadLetterQueue.class);

    private final AlertConsumerConfig config;
    private final String sink;
    private @Nullable Producer<byte[], byte[]> producer;

    KafkaDeadLetterQueue(AlertConsumerConfig config, String sink) {
        this.config = config;
        this.sink = sink;
    }

    @Override
    public synchronized boolean keep(OutboxMessage message, String reason) {
        ProducerRecord<byte[], byte[]> deadLetter = new ProducerRecord<>(
                config.topics().deadLetters(),
                bytes(message.payload().id()),
                bytes(message.payload().body()));
        deadLetter
                .headers()
                .add(DeadLetterHeaders.REASON, bytes(reason))
                .add(DeadLetterHeaders.ORIGIN, bytes(config.topics().alerts()))
                .add(DeadLetterHeaders.POSITION, bytes(message.origin()))
                .add(DeadLetterHeaders.SINK, bytes(sink));
        try {
            KafkaFutures.await(connected().send(deadLetter));
            return true;
        } catch (InterruptException e) {
            return false;
        } catch (KafkaException e) {
            LOG.atWarn()
                    .setMessage("dead letter is not kept yet, will be repeated")
                    .addKeyValue("sink", sink)
                    .addKeyValue("reason", e.getMessage())
                    .log();
            return false;
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private Producer<byte[], byte[]> connected() {
        Producer<byte[], byte[]> current = producer;
        if (current == null) {
            Map<String, Object> settings = new HashMap<>(config.properties());
            settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers());
            settings.put(ProducerConfig.CLIENT_ID_CONFIG, "bellwether-alerts-undelivered");
            settings.put(ProducerConfig.ACKS_CONFIG, "all");
            settings.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
            current = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
            producer = current;
        }
        return current;
    }

    @Override
    public synchronized void close() {
        if (producer != null) {
            producer.close();
            producer = null;
        }
    }
}
