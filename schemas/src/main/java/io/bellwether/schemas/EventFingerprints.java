package io.bellwether.schemas;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.apache.avro.specific.SpecificRecord;

/**
 * Which events are known, by brand and event id, and whether their content is the same
 * (docs/figures.md#decisions-events).
 *
 * <p>An event takes 24 bytes: 128 bits of a SHA-256 over brand and id, so that it is not feasible to prepare two ids that are taken
 * for one, and a 64-bit {@linkplain EventContent#fingerprint fingerprint} of the content, which only tells a repetition
 * from another content of the same id. The table is three eighths to three quarters full: 32 to 64 bytes an event. Not
 * safe for several threads.
 */
public final class EventFingerprints {

    /** Brand and id are hashed with this between them; no brand holds it. */
    private static final byte END_OF_BRAND = 0;

    private final MessageDigest digest = sha256();
    private final int capacity;

    private HashTable contents;

    /** What an event is to those that are known. */
    public enum Match {
        /** No event of its brand and id is known. */
        NEW,
        /** It is known. */
        DUPLICATE,
        /** An event of its brand and id is known, and says something else. */
        CONFLICT
    }

    /** Remembers every event. */
    public EventFingerprints() {
        this(Integer.MAX_VALUE);
    }

    /** Remembers as many events, the first; what comes after is always new. */
    public EventFingerprints(int capacity) {
        this.capacity = capacity;
        this.contents = new HashTable(1, capacity);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Remembers an input record, unless its brand and id are known. */
    public Match add(SpecificRecord event) {
        return add(EventFields.brand(event), EventFields.id(event), EventContent.fingerprint(event));
    }

    /** Remembers an event, unless its brand and id are known. */
    public Match add(String brand, String eventId, long content) {
        ByteBuffer hash = hash(brand, eventId);
        long high = hash.getLong();
        long low = hash.getLong();
        int slot = contents.find(high, low);
        Match match = match(slot, content);
        if (match == Match.NEW) {
            contents.put(slot, high, low, content);
        }
        return match;
    }

    /** What an input record is to those that are known; it is not remembered. */
    public Match find(SpecificRecord event) {
        ByteBuffer hash = hash(EventFields.brand(event), EventFields.id(event));
        long high = hash.getLong();
        return match(contents.find(high, hash.getLong()), EventContent.fingerprint(event));
    }

    private Match match(int slot, long content) {
        if (!contents.isFull(slot)) {
            return Match.NEW;
        }
        return contents.value(slot, 0) == content ? Match.DUPLICATE : Match.CONFLICT;
    }

    private ByteBuffer hash(String brand, String eventId) {
        digest.update(brand.getBytes(StandardCharsets.UTF_8));
        digest.update(END_OF_BRAND);
        return ByteBuffer.wrap(digest.digest(eventId.getBytes(StandardCharsets.UTF_8)));
    }

    /** Forgets all. */
    public void clear() {
        contents = new HashTable(1, capacity);
    }
}
