package io.bellwether.schemas;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClientFactory;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Registers the value schemas of the topics under their subjects, compatibility BACKWARD_TRANSITIVE. */
public final class SubjectRegistration {

    /** Every version can read what any earlier version wrote. */
    public static final String COMPATIBILITY = "BACKWARD_TRANSITIVE";

    private SubjectRegistration() {}

    /**
     * Registers what is not registered yet; what is there stays as it is.
     *
     * @param config Confluent client settings with {@code schema.registry.url}
     * @return schema id by subject
     * @throws IncompatibleSchemaException if the registry refuses a schema
     * @throws UncheckedIOException if the registry cannot be reached or answers with an error
     */
    public static Map<String, Integer> register(Topics topics, Map<String, ?> config) {
        String urls = String.valueOf(config.get("schema.registry.url"));
        try (SchemaRegistryClient registry = SchemaRegistryClientFactory.newClient(
                List.of(urls.split(",")), 100, List.of(new AvroSchemaProvider()), config, Map.of())) {
            Map<String, Integer> ids = new LinkedHashMap<>();
            for (Topics.Spec topic : topics.catalogue()) {
                if (topic.schema().isPresent()) {
                    ids.put(topic.subject(), register(registry, topic));
                }
            }
            return ids;
        } catch (IOException e) {
            throw new UncheckedIOException("schema registry " + urls + ": " + e.getMessage(), e);
        }
    }

    private static int register(SchemaRegistryClient registry, Topics.Spec topic) throws IOException {
        AvroSchema schema = new AvroSchema(topic.schema().orElseThrow());
        try {
            registry.updateCompatibility(topic.subject(), COMPATIBILITY);
            return registry.register(topic.subject(), schema);
        } catch (RestClientException e) {
            if (e.getStatus() == 409) {
                throw new IncompatibleSchemaException(topic.subject(), e);
            }
            throw new IOException(topic.subject() + ": " + e.getMessage(), e);
        }
    }

    /** The registry refused a schema because older records could not be read with it. */
    public static final class IncompatibleSchemaException extends RuntimeException {

        IncompatibleSchemaException(String subject, Throwable cause) {
            super(subject + ": the registry refuses this schema as incompatible: " + cause.getMessage(), cause);
        }
    }
}
