package io.bellwether.consumer.sink;

import io.bellwether.schemas.AvroSerdes;
import io.bellwether.schemas.avro.Alert;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.EOFException;
import java.io.IOException;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** Bytes in the Confluent wire format -> {@link Alert}. */
public final class AlertDecoder {

    private static final byte MAGIC = 0;
    private static final int HEADER_BYTES = 1 + Integer.BYTES;

    private final Deserializer<?> deserializer;

    /** What a record turned out to be. */
    public sealed interface Decoded {

        /** An alert. */
        record Read(Alert alert) implements Decoded {}

        /** No alert, and it never will be one. */
        record Rejected(String reason) implements Decoded {}

        /** The registry that knows its schema cannot be asked now. */
        record Unavailable(String reason) implements Decoded {}
    }

    public AlertDecoder(Map<String, ?> registryConfig) {
        this.deserializer = AvroSerdes.deserializer(registryConfig);
    }

    public Decoded decode(ConsumerRecord<byte[], byte[]> record) {
        byte[] value = record.value();
        if (value == null) {
            return new Decoded.Rejected("no value");
        }
        // The deserializer fails in its own ways on bytes that are too few for a schema id.
        if (value.length < HEADER_BYTES || value[0] != MAGIC) {
            return new Decoded.Rejected("not in the Confluent wire format");
        }
        try {
            Object read = deserializer.deserialize(record.topic(), value);
            return read instanceof Alert alert
                    ? new Decoded.Read(alert)
                    : new Decoded.Rejected("a record of another type");
        } catch (KafkaException | AvroRuntimeException e) {
            return failed(e);
        }
    }

    private static Decoded failed(RuntimeException error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof RestClientException answer && !unknownSchema(answer)) {
                return new Decoded.Unavailable("schema registry: " + answer.getMessage());
            }
            // Bytes that end too early are an IOException as well.
            if (cause instanceof IOException
                    && !(cause instanceof RestClientException || cause instanceof EOFException)) {
                return new Decoded.Unavailable("schema registry cannot be reached: " + reason(cause));
            }
        }
        return new Decoded.Rejected(reason(error));
    }

    /** A registry's own 404, error codes 40401 and up; a plain 404 comes from something that is no registry. */
    private static boolean unknownSchema(RestClientException answer) {
        return answer.getErrorCode() / 100 == 404;
    }

    private static String reason(Throwable error) {
        Throwable root = error;
        for (@Nullable Throwable cause = error; cause != null; cause = cause.getCause()) {
            root = cause;
        }
        String message = root.getMessage();
        return message == null ? root.getClass().getSimpleName() : message;
    }
}
