package io.bellwether.producer.publish;

import io.bellwether.schemas.Refusal;
import java.util.Optional;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;

/**
 * Who sends events.
 *
 * @param name kept with them; empty if it is not known
 * @param refusal why it may not send an event; empty if it may
 */
public record EventSender(String name, Function<SpecificRecord, Optional<Refusal>> refusal) {

    /** An anonymous sender that may send anything. */
    public static final EventSender ANYBODY = new EventSender("", event -> Optional.empty());
}
