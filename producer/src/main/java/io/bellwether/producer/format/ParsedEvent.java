package io.bellwether.producer.format;

import io.bellwether.schemas.Refusal;
import org.apache.avro.specific.SpecificRecord;

/** What became of one event of an input: a record that may be published, or the reason why not. */
public sealed interface ParsedEvent {

    /**
     * An event that passed {@link io.bellwether.schemas.Validation}.
     *
     * @param event a SalesReport, CapacityReport or Announcement; its event id is never blank
     */
    record Accepted(SpecificRecord event) implements ParsedEvent {}

    /**
     * An event that is refused.
     *
     * @param refusal the field at fault, as named in event files, and what is wrong with it
     */
    record Refused(Refusal refusal) implements ParsedEvent {

        public static Refused of(String field, String reason) {
            return new Refused(new Refusal(field, reason));
        }
    }
}
