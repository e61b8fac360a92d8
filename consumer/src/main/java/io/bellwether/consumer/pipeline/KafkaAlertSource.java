package io.bellwether.consumer.pipeline;

import io.bellwether.consumer.sink.AlertConsumerConfig;
import io.bellwether.consumer.sink.AlertConsumerException;
import io.bellwether.consumer.sink.Origin;
import io.bellwether.consumer.sink.SecretUrls;
import io.bellwether.schemas.KafkaFutures;
import io.bellwether.schemas.RecordDecoder;
import io.bellwether.schemas.TopicReader;
import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClientFactory;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The topic of alerts on a real cluster. */
public final class KafkaAlertSource implements AlertSource {

    /** How soon a new partition is noticed; does not override the user's setting. */
    private static final String METADATA_MAX_AGE_MS = "30000";

    private static final String REGISTRY_CONNECT_TIMEOUT = "http.connect.timeout.ms";
    private static final String REGISTRY_URL = "schema.registry.url";

    private final AlertConsumerConfig config;
    private final String topic;
    private final AtomicInteger consumers = new AtomicInteger();

    public KafkaAlertSource(AlertConsumerConfig config) {
        this.config = config;
        this.topic = config.topics().alerts();
    }

    @Override
    public Origin origin() {
        Map<String, Object> settings = new HashMap<>(config.properties());
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers());
        int timeoutMs = Math.toIntExact(config.connectTimeout().toMillis());
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, timeoutMs);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, timeoutMs);
        Origin origin;
        try (Admin admin = Admin.create(settings)) {
            try {
                String clusterId = KafkaFutures.await(admin.describeCluster().clusterId());
                TopicDescription description = KafkaFutures.await(Objects.requireNonNull(
                        admin.describeTopics(List.of(topic)).topicNameValues().get(topic)));
                origin = new Origin(
                        Objects.requireNonNullElse(clusterId, ""),
                        description.topicId().toString(),
                        topic);
            } finally {
                admin.close(Duration.ZERO);
            }
        } catch (TimeoutException e) {
            throw new AlertConsumerException(
                    "no Kafka broker answered at " + config.bootstrapServers() + " within "
                            + config.connectTimeout().toSeconds() + " s",
                    e);
        } catch (UnknownTopicOrPartitionException e) {
            throw new AlertConsumerException(
                    "topic " + topic + " does not exist on " + config.bootstrapServers()
                            + "; the verb `topics` creates it",
                    e);
        } catch (InterruptException e) {
            throw new AlertConsumerException("interrupted while connecting", e);
        } catch (KafkaException e) {
            throw new AlertConsumerException("Kafka at " + config.bootstrapServers() + ": " + rootMessage(e), e);
        }
        checkRegistry();
        return origin;
    }

    private void checkRegistry() {
        String shown = SecretUrls.masked(config.schemaRegistryUrl());
        try (SchemaRegistryClient registry = SchemaRegistryClientFactory.newClient(
                List.of(config.schemaRegistryUrl().split(",")),
                10,
                List.of(new AvroSchemaProvider()),
                registryConfig(),
                Map.of())) {
            registry.getLatestSchemaMetadata(topic + "-value");
        } catch (RestClientException e) {
            // The subject may be missing: it is there from the first alert on.
            if (e.getStatus() != 404) {
                throw new AlertConsumerException(
                        "schema registry at " + shown + " answers " + e.getStatus() + ": " + e.getMessage(), e);
            }
        } catch (IOException e) {
            throw new AlertConsumerException("no schema registry answered at " + shown + ": " + rootMessage(e), e);
        }
    }

    @Override
    public Consumer<byte[], byte[]> consumer() {
        Map<String, Object> settings = new HashMap<>(config.properties());
        settings.putIfAbsent(CommonClientConfigs.METADATA_MAX_AGE_CONFIG, METADATA_MAX_AGE_MS);
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers());
        settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, "bellwether-alerts-" + consumers.incrementAndGet());
        try {
            return TopicReader.consumer(settings);
        } catch (KafkaException e) {
            throw new AlertConsumerException("Kafka at " + config.bootstrapServers() + ": " + rootMessage(e), e);
        }
    }

    @Override
    public RecordDecoder decoder() {
        return new RecordDecoder(registryConfig());
    }

    private Map<String, Object> registryConfig() {
        Map<String, Object> settings = new HashMap<>(config.properties());
        settings.putIfAbsent(
                REGISTRY_CONNECT_TIMEOUT,
                String.valueOf(
                        Math.min(Integer.MAX_VALUE, config.connectTimeout().toMillis())));
        settings.put(REGISTRY_URL, config.schemaRegistryUrl());
        return settings;
    }

    private static String rootMessage(Throwable error) {
        Throwable root = error;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = root.getMessage();
        return message == null
                ? root.getClass().getSimpleName()
                : message.lines().findFirst().orElse(message);
    }
}
