package io.bellwether.producer.publish;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.avro.specific.SpecificRecord;

/**
 * The events of one run, by (type, brand, event id), so that a repeated one is not sent. The same id under another brand
 * is another event: whoever numbers the lines of each file from 1 loses nothing.
 *
 * <p>An open-addressing table of 16 bytes a slot, at most half full: 128 bits of a SHA-256 per event, so that two events
 * are never taken for one. It grows up to {@link #CAPACITY} events, 64 MB; what comes after is not remembered, and a
 * repetition of it is sent. That costs traffic only: the topology ignores an event it knows.
 */
final class SeenEvents {

    /** Most events remembered. */
    static final int CAPACITY = 2_000_000;

    private static final HashFunction HASH = Hashing.sha256();

    /** Slot i is at 2i and 2i + 1; an empty slot holds zeros. */
    private long[] slots = new long[2 * 1024];

    private int size;

    /** Whether the event is among those remembered. */
    boolean contains(SpecificRecord event) {
        ByteBuffer hash = hash(event);
        return slots[find(slots, hash.getLong(), hash.getLong() | 1) + 1] != 0;
    }

    private static ByteBuffer hash(SpecificRecord event) {
        return ByteBuffer.wrap(HASH.newHasher()
                .putString(event.getSchema().getName(), StandardCharsets.UTF_8)
                .putChar('/')
                .putString(EventRecords.brand(event), StandardCharsets.UTF_8)
                // A brand holds no slash: without it "a" + "bc" would be "ab" + "c".
                .putChar('/')
                .putString(EventRecords.id(event), StandardCharsets.UTF_8)
                .hash()
                .asBytes());
    }

    /** Whether the event was not among those remembered; remembers it if there is room. */
    boolean add(SpecificRecord event) {
        ByteBuffer hash = hash(event);
        long high = hash.getLong();
        // Never both zero, which is an empty slot.
        long low = hash.getLong() | 1;
        int slot = find(slots, high, low);
        if (slots[slot + 1] != 0) {
            return false;
        }
        if (size < CAPACITY) {
            slots[slot] = high;
            slots[slot + 1] = low;
            size++;
            growIfHalfFull();
        }
        return true;
    }

    private static int find(long[] slots, long high, long low) {
        int mask = slots.length - 1;
        int slot = (int) (high << 1) & mask;
        while (slots[slot + 1] != 0 && !(slots[slot] == high && slots[slot + 1] == low)) {
            slot = (slot + 2) & mask;
        }
        return slot;
    }

    private void growIfHalfFull() {
        if (size < slots.length / 4) {
            return;
        }
        long[] larger = new long[slots.length * 2];
        for (int i = 0; i < slots.length; i += 2) {
            if (slots[i + 1] != 0) {
                int slot = find(larger, slots[i], slots[i + 1]);
                larger[slot] = slots[i];
                larger[slot + 1] = slots[i + 1];
            }
        }
        slots = larger;
    }
}
