package io.bellwether.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.bellwether.schemas.AvroSerdes;
import io.bellwether.schemas.KafkaFutures;
import io.bellwether.schemas.Topics;
import io.bellwether.schemas.avro.CapacityReport;
import io.bellwether.schemas.avro.CapacityStatus;
import io.bellwether.schemas.avro.SourceTier;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.BufferedReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("broker")
class LocalClusterTest {

    private static final Topics TOPICS = new Topics("");

    @TempDir
    Path directory;

    @Test
    void shouldKeepRecordsSchemasAndCompatibilityOverARestart() throws Exception {
        // Given a cluster with one record, stopped
        try (LocalCluster cluster = LocalCluster.start(directory)) {
            cluster.prepare(TOPICS, 3);
            publish(cluster, "beijing-1");
            assertThat(segmentBytes(cluster, TOPICS.brandMetrics()))
                    .as("a compacted topic has segments that close")
                    .isLessThanOrEqualTo(32 << 20);
        }

        // When it starts again on the same directory
        try (LocalCluster cluster = LocalCluster.start(directory)) {
            cluster.prepare(TOPICS, 3);
            publish(cluster, "beijing-2");

            // Then the old record and the new one are there, and the registry still guards the subject
            assertThat(plants(cluster, 2)).containsExactly("beijing-1", "beijing-2");
            assertThat(statusOfRegistering(cluster, withField("intruder", "string", false)))
                    .isEqualTo(409);
            assertThat(statusOfRegistering(cluster, withField("remark", "string", true)))
                    .isEqualTo(200);
        }
    }

    @Test
    void shouldRefuseADirectoryInUse() {
        // Given a running broker
        try (LocalBroker broker = LocalBroker.start(directory, 0)) {
            assertThat(broker.bootstrapServers()).startsWith("127.0.0.1:");

            // When another starts on its directory, then it says so
            assertThatThrownBy(() -> LocalBroker.start(directory, 0))
                    .isInstanceOf(LocalClusterException.class)
                    .hasMessage("data directory " + directory + " is in use by another process");
        }
    }

    @Test
    void shouldRefuseAPortTakenByTheBrokerAndTheRegistry() throws Exception {
        // Given a port on which somebody listens
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            int port = taken.getLocalPort();

            // When a broker or a registry is to listen there, then both say so
            assertThatThrownBy(() -> LocalBroker.start(directory, port))
                    .hasMessage("port " + port + " (broker) is taken by another program");
            assertThatThrownBy(() -> LocalRegistry.start(directory, port))
                    .hasMessage("port " + port + " (registry) is taken by another program");
        }
    }

    @Test
    void shouldNotTakeAnotherRegistryForItsOwn() {
        // Given a registry that answers at a port
        try (LocalRegistry other = LocalRegistry.start(directory.resolve("other"), 0)) {
            int port = URI.create(other.url()).getPort();

            // When one on another directory is to listen there, then it says so
            assertThatThrownBy(() -> LocalRegistry.start(directory, port))
                    .hasMessage("port " + port + " (registry) is taken by another program");
        }
    }

    @Test
    void shouldTakeTheRegistryDownWithAKilledParent() throws Exception {
        // Given a registry whose parent is another process
        Process parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RegistryParent.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        int port;
        try (BufferedReader output = parent.inputReader()) {
            port = Integer.parseInt(output.readLine());

            // When the parent is killed
            parent.destroyForcibly();
        }

        // Then its child is gone: the next start gets the directory's lock and the port
        try (LocalRegistry registry = LocalRegistry.start(directory, port)) {
            assertThat(registry.url()).contains(":" + port);
        }
    }

    @Test
    void shouldStartARegistryAgainThatDied() throws Exception {
        // Given a registry that knows a schema
        try (LocalRegistry registry = LocalRegistry.start(directory, 0);
                CachedSchemaRegistryClient client = new CachedSchemaRegistryClient(registry.url(), 10)) {
            int id = client.register("subject", new AvroSchema(CapacityReport.getClassSchema()));

            // When it is killed
            registry.process().destroyForcibly().waitFor();

            // Then it is seen at once, and it serves again at the same address with what it knew
            assertThat(registry.trouble()).isPresent();
            await().atMost(Duration.ofMinutes(1)).until(() -> registry.trouble().isEmpty());
            assertThat(registry.restarts()).isEqualTo(1);
            try (CachedSchemaRegistryClient another = new CachedSchemaRegistryClient(registry.url(), 10)) {
                assertThat(another.getSchemaById(id).canonicalString()).contains("CapacityReport");
            }
        }
    }

    private static int segmentBytes(LocalCluster cluster, String topic) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()))) {
            return Integer.parseInt(
                    KafkaFutures.await(admin.describeConfigs(List.of(resource)).all())
                            .get(resource)
                            .get("segment.bytes")
                            .value());
        }
    }

    private static void publish(LocalCluster cluster, String plant) throws Exception {
        try (KafkaProducer<String, CapacityReport> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", cluster.bootstrapServers(), "acks", "all"),
                new StringSerializer(),
                AvroSerdes.serializer(registry(cluster)))) {
            producer.send(new ProducerRecord<>(TOPICS.capacity(), "xiaomi", capacity(plant)))
                    .get();
        }
    }

    private static CapacityReport capacity(String plant) {
        return CapacityReport.newBuilder()
                .setEventId("event-of-" + plant)
                .setBrand("xiaomi")
                .setPlant(plant)
                .setUnitsPerMonth(12_500)
                .setEffectiveFrom(LocalDate.of(2024, 3, 1))
                .setStatus(CapacityStatus.OPERATING)
                .setSource("xiaomi-ev")
                .setSourceTier(SourceTier.OFFICIAL)
                .setPublishedAt(Instant.parse("2024-03-28T02:00:00Z"))
                .build();
    }

    private static List<String> plants(LocalCluster cluster, int count) {
        List<String> plants = new ArrayList<>();
        try (KafkaConsumer<String, CapacityReport> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        cluster.bootstrapServers(),
                        "group.id",
                        "test",
                        "auto.offset.reset",
                        "earliest"),
                new StringDeserializer(),
                AvroSerdes.deserializer(registry(cluster)))) {
            consumer.subscribe(List.of(TOPICS.capacity()));
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                for (ConsumerRecord<String, CapacityReport> record : consumer.poll(Duration.ofMillis(100))) {
                    plants.add(record.value().getPlant());
                }
                return plants.size() >= count;
            });
        }
        return plants;
    }

    private static Schema withField(String name, String type, boolean hasDefault) {
        List<Schema.Field> fields = new ArrayList<>();
        for (Schema.Field field : CapacityReport.getClassSchema().getFields()) {
            fields.add(new Schema.Field(field, field.schema()));
        }
        Schema schema = SchemaBuilder.builder().type(type);
        fields.add(hasDefault ? new Schema.Field(name, schema, null, "") : new Schema.Field(name, schema));
        Schema ours = CapacityReport.getClassSchema();
        return Schema.createRecord(ours.getName(), ours.getDoc(), ours.getNamespace(), false, fields);
    }

    private static int statusOfRegistering(LocalCluster cluster, Schema schema) throws Exception {
        try (CachedSchemaRegistryClient client = new CachedSchemaRegistryClient(cluster.schemaRegistryUrl(), 10)) {
            client.register(TOPICS.capacity() + "-value", new AvroSchema(schema));
            return 200;
        } catch (RestClientException e) {
            return e.getStatus();
        }
    }

    private static Map<String, String> registry(LocalCluster cluster) {
        return Map.of("schema.registry.url", cluster.schemaRegistryUrl());
    }
}
