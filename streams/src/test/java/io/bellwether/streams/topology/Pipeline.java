package io.bellwether.streams.topology;

import io.bellwether.domain.ledger.LedgerReplay;
import io.bellwether.schemas.AvroSerdes;
import io.bellwether.schemas.EventFields;
import io.bellwether.schemas.SubjectRegistration;
import io.bellwether.schemas.Topics;
import io.bellwether.schemas.avro.Acknowledgement;
import io.bellwether.schemas.avro.Alert;
import io.bellwether.schemas.avro.CapacityReport;
import io.bellwether.schemas.avro.RuleSet;
import io.bellwether.schemas.avro.SalesReport;
import io.bellwether.streams.codec.Encoding;
import io.bellwether.streams.processor.AlertTiming;
import io.bellwether.streams.processor.BrandProcessor;
import io.bellwether.streams.processor.DutyCycle;
import io.bellwether.streams.processor.MarketProcessor;
import io.bellwether.streams.processor.TopologyConfig;
import io.bellwether.streams.reference.EventLines;
import io.bellwether.streams.rules.RulePack;
import io.bellwether.streams.store.AlertHistory;
import io.bellwether.streams.store.AlertIndex;
import io.bellwether.streams.store.StatementStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.QueryConfig;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;

/** The topology under Kafka's test driver, with a registry in this process. Results come when a burst is ended. */
final class Pipeline implements AutoCloseable {

    private static final Duration BURST = Duration.ofMillis(100);
    /** When records are sent: after all that the tests' events say of when they were published. */
    private static final Instant SENT = Instant.parse("2100-01-01T00:00:00Z");

    final Topics topics = new Topics("");
    final Map<String, String> serdes;
    private final Serializer<SpecificRecord> serializer;
    private final TopologyTestDriver driver;
    private final AtomicReference<LocalDate> clock = new AtomicReference<>(LocalDate.MIN);
    private boolean left;

    private Pipeline(String registry, Optional<Path> stateDir, int partitions, AlertTiming timing) {
        serdes = Map.of("schema.registry.url", "mock://" + registry);
        SubjectRegistration.register(topics, serdes);
        serializer = AvroSerdes.serializer(serdes);
        TopologyConfig config = new TopologyConfig(
                topics,
                serdes,
                BURST,
                DutyCycle.UNLIMITED,
                stateDir.isPresent(),
                RulePack.shipped(),
                LedgerReplay.PLAIN,
                UnaryOperator.identity(),
                Optional.of(clock::get),
                timing);
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "pipeline");
        stateDir.ifPresent(directory -> properties.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString()));
        driver = new TopologyTestDriver(new MarketTopology(config, partitions).get(), properties, Instant.EPOCH);
    }

    /** State in memory, gone with the pipeline. */
    static Pipeline inMemory(String registry) {
        return new Pipeline(registry, Optional.empty(), 1, AlertTiming.AT_ONCE);
    }

    /** The same where input topics have more partitions than the one that the driver knows: what belongs there is misplaced. */
    static Pipeline ofPartitions(String registry, int partitions) {
        return new Pipeline(registry, Optional.empty(), partitions, AlertTiming.AT_ONCE);
    }

    /** State in a directory, which is emptied when the pipeline is closed. */
    static Pipeline onDisk(String registry, Path stateDir) {
        return onDisk(registry, stateDir, AlertTiming.AT_ONCE);
    }

    /** The same with alerts that are told at other times. All that tests publish is of the past when it is sent. */
    static Pipeline onDisk(String registry, Path stateDir, AlertTiming timing) {
        return new Pipeline(registry, Optional.of(stateDir), 1, timing);
    }

    String topicOf(SpecificRecord event) {
        return event instanceof SalesReport
                ? topics.sales()
                : event instanceof CapacityReport ? topics.capacity() : topics.announcements();
    }

    byte[] encode(SpecificRecord event) {
        return serializer.serialize(topicOf(event), event);
    }

    /** Puts events of the notation on their topics; the same line is the same event, whenever it comes. */
    Pipeline publish(String... lines) {
        EventLines.parse(Stream.of(lines).map(Pipeline::identified).toArray(String[]::new))
                .forEach(this::publish);
        return this;
    }

    private static String identified(String line) {
        return line.contains(" id=") ? line : line + " id=" + UUID.nameUUIDFromBytes(utf8(line));
    }

    void publish(SpecificRecord event) {
        publish(topicOf(event), utf8(EventFields.brand(event)), encode(event), new RecordHeaders());
    }

    /** Puts any bytes on a topic. */
    void publish(String topic, byte[] key, byte[] value, Headers headers) {
        publish(topic, new TestRecord<>(key, value, headers, SENT));
    }

    /** Puts a record with a timestamp on a topic. */
    void publish(String topic, TestRecord<byte[], byte[]> record) {
        driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(record);
    }

    /** Ends a burst: once for the brands, once more for the market. */
    Pipeline settle() {
        driver.advanceWallClockTime(BURST);
        driver.advanceWallClockTime(BURST);
        return this;
    }

    /** Lets time pass. */
    Pipeline pass(Duration time) {
        for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plus(BURST)) {
            driver.advanceWallClockTime(BURST);
        }
        return this;
    }

    /** Lets the clock stand at a day, and be looked at. */
    Pipeline onDay(String day) {
        clock.set(LocalDate.parse(day));
        driver.advanceWallClockTime(MarketProcessor.CLOCK);
        return this;
    }

    /** Publishes a file of rules under a version. */
    Pipeline apply(String version, String file) {
        RuleSet rules = new RuleSet(version, file);
        publish(topics.rules(), utf8("rules"), serializer.serialize(topics.rules(), rules), new RecordHeaders());
        return this;
    }

    /** Says that somebody has seen an alert. */
    Pipeline acknowledge(String alertId, Acknowledgement acknowledgement) {
        byte[] value = serializer.serialize(topics.acknowledgements(), acknowledgement);
        publish(topics.acknowledgements(), utf8(alertId), value, new RecordHeaders());
        return this;
    }

    /** Of each rule and subject the alert that stands, or stood last. */
    List<Alert> standing() {
        List<Alert> alerts = new ArrayList<>();
        KeyValueStore<byte[], byte[]> store = driver.getKeyValueStore(MarketProcessor.ALERTS);
        try (var entries = store.all()) {
            entries.forEachRemaining(entry -> alerts.add(Encoding.ALERT.decode(entry.value)));
        }
        return alerts;
    }

    /** The alerts by the index that pages of them are found with: key of the store, then whether they stand. */
    Map<String, Boolean> indexed() {
        AlertHistory history = (AlertHistory) driver.getStateStore(MarketProcessor.HISTORY);
        Map<String, Boolean> indexed = new TreeMap<>();
        history.query(
                        new AlertIndex.Select(row -> true, null, Integer.MAX_VALUE),
                        PositionBound.unbounded(),
                        new QueryConfig(false))
                .getResult()
                .forEach(row -> indexed.put(row.key(), row.isOpen()));
        return indexed;
    }

    /** The transitions that are kept of an alert. */
    List<Alert> life(String alertId) {
        AlertHistory history = (AlertHistory) driver.getStateStore(MarketProcessor.HISTORY);
        List<Alert> life = new ArrayList<>();
        for (byte[] step = history.get(alertId, 1); step != null; step = history.get(alertId, life.size() + 1)) {
            life.add(Encoding.ALERT.decode(step));
        }
        return life;
    }

    /** By topic, changelogs among them, the size of the largest record since it was last asked, with its headers. */
    Map<String, Integer> largestRecords() {
        Map<String, Integer> largest = new TreeMap<>();
        for (String topic : driver.producedTopicNames()) {
            for (TestRecord<byte[], byte[]> record : raw(topic)) {
                int size = record.key().length + (record.value() == null ? 0 : record.value().length);
                for (Header header : record.headers()) {
                    size += header.key().length() + header.value().length;
                }
                largest.merge(topic, size, Math::max);
            }
        }
        return largest;
    }

    /** All that a store holds. */
    SortedMap<String, byte[]> entries(String store) {
        SortedMap<String, byte[]> all = new TreeMap<>();
        try (var entries = driver.<byte[], byte[]>getKeyValueStore(store).all()) {
            entries.forEachRemaining(entry -> all.put(new String(entry.key, StandardCharsets.UTF_8), entry.value));
        }
        return all;
    }

    /** Puts an entry in a store. */
    void put(String store, String key, byte[] value) {
        driver.<byte[], byte[]>getKeyValueStore(store).put(utf8(key), value);
    }

    /** Lets the records in a store be of a format that is not known here. */
    void writtenByAnotherVersion(String store) {
        entries(store).forEach((key, value) -> put(store, key, byAnotherVersion(value)));
    }

    /** The same record behind the fingerprint of another schema. */
    static byte[] byAnotherVersion(byte[] record) {
        byte[] other = record.clone();
        other[2] ^= 1;
        return other;
    }

    /** What came out on a topic since it was last asked. */
    List<TestRecord<byte[], byte[]>> raw(String topic) {
        return driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }

    /** What came out on a topic since it was last asked, decoded. */
    <T extends SpecificRecord> List<KeyValue<String, T>> read(String topic) {
        Deserializer<T> values = AvroSerdes.deserializer(serdes);
        return driver.createOutputTopic(topic, new StringDeserializer(), values).readKeyValuesToList();
    }

    /** What is stored of a brand. */
    List<Bytes> statements(String brand) {
        List<Bytes> statements = new ArrayList<>();
        StatementStore store = (StatementStore) driver.getStateStore(BrandProcessor.STATEMENTS);
        store.read(brand, (name, kind, value) -> statements.add(Bytes.wrap(value)));
        return statements;
    }

    /** Closes the stores and drops the rest; unlike {@link #close} it leaves the files of the state for another one. */
    void leave() {
        left = true;
        driver.getAllStateStores().values().forEach(StateStore::close);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        if (!left) {
            driver.close();
        }
    }
}
