package io.bellwether.streams.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.Query;
import org.apache.kafka.streams.query.QueryConfig;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.query.RangeQuery;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Every transition of every alert, so that an alert's whole life is one range.
 *
 * <p>Key: the alert's id in UTF-8, a zero byte, the sequence number (4 bytes, big-endian). Value: the transition,
 * encoded. Nothing goes: bound and retention are those of the topic of alerts. Logged like any key-value store.
 */
public final class AlertHistory extends OwnedStore {

    private volatile @Nullable AlertIndex index;

    AlertHistory(KeyValueStore<Bytes, byte[]> entries) {
        super(entries);
    }

    /**
     * The processor starts: what is restored is complete.
     *
     * @param ofLastSteps the index of the alerts in the task, for {@link AlertIndex.Select}
     */
    public void open(AlertIndex ofLastSteps) {
        index = ofLastSteps;
        takeCharge();
    }

    /** Where the task does not own its stores there is no index, and no rows. */
    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // a result may be none
    public <R> QueryResult<R> query(Query<R> query, PositionBound bound, QueryConfig config) {
        if (query instanceof AlertIndex.Select select) {
            AlertIndex known = index;
            return (QueryResult<R>) QueryResult.forResult(isInCharge() && known != null ? known.select(select) : null);
        }
        return super.query(query, bound, config);
    }

    /** Keeps a transition. */
    public void put(String alertId, int sequence, byte[] encoded) {
        wrapped().put(key(alertId, sequence), encoded);
    }

    /** A transition; null if there is none. */
    public byte @Nullable [] get(String alertId, int sequence) {
        return wrapped().get(key(alertId, sequence));
    }

    /** Asks for the transitions of one alert in their order. */
    public static RangeQuery<Bytes, byte[]> lifeOf(String alertId) {
        return RangeQuery.withRange(key(alertId, 0), key(alertId, Integer.MAX_VALUE));
    }

    private static Bytes key(String alertId, int sequence) {
        byte[] id = alertId.getBytes(StandardCharsets.UTF_8);
        return Bytes.wrap(ByteBuffer.allocate(id.length + 1 + Integer.BYTES)
                .put(id)
                .put((byte) 0)
                .putInt(sequence)
                .array());
    }
}
