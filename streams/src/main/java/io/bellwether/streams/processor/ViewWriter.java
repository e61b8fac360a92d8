package io.bellwether.streams.processor;

import io.bellwether.domain.market.MarketView;
import io.bellwether.streams.codec.Encoding;
import io.bellwether.streams.codec.MarketViewParts;
import io.bellwether.streams.codec.MarketViewParts.Part;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Keeps and forwards what has changed of the market view, entry by entry, and behind that the {@linkplain
 * MarketViewParts#HEADER record of the whole}, {@value #CHUNK} in one step: who reads the store sees all of a change that is no
 * larger, or nothing.
 */
final class ViewWriter {

    private static final Encoding.Head<io.bellwether.schemas.avro.MarketView> DAY =
            Encoding.MARKET_VIEW.before("month");

    private static final int CHUNK = 5_000;

    private final KeyValueStore<byte[], byte[]> views;
    private final Deque<KeyValue<byte[], byte @Nullable []>> pending = new ArrayDeque<>();
    /** Key -> content of what was written last; null after a start. */
    private @Nullable Map<String, Object> written;

    ViewWriter(KeyValueStore<byte[], byte[]> views) {
        this.views = views;
    }

    /** Takes up what is to be {@linkplain #write written}, behind all that was taken up before. */
    void take(MarketView view) {
        List<Part> parts = MarketViewParts.of(view);
        Map<String, Object> now = new HashMap<>();
        parts.forEach(part -> now.put(part.key(), part.content()));
        List<KeyValue<byte[], byte @Nullable []>> changes =
                written == null ? sinceStart(parts, view) : since(written, parts, view);
        List<String> gone = new ArrayList<>(written == null ? stored().keySet() : written.keySet());
        gone.removeAll(now.keySet());
        gone.remove(MarketViewParts.HEADER);
        gone.forEach(key -> changes.add(KeyValue.pair(utf8(key), null)));
        written = now;
        byte[] header = MarketViewParts.header(view);
        byte[] headerKey = utf8(MarketViewParts.HEADER);
        if (!changes.isEmpty() || !Arrays.equals(header, views.get(headerKey))) {
            changes.add(KeyValue.pair(headerKey, header));
            pending.addAll(changes);
        }
    }

    /** Writes until the piece is over; whether that was all. */
    boolean write(BiConsumer<byte[], byte @Nullable []> forward, BooleanSupplier isPieceOver) {
        while (!pending.isEmpty()) {
            List<KeyValue<byte[], byte @Nullable []>> chunk = new ArrayList<>();
            while (!pending.isEmpty() && chunk.size() < CHUNK) {
                chunk.add(pending.remove());
            }
            views.putAll(chunk);
            chunk.forEach(change -> forward.accept(change.key, change.value));
            if (isPieceOver.getAsBoolean()) {
                break;
            }
        }
        return pending.isEmpty();
    }

    private static List<KeyValue<byte[], byte @Nullable []>> since(
            Map<String, Object> written, List<Part> parts, MarketView view) {
        List<KeyValue<byte[], byte @Nullable []>> changes = new ArrayList<>();
        for (Part part : parts) {
            if (!part.content().equals(written.get(part.key()))) {
                changes.add(KeyValue.pair(utf8(part.key()), part.encode(view.asOf())));
            }
        }
        return changes;
    }

    /** Compares with what is stored, as of the day on which that was written. */
    private List<KeyValue<byte[], byte @Nullable []>> sinceStart(List<Part> parts, MarketView view) {
        Map<String, byte[]> stored = stored();
        List<KeyValue<byte[], byte @Nullable []>> changes = new ArrayList<>();
        for (Part part : parts) {
            byte[] before = stored.get(part.key());
            if (before == null
                    || !Encoding.MARKET_VIEW.isCurrent(before)
                    || !Arrays.equals(before, part.encode(DAY.decode(before).getAsOf()))) {
                changes.add(KeyValue.pair(utf8(part.key()), part.encode(view.asOf())));
            }
        }
        return changes;
    }

    private Map<String, byte[]> stored() {
        Map<String, byte[]> stored = new HashMap<>();
        try (KeyValueIterator<byte[], byte[]> entries = views.all()) {
            while (entries.hasNext()) {
                KeyValue<byte[], byte[]> entry = entries.next();
                stored.put(new String(entry.key, StandardCharsets.UTF_8), Objects.requireNonNull(entry.value));
            }
        }
        return stored;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
