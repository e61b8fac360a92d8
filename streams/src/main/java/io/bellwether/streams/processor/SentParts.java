package io.bellwether.streams.processor;

import io.bellwether.domain.ledger.BrandSummary;
import io.bellwether.streams.codec.SummaryParts;
import io.bellwether.streams.codec.SummaryParts.Part;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Which {@link SummaryParts} the market has got: key of the part -> a fingerprint of it, {@value #FINGERPRINT_BYTES}
 * bytes, in the store of the metrics. Sends those that differ, and takes back those that are no more.
 */
final class SentParts {

    private static final int FINGERPRINT_BYTES = 16;

    private final KeyValueStore<byte[], byte[]> sent;
    private final BiConsumer<byte[], byte @Nullable []> forward;

    SentParts(KeyValueStore<byte[], byte[]> sent, BiConsumer<byte[], byte @Nullable []> forward) {
        this.sent = sent;
        this.forward = forward;
    }

    /**
     * Sends what is new in a summary.
     *
     * @param before the summary that was sent last; null if that is not known
     */
    void send(@Nullable BrandSummary before, BrandSummary now) {
        if (before != null && SummaryParts.areEqual(before, now)) {
            return;
        }
        Set<Part> known = before == null ? Set.of() : new HashSet<>(SummaryParts.of(before));
        Set<String> gone = new HashSet<>();
        if (before == null) {
            findSent(now.brand(), gone);
        } else {
            known.forEach(part -> gone.add(part.key()));
        }
        for (Part part : SummaryParts.of(now)) {
            gone.remove(part.key());
            if (!known.contains(part)) {
                send(part);
            }
        }
        for (String key : gone) {
            sent.delete(utf8(key));
            forward.accept(utf8(key), null);
        }
    }

    private void findSent(String brand, Set<String> keys) {
        String prefix = SummaryParts.prefix(brand);
        byte[] from = utf8(prefix);
        byte[] to = from.clone();
        to[to.length - 1]++;
        try (KeyValueIterator<byte[], byte[]> entries = sent.range(from, to)) {
            while (entries.hasNext()) {
                KeyValue<byte[], byte[]> entry = entries.next();
                String key = new String(entry.key, StandardCharsets.UTF_8);
                if (key.startsWith(prefix)) {
                    keys.add(key);
                }
            }
        }
    }

    private void send(Part part) {
        byte[] key = utf8(part.key());
        byte[] encoded = part.encode();
        byte[] fingerprint = fingerprint(encoded);
        if (!Arrays.equals(fingerprint, sent.get(key))) {
            sent.put(key, fingerprint);
            forward.accept(key, encoded);
        }
    }

    private static byte[] fingerprint(byte[] encoded) {
        try {
            return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(encoded), FINGERPRINT_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
