package io.bellwether.streams.store;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** A key-value store in memory that keeps copies, counts puts, and knows how many iterators are open. */
final class Pages implements KeyValueStore<Bytes, byte[]> {

    final NavigableMap<Bytes, byte[]> entries = new TreeMap<>();
    int puts;
    int openIterators;

    /** What a crash leaves: the pages put so far. */
    Pages copy() {
        Pages copy = new Pages();
        copy.entries.putAll(entries);
        return copy;
    }

    @Override
    public void put(Bytes key, byte[] value) {
        puts++;
        entries.put(key, value.clone());
    }

    @Override
    public byte[] get(Bytes key) {
        byte[] value = entries.get(key);
        return value == null ? null : value.clone();
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
        return iterator(entries.subMap(from, true, to, true));
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> all() {
        return iterator(entries);
    }

    private KeyValueIterator<Bytes, byte[]> iterator(NavigableMap<Bytes, byte[]> part) {
        openIterators++;
        Iterator<Map.Entry<Bytes, byte[]>> iterator = part.entrySet().iterator();
        return new KeyValueIterator<>() {
            @Override
            public void close() {
                openIterators--;
            }

            @Override
            public Bytes peekNextKey() {
                throw new UnsupportedOperationException();
            }

            @Override
            public boolean hasNext() {
                return iterator.hasNext();
            }

            @Override
            public KeyValue<Bytes, byte[]> next() {
                Map.Entry<Bytes, byte[]> entry = iterator.next();
                return KeyValue.pair(entry.getKey(), entry.getValue().clone());
            }
        };
    }

    @Override
    public long approximateNumEntries() {
        return entries.size();
    }

    @Override
    public byte[] putIfAbsent(Bytes key, byte[] value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void putAll(List<KeyValue<Bytes, byte[]>> all) {
        throw new UnsupportedOperationException();
    }

    @Override
    public byte[] delete(Bytes key) {
        throw new UnsupportedOperationException("statements never go");
    }

    @Override
    public String name() {
        return "pages";
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {}

    @Override
    public void close() {}

    @Override
    public boolean persistent() {
        return false;
    }

    @Override
    public boolean isOpen() {
        return true;
    }
}
