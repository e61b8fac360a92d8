package io.bellwether.streams.processor;

import io.bellwether.streams.codec.Encoding;
import io.bellwether.streams.codec.SummaryParts;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The metrics in a store that another version of the program wrote, until all are worked out again (ADR 13). An entry of
 * the store, {@code format}, says which formats the others have, so that they are searched once and not at every start.
 */
final class OutdatedMetrics {

    /** No brand's name begins with a line feed. */
    private static final byte[] FORMAT_KEY = "\nformat".getBytes(StandardCharsets.UTF_8);

    private static final byte[] FORMAT = ByteBuffer.allocate(2 * Long.BYTES)
            .putLong(Encoding.BRAND_METRICS.fingerprint())
            .putLong(Encoding.MODEL_METRICS.fingerprint())
            .array();

    private final KeyValueStore<byte[], byte[]> metrics;
    private final boolean found;
    private final List<byte[]> outdated = new ArrayList<>();

    OutdatedMetrics(KeyValueStore<byte[], byte[]> metrics) {
        this.metrics = metrics;
        found = !Arrays.equals(metrics.get(FORMAT_KEY), FORMAT);
        if (found) {
            find();
        }
    }

    private void find() {
        try (KeyValueIterator<byte[], byte[]> entries = metrics.all()) {
            while (entries.hasNext()) {
                KeyValue<byte[], byte[]> entry = entries.next();
                if (isOutdated(entry.value) && isMetrics(entry.key)) {
                    outdated.add(entry.key);
                }
            }
        }
    }

    private static boolean isMetrics(byte[] key) {
        String name = new String(key, StandardCharsets.UTF_8);
        return !Arrays.equals(key, FORMAT_KEY) && !SummaryParts.isPart(name);
    }

    private static boolean isOutdated(byte[] encoded) {
        return !Encoding.BRAND_METRICS.isCurrent(encoded) && !Encoding.MODEL_METRICS.isCurrent(encoded);
    }

    /** How many there were at the start. */
    int size() {
        return outdated.size();
    }

    /**
     * Everything was worked out again.
     *
     * @return the keys of those that did not come about any more
     */
    List<byte[]> settle() {
        if (!found) {
            return List.of();
        }
        List<byte[]> left = new ArrayList<>();
        for (byte[] key : outdated) {
            byte[] now = metrics.get(key);
            if (now != null && isOutdated(now)) {
                left.add(key);
            }
        }
        outdated.clear();
        metrics.put(FORMAT_KEY, FORMAT);
        return left;
    }
}
