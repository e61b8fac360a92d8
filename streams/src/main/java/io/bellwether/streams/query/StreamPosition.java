package io.bellwether.streams.query;

import java.util.Arrays;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * How far a reader of a topic has come: the last offset read of each partition. As text the offsets stand in the order
 * of the partitions, with dots between and nothing where nothing was read: {@code 12.44..3}; of a topic with one
 * partition that is the offset itself.
 */
@SuppressWarnings("ArrayRecordComponent")
record StreamPosition(long[] last) {

    static final int MAX_PARTITIONS = 10_000;
    private static final int MAX_SHOWN = 100;

    /** Nothing read of so many partitions. */
    static StreamPosition start(int partitions) {
        long[] last = new long[partitions];
        Arrays.fill(last, -1);
        return new StreamPosition(last);
    }

    /**
     * The inverse of {@link #toString}; partitions that the text does not name were not read.
     *
     * @throws IllegalArgumentException if the text is none of ours
     */
    static StreamPosition parse(String text, int partitions) {
        int most = Math.min(partitions, MAX_PARTITIONS);
        // One more than may be: a pattern over the whole text would take a stack as deep as the text is long.
        String[] parts = text.split("\\.", most + 1);
        if (parts.length > most || !Arrays.stream(parts).allMatch(part -> part.matches("[0-9]{0,18}"))) {
            String shown = text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "...";
            throw new IllegalArgumentException("a position in the stream must be the id of an event, got: " + shown);
        }
        StreamPosition position = start(partitions);
        for (int i = 0; i < parts.length; i++) {
            position.last[i] = parts[i].isEmpty() ? -1 : Long.parseLong(parts[i]);
        }
        return position;
    }

    StreamPosition copy() {
        return new StreamPosition(last.clone());
    }

    boolean hasRead(int partition, long offset) {
        return offset <= last[partition];
    }

    void read(int partition, long offset) {
        last[partition] = Math.max(last[partition], offset);
    }

    /** Whether all was read that the other has read. */
    boolean covers(StreamPosition other) {
        for (int i = 0; i < last.length; i++) {
            if (last[i] < other.last[i]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof StreamPosition position && Arrays.equals(last, position.last);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(last);
    }

    @Override
    public String toString() {
        StringJoiner text = new StringJoiner(".");
        for (long offset : last) {
            text.add(offset < 0 ? "" : Long.toString(offset));
        }
        return text.toString();
    }
}
