package io.bellwether.streams.backtest;

import io.bellwether.domain.statement.Statement;
import io.bellwether.schemas.EventFields;
import io.bellwether.streams.codec.StatementCodec;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
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
        Map<String, Set<String>> voidedBy = new HashMap<>();
        for (SpecificRecord event : events) {
            if (StatementCodec.of(event) instanceof Statement.Retraction retraction && retraction.isVoid()) {
                voidedBy.computeIfAbsent(key(event, retraction.retracted().toString()), key -> new HashSet<>())
                        .add(retraction.provenance().source());
            }
        }
        List<SpecificRecord> known = new ArrayList<>();
        for (SpecificRecord event : events) {
            Statement statement = StatementCodec.of(event);
            Set<String> by = voidedBy.getOrDefault(key(event, EventFields.id(event)), Set.of());
            boolean isVoid = !(statement instanceof Statement.Retraction)
                    && by.stream()
                            .anyMatch(source -> deskSources.contains(source)
                                    || source.equals(statement.provenance().source()));
            if (!isVoid && statement.provenance().epochDay() <= day.toEpochDay()) {
                known.add(event);
            }
        }
        return known;
    }

    private static String key(SpecificRecord event, String eventId) {
        return EventFields.brand(event) + "/" + eventId;
    }
}
