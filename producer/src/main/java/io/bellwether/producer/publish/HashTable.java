package io.bellwether.producer.publish;

/**
 * An open-addressing table from 128 bits to a fixed number of longs, at most half full. It grows up to a capacity; beyond
 * that nothing more is put.
 */
final class HashTable {

    private static final int KEY = 2;

    private final int stride;
    private final int capacity;
    private long[] slots;
    private int size;

    /**
     * An empty table.
     *
     * @param values longs per key
     * @param capacity most keys
     */
    HashTable(int values, int capacity) {
        this.stride = KEY + values;
        this.capacity = capacity;
        this.slots = new long[stride * 1024];
    }

    /** The slot of a key, or the one where it belongs. */
    int find(long high, long low) {
        return find(slots, high, low);
    }

    private int find(long[] in, long high, long low) {
        int mask = in.length / stride - 1;
        int slot = (int) high & mask;
        while (in[slot * stride + 1] != 0 && !(in[slot * stride] == high && in[slot * stride + 1] == (low | 1))) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    boolean isFull(int slot) {
        return slots[slot * stride + 1] != 0;
    }

    long value(int slot, int index) {
        return slots[slot * stride + KEY + index];
    }

    /** Puts a key into the slot where it belongs; false if there is no more room. */
    boolean put(int slot, long high, long low, long... values) {
        if (size == capacity) {
            return false;
        }
        slots[slot * stride] = high;
        // Never 0, which is an empty slot.
        slots[slot * stride + 1] = low | 1;
        System.arraycopy(values, 0, slots, slot * stride + KEY, values.length);
        size++;
        if (size * 2 >= slots.length / stride) {
            grow();
        }
        return true;
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
