package io.bellwether.server;

import io.bellwether.schemas.AvroSerdes;
import io.bellwether.schemas.KafkaFutures;
import io.bellwether.schemas.Topics;
import io.bellwether.schemas.avro.Acknowledgement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Publishes acknowledgements of alerts. Thread-safe. */
public final class AcknowledgementProducer implements AutoCloseable {

    private static final int MAX_BLOCK_MS = 15_000;
    private static final int DELIVERY_TIMEOUT_MS = 20_000;
    private static final int REQUEST_TIMEOUT_MS = 10_000;

    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

    private final String topic;
    private final Producer<String, Acknowledgement> producer;

    /**
     * Connects.
     *
     * @param client Kafka and registry client settings
     */
    public AcknowledgementProducer(Topics topics, Map<String, ?> client) {
        topic = topics.acknowledgements();
        Map<String, Object> settings = new HashMap<>(client);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MS);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MS);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        Serializer<Acknowledgement> values = AvroSerdes.serializer(client);
        producer = new KafkaProducer<>(settings, new StringSerializer(), values);
    }

    /**
     * Publishes an acknowledgement and returns once Kafka has it.
     *
     * @throws KafkaException if Kafka or the registry does not take it; it may be sent again
     */
    void publish(String alertId, Acknowledgement acknowledgement) {
        KafkaFutures.await(producer.send(new ProducerRecord<>(topic, alertId, acknowledgement)));
    }

    @Override
    public void close() {
        producer.close(CLOSE_WITHIN);
    }
}
