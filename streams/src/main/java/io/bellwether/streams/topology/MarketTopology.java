package io.bellwether.streams.topology;

import io.bellwether.schemas.AvroSerdes;
import io.bellwether.schemas.Topics;
import io.bellwether.streams.codec.ConfluentWireSerializer;
import io.bellwether.streams.codec.Encoding;
import io.bellwether.streams.codec.MarketViewParts;
import io.bellwether.streams.processor.BrandOutput;
import io.bellwether.streams.processor.BrandProcessor;
import io.bellwether.streams.processor.DeadLetterOutput;
import io.bellwether.streams.processor.MarketOutput;
import io.bellwether.streams.processor.MarketProcessor;
import io.bellwether.streams.processor.RecordPlacement;
import io.bellwether.streams.processor.SendingTime;
import io.bellwether.streams.processor.TopologyConfig;
import io.bellwether.streams.store.OwnedStoreBuilder;
import io.bellwether.streams.store.QueriedStores;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Events by brand to metrics, the market view and alerts. */
public final class MarketTopology implements Supplier<Topology> {

    /** The repartition topic of summaries, without what Kafka Streams puts around its name. */
    public static final String SUMMARIES = "summaries";

    private static final Serde<byte[]> BYTES = Serdes.ByteArray();

    private static final byte[] VIEW_HEADER = MarketViewParts.HEADER.getBytes(StandardCharsets.UTF_8);

    private final TopologyConfig config;
    private final int partitions;
    private final Topics topics;

    /**
     * The topology for one pipeline.
     *
     * @param partitions of each input topic, 1 or more
     */
    public MarketTopology(TopologyConfig config, int partitions) {
        if (partitions < 1) {
            throw new IllegalArgumentException("partitions must be 1 or more, got: " + partitions);
        }
        this.config = config;
        this.partitions = partitions;
        this.topics = config.topics();
    }

    /** The topology for input topics of one partition. */
    public MarketTopology(TopologyConfig config) {
        this(config, 1);
    }

    @Override
    public Topology get() {
        StreamsBuilder builder = new StreamsBuilder();
        KStream<byte[], byte[]> events = inPlace(events(builder));
        KStream<byte[], BrandOutput> ofBrands = brands(builder, events);
        publishMetrics(ofBrands);
        publishDeadLetters(ofBrands, "refused");
        KStream<byte[], MarketOutput> ofMarket = market(
                summaries(ofBrands)
                        .merge(rules(builder), Named.as("summaries-and-rules"))
                        .merge(acknowledgements(builder), Named.as("and-acknowledgements")),
                builder);
        publishView(ofMarket);
        publishAlerts(ofMarket);
        publishDeadLetters(ofMarket, "refused-rules");
        return builder.build();
    }

    private KStream<byte[], byte[]> events(StreamsBuilder builder) {
        return builder.stream(
                topics.inputs(),
                Consumed.with(BYTES, BYTES)
                        .withTimestampExtractor(new SendingTime())
                        .withName("events"));
    }

    /** Brings events that stand in another partition than their key's to that, by a topic that no others pass. */
    private KStream<byte[], byte[]> inPlace(KStream<byte[], byte[]> events) {
        KStream<byte[], byte[]> placed = events.process(() -> new RecordPlacement(partitions), Named.as("placement"));
        KStream<byte[], byte[]> brought = placed.mapValues(value -> value, Named.as(RecordPlacement.MISPLACED))
                .repartition(Repartitioned.with(BYTES, BYTES).withName(RecordPlacement.MISPLACED));
        return placed.merge(brought, Named.as(RecordPlacement.IN_PLACE));
    }

    private KStream<byte[], BrandOutput> brands(StreamsBuilder builder, KStream<byte[], byte[]> events) {
        builder.addStateStore(OwnedStoreBuilder.statements(state(BrandProcessor.STATEMENTS)));
        builder.addStateStore(entries(BrandProcessor.METRICS));
        return events.process(
                () -> new BrandProcessor(config),
                Named.as("brands"),
                BrandProcessor.STATEMENTS,
                BrandProcessor.METRICS);
    }

    private void publishMetrics(KStream<byte[], BrandOutput> ofBrands) {
        pick(ofBrands, BrandOutput.OfBrand.class, "brand-metrics")
                .mapValues(BrandOutput.OfBrand::encoded, Named.as("brand-metrics-bytes"))
                .to(topics.brandMetrics(), published(Encoding.BRAND_METRICS, "publish-brand-metrics"));
        pick(ofBrands, BrandOutput.OfModel.class, "model-metrics")
                .mapValues(BrandOutput.OfModel::encoded, Named.as("model-metrics-bytes"))
                .to(topics.modelMetrics(), published(Encoding.MODEL_METRICS, "publish-model-metrics"));
    }

    private <T> void publishDeadLetters(KStream<byte[], T> outputs, String name) {
        outputs.filter((key, output) -> output instanceof DeadLetterOutput, Named.as(name))
                .mapValues(output -> ((DeadLetterOutput) output).value(), Named.as(name + "-bytes"))
                .to(topics.deadLetters(), Produced.with(BYTES, BYTES).withName("publish-" + name));
    }

    /** Brings the summaries of all brands together: one partition, one task. */
    private static KStream<byte[], byte[]> summaries(KStream<byte[], BrandOutput> ofBrands) {
        return pick(ofBrands, BrandOutput.Summary.class, "summaries")
                .mapValues(BrandOutput.Summary::encoded, Named.as("summaries-bytes"))
                .repartition(
                        Repartitioned.with(BYTES, BYTES).withName(SUMMARIES).withNumberOfPartitions(1));
    }

    private KStream<byte[], byte[]> rules(StreamsBuilder builder) {
        return builder.stream(topics.rules(), Consumed.with(BYTES, BYTES).withName("rules"));
    }

    private KStream<byte[], byte[]> acknowledgements(StreamsBuilder builder) {
        return builder.stream(
                topics.acknowledgements(), Consumed.with(BYTES, BYTES).withName("acknowledgements"));
    }

    private KStream<byte[], MarketOutput> market(KStream<byte[], byte[]> inputs, StreamsBuilder builder) {
        builder.addStateStore(entries(MarketProcessor.SUMMARIES));
        builder.addStateStore(entries(MarketProcessor.ALERTS));
        builder.addStateStore(entries(MarketProcessor.VIEW));
        builder.addStateStore(OwnedStoreBuilder.alertHistory(state(MarketProcessor.HISTORY)));
        builder.addStateStore(entries(MarketProcessor.RULES));
        builder.addStateStore(entries(MarketProcessor.ACKNOWLEDGEMENTS));
        builder.addStateStore(entries(MarketProcessor.PAST));
        return inputs.process(
                () -> new MarketProcessor(config),
                Named.as("market"),
                MarketProcessor.SUMMARIES,
                MarketProcessor.ALERTS,
                MarketProcessor.VIEW,
                MarketProcessor.HISTORY,
                MarketProcessor.RULES,
                MarketProcessor.ACKNOWLEDGEMENTS,
                MarketProcessor.PAST);
    }

    private void publishView(KStream<byte[], MarketOutput> ofMarket) {
        pick(ofMarket, MarketOutput.View.class, "view")
                .mapValues(MarketOutput.View::encoded, Named.as("view-bytes"))
                .to(
                        topics.view(),
                        published(Encoding.MARKET_VIEW, "publish-view")
                                .withStreamPartitioner(MarketTopology::partitionOfView));
    }

    /** All of the view is in one partition, that of the key which stands for the whole, so that it has an order. */
    private static Optional<Set<Integer>> partitionOfView(String topic, byte[] key, byte[] value, int partitions) {
        return Optional.of(Set.of(BuiltInPartitioner.partitionForKey(VIEW_HEADER, partitions)));
    }

    private void publishAlerts(KStream<byte[], MarketOutput> ofMarket) {
        pick(ofMarket, MarketOutput.OfAlert.class, "alerts")
                .mapValues(MarketOutput.OfAlert::encoded, Named.as("alerts-bytes"))
                .to(topics.alerts(), published(Encoding.ALERT, "publish-alerts"));
    }

    private static <T, U extends T> KStream<byte[], U> pick(KStream<byte[], T> stream, Class<U> type, String name) {
        return stream.filter((key, value) -> type.isInstance(value), Named.as(name))
                .mapValues(type::cast, Named.as(name + "-only"));
    }

    private <T extends SpecificRecord> Produced<byte[], byte[]> published(Encoding<T> encoding, String name) {
        Serializer<byte[]> form = new ConfluentWireSerializer<>(encoding, AvroSerdes.serializer(config.serdes()));
        return Produced.with(BYTES, Serdes.serdeFrom(form, BYTES.deserializer()))
                .withName(name);
    }

    private StoreBuilder<KeyValueStore<byte[], byte[]>> entries(String name) {
        return Stores.keyValueStoreBuilder(state(name), BYTES, BYTES).withCachingDisabled();
    }

    private KeyValueBytesStoreSupplier state(String name) {
        return new QueriedStores(
                config.persistent() ? Stores.persistentKeyValueStore(name) : Stores.inMemoryKeyValueStore(name));
    }
}
