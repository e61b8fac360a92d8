package io.bellwether.streams.query;

import io.bellwether.streams.codec.Encoding;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;

/** An instance's answer to a query for some partitions: encoded records by key, and how current they are. */
public record PartialResult(List<Entry> entries, Freshness freshness) {

    private static final int FORMAT = 1;
    private static final int MOST = 10_000_000;

    /** A key and an encoded record, as the {@link StateQuery} says. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Entry(String key, byte[] value) {}

    static PartialResult of(List<PartialResult> fragments) {
        if (fragments.size() == 1) {
            return fragments.get(0);
        }
        List<Entry> entries = new ArrayList<>();
        Freshness freshness = Freshness.NONE;
        for (PartialResult fragment : fragments) {
            entries.addAll(fragment.entries);
            freshness = freshness.and(fragment.freshness);
        }
        return new PartialResult(entries, freshness);
    }

    /** The values by key, in the order of the keys' code points, which is that of the stores. */
    static SortedMap<String, List<byte[]>> byKey(List<Entry> entries) {
        SortedMap<String, List<byte[]>> byKey = new TreeMap<>((a, b) ->
                Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray()));
        entries.forEach(entry ->
                byKey.computeIfAbsent(entry.key, key -> new ArrayList<>()).add(entry.value));
        return byKey;
    }

    /** The records of the entries. */
    static <T extends SpecificRecord> List<T> decoded(List<Entry> entries, Encoding<T> encoding) {
        return entries.stream().map(entry -> encoding.decode(entry.value)).toList();
    }

    /** For {@link #read} in another instance. */
    public void write(DataOutput out) throws IOException {
        out.writeByte(FORMAT);
        out.writeLong(freshness.lag());
        out.writeBoolean(freshness.standby());
        out.writeInt(freshness.position().size());
        for (var position : freshness.position().entrySet()) {
            out.writeUTF(position.getKey());
            out.writeLong(position.getValue());
        }
        out.writeInt(entries.size());
        for (Entry entry : entries) {
            out.writeUTF(entry.key);
            out.writeInt(entry.value.length);
            out.write(entry.value);
        }
    }

    /** The inverse of {@link #write}. */
    public static PartialResult read(DataInput in) throws IOException {
        if (in.readByte() != FORMAT) {
            throw new IOException("an instance of another version");
        }
        long lag = in.readLong();
        boolean standby = in.readBoolean();
        SortedMap<String, Long> position = new TreeMap<>();
        for (int i = size(in); i > 0; i--) {
            position.put(in.readUTF(), in.readLong());
        }
        int count = size(in);
        List<Entry> entries = new ArrayList<>(Math.min(count, 10_000));
        for (int i = 0; i < count; i++) {
            String key = in.readUTF();
            byte[] value = new byte[size(in)];
            in.readFully(value);
            entries.add(new Entry(key, value));
        }
        return new PartialResult(entries, new Freshness(position, lag, standby));
    }

    private static int size(DataInput in) throws IOException {
        int size = in.readInt();
        if (size < 0 || size > MOST) {
            throw new IOException("no answer of an instance: a size of " + size);
        }
        return size;
    }
}
