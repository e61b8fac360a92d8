package io.bellwether.streams.query;

import io.bellwether.schemas.EventFields;
import io.bellwether.schemas.RecordJson;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Which statements are wanted; null is any.
 *
 * @param published when they were published
 * @param source who says so
 * @param eventId the one event
 * @param type {@code sales}, {@code capacity}, or the type of an announcement's detail
 */
public record StatementFilter(
        DaySpan published,
        @Nullable String source,
        @Nullable String eventId,
        @Nullable String type) {

    static StatementFilter of(QueryParameters parameters) {
        return new StatementFilter(
                new DaySpan(parameters.day("from"), parameters.day("to")),
                parameters.text("source"),
                parameters.text("event_id"),
                parameters.text("type"));
    }

    QueryParameters addTo(QueryParameters parameters) {
        return parameters
                .with("from", published.from())
                .with("to", published.to())
                .with("source", source)
                .with("event_id", eventId)
                .with("type", type);
    }

    boolean accepts(BrandHistory.Kept kept) {
        var provenance = kept.statement().provenance();
        return published.contains(provenance.date())
                && (source == null || source.equals(provenance.source()))
                && (eventId == null || eventId.equals(EventFields.id(kept.event())))
                && (type == null || type.equals(typeOf(kept.event())));
    }

    private static @Nullable Object typeOf(SpecificRecord event) {
        Map<String, @Nullable Object> fields = RecordJson.event(event);
        return fields.get("detail") instanceof Map<?, ?> detail ? detail.get("type") : fields.get("type");
    }
}
