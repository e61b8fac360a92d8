package io.bellwether.streams.store;

import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.Query;
import org.apache.kafka.streams.query.QueryConfig;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.internals.WrappedStateStore;

/**
 * A key-value store that can say whether the task it belongs to is in charge: active and caught up. Kafka Streams shows
 * a store to queries as soon as it is open, also while it is still restored; only the processor knows the difference,
 * since it starts when restoring is over.
 *
 * <p>What it says holds for all stores of the task. It answers a {@link OwnershipEpochQuery} from any thread.
 */
public abstract class OwnedStore extends WrappedStateStore<KeyValueStore<Bytes, byte[]>, Bytes, byte[]> {

    private static final AtomicLong TERMS = new AtomicLong();

    private volatile long term;

    OwnedStore(KeyValueStore<Bytes, byte[]> entries) {
        super(entries);
    }

    /** The processor has what it needs: from here on queries may be answered. */
    final void takeCharge() {
        term = TERMS.incrementAndGet();
    }

    /** Whether the task owns its stores. */
    final boolean isInCharge() {
        return term != 0;
    }

    private void leaveCharge() {
        term = 0;
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        leaveCharge();
        super.init(context, root);
    }

    /** The task gives the store away without a commit, or becomes a standby's. */
    @Override
    public void clearCache() {
        leaveCharge();
    }

    @Override
    public void close() {
        leaveCharge();
        super.close();
    }

    @Override
    @SuppressWarnings("unchecked")
    public <R> QueryResult<R> query(Query<R> query, PositionBound bound, QueryConfig config) {
        return query instanceof OwnershipEpochQuery
                ? (QueryResult<R>) QueryResult.forResult(term)
                : wrapped().query(query, bound, config);
    }
}
