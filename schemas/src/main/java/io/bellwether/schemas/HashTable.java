package io.bellwether.schemas;

/**
 * An open-addressing table from 128 bits, which are a hash already, to one or two longs; three eighths to three quarters
 * full. It grows up to a capacity; beyond that nothing more is put. Not safe for several threads.
 */
public final class HashTable {

    private static final int KEY = 2;
    private static final int FIRST_SLOTS = 1 << 10;

    private final int stride;
    private final int capacity;
    /** A slot has the high half of the key, the low half, which is zero where the slot is free, and the values. */
    private long[] slots;

    private int size;

    /**
     * An empty table.
     *
     * @param values longs per key, 1 or 2
     * @param capacity most keys
     */
    public HashTable(int values, int capacity) {
        this.stride = KEY + values;
        this.capacity = capacity;
        this.slots = new long[stride * FIRST_SLOTS];
    }

    /** The slot of a key, or the free one where it belongs; good until the next {@link #put}. */
    public int find(long high, long low) {
        return find(slots, high, low);
    }

    private int find(long[] in, long high, long low) {
        long used = low | 1; // never zero
        int mask = in.length / stride - 1;
        int slot = (int) high & mask;
        while (in[slot * stride + 1] != 0 && !(in[slot * stride] == high && in[slot * stride + 1] == used)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    /** Whether a slot has a key. */
    public boolean isFull(int slot) {
        return slots[slot * stride + 1] != 0;
    }

    /** A value of a slot that is full. */
    public long value(int slot, int index) {
        return slots[slot * stride + KEY + index];
    }

    /** Puts a key with one value into the slot where it belongs, unless the capacity is reached. */
    public void put(int slot, long high, long low, long value) {
        if (size < capacity) {
            slots[slot * stride + KEY] = value;
            putKey(slot, high, low);
        }
    }

    /** As {@link #put(int, long, long, long)}, with two values. */
    public void put(int slot, long high, long low, long first, long second) {
        if (size < capacity) {
            slots[slot * stride + KEY] = first;
            slots[slot * stride + KEY + 1] = second;
            putKey(slot, high, low);
        }
    }

    private void putKey(int slot, long high, long low) {
        slots[slot * stride] = high;
        slots[slot * stride + 1] = low | 1;
        size++;
        if (size > slots.length / stride / 4 * 3) {
            grow();
        }
    }

    private void grow() {
        long[] larger = new long[slots.length * 2];
        for (int i = 0; i < slots.length; i += stride) {
            if (slots[i + 1] != 0) {
                int slot = find(larger, slots[i], slots[i + 1]);
                System.arraycopy(slots, i, larger, slot * stride, stride);
            }
        }
        slots = larger;
    }
}
