package io.bellwether.schemas;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Decodes records in the Confluent wire format from bytes that anyone may have written: a zero byte, the id of the
 * writer's schema (4 bytes, big-endian), the record in Avro's binary encoding and nothing behind it. Times are read by
 * the logical types of the writer's schema. Each schema is fetched once. Not thread-safe.
 */
public final class RecordDecoder {

    /** The registry's error codes 404xx: an unknown subject, version or schema. A plain 404 is no registry's. */
    private static final int UNKNOWN = 404;

    private static final byte MAGIC = 0;
    private static final int HEAD_BYTES = 1 + Integer.BYTES;

    /** Longest reason: an error may quote the bytes. */
    private static final int MAX_MESSAGE = 500;

    private final WriterSchemas schemas;
    private final Map<Integer, Reader> readers = new HashMap<>();
    private @Nullable BinaryDecoder decoder;

    /**
     * How records of one writer's schema are read.
     *
     * @param times what makes its times those of our schema
     * @param isOwn whether it writes the same bytes as our schema does
     */
    private record Reader(DatumReader<SpecificRecord> data, TimeResolution times, boolean isOwn) {}

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
            return DecodedRecord.refused("", "the record has no value");
        }
        SpecificRecord record;
        try {
            record = decode(topic, value);
            if (!Objects.requireNonNull(decoder).isEnd()) {
                return DecodedRecord.refused("", "there are bytes behind the end of the record");
            }
        } catch (TimeResolution.Unreadable e) {
            return DecodedRecord.refused(e.field(), e.reason());
        } catch (RegistryUnavailableException e) {
            throw e;
        } catch (IOException | RuntimeException e) { // hostile bytes fail in many ways
            return DecodedRecord.refused("", "no readable record of a known schema: " + rootMessage(e));
        } catch (StackOverflowError e) {
            // A schema that contains itself, and a record that goes down it as far as there are bytes.
            return DecodedRecord.refused("", "no readable record of a known schema: nested too deep");
        }
        return type.isInstance(record)
                ? new DecodedRecord.Accepted<>(type.cast(record))
                : DecodedRecord.refused(
                        "",
                        "must be a " + type.getSimpleName() + ", got: "
                                + record.getSchema().getFullName());
    }

    /**
     * Decodes a value that was accepted before.
     *
     * @throws RegistryUnavailableException if the registry gives no answer
     * @throws LostSchemaException if the registry does not know its schema any more
     */
    public SpecificRecord readAccepted(String topic, byte[] value) {
        try {
            return decode(topic, value);
        } catch (IOException e) {
            if (e.getCause() instanceof RestClientException) {
                throw new LostSchemaException(topic, e);
            }
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What an accepted event says, see {@link EventContent}.
     *
     * @param event as read from this value of the topic
     */
    public long content(String topic, SpecificRecord event, byte[] value) {
        try {
            return CanonicalForm.of(event) == event && reader(topic, value).isOwn
                    ? EventContent.ofEncoded(value, HEAD_BYTES)
                    : EventContent.fingerprint(event);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SpecificRecord decode(String topic, byte[] value) throws IOException {
        Reader reader = reader(topic, value);
        decoder = DecoderFactory.get().binaryDecoder(value, HEAD_BYTES, value.length - HEAD_BYTES, decoder);
        SpecificRecord record = reader.data.read(null, decoder);
        reader.times.apply(record);
        return record;
    }

    private Reader reader(String topic, byte[] value) throws IOException {
        if (value.length < HEAD_BYTES || value[0] != MAGIC) {
            throw new IOException("it does not begin with the id of a schema");
        }
        int id = ByteBuffer.wrap(value).getInt(1);
        Reader known = readers.get(id);
        if (known != null) {
            return known;
        }
        Schema writer = writer(topic, id);
        Class<?> type = SpecificData.get().getClass(writer);
        if (type == null || !SpecificRecord.class.isAssignableFrom(type)) {
            throw new IOException("it is a " + writer.getFullName());
        }
        SpecificData data = SpecificData.getForClass(type);
        Schema own = data.getSchema(type);
        TimeResolution times = TimeResolution.of(writer, own);
        boolean isOwn = times.isTrivial()
                && SchemaNormalization.parsingFingerprint64(writer) == SchemaNormalization.parsingFingerprint64(own);
        Reader reader = new Reader(new SpecificDatumReader<>(writer, own, data), times, isOwn);
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
