package io.bellwether.streams.store;

import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Builds the {@link StatementStore} over a key-value store of Kafka Streams. */
public final class StatementStoreBuilder implements StoreBuilder<StatementStore> {

    private final StoreBuilder<KeyValueStore<Bytes, byte[]>> pages;

    /** A logged store over the given one. */
    public StatementStoreBuilder(KeyValueBytesStoreSupplier pages) {
        this.pages = Stores.keyValueStoreBuilder(pages, Serdes.Bytes(), Serdes.ByteArray())
                .withCachingDisabled();
    }

    @Override
    public StoreBuilder<StatementStore> withCachingEnabled() {
        throw new UnsupportedOperationException("the statement store gathers pages itself");
    }

    @Override
    public StoreBuilder<StatementStore> withCachingDisabled() {
        return this;
    }

    @Override
    public StoreBuilder<StatementStore> withLoggingEnabled(Map<String, String> config) {
        pages.withLoggingEnabled(config);
        return this;
    }

    @Override
    public StoreBuilder<StatementStore> withLoggingDisabled() {
        pages.withLoggingDisabled();
        return this;
    }

    @Override
    public StatementStore build() {
        return new StatementStore(pages.build());
    }

    @Override
    public Map<String, String> logConfig() {
        return pages.logConfig();
    }

    @Override
    public boolean loggingEnabled() {
        return pages.loggingEnabled();
    }

    @Override
    public String name() {
        return pages.name();
    }
}
