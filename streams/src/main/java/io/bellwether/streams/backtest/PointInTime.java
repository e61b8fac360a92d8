package io.bellwether.streams.backtest;

import io.bellwether.domain.ledger.Retractions;
import io.bellwether.domain.statement.Statement;
import io.bellwether.schemas.EventFields;
import io.bellwether.schemas.StatementCodec;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;

/** The events that are known as of a day (docs/figures.md#point-in-time). */
final class PointInTime {

    private PointInTime() {}

    /**
     * Those published by the day, without the ones that a VOID retraction of any day takes back.
     *
     * @param deskSources whose retractions work on events of any source
     */
    static List<SpecificRecord> known(Collection<SpecificRecord> events, LocalDate day, Set<String> deskSources) {
        Map<String, Retractions> voidByBrand = new HashMap<>();
        for (SpecificRecord event : events) {
            if (StatementCodec.of(event) instanceof Statement.Retraction retraction && retraction.isVoid()) {
                voidByBrand
                        .computeIfAbsent(EventFields.brand(event), brand -> new Retractions(deskSources))
                        .add(retraction);
            }
        }
        List<SpecificRecord> known = new ArrayList<>();
        for (SpecificRecord event : events) {
            Statement statement = StatementCodec.of(event);
            Retractions ofBrand = voidByBrand.get(EventFields.brand(event));
            boolean isVoid = ofBrand != null && ofBrand.retracts(statement);
            if (!isVoid && statement.provenance().epochDay() <= day.toEpochDay()) {
                known.add(event);
            }
        }
        return known;
    }
}
