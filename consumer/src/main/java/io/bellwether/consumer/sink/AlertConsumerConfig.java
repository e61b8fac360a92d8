package io.bellwether.consumer.sink;

import io.bellwether.schemas.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.TreeSet;

/**
 * How alerts are consumed.
 *
 * @param bootstrapServers {@code host:port}, comma-separated
 * @param schemaRegistryUrl of a Confluent-compatible registry
 * @param properties Kafka and registry client settings, passed through (security, time-outs); settings that correctness
 *     rests on (isolation, position, deserialisation) override them
 * @param topics names of the topics
 * @param fromBeginning whether a sink without a stored position starts with the oldest alert; else with the next
 * @param connectTimeout how long to wait for broker, registry and sinks at the start
 * @param deliveryDeadline how long a batch may be retried before the sink is given up
 * @param restartSinks whether a sink that fails is opened again after a pause, for good, while the others go on; else
 *     the first that fails ends all
 */
public record AlertConsumerConfig(
        String bootstrapServers,
        String schemaRegistryUrl,
        Map<String, String> properties,
        Topics topics,
        boolean fromBeginning,
        Duration connectTimeout,
        Duration deliveryDeadline,
        boolean restartSinks) {

    /** Default of {@link #connectTimeout}. */
    public static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(15);

    /** Default of {@link #deliveryDeadline}. */
    public static final Duration DELIVERY_DEADLINE = Duration.ofMinutes(2);

    public AlertConsumerConfig {
        if (bootstrapServers.isBlank()) {
            throw new IllegalArgumentException("bootstrap servers must be host:port[,host:port...], got nothing");
        }
        if (schemaRegistryUrl.isBlank()) {
            throw new IllegalArgumentException("schema registry must be a URL, got nothing");
        }
        if (connectTimeout.isNegative() || connectTimeout.isZero()) {
            throw new IllegalArgumentException("connect timeout must be positive, got: " + connectTimeout);
        }
        if (deliveryDeadline.isNegative()) {
            throw new IllegalArgumentException("delivery deadline must not be negative, got: " + deliveryDeadline);
        }
        properties = Map.copyOf(properties);
    }

    /** With default time-outs. */
    public AlertConsumerConfig(
            String bootstrapServers,
            String schemaRegistryUrl,
            Map<String, String> properties,
            Topics topics,
            boolean fromBeginning) {
        this(
                bootstrapServers,
                schemaRegistryUrl,
                properties,
                topics,
                fromBeginning,
                CONNECT_TIMEOUT,
                DELIVERY_DEADLINE);
    }

    /** With sinks of which the first that fails ends all. */
    public AlertConsumerConfig(
            String bootstrapServers,
            String schemaRegistryUrl,
            Map<String, String> properties,
            Topics topics,
            boolean fromBeginning,
            Duration connectTimeout,
            Duration deliveryDeadline) {
        this(
                bootstrapServers,
                schemaRegistryUrl,
                properties,
                topics,
                fromBeginning,
                connectTimeout,
                deliveryDeadline,
                false);
    }

    /** The same, but a sink that fails is opened again. */
    public AlertConsumerConfig restartingSinks() {
        return new AlertConsumerConfig(
                bootstrapServers,
                schemaRegistryUrl,
                properties,
                topics,
                fromBeginning,
                connectTimeout,
                deliveryDeadline,
                true);
    }

    /** Names of the passed properties only: their values may be secrets. */
    @Override
    public String toString() {
        return "AlertConsumerConfig[bootstrapServers=" + bootstrapServers + ", schemaRegistryUrl="
                + SecretUrls.masked(schemaRegistryUrl) + ", properties=" + new TreeSet<>(properties.keySet())
                + ", topic=" + topics.alerts() + ", fromBeginning=" + fromBeginning + ", connectTimeout="
                + connectTimeout + ", deliveryDeadline=" + deliveryDeadline + "]";
    }
}
