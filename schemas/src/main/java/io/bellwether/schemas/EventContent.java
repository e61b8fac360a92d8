package io.bellwether.schemas;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/**
 * What an event says, as 64 bits: of all its fields in their {@linkplain CanonicalForm canonical form}, whatever schema
 * wrote it.
 *
 * <p>The hash is no cryptographic one. Two contents that meet under it are taken for a repetition instead of a conflict;
 * either way the second counts for nothing.
 */
public final class EventContent {

    private static final HashFunction HASH = Hashing.farmHashFingerprint64();

    private static final ClassValue<DatumWriter<SpecificRecord>> WRITERS = new ClassValue<>() {
        @Override
        protected DatumWriter<SpecificRecord> computeValue(Class<?> type) {
            SpecificData data = SpecificData.getForClass(type);
            return new SpecificDatumWriter<>(data.getSchema(type), data);
        }
    };

    private EventContent() {}

    /** The fingerprint of an input record. */
    public static long fingerprint(SpecificRecord event) {
        SpecificRecord canonical = CanonicalForm.of(event);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        try {
            WRITERS.get(canonical.getClass()).write(canonical, encoder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return HASH.hashBytes(bytes.toByteArray()).asLong();
    }

    /** The same of a record in its canonical form whose encoding by its own schema is at hand. */
    static long ofEncoded(byte[] bytes, int offset) {
        return HASH.hashBytes(bytes, offset, bytes.length - offset).asLong();
    }
}
