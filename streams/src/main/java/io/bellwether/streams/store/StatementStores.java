package io.bellwether.streams.store;

import io.bellwether.streams.store.StatementStore.Visitor;
import java.util.List;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.state.QueryableStoreType;
import org.apache.kafka.streams.state.internals.StateStoreProvider;

/** The statement stores of all tasks of an instance, for reading. */
public final class StatementStores {

    private final List<StatementStore> stores;

    private StatementStores(List<StatementStore> stores) {
        this.stores = stores;
    }

    /** How Kafka Streams hands them out. */
    public static QueryableStoreType<StatementStores> type() {
        return new QueryableStoreType<>() {

            private final QueryableStoreType<StatementStore> one = new QueryableStoreType<>() {

                @Override
                public boolean accepts(StateStore store) {
                    return store instanceof StatementStore;
                }

                @Override
                public StatementStore create(StateStoreProvider provider, String storeName) {
                    throw new UnsupportedOperationException("stores are taken together");
                }
            };

            @Override
            public boolean accepts(StateStore store) {
                return one.accepts(store);
            }

            @Override
            public StatementStores create(StateStoreProvider provider, String storeName) {
                return new StatementStores(provider.stores(storeName, one));
            }
        };
    }

    /** Shows every committed statement about one brand, oldest arrival first. */
    public void read(String brand, Visitor visitor) {
        stores.forEach(store -> store.read(brand, visitor));
    }
}
