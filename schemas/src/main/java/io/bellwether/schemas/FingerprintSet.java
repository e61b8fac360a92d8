package io.bellwether.schemas;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A set of byte strings, of which it keeps 128 bits each: two that differ are taken for the same once in more than 10^20
 * sets of a billion. Some 24 bytes an entry. Not safe for several threads.
 */
public final class FingerprintSet {

    private static final int FIRST_CAPACITY = 1 << 10;

    /** Seeded anew in every process, so that nobody can prepare two that meet. */
    private final HashFunction hash =
            Hashing.murmur3_128(ThreadLocalRandom.current().nextInt());
    /** Pairs; both zero: free. */
    private long[] slots = new long[2 * FIRST_CAPACITY];

    private int size;

    /** Adds a byte string; false if it was there. */
    public boolean add(byte[] bytes) {
        ByteBuffer fingerprint =
                ByteBuffer.wrap(hash.hashBytes(bytes).asBytes()).order(ByteOrder.LITTLE_ENDIAN);
        long high = fingerprint.getLong();
        long low = fingerprint.getLong() | 1; // never zero
        if (!put(slots, high, low)) {
            return false;
        }
        size++;
        if (size > slots.length / 2 / 4 * 3) {
            grow();
        }
        return true;
    }

    private static boolean put(long[] slots, long high, long low) {
        int mask = slots.length - 1;
        int slot = ((int) (high ^ (high >>> 32)) << 1) & mask;
        while (slots[slot + 1] != 0) {
            if (slots[slot] == high && slots[slot + 1] == low) {
                return false;
            }
            slot = (slot + 2) & mask;
        }
        slots[slot] = high;
        slots[slot + 1] = low;
        return true;
    }

    private void grow() {
        long[] larger = new long[slots.length * 2];
        for (int slot = 0; slot < slots.length; slot += 2) {
            if (slots[slot + 1] != 0) {
                put(larger, slots[slot], slots[slot + 1]);
            }
        }
        slots = larger;
    }

    public void clear() {
        slots = new long[2 * FIRST_CAPACITY];
        size = 0;
    }
}
