package io.bellwether.streams.query;

import io.bellwether.streams.processor.TopologyConfig;
import java.util.function.Function;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.Query;
import org.apache.kafka.streams.query.QueryConfig;
import org.apache.kafka.streams.query.QueryResult;

/**
 * State whose stores are all in this process, in one partition, as those of a backtest are. Not for several threads at
 * once, nor while the stores are written.
 */
public final class StoresState implements QueriedState {

    private final Function<String, StateStore> stores;
    private final StatementReplay replay;

    /** The stores by name, of a topology with this configuration. */
    public StoresState(Function<String, StateStore> stores, TopologyConfig config) {
        this.stores = stores;
        this.replay = new StatementReplay(config);
    }

    @Override
    public synchronized <T> Answer<T> answer(StateQuery<T> query) {
        return new Answer<>(query.combine(query.answer(new PartitionStores(new Reader(), replay))), Freshness.NONE);
    }

    private final class Reader implements PartitionStores.Reader {

        @Override
        public <R> R read(String store, Query<R> query) {
            QueryResult<R> result = stores.apply(store).query(query, PositionBound.unbounded(), new QueryConfig(false));
            if (result.isFailure()) {
                throw new StateUnavailable(store + ": " + result.getFailureMessage());
            }
            return result.getResult();
        }
    }
}
