package io.bellwether.streams.processor;

import io.bellwether.schemas.AvroSerdes;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.EOFException;
import java.io.IOException;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** Reads our records from bytes that anyone may have written. Not for several threads. */
final class WireFormat {

    /** The registry's error codes for a subject, version or schema that it does not know, first and last. */
    private static final int UNKNOWN_SUBJECT = 40401;

    private static final int UNKNOWN_SCHEMA = 40403;

    /** What went wrong may quote what was read. */
    private static final int MAX_MESSAGE = 500;

    private final Deserializer<SpecificRecord> deserializer;

    WireFormat(Map<String, ?> serdeConfig) {
        this.deserializer = AvroSerdes.deserializer(serdeConfig);
    }

    /**
     * Reads a value of a topic as a record of one of these types.
     *
     * @throws RuntimeException if the registry cannot be asked: that says nothing about the record
     */
    <T extends SpecificRecord> Decoded<T> read(String topic, Class<? extends T> type, byte @Nullable [] value) {
        if (value == null) {
            return Decoded.rejected("", "the record has no value");
        }
        SpecificRecord record;
        try {
            record = readAccepted(topic, value);
        } catch (RuntimeException e) {
            // Hostile bytes fail in many ways; only a registry that does not answer is not the record's fault.
            if (isRegistryAway(e)) {
                throw e;
            }
            return Decoded.rejected("", "no readable record of a known schema: " + rootMessage(e));
        } catch (StackOverflowError e) {
            // A schema that contains itself, and a record that goes down it as far as there are bytes.
            return Decoded.rejected("", "no readable record of a known schema: nested too deep");
        }
        if (!type.isInstance(record)) {
            return Decoded.rejected(
                    "",
                    "must be a " + type.getSimpleName() + ", got: "
                            + (record == null ? "nothing" : record.getSchema().getFullName()));
        }
        return new Decoded.Accepted<>(type.cast(record));
    }

    /** Reads a value that was accepted before. */
    SpecificRecord readAccepted(String topic, byte[] value) {
        return deserializer.deserialize(topic, value);
    }

    /**
     * Whether the failure says nothing about the record: the registry was asked and gave no answer of its own. Only its
     * word that it has no such schema is about the record; bytes that end too early are, too.
     */
    private static boolean isRegistryAway(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RestClientException answer) {
                return answer.getErrorCode() < UNKNOWN_SUBJECT || answer.getErrorCode() > UNKNOWN_SCHEMA;
            }
            if (cause instanceof IOException && !(cause instanceof EOFException)) {
                return true;
            }
        }
        return false;
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
