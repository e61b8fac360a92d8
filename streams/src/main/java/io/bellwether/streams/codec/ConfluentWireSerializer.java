package io.bellwether.streams.codec;

import java.util.Arrays;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Writes records that are encoded for the topology to a topic, in the Confluent wire format, without encoding them again:
 * both are Avro's binary encoding of the same schema, behind another head. For one topic; may be used from any thread.
 */
public final class ConfluentWireSerializer<T extends SpecificRecord> implements Serializer<byte[]> {

    private static final int HEAD_BYTES = 1 + Integer.BYTES;

    private final Encoding<T> encoding;
    private final Serializer<T> registered;
    /** A zero byte and the schema's id, known from the first record on. */
    private volatile byte @Nullable [] head;

    /**
     * For the values of one topic.
     *
     * @param registered knows the id of the schema
     */
    public ConfluentWireSerializer(Encoding<T> encoding, Serializer<T> registered) {
        this.encoding = encoding;
        this.registered = registered;
    }

    /** Null, which deletes a key of a compacted topic, stays null. */
    @Override
    public byte @Nullable [] serialize(String topic, byte @Nullable [] encoded) {
        if (encoded == null) {
            return null;
        }
        byte[] known = head;
        if (known == null) {
            known = Arrays.copyOf(registered.serialize(topic, encoding.decode(encoded)), HEAD_BYTES);
            head = known;
        }
        byte[] value = Arrays.copyOf(known, HEAD_BYTES + encoded.length - Encoding.MARK_BYTES);
        System.arraycopy(encoded, Encoding.MARK_BYTES, value, HEAD_BYTES, value.length - HEAD_BYTES);
        return value;
    }

    @Override
    public void close() {
        Utils.closeQuietly(registered, "serializer");
    }
}
