package io.bellwether.producer.format;

import io.bellwether.schemas.EventFields;
import io.bellwether.schemas.Refusal;
import io.bellwether.schemas.Validation;
import io.bellwether.schemas.avro.Announcement;
import io.bellwether.schemas.avro.Launch;
import io.bellwether.schemas.avro.LeadTimeQuote;
import io.bellwether.schemas.avro.SalesReport;
import io.bellwether.schemas.avro.SeriesBreak;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/** Puts the slug of the brand and the table's name of the model into an event. */
final class EventNames {

    private EventNames() {}

    /** Why the brand's name means none; null if it means one, which the event has now. */
    static @Nullable Refusal resolve(SpecificRecordBase event, BrandNames names) {
        String written = EventFields.brand(event);
        if (written.isBlank() || Validation.isRemainder(written)) {
            // For validation to refuse.
            return null;
        }
        LocalDate day = EventFields.publishedAt(event).atOffset(ZoneOffset.UTC).toLocalDate();
        Optional<String> slug = names.slug(written, day);
        if (slug.isEmpty()) {
            // Other mistakes are reported too; that the name is no slug is not.
            event.put("brand", "unknown");
            return names.unknown(written);
        }
        event.put("brand", slug.get());
        if (event instanceof SalesReport sales) {
            sales.put("model", names.model(slug.get(), sales.getModel()));
        } else if (event instanceof Announcement news && news.getDetail() instanceof SpecificRecordBase detail) {
            model(detail, slug.get(), names);
        }
        return null;
    }

    private static void model(SpecificRecordBase detail, String slug, BrandNames names) {
        if (detail instanceof LeadTimeQuote quote) {
            quote.put("model", names.model(slug, quote.getModel()));
        } else if (detail instanceof Launch launch) {
            launch.put("model", names.model(slug, launch.getModel()));
        } else if (detail instanceof SeriesBreak seriesBreak) {
            seriesBreak.put("model", names.model(slug, seriesBreak.getModel()));
        }
    }
}
