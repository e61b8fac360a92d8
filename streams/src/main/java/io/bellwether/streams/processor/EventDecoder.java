package io.bellwether.streams.processor;

import io.bellwether.schemas.AvroSerdes;
import io.bellwether.schemas.Refusal;
import io.bellwether.schemas.Topics;
import io.bellwether.schemas.Validation;
import io.bellwether.schemas.avro.Announcement;
import io.bellwether.schemas.avro.CapacityReport;
import io.bellwether.schemas.avro.SalesReport;
import io.bellwether.streams.store.StatementStore.Kind;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** Turns what stands on an input topic into a valid input record, or says why it is none. */
public final class EventDecoder {

    /** The registry's error codes for a subject, version or schema that it does not know, first and last. */
    private static final int UNKNOWN_SUBJECT = 40401;

    private static final int UNKNOWN_SCHEMA = 40403;

    private final Topics topics;
    private final Deserializer<SpecificRecord> deserializer;

    /** A decoder for the input topics; not for several threads. */
    public EventDecoder(Topics topics, Map<String, ?> serdeConfig) {
        this.topics = topics;
        this.deserializer = AvroSerdes.deserializer(serdeConfig);
    }

    /** What became of a record. */
    sealed interface Decoded {

        /** A valid input record. */
        record Accepted(SpecificRecord event) implements Decoded {}

        /** Why it is none. */
        record Refused(Refusal refusal) implements Decoded {}
    }

    private static Decoded refused(String field, String reason) {
        return new Decoded.Refused(new Refusal(field, reason));
    }

    /** Which kind of record a topic is for. */
    Kind kind(String topic) {
        if (topic.equals(topics.sales())) {
            return Kind.SALES;
        }
        return topic.equals(topics.capacity()) ? Kind.CAPACITY : Kind.ANNOUNCEMENT;
    }

    private static Class<?> type(Kind kind) {
        return switch (kind) {
            case SALES -> SalesReport.class;
            case CAPACITY -> CapacityReport.class;
            case ANNOUNCEMENT -> Announcement.class;
        };
    }

    private String topic(Kind kind) {
        return switch (kind) {
            case SALES -> topics.sales();
            case CAPACITY -> topics.capacity();
            case ANNOUNCEMENT -> topics.announcements();
        };
    }

    /**
     * Decodes and checks a record.
     *
     * @throws RuntimeException if the registry cannot be asked: that says nothing about the record
     */
    Decoded decode(Kind kind, byte @Nullable [] key, byte @Nullable [] value) {
        if (value == null) {
            return refused("", "the record has no value");
        }
        SpecificRecord event;
        try {
            event = deserializer.deserialize(topic(kind), value);
        } catch (RuntimeException e) {
            // Hostile bytes fail in many ways; only a registry that does not answer is not the record's fault.
            if (isRegistryAway(e)) {
                throw e;
            }
            return refused("", "no readable record of a known schema: " + rootMessage(e));
        }
        Class<?> type = type(kind);
        if (!type.isInstance(event)) {
            return refused(
                    "",
                    "must be a " + type.getSimpleName() + ", got: "
                            + (event == null ? "nothing" : event.getSchema().getFullName()));
        }
        Refusal refusal = Validation.check(event);
        if (refusal != null) {
            return new Decoded.Refused(refusal);
        }
        String brand = brand(event);
        if (key == null || !brand.equals(new String(key, StandardCharsets.UTF_8))) {
            return refused("brand", "must equal the record's key, got: '" + brand + "'");
        }
        return new Decoded.Accepted(event);
    }

    /** Decodes a record that was accepted before. */
    public SpecificRecord decodeAccepted(Kind kind, byte[] value) {
        return deserializer.deserialize(topic(kind), value);
    }

    static String brand(SpecificRecord event) {
        if (event instanceof SalesReport sales) {
            return sales.getBrand();
        }
        return event instanceof CapacityReport capacity ? capacity.getBrand() : ((Announcement) event).getBrand();
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
        String message = root.getMessage();
        return message == null ? root.getClass().getSimpleName() : message;
    }
}
