package io.bellwether.streams.query;

import io.bellwether.domain.statement.CodePoints;
import io.bellwether.schemas.avro.Alert;
import io.bellwether.streams.codec.Encoding;
import io.bellwether.streams.processor.MarketProcessor;
import io.bellwether.streams.query.PartialResult.Entry;
import io.bellwether.streams.store.AlertIndex;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of the last steps of every rule and subject, the newest first: position in that order -> Alert. The task that owns
 * the alerts finds them by its index and reads no other; a replica has none, and reads of each what comes before its evidence.
 *
 * @param after only what is behind this position; null for all
 * @param limit at most so many
 */
record AlertPageQuery(WantedAlerts filter, @Nullable String after, int limit) implements StateQuery<EntryPage<Alert>> {

    static final String NAME = "AlertPage";

    /** Most in one answer. */
    static final int MAX_ALERTS = 1_000;

    private static final Encoding.Head<Alert> HEAD = Encoding.ALERT.before("message");

    static AlertPageQuery of(QueryParameters parameters) {
        return new AlertPageQuery(
                WantedAlerts.of(parameters), parameters.text("after"), parameters.number("limit", MAX_ALERTS));
    }

    @Override
    public QueryParameters parameters() {
        return filter.addTo(QueryParameters.of(NAME)).with("after", after).with("limit", limit);
    }

    @Override
    public Placement placement() {
        return Placement.MARKET;
    }

    @Override
    public List<Entry> answer(PartitionStores stores) {
        List<AlertIndex.Row> rows =
                stores.readOrNull(MarketProcessor.HISTORY, new AlertIndex.Select(filter::test, after, limit + 1));
        if (rows == null) {
            return ofReplica(stores);
        }
        List<Entry> page = new ArrayList<>();
        for (AlertIndex.Row row : rows) {
            byte[] value = stores.value(MarketProcessor.ALERTS, row.key());
            if (value != null) {
                page.add(new Entry(row.position(), value));
            }
        }
        return page;
    }

    private List<Entry> ofReplica(PartitionStores stores) {
        List<Entry> found = new ArrayList<>();
        for (Entry entry : stores.all(MarketProcessor.ALERTS)) {
            Alert head = HEAD.decode(entry.value());
            String position = WantedAlerts.position(head);
            if (filter.test(head) && (after == null || CodePoints.compare(position, after) > 0)) {
                found.add(new Entry(position, entry.value()));
            }
        }
        found.sort(Comparator.comparing(Entry::key, CodePoints.ORDER));
        return found.subList(0, Math.min(found.size(), limit + 1));
    }

    @Override
    public EntryPage<Alert> combine(List<Entry> entries) {
        return EntryPage.of(entries, Encoding.ALERT, limit);
    }
}
