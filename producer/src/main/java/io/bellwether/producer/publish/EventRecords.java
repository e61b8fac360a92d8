package io.bellwether.producer.publish;

import io.bellwether.producer.format.EventFormat;
import io.bellwether.producer.format.InputPosition;
import io.bellwether.producer.format.RefusedInput;
import io.bellwether.schemas.AvroSerdes;
import io.bellwether.schemas.DeadLetterHeaders;
import io.bellwether.schemas.EventFields;
import io.bellwether.schemas.Topics;
import io.bellwether.schemas.avro.CapacityReport;
import io.bellwether.schemas.avro.SalesReport;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Turns events and refused inputs into the records that carry them: event -> (its topic, brand in UTF-8, Avro), refused
 * input -> (dead letters, no key, the bytes as received, {@link DeadLetterHeaders} headers). Not for several threads at once.
 */
public final class EventRecords implements AutoCloseable {

    /** The setting that names the registry. */
    public static final String SCHEMA_REGISTRY_URL = "schema.registry.url";

    /** With its headers and reason such a letter passes every producer and topic of ours. */
    private static final int MAX_LETTER_BYTES = Topics.MAX_MESSAGE_BYTES / 2;
    /** What is kept of a larger input. */
    private static final int KEPT_BYTES = 1_000_000;

    private static final String TIMEOUT_MS = "15000";

    private final Topics topics;
    private final String registry;
    private final Serializer<SpecificRecord> serializer;

    /**
     * Prepares a serializer.
     *
     * @param config Confluent client settings; {@code schema.registry.url} is required
     */
    public EventRecords(Topics topics, Map<String, ?> config) {
        Map<String, Object> settings = new HashMap<>(config);
        // By default a registry that takes connections but does not answer is waited for 60 s.
        settings.putIfAbsent("http.connect.timeout.ms", TIMEOUT_MS);
        settings.putIfAbsent("http.read.timeout.ms", TIMEOUT_MS);
        this.topics = topics;
        this.registry = String.valueOf(config.get(SCHEMA_REGISTRY_URL));
        this.serializer = AvroSerdes.serializer(settings);
    }

    /**
     * The record of an accepted event; its timestamp is left to the producer's clock.
     *
     * @throws PublishException if the registry cannot be reached or does not know the schema
     */
    public ProducerRecord<byte[], byte[]> event(SpecificRecord event) {
        String topic = topic(event);
        try {
            return new ProducerRecord<>(
                    topic,
                    EventFields.brand(event).getBytes(StandardCharsets.UTF_8),
                    serializer.serialize(topic, event));
        } catch (KafkaException e) {
            // Our records always fit their schemas: what can fail is asking the registry for the schema's id.
            throw registryFailure(topic, e);
        }
    }

    /** The dead letter of a refused input; one that no topic of ours takes is cut, as the topology does it. */
    public ProducerRecord<byte[], byte[]> deadLetter(RefusedInput input) {
        byte[] bytes = input.bytes();
        boolean isCut = bytes.length > MAX_LETTER_BYTES;
        ProducerRecord<byte[], byte[]> letter =
                new ProducerRecord<>(topics.deadLetters(), null, isCut ? Arrays.copyOf(bytes, KEPT_BYTES) : bytes);
        InputPosition position = input.position();
        header(
                letter,
                DeadLetterHeaders.REASON,
                isCut
                        ? input.refusal().reason() + "; a record of " + bytes.length
                                + " bytes, of which only the first are kept here"
                        : input.refusal().reason());
        header(letter, DeadLetterHeaders.ORIGIN, position.origin());
        header(letter, DeadLetterHeaders.POSITION, position.position());
        header(
                letter,
                DeadLetterHeaders.FORMAT,
                position.format() == EventFormat.CSV ? DeadLetterHeaders.CSV : DeadLetterHeaders.JSON);
        byte[] columns = position.columns();
        if (columns != null) {
            letter.headers().add(DeadLetterHeaders.COLUMNS, columns);
        }
        String reading = position.reading();
        if (reading != null) {
            header(letter, DeadLetterHeaders.READING, reading);
        }
        if (!input.refusal().field().isEmpty()) {
            header(letter, DeadLetterHeaders.FIELD, input.refusal().field());
        }
        return letter;
    }

    @Override
    public void close() {
        serializer.close();
    }

    private String topic(SpecificRecord event) {
        if (event instanceof SalesReport) {
            return topics.sales();
        }
        return event instanceof CapacityReport ? topics.capacity() : topics.announcements();
    }

    private PublishException registryFailure(String topic, KafkaException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        if (cause instanceof RestClientException answer && answer.getStatus() == 404) {
            return new PublishException(
                    "schema registry " + registry + ": the schema of subject " + topic + "-value is not registered", e);
        }
        String what = cause instanceof IOException ? "cannot be reached: " : "";
        return new PublishException("schema registry " + registry + ": " + what + cause.getMessage(), e);
    }

    private static void header(ProducerRecord<byte[], byte[]> letter, String name, String value) {
        letter.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
