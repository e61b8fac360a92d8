package io.bellwether.streams.store;

import java.util.List;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.Query;
import org.apache.kafka.streams.query.QueryConfig;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.internals.WrappedStateStore;

/**
 * Key-value stores of Kafka Streams that can be asked while they are written.
 *
 * <p>A store of Kafka Streams 4.3.1 has two locks, its own and that of its position. A write takes its own first, a query
 * that of the position first: a question at the moment of a write may stop the asker and the stream thread for good
 * (KAFKA-19629, mended in later versions). Here a query takes the store's own first as well.
 */
public final class QueriedStores implements KeyValueBytesStoreSupplier {

    private final KeyValueBytesStoreSupplier stores;

    /** Stores over those of another supplier. */
    public QueriedStores(KeyValueBytesStoreSupplier stores) {
        this.stores = stores;
    }

    @Override
    public String name() {
        return stores.name();
    }

    @Override
    public KeyValueStore<Bytes, byte[]> get() {
        return new QueriedStore(stores.get());
    }

    @Override
    public String metricsScope() {
        return stores.metricsScope();
    }

    private static final class QueriedStore extends WrappedStateStore<KeyValueStore<Bytes, byte[]>, Bytes, byte[]>
            implements KeyValueStore<Bytes, byte[]> {

        QueriedStore(KeyValueStore<Bytes, byte[]> store) {
            super(store);
        }

        @Override
        public <R> QueryResult<R> query(Query<R> query, PositionBound bound, QueryConfig config) {
            KeyValueStore<Bytes, byte[]> store = wrapped();
            synchronized (store) {
                return store.query(query, bound, config);
            }
        }

        @Override
        public byte[] get(Bytes key) {
            return wrapped().get(key);
        }

        @Override
        public void put(Bytes key, byte[] value) {
            wrapped().put(key, value);
        }

        @Override
        public byte[] putIfAbsent(Bytes key, byte[] value) {
            return wrapped().putIfAbsent(key, value);
        }

        @Override
        public void putAll(List<KeyValue<Bytes, byte[]>> entries) {
            wrapped().putAll(entries);
        }

        @Override
        public byte[] delete(Bytes key) {
            return wrapped().delete(key);
        }

        @Override
        public KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
            return wrapped().range(from, to);
        }

        @Override
        public KeyValueIterator<Bytes, byte[]> reverseRange(Bytes from, Bytes to) {
            return wrapped().reverseRange(from, to);
        }

        @Override
        public KeyValueIterator<Bytes, byte[]> all() {
            return wrapped().all();
        }

        @Override
        public KeyValueIterator<Bytes, byte[]> reverseAll() {
            return wrapped().reverseAll();
        }

        @Override
        public <P extends Serializer<T>, T> KeyValueIterator<Bytes, byte[]> prefixScan(T prefix, P serializer) {
            return wrapped().prefixScan(prefix, serializer);
        }

        @Override
        public long approximateNumEntries() {
            return wrapped().approximateNumEntries();
        }
    }
}
