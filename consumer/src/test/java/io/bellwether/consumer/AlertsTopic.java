package io.bellwether.consumer;

import io.bellwether.consumer.sink.AlertConsumerConfig;
import io.bellwether.consumer.sink.AlertSinkContract;
import io.bellwether.consumer.sink.PositionedAlert;
import io.bellwether.schemas.AvroSerdes;
import io.bellwether.schemas.Topics;
import io.bellwether.schemas.avro.Alert;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.testutil.MockSchemaRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/** An alerts topic of its own on a real broker, written in transactions as the pipeline does. */
public final class AlertsTopic implements AutoCloseable {

    private static final String REGISTRY_SCOPE = "alerts-consumer";
    static final String REGISTRY = "mock://" + REGISTRY_SCOPE;

    public final Topics topics;
    private final String servers;
    private final Admin admin;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Serializer<Alert> serializer;

    public AlertsTopic(String servers, String prefix, int partitions) throws Exception {
        this(servers, prefix);
        admin.createTopics(List.of(new NewTopic(topics.alerts(), partitions, (short) 1)))
                .all()
                .get();
        register(topics);
    }

    static AlertsTopic existing(String servers, String prefix) {
        return new AlertsTopic(servers, prefix);
    }

    private AlertsTopic(String servers, String prefix) {
        this.servers = servers;
        topics = new Topics(prefix);
        admin = Admin.create(Map.of("bootstrap.servers", servers));
        serializer = AvroSerdes.serializer(Map.of("schema.registry.url", REGISTRY));
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers, "transactional.id", prefix, "request.timeout.ms", 5_000),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        producer.initTransactions();
    }

    /** The registry lives in each process; the first schema it is given has the same id in all. */
    public static void register(Topics topics) throws Exception {
        MockSchemaRegistry.getClientForScope(REGISTRY_SCOPE)
                .register(topics.alerts() + "-value", new AvroSchema(Alert.getClassSchema()));
    }

    public AlertConsumerConfig config(boolean fromBeginning) {
        return config(servers, topics, fromBeginning);
    }

    public static AlertConsumerConfig config(String servers, Topics topics, boolean fromBeginning) {
        return new AlertConsumerConfig(
                servers,
                REGISTRY,
                Map.of("metadata.max.age.ms", "200", "max.poll.records", "20", "request.timeout.ms", "5000"),
                topics,
                fromBeginning,
                Duration.ofSeconds(10),
                Duration.ofSeconds(10));
    }

    public void publish(int partition, Alert... alerts) {
        write(partition, true, alerts);
    }

    void abort(int partition, Alert... alerts) {
        write(partition, false, alerts);
    }

    private void write(int partition, boolean commit, Alert... alerts) {
        producer.beginTransaction();
        for (Alert alert : alerts) {
            send(partition, serializer.serialize(topics.alerts(), alert));
        }
        if (commit) {
            producer.commitTransaction();
        } else {
            producer.flush();
            producer.abortTransaction();
        }
    }

    void publishBytes(int partition, Optional<byte[]> value) {
        producer.beginTransaction();
        send(partition, value.orElse(null));
        producer.commitTransaction();
    }

    /** The commit fails if this does. */
    @SuppressWarnings("FutureReturnValueIgnored")
    private void send(int partition, byte[] value) {
        producer.send(new ProducerRecord<>(topics.alerts(), partition, null, value));
    }

    /** What is committed, as an independent reader finds it: {@code partition/offset alert_id#sequence}. */
    public List<String> committed() {
        List<String> shown = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> reader = new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers, "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = reader.partitionsFor(topics.alerts()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            reader.assign(partitions);
            reader.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
            Deserializer<?> deserializer = AvroSerdes.deserializer(Map.of("schema.registry.url", REGISTRY));
            while (partitions.stream().anyMatch(partition -> reader.position(partition) < ends.get(partition))) {
                for (ConsumerRecord<byte[], byte[]> record : reader.poll(Duration.ofMillis(200))) {
                    Alert alert = (Alert) deserializer.deserialize(record.topic(), record.value());
                    shown.add(AlertSinkContract.shown(new PositionedAlert(record.partition(), record.offset(), alert)));
                }
            }
        }
        return shown;
    }

    void grow(int partitions) throws Exception {
        admin.createPartitions(Map.of(topics.alerts(), NewPartitions.increaseTo(partitions)))
                .all()
                .get();
    }

    public void createDeadLetters() throws Exception {
        admin.createTopics(List.of(new NewTopic(topics.deadLetters(), 1, (short) 1)))
                .all()
                .get();
    }

    @Override
    public void close() {
        producer.close();
        admin.close();
    }
}
