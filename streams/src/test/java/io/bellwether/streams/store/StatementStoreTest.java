package io.bellwether.streams.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.schemas.EventFingerprints.Match;
import io.bellwether.streams.store.StatementStore.Kind;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing is lost, doubled or reordered, wherever pages end, commits fall, and the store is taken up again. */
class StatementStoreTest {

    private static final int ENTRY_HEAD = 5;
    /** Some are prefixes of others, one holds the byte that ends names in keys, one is not ASCII. */
    private static final List<String> BRANDS = List.of("a", "ab", "a\0", "a\0\0\0\0\0\0", "小米", "z");

    /** An entry as it is told to visitors. */
    private record Entry(Kind kind, Bytes value) {}

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25})
    void shouldShowEveryEntryOnceInTheOrderOfArrival(long seed) {
        // Given entries of many sizes about many brands, with commits, clean restarts and crashes in between
        Random random = new Random(seed);
        Pages pages = new Pages();
        StatementStore store = new StatementStore(pages);
        Map<String, List<Entry>> arrived = new TreeMap<>();
        Map<String, List<Entry>> committed = new TreeMap<>();
        for (int i = 0; i < 400; i++) {
            String brand = BRANDS.get(random.nextInt(BRANDS.size()));
            Entry entry = new Entry(Kind.values()[random.nextInt(3)], Bytes.wrap(value(random)));
            assertThat(append(store, brand, entry.kind, entry.value.get())).isEqualTo(Match.NEW);
            assertThat(append(store, brand, entry.kind, entry.value.get()))
                    .as("again")
                    .isEqualTo(Match.DUPLICATE);
            arrived.computeIfAbsent(brand, name -> new ArrayList<>()).add(entry);
            int event = random.nextInt(60);
            if (event < 6) {
                store.flushCache();
                committed = copy(arrived);
                if (event == 0) {
                    pages = pages.copy();
                    store = new StatementStore(pages);
                    assertThat(loaded(store)).isEqualTo(committed);
                } else if (event == 1) {
                    store.clearCache();
                    assertThat(loaded(store)).isEqualTo(committed);
                }
            }
        }
        store.flushCache();

        // When all comes again after a restart
        StatementStore again = new StatementStore(pages.copy());
        Map<String, List<Entry>> loaded = loaded(again);
        arrived.forEach((brand, entries) -> entries.forEach(entry ->
                assertThat(append(again, brand, entry.kind, entry.value.get())).isEqualTo(Match.DUPLICATE)));

        // Then
        assertThat(loaded).isEqualTo(arrived);
        for (String brand : BRANDS) {
            assertThat(read(store, brand)).isEqualTo(arrived.getOrDefault(brand, List.of()));
            assertThat(read(again, brand)).isEqualTo(arrived.getOrDefault(brand, List.of()));
        }
        assertThat(pages.openIterators).isZero();
    }

    @ParameterizedTest(name = "{0} bytes short of a page")
    @ValueSource(ints = {-5, -1, 0, 1, 4, 5, 6})
    void shouldTurnThePageWithoutLoss(int shortOf) {
        // Given an entry that fills a page but for some bytes, then more
        Pages pages = new Pages();
        StatementStore store = new StatementStore(pages);
        byte[] first = bytes(1, StatementStore.PAGE_BYTES - ENTRY_HEAD - shortOf);
        byte[] second = bytes(2, 3);
        byte[] third = bytes(3, 0);

        // When
        append(store, "x", Kind.SALES, first);
        store.flushCache();
        append(store, "x", Kind.CAPACITY, second);
        store.flushCache();
        StatementStore again = new StatementStore(pages.copy());
        loaded(again);
        append(again, "x", Kind.ANNOUNCEMENT, third);
        again.flushCache();

        // Then
        assertThat(read(again, "x"))
                .containsExactly(
                        new Entry(Kind.SALES, Bytes.wrap(first)),
                        new Entry(Kind.CAPACITY, Bytes.wrap(second)),
                        new Entry(Kind.ANNOUNCEMENT, Bytes.wrap(third)));
    }

    @Test
    void shouldKeepAnEntryLargerThanAPageWhole() {
        // Given
        Pages pages = new Pages();
        StatementStore store = new StatementStore(pages);
        byte[] large = bytes(7, 5 * StatementStore.PAGE_BYTES + 1);

        // When
        append(store, "x", Kind.SALES, bytes(1, 10));
        append(store, "x", Kind.SALES, large);
        append(store, "x", Kind.SALES, bytes(2, 10));
        store.flushCache();

        // Then
        assertThat(read(store, "x"))
                .containsExactly(
                        new Entry(Kind.SALES, Bytes.wrap(bytes(1, 10))),
                        new Entry(Kind.SALES, Bytes.wrap(large)),
                        new Entry(Kind.SALES, Bytes.wrap(bytes(2, 10))));
        assertThat(pages.entries).hasSize(2);
    }

    @Test
    void shouldPutOncePerPageAndCommitNotOncePerStatement() {
        // Given
        Pages pages = new Pages();
        StatementStore store = new StatementStore(pages);

        // When a thousand statements of 95 bytes come between two commits: 100,000 bytes with their heads
        for (int i = 0; i < 1_000; i++) {
            append(store, "x", Kind.SALES, bytes(i, 95));
        }
        store.flushCache();
        store.flushCache();

        // Then 82 of them fill a page
        assertThat(pages.puts).isEqualTo(1_000 / 82 + 1);
        assertThat(pages.entries.values())
                .allSatisfy(page -> assertThat(page).hasSizeLessThan(StatementStore.PAGE_BYTES + 100));
    }

    @Test
    void shouldForgetWhatWasNotCommitted() {
        // Given a committed entry, and one that is not
        Pages pages = new Pages();
        StatementStore store = new StatementStore(pages);
        append(store, "x", Kind.SALES, bytes(1, 10));
        store.flushCache();
        append(store, "x", Kind.SALES, bytes(2, 10));

        // When the store is given away without a commit, and taken up again
        store.clearCache();
        loaded(store);
        append(store, "x", Kind.SALES, bytes(3, 10));
        store.flushCache();

        // Then
        assertThat(read(store, "x"))
                .containsExactly(
                        new Entry(Kind.SALES, Bytes.wrap(bytes(1, 10))),
                        new Entry(Kind.SALES, Bytes.wrap(bytes(3, 10))));
    }

    @Test
    void shouldKeepTheKeyLayoutThatIsOnDisk() {
        // Given
        Pages pages = new Pages();
        StatementStore store = new StatementStore(pages);

        // When
        append(store, "ab", Kind.ANNOUNCEMENT, new byte[] {9, 8});
        store.flushCache();

        // Then the brand, a zero byte and the page number; the length, the kind and the value
        assertThat(pages.entries).containsOnlyKeys(Bytes.wrap(new byte[] {'a', 'b', 0, 0, 0, 0, 0}));
        assertThat(pages.entries.firstEntry().getValue()).containsExactly(0, 0, 0, 2, 2, 9, 8);
    }

    @Test
    void shouldKeepTheFirstContentOfAnEventId() {
        // Given
        Pages pages = new Pages();
        StatementStore store = new StatementStore(pages);
        store.append("x", "1", 7, Kind.SALES, bytes(1, 10));

        // When another content comes under its id, and the same id of another brand
        Match conflict = store.append("x", "1", 8, Kind.CAPACITY, bytes(2, 10));
        Match ofAnotherBrand = store.append("y", "1", 8, Kind.CAPACITY, bytes(2, 10));
        store.flushCache();

        // Then
        assertThat(conflict).isEqualTo(Match.CONFLICT);
        assertThat(ofAnotherBrand).isEqualTo(Match.NEW);
        assertThat(read(store, "x")).containsExactly(new Entry(Kind.SALES, Bytes.wrap(bytes(1, 10))));
        assertThat(read(store, "y")).containsExactly(new Entry(Kind.CAPACITY, Bytes.wrap(bytes(2, 10))));
    }

    /** Adds an entry whose id is its value. */
    private static Match append(StatementStore store, String brand, Kind kind, byte[] value) {
        return store.append(brand, id(value), 0, kind, value);
    }

    private static String id(byte[] value) {
        return HexFormat.of().formatHex(value);
    }

    private static Map<String, List<Entry>> copy(Map<String, List<Entry>> entries) {
        Map<String, List<Entry>> copy = new TreeMap<>();
        entries.forEach((brand, of) -> copy.put(brand, List.copyOf(of)));
        return copy;
    }

    private static Map<String, List<Entry>> loaded(StatementStore store) {
        Map<String, List<Entry>> loaded = new TreeMap<>();
        store.load((brand, kind, value) -> {
            assertThat(store.recognise(brand, id(value), 0)).isEqualTo(Match.NEW);
            loaded.computeIfAbsent(brand, name -> new ArrayList<>()).add(new Entry(kind, Bytes.wrap(value)));
        });
        return loaded;
    }

    private static List<Entry> read(StatementStore store, String brand) {
        List<Entry> read = new ArrayList<>();
        store.read(brand, (name, kind, value) -> {
            assertThat(name).isEqualTo(brand);
            read.add(new Entry(kind, Bytes.wrap(value)));
        });
        return read;
    }

    /** Mostly small, some around the size of a page, some far above it; no two alike. */
    private static byte[] value(Random random) {
        int size = switch (random.nextInt(12)) {
            case 0 -> 16;
            case 1 -> StatementStore.PAGE_BYTES - ENTRY_HEAD + random.nextInt(5) - 2;
            case 2 -> StatementStore.PAGE_BYTES / 2 + random.nextInt(20) - 10;
            case 3 -> StatementStore.PAGE_BYTES + random.nextInt(3 * StatementStore.PAGE_BYTES);
            default -> 20 + random.nextInt(400);
        };
        byte[] value = new byte[size];
        random.nextBytes(value);
        return value;
    }

    private static byte[] bytes(int seed, int size) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        if (size >= Integer.BYTES) {
            ByteBuffer.wrap(bytes).putInt(seed);
        }
        return bytes;
    }
}
