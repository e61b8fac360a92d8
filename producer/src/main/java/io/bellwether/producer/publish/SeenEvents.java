package io.bellwether.producer.publish;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import io.bellwether.schemas.EventContent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.avro.specific.SpecificRecord;

/**
 * The events of one run, by (type, brand, event id), so that a repeated one is not sent, and one of the same id that says
 * something else is refused. The same id under another brand is another event: whoever numbers the lines of each file from
 * 1 loses nothing.
 *
 * <p>128 bits of a SHA-256 per event, so that two events are never taken for one, and 64 of what it says. Up to
 * {@link #CAPACITY} events are remembered; what comes after is not, and a repetition of it is sent. That costs traffic
 * only: the topology ignores an event it knows.
 */
final class SeenEvents {

    /** Most events remembered. */
    static final int CAPACITY = 2_000_000;

    private static final HashFunction HASH = Hashing.sha256();

    private final HashTable table = new HashTable(1, CAPACITY);

    /** What an event is to those remembered. */
    enum Standing {
        NEW,
        /** It is one of them. */
        REPEATED,
        /** One of them has its id and says something else. */
        CONFLICTING
    }

    /** What an event is to those remembered. */
    Standing of(SpecificRecord event) {
        ByteBuffer hash = hash(event);
        int slot = table.find(hash.getLong(), hash.getLong());
        return table.isFull(slot) ? compare(slot, event) : Standing.NEW;
    }

    /** The same, and remembers the event if it is new and there is room. */
    Standing add(SpecificRecord event) {
        ByteBuffer hash = hash(event);
        long high = hash.getLong();
        long low = hash.getLong();
        int slot = table.find(high, low);
        if (table.isFull(slot)) {
            return compare(slot, event);
        }
        table.put(slot, high, low, EventContent.fingerprint(event));
        return Standing.NEW;
    }

    private Standing compare(int slot, SpecificRecord event) {
        return table.value(slot, 0) == EventContent.fingerprint(event) ? Standing.REPEATED : Standing.CONFLICTING;
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
}
