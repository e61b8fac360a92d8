package io.bellwether.schemas;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import java.io.IOException;
import java.util.Map;
import org.apache.avro.Schema;

/** The schemas that values of a topic were written with, by the id that the registry gave them. */
public final class WriterSchemas {

    private final KafkaAvroDeserializer registry;

    /** Asks the registry of these Confluent client settings; see {@link AvroSerdes#serde}. */
    public WriterSchemas(Map<String, ?> config) {
        registry = AvroSerdes.ofRegistry(config);
    }

    /**
     * The schema of an id.
     *
     * @throws RestClientException if the registry says so, as that it has none
     * @throws IOException if it cannot be asked
     * @throws IllegalArgumentException if the schema is none of Avro's
     */
    public Schema of(String topic, int id) throws IOException, RestClientException {
        if (registry.getSchemaBySubjectAndId(topic + "-value", id) instanceof AvroSchema schema) {
            return schema.rawSchema();
        }
        throw new IllegalArgumentException("schema " + id + " is none of Avro's");
    }
}
