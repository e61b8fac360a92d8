package io.bellwether.local;

import static org.apache.kafka.coordinator.transaction.TransactionState.COMPLETE_ABORT;
import static org.apache.kafka.coordinator.transaction.TransactionState.COMPLETE_COMMIT;
import static org.apache.kafka.coordinator.transaction.TransactionState.EMPTY;
import static org.apache.kafka.coordinator.transaction.TransactionState.PREPARE_COMMIT;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.coordinator.transaction.TransactionLog;
import org.apache.kafka.coordinator.transaction.TransactionState;
import org.apache.kafka.coordinator.transaction.TxnTransitMetadata;
import org.apache.kafka.server.common.TransactionVersion;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("broker")
class TransactionRecoveryTest {

    private static final String TRANSACTIONAL_ID = "pipeline";
    private static final String GROUP = "group";
    private static final TopicPartition OUTPUT = new TopicPartition("output", 0);
    private static final TopicPartition INPUT = new TopicPartition("input", 0);

    @TempDir
    Path directory;

    private LocalBroker broker;
    private Admin admin;
    private KafkaProducer<String, String> producer;
    private ConsumerGroupMetadata group;

    @BeforeEach
    void openATransaction() throws Exception {
        int port = Ports.free();
        broker = LocalBroker.start(directory, port);
        admin = Admin.create(Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()));
        admin.createTopics(
                        List.of(new NewTopic(OUTPUT.topic(), 1, (short) 1), new NewTopic(INPUT.topic(), 1, (short) 1)))
                .all()
                .get();
        producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        broker.bootstrapServers(),
                        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                        TRANSACTIONAL_ID),
                new StringSerializer(),
                new StringSerializer());
        try (KafkaConsumer<String, String> consumer = consumer()) {
            group = consumer.groupMetadata();
        }
        producer.initTransactions();
        send("closed", 1);
        producer.commitTransaction();
        send("open", 2);
    }

    @AfterEach
    void stop() {
        broker.close();
        producer.close(Duration.ZERO);
        admin.close();
    }

    @Test
    void shouldCommitWhatTheCoordinatorHasCommitted() throws Exception {
        // Given a transaction that is complete for the coordinator and has no markers
        recordState(COMPLETE_COMMIT, 1);

        // When the broker starts again
        restart();

        // Then the transaction's records and offsets are committed
        assertThat(committedRecords()).containsExactly("closed", "open");
        assertThat(committedOffset()).isEqualTo(2);
        assertThat(openTransactions()).isEmpty();
    }

    @Test
    void shouldAbortWhatTheCoordinatorHasAborted() throws Exception {
        // Given a transaction that is aborted for the coordinator and has no markers
        recordState(COMPLETE_ABORT, 1);

        // When the broker starts again
        restart();

        // Then the transaction's records and offsets do not count
        assertThat(committedRecords()).containsExactly("closed");
        assertThat(committedOffset()).isEqualTo(1);
        assertThat(openTransactions()).isEmpty();
    }

    @Test
    void shouldCommitATransactionWhoseProducerWentOnToALaterOne() throws Exception {
        // Given a committed transaction without markers, and an aborted one after it that wrote elsewhere
        recordState(PREPARE_COMMIT, 1, OUTPUT, offsetsPartition());
        recordState(COMPLETE_COMMIT, 1);
        recordState(EMPTY, 2);
        recordState(COMPLETE_ABORT, 3);

        // When the broker starts again
        restart();

        // Then it is committed
        assertThat(committedRecords()).containsExactly("closed", "open");
        assertThat(committedOffset()).isEqualTo(2);
        assertThat(openTransactions()).isEmpty();
    }

    @Test
    void shouldAbortATransactionOfWhoseEndTheCoordinatorKnowsNothing() throws Exception {
        // Given a transaction of a producer for which the coordinator has a later epoch only
        recordState(EMPTY, 2);

        // When the broker starts again
        restart();

        // Then it is aborted
        assertThat(committedRecords()).containsExactly("closed");
        assertThat(committedOffset()).isEqualTo(1);
        assertThat(openTransactions()).isEmpty();
    }

    @Test
    void shouldLeaveAnOngoingTransactionToItsProducer() throws Exception {
        // Given a producer in the middle of a transaction
        assertThat(description().state()).isEqualTo(org.apache.kafka.clients.admin.TransactionState.ONGOING);

        // When the broker starts again
        restart();

        // Then the transaction is still open, and the producer can commit it
        assertThat(openTransactions()).containsExactlyInAnyOrder(OUTPUT, offsetsPartition());
        producer.commitTransaction();
        assertThat(committedRecords()).containsExactly("closed", "open");
        assertThat(committedOffset()).isEqualTo(2);
    }

    private void send(String value, long offset) throws Exception {
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(OUTPUT.topic(), value)).get();
        producer.sendOffsetsToTransaction(Map.of(INPUT, new OffsetAndMetadata(offset)), group);
    }

    private void restart() {
        int port = Integer.parseInt(broker.bootstrapServers().split(":", -1)[1]);
        broker.close();
        broker = LocalBroker.start(directory, port);
    }

    /** Writes to the transaction log, as the coordinator does, what it holds of the open transaction's producer. */
    private void recordState(TransactionState state, int epochsLater, TopicPartition... partitions) throws Exception {
        TransactionDescription open = description();
        TxnTransitMetadata metadata = new TxnTransitMetadata(
                open.producerId(),
                open.producerId(),
                RecordBatch.NO_PRODUCER_ID,
                (short) (open.producerEpoch() + epochsLater),
                RecordBatch.NO_PRODUCER_EPOCH,
                (int) open.transactionTimeoutMs(),
                state,
                new HashSet<>(Set.of(partitions)),
                open.transactionStartTimeMs().orElse(-1),
                open.transactionStartTimeMs().orElse(-1),
                TransactionVersion.TV_2);
        try (KafkaProducer<byte[], byte[]> coordinator = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        broker.bootstrapServers(),
                        "client.id",
                        "__admin_client"), // the one that may write to an internal topic
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            String log = Topic.TRANSACTION_STATE_TOPIC_NAME;
            coordinator
                    .send(new ProducerRecord<>(
                            log,
                            Utils.abs(TRANSACTIONAL_ID.hashCode()) % partitionsOf(log),
                            TransactionLog.keyToBytes(TRANSACTIONAL_ID),
                            TransactionLog.valueToBytes(metadata, TransactionVersion.TV_2)))
                    .get();
        }
    }

    private TransactionDescription description() throws Exception {
        return admin.describeTransactions(List.of(TRANSACTIONAL_ID))
                .description(TRANSACTIONAL_ID)
                .get();
    }

    private TopicPartition offsetsPartition() throws Exception {
        String offsets = Topic.GROUP_METADATA_TOPIC_NAME;
        return new TopicPartition(offsets, Utils.abs(GROUP.hashCode()) % partitionsOf(offsets));
    }

    private int partitionsOf(String topic) throws Exception {
        return admin.describeTopics(List.of(topic))
                .allTopicNames()
                .get()
                .get(topic)
                .partitions()
                .size();
    }

    private Collection<TopicPartition> openTransactions() throws Exception {
        List<TopicPartition> open = new ArrayList<>();
        for (TopicPartition partition : List.of(OUTPUT, offsetsPartition())) {
            if (admin.describeProducers(List.of(partition)).partitionResult(partition).get().activeProducers().stream()
                    .anyMatch(state -> state.currentTransactionStartOffset().isPresent())) {
                open.add(partition);
            }
        }
        return open;
    }

    /** All that a reader of committed records gets up to the last stable offset. */
    private List<String> committedRecords() throws Exception {
        long end = admin.listOffsets(
                        Map.of(OUTPUT, OffsetSpec.latest()), new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                .partitionResult(OUTPUT)
                .get()
                .offset();
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = consumer()) {
            consumer.assign(List.of(OUTPUT));
            consumer.seekToBeginning(List.of(OUTPUT));
            while (consumer.position(OUTPUT) < end) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofSeconds(1))) {
                    values.add(record.value());
                }
            }
        }
        return values;
    }

    private KafkaConsumer<String, String> consumer() {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        broker.bootstrapServers(),
                        ConsumerConfig.GROUP_ID_CONFIG,
                        GROUP,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        "false",
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed"),
                new StringDeserializer(),
                new StringDeserializer());
    }

    private long committedOffset() throws Exception {
        return admin.listConsumerGroupOffsets(GROUP)
                .partitionsToOffsetAndMetadata()
                .get()
                .get(INPUT)
                .offset();
    }
}
