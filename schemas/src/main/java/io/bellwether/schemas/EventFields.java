package io.bellwether.schemas;

import io.bellwether.schemas.avro.Announcement;
import io.bellwether.schemas.avro.CapacityReport;
import io.bellwether.schemas.avro.SalesReport;
import io.bellwether.schemas.avro.SourceTier;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;

/**
 * The fields that every input record has.
 *
 * <p>All methods throw {@link IllegalArgumentException} for a record that is no input record.
 */
public final class EventFields {

    /** The header of a record with the name of the principal that sent it, where that is known. */
    public static final String SENDER_HEADER = "bellwether.sender";

    private EventFields() {}

    /** The slug of the brand: the key of the record. */
    public static String brand(SpecificRecord event) {
        if (event instanceof SalesReport sales) {
            return sales.getBrand();
        }
        return event instanceof CapacityReport capacity
                ? capacity.getBrand()
                : announcement(event).getBrand();
    }

    /** The id of the event. */
    public static String id(SpecificRecord event) {
        if (event instanceof SalesReport sales) {
            return sales.getEventId();
        }
        return event instanceof CapacityReport capacity
                ? capacity.getEventId()
                : announcement(event).getEventId();
    }

    /** When it became public. */
    public static Instant publishedAt(SpecificRecord event) {
        if (event instanceof SalesReport sales) {
            return sales.getPublishedAt();
        }
        return event instanceof CapacityReport capacity
                ? capacity.getPublishedAt()
                : announcement(event).getPublishedAt();
    }

    /** The source that states it. */
    public static String source(SpecificRecord event) {
        if (event instanceof SalesReport sales) {
            return sales.getSource();
        }
        return event instanceof CapacityReport capacity
                ? capacity.getSource()
                : announcement(event).getSource();
    }

    /** What kind of source that is. */
    public static SourceTier sourceTier(SpecificRecord event) {
        if (event instanceof SalesReport sales) {
            return sales.getSourceTier();
        }
        return event instanceof CapacityReport capacity
                ? capacity.getSourceTier()
                : announcement(event).getSourceTier();
    }

    private static Announcement announcement(SpecificRecord event) {
        if (event instanceof Announcement announcement) {
            return announcement;
        }
        throw new IllegalArgumentException(
                "event must be an input record, got: " + event.getSchema().getFullName());
    }
}
