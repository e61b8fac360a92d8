package io.bellwether.streams.query;

import io.bellwether.streams.codec.Statements;
import io.bellwether.streams.domain.BrandLedger;
import io.bellwether.streams.domain.Statement;
import io.bellwether.streams.processor.EventDecoder;
import io.bellwether.streams.store.StatementStores;
import java.time.LocalDate;
import java.util.Optional;

/** Brands as they were known on a past day: folded from the kept statements, without what was published later. */
final class PointInTime {

    private final StatementStores statements;
    private final EventDecoder decoder;

    PointInTime(StatementStores statements, EventDecoder decoder) {
        this.statements = statements;
        this.decoder = decoder;
    }

    /** The ledger of a brand as of a day; empty if nothing was published by then. */
    Optional<BrandLedger> ledger(String brand, LocalDate asOf) {
        BrandLedger ledger = new BrandLedger(brand);
        boolean[] any = {false};
        statements.read(brand, (name, kind, value) -> {
            Statement statement = Statements.of(decoder.decodeAccepted(kind, value));
            if (statement.said().epochDay() <= asOf.toEpochDay()) {
                ledger.add(statement);
                any[0] = true;
            }
        });
        return any[0] ? Optional.of(ledger) : Optional.empty();
    }
}
