package io.bellwether.streams.codec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;

/**
 * Records inside the topology, in Avro's single-object encoding: it names the schema by fingerprint, so that no registry
 * is asked.
 */
public final class Encoding {

    private Encoding() {}

    /** A record as bytes. */
    public static <T> byte[] encode(BinaryMessageEncoder<T> encoder, T record) {
        try {
            ByteBuffer encoded = encoder.encode(record);
            return Arrays.copyOfRange(
                    encoded.array(),
                    encoded.arrayOffset() + encoded.position(),
                    encoded.arrayOffset() + encoded.limit());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The inverse of {@link #encode}. */
    public static <T> T decode(BinaryMessageDecoder<T> decoder, byte[] encoded) {
        try {
            return decoder.decode(encoded);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
