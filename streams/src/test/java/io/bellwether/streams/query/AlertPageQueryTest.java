package io.bellwether.streams.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.schemas.AvroSerdes;
import io.bellwether.schemas.Topics;
import io.bellwether.schemas.avro.Alert;
import io.bellwether.schemas.avro.AlertStatus;
import io.bellwether.schemas.avro.Severity;
import io.bellwether.streams.codec.AlertCodec;
import io.bellwether.streams.codec.Encoding;
import io.bellwether.streams.processor.MarketProcessor;
import io.bellwether.streams.processor.TopologyConfig;
import io.bellwether.streams.query.PartialResult.Entry;
import io.bellwether.streams.store.AlertHistory;
import io.bellwether.streams.store.AlertIndex;
import io.bellwether.streams.store.OwnedStoreBuilder;
import io.bellwether.streams.topology.SampleAlerts;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.query.KeyQuery;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.Query;
import org.apache.kafka.streams.query.QueryConfig;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

/** A page of alerts takes what the page takes, however many alerts there are. */
class AlertPageQueryTest {

    private static final int ALERTS = 3_000;
    private static final List<String> BRANDS = List.of("a", "b", "ä", "蔚来", "z");

    private final Map<String, byte[]> stored = new TreeMap<>();
    private final List<Alert> alerts = new ArrayList<>();
    private final AlertHistory history = OwnedStoreBuilder.alertHistory(
                    Stores.inMemoryKeyValueStore(MarketProcessor.HISTORY))
            .withLoggingDisabled()
            .build();
    private int reads;

    AlertPageQueryTest() {
        AvroSerdes.trustRecords();
        Alert sample = SampleAlerts.open("x").get(0);
        Random random = new Random(7);
        AlertIndex index = new AlertIndex();
        for (int i = 0; i < ALERTS; i++) {
            String brand = BRANDS.get(random.nextInt(BRANDS.size()));
            Alert alert = Alert.newBuilder(sample)
                    .setRule("RULE_" + random.nextInt(4))
                    .setScope("model")
                    .setBrand(brand)
                    .setModel("m" + i)
                    .setSubject(brand + "/m" + i)
                    .setSeverity(Severity.values()[random.nextInt(3)])
                    .setStatus(AlertStatus.values()[random.nextInt(3)])
                    .setUpdatedAt(sample.getUpdatedAt().plusSeconds(random.nextInt(500)))
                    .build();
            String key = alert.getRule() + "\nmodel\n" + alert.getSubject();
            alerts.add(alert);
            stored.put(key, Encoding.ALERT.encode(alert));
            index.put(key, AlertCodec.of(alert));
        }
        history.open(index);
    }

    @Test
    void shouldReadNoMoreAlertsThanThePageHolds() {
        // Given
        AlertPageQuery query = new AlertPageQuery(new WantedAlerts(true, "b", null, Severity.CRITICAL), null, 1);

        // When
        List<Entry> answer = query.answer(stores());

        // Then one, and one more that tells that there are others
        assertThat(reads).isEqualTo(2);
        assertThat(answer).hasSize(2);
        assertThat(query.combine(answer).entries()).hasSize(1);
    }

    @Test
    void shouldGiveEveryAlertOnceInOrderPageByPage() {
        Random random = new Random(11);
        for (int i = 0; i < 60; i++) {
            // Given what may be asked for
            WantedAlerts filter = new WantedAlerts(
                    oneOf(random, true, false),
                    oneOf(random, BRANDS.toArray(String[]::new)),
                    oneOf(random, "RULE_0", "RULE_1", "RULE_9"),
                    oneOf(random, Severity.values()));
            List<Alert> expected = alerts.stream()
                    .filter(filter::test)
                    .sorted(Comparator.comparing(Alert::getUpdatedAt)
                            .reversed()
                            .thenComparing(Alert::getRule)
                            .thenComparing(Alert::getSubject))
                    .toList();
            int limit = 1 + random.nextInt(400);

            // When it is read to the end, from the task that owns the alerts and from a replica
            List<Alert> owned = all(filter, limit);
            history.clearCache();
            List<Alert> replica = all(filter, limit);
            history.open(index());

            // Then
            assertThat(owned).isEqualTo(expected);
            assertThat(replica).isEqualTo(expected);
        }
    }

    private AlertIndex index() {
        AlertIndex index = new AlertIndex();
        stored.forEach((key, value) -> index.put(key, AlertCodec.of(Encoding.ALERT.decode(value))));
        return index;
    }

    private List<Alert> all(WantedAlerts filter, int limit) {
        List<Alert> found = new ArrayList<>();
        String after = null;
        do {
            AlertPageQuery query = new AlertPageQuery(filter, after, limit);
            EntryPage<Alert> page = query.combine(query.answer(stores()));
            found.addAll(page.entries());
            after = page.next();
        } while (after != null);
        return found;
    }

    @SafeVarargs
    @SuppressWarnings("NullAway") // none is one of them
    private static <T> T oneOf(Random random, T... values) {
        int chosen = random.nextInt(values.length + 1);
        return chosen == values.length ? null : values[chosen];
    }

    private PartitionStores stores() {
        PartitionStores.Reader reader = new PartitionStores.Reader() {
            @Override
            @SuppressWarnings("unchecked")
            public <R> R read(String store, Query<R> query) {
                if (store.equals(MarketProcessor.HISTORY)) {
                    return history.query(query, PositionBound.unbounded(), new QueryConfig(false))
                            .getResult();
                }
                if (query instanceof KeyQuery<?, ?> one) {
                    reads++;
                    return (R) stored.get(new String((byte[]) one.getKey(), StandardCharsets.UTF_8));
                }
                return (R) everything();
            }
        };
        TopologyConfig config =
                TopologyConfig.standard(new Topics(""), Map.of("schema.registry.url", "mock://alert-page"));
        return new PartitionStores(reader, new StatementReplay(config));
    }

    private KeyValueIterator<byte[], byte[]> everything() {
        Iterator<Map.Entry<String, byte[]>> entries = stored.entrySet().iterator();
        return new KeyValueIterator<>() {

            @Override
            public boolean hasNext() {
                return entries.hasNext();
            }

            @Override
            public KeyValue<byte[], byte[]> next() {
                Map.Entry<String, byte[]> entry = entries.next();
                return KeyValue.pair(entry.getKey().getBytes(StandardCharsets.UTF_8), entry.getValue());
            }

            @Override
            public byte[] peekNextKey() {
                throw new UnsupportedOperationException();
            }

            @Override
            public void close() {}
        };
    }
}
