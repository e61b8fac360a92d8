package io.bellwether.streams.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.schemas.AvroSerdes;
import io.bellwether.schemas.SubjectRegistration;
import io.bellwether.schemas.Topics;
import io.bellwether.schemas.avro.Alert;
import io.bellwether.streams.codec.Encoding;
import io.bellwether.streams.reference.EventLines;
import io.bellwether.streams.store.OwnedStoreBuilder;
import io.bellwether.streams.store.StatementStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A task whose transaction was aborted goes back to its last commit: Kafka Streams empties its stores, restores them, and
 * calls init of the same processor again. Nothing of the lost transaction may be remembered.
 */
class LostTransactionTest {

    private static final long SENT_MS = 4_102_444_800_000L; // 2100

    private static final Map<String, String> SERDES = Map.of("schema.registry.url", "mock://lost-transaction");
    private static final Topics TOPICS = new Topics("");
    private static final byte[] X = "x".getBytes(StandardCharsets.UTF_8);

    private final TopologyConfig config = TopologyConfig.standard(TOPICS, SERDES);
    private MockProcessorContext<byte[], BrandOutput> brandContext;

    @TempDir
    Path directory;

    @BeforeEach
    void register() {
        SubjectRegistration.register(TOPICS, SERDES);
    }

    @Test
    void shouldStoreAStatementThatIsReadAgain() {
        // Given a statement whose transaction is lost
        BrandProcessor processor = new BrandProcessor(config);
        StatementStore lost = begin(processor);
        processor.process(event());

        // When the task begins again with the stores of its last commit, and reads it again
        StatementStore restored = begin(processor);
        processor.process(event());

        // Then
        assertThat(stored(lost)).hasSize(1);
        assertThat(stored(restored)).hasSize(1);
    }

    @Test
    void shouldSayAgainWhatNobodyHeard() {
        // Given an alert whose transaction is lost
        BrandProcessor brands = new BrandProcessor(config);
        MarketProcessor market = new MarketProcessor(config);
        begin(brands);
        List<Record<byte[], byte[]>> summaries = summaries(brands);
        List<Alert> lost = alerts(market, summaries);

        // When the task begins again without it
        List<Alert> again = alerts(market, summaries);

        // Then
        assertThat(lost).hasSize(1);
        assertThat(again).isEqualTo(lost);
    }

    private StatementStore begin(BrandProcessor processor) {
        MockProcessorContext<byte[], BrandOutput> context = context();
        StatementStore statements = OwnedStoreBuilder.statements(
                        Stores.inMemoryKeyValueStore(BrandProcessor.STATEMENTS))
                .withLoggingDisabled()
                .build();
        add(context, statements);
        add(context, entries(BrandProcessor.METRICS).build());
        context.setRecordMetadata(TOPICS.sales(), 0, 0);
        processor.init(context);
        brandContext = context;
        return statements;
    }

    private List<Record<byte[], byte[]>> summaries(BrandProcessor processor) {
        for (String line : List.of(
                "x DELIVERIES 2024-02 1000 id=a", "x DELIVERIES 2024-03 1000 id=b", "x DELIVERIES 2024-04 500 id=c")) {
            processor.process(record(line));
        }
        brandContext.scheduledPunctuators().forEach(tick -> tick.getPunctuator().punctuate(0));
        List<Record<byte[], byte[]>> summaries = new ArrayList<>();
        brandContext.forwarded().forEach(forwarded -> {
            if (forwarded.record().value() instanceof BrandOutput.Summary summary) {
                summaries.add(new Record<>(forwarded.record().key(), summary.encoded(), 0));
            }
        });
        return summaries;
    }

    private List<Alert> alerts(MarketProcessor processor, List<Record<byte[], byte[]>> summaries) {
        MockProcessorContext<byte[], MarketOutput> context = context();
        for (String store : List.of(
                MarketProcessor.SUMMARIES,
                MarketProcessor.ALERTS,
                MarketProcessor.PAST,
                MarketProcessor.VIEW,
                MarketProcessor.RULES,
                MarketProcessor.ACKNOWLEDGEMENTS)) {
            add(context, entries(store).build());
        }
        add(
                context,
                OwnedStoreBuilder.alertHistory(Stores.inMemoryKeyValueStore(MarketProcessor.HISTORY))
                        .withLoggingDisabled()
                        .build());
        context.setRecordMetadata("summaries", 0, 0);
        processor.init(context);
        summaries.forEach(processor::process);
        context.scheduledPunctuators().forEach(tick -> tick.getPunctuator().punctuate(0));
        return context.forwarded().stream()
                .map(forwarded -> forwarded.record().value())
                .filter(MarketOutput.OfAlert.class::isInstance)
                .map(output -> Encoding.ALERT.decode(((MarketOutput.OfAlert) output).encoded()))
                .toList();
    }

    private <T> MockProcessorContext<byte[], T> context() {
        Properties properties = new Properties();
        properties.put("application.id", "lost");
        properties.put("bootstrap.servers", "none:1");
        MockProcessorContext<byte[], T> context =
                new MockProcessorContext<>(properties, new TaskId(0, 0), directory.toFile());
        context.setCurrentSystemTimeMs(0);
        return context;
    }

    private static <T> void add(MockProcessorContext<byte[], T> context, StateStore store) {
        context.addStateStore(store);
        store.init(context.getStateStoreContext(), store);
    }

    private static StoreBuilder<?> entries(String name) {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.ByteArray(), Serdes.ByteArray())
                .withLoggingDisabled();
    }

    private static List<byte[]> stored(StatementStore store) {
        store.flushCache();
        List<byte[]> stored = new ArrayList<>();
        store.read("x", (brand, kind, value) -> stored.add(value));
        return stored;
    }

    private static Record<byte[], byte[]> event() {
        return record("x DELIVERIES 2024-04 500");
    }

    private static Record<byte[], byte[]> record(String line) {
        Serializer<SpecificRecord> serializer = AvroSerdes.serializer(SERDES);
        return new Record<>(
                X, serializer.serialize(TOPICS.sales(), EventLines.parse(line).get(0)), SENT_MS);
    }
}
