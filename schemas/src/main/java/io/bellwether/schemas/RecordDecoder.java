package io.bellwether.schemas;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads our records from bytes that anyone may have written: a zero byte, the id of the writer's schema (4 bytes,
 * big-endian), the record in Avro's binary encoding. The registry is asked once for each id. Not for several threads.
 */
public final class RecordDecoder {

    /** The registry's error codes 404xx: an unknown subject, version or schema. A plain 404 is no registry's. */
    private static final int UNKNOWN = 404;

    private static final byte MAGIC = 0;
    private static final int HEAD_BYTES = 1 + Integer.BYTES;

    /** Longest reason: an error may quote the bytes. */
    private static final int MAX_MESSAGE = 500;

    private final WriterSchemas schemas;
    private final Map<Integer, DatumReader<SpecificRecord>> readers = new HashMap<>();
    private @Nullable BinaryDecoder decoder;

    public RecordDecoder(Map<String, ?> serdeConfig) {
        this.schemas = new WriterSchemas(serdeConfig);
    }

    /**
     * Decodes a value of a topic.
     *
     * @param type of the record, or a type above it
     * @throws RegistryUnavailableException if the registry gives no answer
     */
    public <T extends SpecificRecord> DecodedRecord<T> read(
            String topic, Class<? extends T> type, byte @Nullable [] value) {
        if (value == null) {
            return DecodedRecord.rejected("", "the record has no value");
        }
        SpecificRecord record;
        try {
            record = decode(topic, value);
        } catch (RegistryUnavailableException e) {
            throw e;
        } catch (IOException | RuntimeException e) { // hostile bytes fail in many ways
            return DecodedRecord.rejected("", "no readable record of a known schema: " + rootMessage(e));
        } catch (StackOverflowError e) {
            // A schema that contains itself, and a record that goes down it as far as there are bytes.
            return DecodedRecord.rejected("", "no readable record of a known schema: nested too deep");
        }
        return type.isInstance(record)
                ? new DecodedRecord.Accepted<>(type.cast(record))
                : DecodedRecord.rejected(
                        "",
                        "must be a " + type.getSimpleName() + ", got: "
                                + record.getSchema().getFullName());
    }

    /** Decodes a value that was accepted before. */
    public SpecificRecord readAccepted(String topic, byte[] value) {
        try {
            return decode(topic, value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SpecificRecord decode(String topic, byte[] value) throws IOException {
        DatumReader<SpecificRecord> reader = reader(topic, value);
        decoder = DecoderFactory.get().binaryDecoder(value, HEAD_BYTES, value.length - HEAD_BYTES, decoder);
        return reader.read(null, decoder);
    }

    private DatumReader<SpecificRecord> reader(String topic, byte[] value) throws IOException {
        if (value.length < HEAD_BYTES || value[0] != MAGIC) {
            throw new IOException("it does not begin with the id of a schema");
        }
        int id = ByteBuffer.wrap(value).getInt(1);
        DatumReader<SpecificRecord> known = readers.get(id);
        if (known != null) {
            return known;
        }
        Schema writer = writer(topic, id);
        Class<?> type = SpecificData.get().getClass(writer);
        if (type == null || !SpecificRecord.class.isAssignableFrom(type)) {
            throw new IOException("it is a " + writer.getFullName());
        }
        SpecificData data = SpecificData.getForClass(type);
        DatumReader<SpecificRecord> reader = new SpecificDatumReader<>(writer, data.getSchema(type), data);
        readers.put(id, reader);
        return reader;
    }

    private Schema writer(String topic, int id) throws IOException {
        try {
            return schemas.of(topic, id);
        } catch (RestClientException e) {
            if (e.getErrorCode() / 100 == UNKNOWN) {
                throw new IOException(e);
            }
            throw new RegistryUnavailableException(e);
        } catch (IOException e) {
            throw new RegistryUnavailableException(e);
        }
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
        return message.length() <= MAX_MESSAGE ? message : message.substring(0, MAX_MESSAGE) + "...";
    }
}
