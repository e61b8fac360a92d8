package io.bellwether.streams.query;

import io.bellwether.domain.ledger.BrandLedger;
import io.bellwether.domain.ledger.Knowledge;
import io.bellwether.streams.processor.BrandProcessor;
import io.bellwether.streams.query.PartialResult.Entry;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.query.KeyQuery;
import org.apache.kafka.streams.query.Query;
import org.apache.kafka.streams.query.RangeQuery;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/** The stores of one partition, as a query reads them. Not for several threads. */
public final class PartitionStores {

    private final Reader reader;
    private final StatementReplay replay;
    private final TimeLimit limit;

    /** For answers that are waited for however long they take. */
    PartitionStores(Reader reader, StatementReplay replay) {
        this(reader, replay, TimeLimit.NONE);
    }

    PartitionStores(Reader reader, StatementReplay replay, TimeLimit limit) {
        this.reader = reader;
        this.replay = replay;
        this.limit = limit;
    }

    /** Reads a store of the partition. */
    interface Reader {

        /** The result of a query of one of the stores. */
        <R> R read(String store, Query<R> query);
    }

    /** The result of a query of one of the stores. */
    <R> R read(String store, Query<R> query) {
        limit.goOn();
        return reader.read(store, query);
    }

    /** The same, of a query whose result may be none. */
    <R> @Nullable R readOrNull(String store, Query<R> query) {
        limit.goOn();
        return reader.read(store, query);
    }

    /** The value of a key; null if there is none. */
    byte @Nullable [] value(String store, String key) {
        return read(store, KeyQuery.<byte[], byte[]>withKey(utf8(key)));
    }

    /** All of a store. */
    List<Entry> all(String store) {
        return entries(store, RangeQuery.withNoBounds(), Integer.MAX_VALUE, key -> true);
    }

    /** All whose keys begin with a text. */
    List<Entry> startingWith(String store, String prefix) {
        return entries(
                store,
                RangeQuery.withRange(utf8(prefix), firstBehind(prefix)),
                Integer.MAX_VALUE,
                key -> key.startsWith(prefix));
    }

    /**
     * The metrics of the brands, by name.
     *
     * @param after only brands behind this name; null for all
     * @param limit so many at most
     */
    List<Entry> brands(@Nullable String after, int limit) {
        return entries(
                BrandProcessor.METRICS,
                after == null ? RangeQuery.withNoBounds() : RangeQuery.withLowerBound(utf8(after)),
                limit,
                key -> isBrand(key) && !key.equals(after));
    }

    /**
     * The names of the brands, in order.
     *
     * @param from the first name, or what it begins with; null for all
     */
    List<String> brandsFrom(@Nullable String from) {
        return entries(
                        BrandProcessor.METRICS,
                        from == null ? RangeQuery.withNoBounds() : RangeQuery.withLowerBound(utf8(from)),
                        Integer.MAX_VALUE,
                        PartitionStores::isBrand)
                .stream()
                .map(Entry::key)
                .toList();
    }

    /** Whether a key of the metrics is a brand, and no model nor anything else. */
    private static boolean isBrand(String key) {
        return key.indexOf('/') < 0 && key.indexOf('\n') < 0;
    }

    /** The models of all brands, as brand/model. */
    List<String> models() {
        return entries(
                        BrandProcessor.METRICS,
                        RangeQuery.withNoBounds(),
                        Integer.MAX_VALUE,
                        key -> key.indexOf('/') > 0 && key.indexOf('\n') < 0)
                .stream()
                .map(Entry::key)
                .toList();
    }

    private List<Entry> entries(String store, RangeQuery<byte[], byte[]> range, int most, Predicate<String> filter) {
        List<Entry> entries = new ArrayList<>();
        try (KeyValueIterator<byte[], byte[]> found = read(store, range)) {
            while (found.hasNext() && entries.size() < most) {
                limit.goOn();
                KeyValue<byte[], byte[]> entry = found.next();
                String key = new String(entry.key, StandardCharsets.UTF_8);
                if (filter.test(key)) {
                    entries.add(new Entry(key, entry.value));
                }
            }
        }
        return entries;
    }

    /** The ledger of a brand as of a day; null if nothing had been published by then. */
    @Nullable
    BrandLedger ledger(String brand, LocalDate asOf) {
        return replay.ledger(brand, asOf, pages());
    }

    /** A brand as of a day, now where that is null. It has no events if none were published by then. */
    BrandHistory history(String brand, @Nullable LocalDate asOf) {
        return history(brand, asOf == null ? Knowledge.ALL : Knowledge.asOf(asOf));
    }

    /** A brand by what is known. */
    BrandHistory history(String brand, Knowledge knowledge) {
        return replay.history(brand, knowledge, pages());
    }

    /** Adds up the statements of {@link #pages}. */
    StatementReplay replay() {
        return replay;
    }

    /** The kept statements. */
    StatementReplay.Pages pages() {
        return new StatementReplay.Pages() {
            @Override
            public KeyValueIterator<Bytes, byte[]> apply(RangeQuery<Bytes, byte[]> range) {
                return read(BrandProcessor.STATEMENTS, range);
            }

            @Override
            public void goOn() {
                limit.goOn();
            }
        };
    }

    /** The least key above all that begin with this. */
    private static byte[] firstBehind(String prefix) {
        byte[] bound = utf8(prefix);
        bound[bound.length - 1]++;
        return bound;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
