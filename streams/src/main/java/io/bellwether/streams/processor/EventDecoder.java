package io.bellwether.streams.processor;

import io.bellwether.schemas.DecodedRecord;
import io.bellwether.schemas.EventFields;
import io.bellwether.schemas.IntakeTime;
import io.bellwether.schemas.RecordDecoder;
import io.bellwether.schemas.Refusal;
import io.bellwether.schemas.Topics;
import io.bellwether.schemas.Validation;
import io.bellwether.schemas.avro.Announcement;
import io.bellwether.schemas.avro.CapacityReport;
import io.bellwether.schemas.avro.SalesReport;
import io.bellwether.streams.store.StatementStore.Kind;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Turns what stands on an input topic into a valid input record, or says why it is none. */
public final class EventDecoder {

    private final Map<Kind, String> topics = new EnumMap<>(Kind.class);
    private final RecordDecoder decoder;

    /** A decoder for the input topics; not for several threads. */
    public EventDecoder(Topics topics, Map<String, ?> serdeConfig) {
        this.topics.put(Kind.SALES, topics.sales());
        this.topics.put(Kind.CAPACITY, topics.capacity());
        this.topics.put(Kind.ANNOUNCEMENT, topics.announcements());
        this.decoder = new RecordDecoder(serdeConfig);
    }

    /** Which kind of record a topic is for. */
    Kind kind(String topic) {
        for (Map.Entry<Kind, String> known : topics.entrySet()) {
            if (known.getValue().equals(topic)) {
                return known.getKey();
            }
        }
        throw new IllegalArgumentException("topic must be one of " + topics.values() + ", got: " + topic);
    }

    private static Class<? extends SpecificRecord> type(Kind kind) {
        return switch (kind) {
            case SALES -> SalesReport.class;
            case CAPACITY -> CapacityReport.class;
            case ANNOUNCEMENT -> Announcement.class;
        };
    }

    private String topic(Kind kind) {
        return Objects.requireNonNull(topics.get(kind));
    }

    /**
     * Decodes and checks a record.
     *
     * @param timestampMs the record's: the moment at which the event is taken in
     * @throws RuntimeException if the registry cannot be asked: that says nothing about the record
     */
    DecodedRecord<SpecificRecord> decode(Kind kind, byte @Nullable [] key, byte @Nullable [] value, long timestampMs) {
        DecodedRecord<SpecificRecord> decoded = decoder.read(topic(kind), type(kind), value);
        if (!(decoded instanceof DecodedRecord.Accepted<SpecificRecord> readable)) {
            return decoded;
        }
        if (value != null && value.length > Validation.MAX_RECORD_BYTES) {
            return DecodedRecord.refused(
                    "",
                    "a record of " + value.length + " bytes: an event has at most " + Validation.MAX_RECORD_BYTES
                            + ", with all that its writer's schema has besides");
        }
        SpecificRecord event = readable.record();
        Refusal refusal = Validation.check(event, IntakeTime.ofRecord(timestampMs));
        if (refusal != null) {
            return new DecodedRecord.Refused<>(refusal);
        }
        String brand = EventFields.brand(event);
        return key != null && brand.equals(new String(key, StandardCharsets.UTF_8))
                ? decoded
                : DecodedRecord.refused("brand", "must equal the record's key, got: '" + brand + "'");
    }

    /**
     * Why a record on an input topic would be refused; null if it would not.
     *
     * @param timestampMs the record's
     * @throws RuntimeException if the registry cannot be asked
     */
    public @Nullable Refusal refusal(String topic, byte @Nullable [] key, byte @Nullable [] value, long timestampMs) {
        return decode(kind(topic), key, value, timestampMs) instanceof DecodedRecord.Refused<SpecificRecord> refused
                ? refused.refusal()
                : null;
    }

    /** Decodes a record that was accepted before. */
    public SpecificRecord decodeAccepted(Kind kind, byte[] value) {
        return decoder.readAccepted(topic(kind), value);
    }

    /** What an event that was read from this value says, see {@link io.bellwether.schemas.EventContent}. */
    long content(Kind kind, SpecificRecord event, byte[] value) {
        return decoder.content(topic(kind), event, value);
    }
}
