package io.bellwether.app;

import io.bellwether.schemas.AvroSerdes;
import io.bellwether.schemas.KafkaFutures;
import io.bellwether.schemas.avro.Acknowledgement;
import io.bellwether.server.AcknowledgementIntake;
import io.bellwether.server.EventIntake.IntakeUnavailable;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Publishes who has seen which alert. */
final class AcknowledgementsTopic implements AcknowledgementIntake, AutoCloseable {

    private static final int MAX_BLOCK_MS = 15_000;
    private static final int DELIVERY_TIMEOUT_MS = 20_000;
    private static final int REQUEST_TIMEOUT_MS = 10_000;

    private final String topic;
    private final Producer<String, Acknowledgement> producer;

    AcknowledgementsTopic(Settings settings) {
        topic = settings.topics().acknowledgements();
        Map<String, Object> properties = settings.kafka();
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MS);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MS);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        Serializer<Acknowledgement> values = AvroSerdes.serializer(settings.registry());
        producer = new KafkaProducer<>(properties, new StringSerializer(), values);
    }

    @Override
    public void take(String alertId, Acknowledgement acknowledgement) {
        try {
            KafkaFutures.of(producer.send(new ProducerRecord<>(topic, alertId, acknowledgement)));
        } catch (KafkaException e) {
            throw new IntakeUnavailable("the acknowledgement was not taken: " + Failure.line(e), e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
