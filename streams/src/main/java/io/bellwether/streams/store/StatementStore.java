package io.bellwether.streams.store;

import io.bellwether.schemas.EventFingerprints;
import io.bellwether.schemas.EventFingerprints.Match;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.query.RangeQuery;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Every accepted statement as it was received, superseded ones too, each once, in pages by brand.
 *
 * <p>Key: the brand in UTF-8, a zero byte, the page number (4 bytes, big-endian). Value: up to about
 * {@value #PAGE_BYTES} bytes of entries, each a length (4 bytes), a {@link Kind} (1 byte) and the record's value as
 * received. Pages only grow, in the order of arrival, and never go: the store is bounded by the input alone. It is
 * logged like any key-value store.
 *
 * <p>Entries are gathered in memory and put when a page is full and before every commit, where a page of {@value
 * #DONE_BYTES} bytes or more is not put again (Kafka Streams flushes the
 * caches of stores at the start of a commit), so that a busy brand costs one put for many statements, and a statement
 * that is counted as consumed is always in the store.
 *
 * <p>Which events are known is kept in memory, see {@link EventFingerprints}: 32 to 64 bytes a statement.
 */
public final class StatementStore extends OwnedStore {

    static final int PAGE_BYTES = 8_192;
    /** A page that holds as much when it is put is done: putting it again would cost more than starting the next. */
    static final int DONE_BYTES = 1_024;

    private static final int KEY_TAIL = 1 + Integer.BYTES;
    private static final int ENTRY_HEAD = Integer.BYTES + 1;

    private final Map<String, Tail> tails = new HashMap<>();
    private final EventFingerprints known = new EventFingerprints();

    StatementStore(KeyValueStore<Bytes, byte[]> pages) {
        super(pages);
    }

    /** Which input record an entry is. */
    public enum Kind {
        SALES,
        CAPACITY,
        ANNOUNCEMENT
    }

    /** Is shown each entry of a page. */
    @FunctionalInterface
    public interface Visitor {

        /** An entry; {@code value} is the record's value as received. */
        void visit(String brand, Kind kind, byte[] value);
    }

    /** The page that a brand's next entries go to. */
    private static final class Tail {

        private int page;
        private byte[] bytes = new byte[512];
        private int length;
        private boolean dirty;

        void append(Kind kind, byte[] value) {
            int end = length + ENTRY_HEAD + value.length;
            if (end > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(end, bytes.length * 2));
            }
            ByteBuffer.wrap(bytes, length, ENTRY_HEAD).putInt(value.length).put((byte) kind.ordinal());
            System.arraycopy(value, 0, bytes, length + ENTRY_HEAD, value.length);
            length = end;
            dirty = true;
        }

        void turn() {
            page++;
            length = 0;
            bytes = bytes.length > 2 * PAGE_BYTES ? new byte[PAGE_BYTES] : bytes;
        }
    }

    /**
     * Adds a statement about a brand, if no event of its brand and id is there.
     *
     * @param content as {@link io.bellwether.schemas.EventContent} has it
     * @param value the record's value as received
     * @return what it was to the events that are there; it was added if it was new
     */
    public Match append(String brand, String eventId, long content, Kind kind, byte[] value) {
        Match match = recognise(brand, eventId, content);
        if (match != Match.NEW) {
            return match;
        }
        Tail tail = tails.get(brand);
        if (tail == null) {
            tail = new Tail();
            tails.put(brand, tail);
        }
        tail.append(kind, value);
        if (tail.length >= PAGE_BYTES) {
            put(brand, tail);
            tail.turn();
        }
        return Match.NEW;
    }

    /**
     * Takes note of an entry that {@link #load} shows.
     *
     * @return what it is to those shown before it: an earlier version kept events of one id and different contents, of
     *     which the first counts
     */
    public Match recognise(String brand, String eventId, long content) {
        return known.add(brand, eventId, content);
    }

    private void put(String brand, Tail tail) {
        wrapped().put(key(brand, tail.page), Arrays.copyOf(tail.bytes, tail.length));
        tail.dirty = false;
    }

    /**
     * Shows every entry of every brand, each of which the visitor has to {@linkplain #recognise decode and report}, and
     * takes up the last page of each for what is to be added. Must come before the first {@link #append}.
     */
    public void load(Visitor visitor) {
        tails.clear();
        known.clear();
        try (KeyValueIterator<Bytes, byte[]> pages = wrapped().all()) {
            while (pages.hasNext()) {
                KeyValue<Bytes, byte[]> page = pages.next();
                byte[] key = page.key.get();
                String brand = new String(key, 0, key.length - KEY_TAIL, StandardCharsets.UTF_8);
                visit(brand, page.value, visitor);
                int number = ByteBuffer.wrap(key).getInt(key.length - Integer.BYTES);
                Tail tail = tails.computeIfAbsent(brand, name -> new Tail());
                if (number >= tail.page) {
                    tail.page = number;
                    tail.bytes = page.value;
                    tail.length = page.value.length;
                }
            }
        }
        for (Tail tail : tails.values()) {
            if (tail.length >= DONE_BYTES) {
                tail.turn();
            }
        }
        takeCharge();
    }

    /** Asks for the pages of one brand, oldest arrival first, to be {@linkplain #visit visited}. */
    public static RangeQuery<Bytes, byte[]> pagesOf(String brand) {
        return RangeQuery.withRange(key(brand, 0), key(brand, Integer.MAX_VALUE));
    }

    /** Shows the entries of the pages that {@link #pagesOf} finds. */
    public static void visit(String brand, KeyValueIterator<Bytes, byte[]> pages, Visitor visitor) {
        int length = key(brand, 0).get().length;
        while (pages.hasNext()) {
            KeyValue<Bytes, byte[]> page = pages.next();
            if (page.key.get().length == length) {
                visit(brand, page.value, visitor);
            }
        }
    }

    /** Shows every entry of one brand, those not put yet among them; of the store's own thread alone. */
    public void replay(String brand, Visitor visitor) {
        Tail tail = tails.get(brand);
        if (tail != null && tail.dirty) {
            put(brand, tail);
        }
        read(brand, visitor);
    }

    /** Shows every committed entry of one brand, oldest arrival first. May be called from any thread. */
    public void read(String brand, Visitor visitor) {
        try (KeyValueIterator<Bytes, byte[]> pages = wrapped().range(key(brand, 0), key(brand, Integer.MAX_VALUE))) {
            visit(brand, pages, visitor);
        }
    }

    private static void visit(String brand, byte[] page, Visitor visitor) {
        ByteBuffer entries = ByteBuffer.wrap(page);
        while (entries.hasRemaining()) {
            byte[] value = new byte[entries.getInt()];
            Kind kind = Kind.values()[entries.get()];
            entries.get(value);
            visitor.visit(brand, kind, value);
        }
    }

    private static Bytes key(String brand, int page) {
        byte[] name = brand.getBytes(StandardCharsets.UTF_8);
        return Bytes.wrap(ByteBuffer.allocate(name.length + KEY_TAIL)
                .put(name)
                .put((byte) 0)
                .putInt(page)
                .array());
    }

    /** Puts what is not put yet: the start of every commit. */
    @Override
    public void flushCache() {
        tails.forEach((brand, tail) -> {
            if (tail.dirty) {
                put(brand, tail);
                if (tail.length >= DONE_BYTES) {
                    tail.turn();
                }
            }
        });
    }

    /** Forgets what is not put yet: the task gives the store away without a commit. */
    @Override
    public void clearCache() {
        super.clearCache();
        tails.clear();
        known.clear();
    }
}
