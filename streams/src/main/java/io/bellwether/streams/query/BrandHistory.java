package io.bellwether.streams.query;

import io.bellwether.domain.ledger.BrandLedger;
import io.bellwether.domain.statement.Statement;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/**
 * A brand as of a day.
 *
 * @param ledger of the events
 * @param events published by that day, in published order, retracted ones and retractions among them
 */
record BrandHistory(BrandLedger ledger, List<Kept> events) {

    /** An event as it was received, and the statement that it makes. */
    record Kept(SpecificRecord event, Statement statement) {}

    /** All statements. */
    List<Statement> statements() {
        return events.stream().map(Kept::statement).toList();
    }
}
