package io.bellwether.streams.store;

import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Builds a {@link OwnedStore} over a key-value store of Kafka Streams. */
public final class OwnedStoreBuilder<S extends OwnedStore> implements StoreBuilder<S> {

    private final StoreBuilder<KeyValueStore<Bytes, byte[]>> entries;
    private final Function<KeyValueStore<Bytes, byte[]>, S> form;

    private OwnedStoreBuilder(KeyValueBytesStoreSupplier entries, Function<KeyValueStore<Bytes, byte[]>, S> form) {
        this.entries = Stores.keyValueStoreBuilder(entries, Serdes.Bytes(), Serdes.ByteArray())
                .withCachingDisabled();
        this.form = form;
    }

    /** A logged store of statements over the given one. */
    public static OwnedStoreBuilder<StatementStore> statements(KeyValueBytesStoreSupplier pages) {
        return new OwnedStoreBuilder<>(pages, StatementStore::new);
    }

    /** A logged store of transitions over the given one. */
    public static OwnedStoreBuilder<AlertHistory> alertHistory(KeyValueBytesStoreSupplier entries) {
        return new OwnedStoreBuilder<>(entries, AlertHistory::new);
    }

    @Override
    public StoreBuilder<S> withCachingEnabled() {
        throw new UnsupportedOperationException("nothing caches between the processor and its store");
    }

    @Override
    public StoreBuilder<S> withCachingDisabled() {
        return this;
    }

    @Override
    public StoreBuilder<S> withLoggingEnabled(Map<String, String> config) {
        entries.withLoggingEnabled(config);
        return this;
    }

    @Override
    public StoreBuilder<S> withLoggingDisabled() {
        entries.withLoggingDisabled();
        return this;
    }

    @Override
    public S build() {
        return form.apply(entries.build());
    }

    @Override
    public Map<String, String> logConfig() {
        return entries.logConfig();
    }

    @Override
    public boolean loggingEnabled() {
        return entries.loggingEnabled();
    }

    @Override
    public String name() {
        return entries.name();
    }
}
