package io.bellwether.producer.format;

import static io.bellwether.producer.format.Fields.nearest;

import io.bellwether.schemas.CanonicalForm;
import io.bellwether.schemas.Refusal;
import io.bellwether.schemas.Validation;
import io.bellwether.schemas.avro.Announcement;
import io.bellwether.schemas.avro.CapacityReport;
import io.bellwether.schemas.avro.CapacityStatus;
import io.bellwether.schemas.avro.Granularity;
import io.bellwether.schemas.avro.Launch;
import io.bellwether.schemas.avro.LeadTimeQuote;
import io.bellwether.schemas.avro.Measure;
import io.bellwether.schemas.avro.Organisation;
import io.bellwether.schemas.avro.OrganisationKind;
import io.bellwether.schemas.avro.Qualifier;
import io.bellwether.schemas.avro.Retraction;
import io.bellwether.schemas.avro.RetractionKind;
import io.bellwether.schemas.avro.SalesReport;
import io.bellwether.schemas.avro.SalesTarget;
import io.bellwether.schemas.avro.SeriesBreak;
import io.bellwether.schemas.avro.SourceTier;
import io.bellwether.schemas.avro.Stage;
import io.bellwether.schemas.avro.TargetKind;
import io.bellwether.schemas.avro.TechnologyMilestone;
import java.time.Instant;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/** The shape of an event in files and over HTTP: which fields an event of which type has. */
public final class EventShape {

    static final List<String> TYPES = List.of("sales", "capacity", "announcement");

    private static final List<String> DETAILS = List.of(
            "sales_target",
            "technology_milestone",
            "lead_time_quote",
            "organisation",
            "launch",
            "series_break",
            "retraction");

    /** Stands for the id until the other fields are read: it may have to be derived from them. */
    private static final String NO_ID = "";

    private EventShape() {}

    public static ParsedEvent parse(Fields fields) {
        String type = fields.text("type");
        String id = fields.optionalText("event_id");
        return switch (type) {
            case "sales" -> finish(id, sales(fields), fields.refusal("a sales event"));
            case "capacity" -> finish(id, capacity(fields), fields.refusal("a capacity event"));
            case "announcement" -> announcement(id, fields);
            default -> new ParsedEvent.Refused(unknownType("type", type, TYPES));
        };
    }

    private static SpecificRecordBase sales(Fields in) {
        String brand = in.text("brand");
        String model = in.optionalText("model");
        String region = in.optionalText("region");
        return new SalesReport(
                NO_ID,
                brand,
                in.text("source"),
                tier(in),
                publishedAt(in),
                in.optionalText("url"),
                model,
                region,
                in.oneOf("measure", Measure.values()),
                in.date("period_start"),
                in.oneOf("granularity", Granularity.values()),
                in.whole("units"),
                in.oneOf("qualifier", Qualifier.values(), Qualifier.EXACT),
                in.optionalDate("period_end"));
    }

    private static SpecificRecordBase capacity(Fields in) {
        return new CapacityReport(
                NO_ID,
                in.text("brand"),
                in.text("source"),
                tier(in),
                publishedAt(in),
                in.optionalText("url"),
                in.text("plant"),
                in.whole("units_per_month"),
                in.date("effective_from"),
                in.oneOf("status", CapacityStatus.values(), CapacityStatus.OPERATING));
    }

    private static ParsedEvent announcement(@Nullable String id, Fields in) {
        Announcement event = new Announcement(
                NO_ID,
                in.text("brand"),
                in.text("source"),
                tier(in),
                publishedAt(in),
                in.optionalText("url"),
                in.text("headline"),
                null,
                in.optionalDate("occurred_on"));
        Fields detail = in.object("detail");
        Refusal refusal = in.refusal("an announcement");
        if (refusal != null) {
            return new ParsedEvent.Refused(refusal);
        }
        String type = detail.text("type");
        SpecificRecord said = detail(type, detail);
        if (said == null) {
            return new ParsedEvent.Refused(unknownType("detail.type", type, DETAILS));
        }
        event.put("detail", said);
        return finish(id, event, detail.refusal("a " + type));
    }

    private static @Nullable SpecificRecord detail(String type, Fields in) {
        return switch (type) {
            case "sales_target" ->
                new SalesTarget(
                        in.wholeInt("year"),
                        in.whole("units"),
                        in.optionalWholeInt("quarter"),
                        in.optionalWholeInt("month"),
                        in.optionalText("last_month"),
                        in.optionalWhole("units_high"),
                        in.oneOf("kind", TargetKind.values(), TargetKind.TARGET));
            case "technology_milestone" ->
                new TechnologyMilestone(
                        in.text("technology"),
                        in.oneOf("stage", Stage.values()),
                        in.optionalWholeInt("coverage_cities"),
                        in.flag("nationwide"),
                        in.optionalWhole("price_from_cny"),
                        in.optionalDate("due_by"));
            case "lead_time_quote" -> new LeadTimeQuote(in.optionalText("model"), in.decimal("weeks"));
            case "organisation" -> new Organisation(in.oneOf("kind", OrganisationKind.values()), in.text("summary"));
            case "launch" -> new Launch(in.text("model"), in.optionalWhole("price_from_cny"));
            case "series_break" -> new SeriesBreak(in.optionalText("model"), in.text("from_month"), in.flag("ended"));
            case "retraction" ->
                new Retraction(in.text("event_id"), in.oneOf("kind", RetractionKind.values()), in.text("reason"));
            default -> null;
        };
    }

    private static ParsedEvent finish(@Nullable String id, SpecificRecordBase stated, @Nullable Refusal unreadable) {
        if (unreadable != null) {
            return new ParsedEvent.Refused(unreadable);
        }
        // Before the id is derived: however a source writes one statement, it has one id.
        SpecificRecordBase event = CanonicalForm.of(stated);
        event.put("event_id", id == null ? EventIdDerivation.derive(event) : id);
        Refusal unacceptable = Validation.check(event);
        return unacceptable == null ? new ParsedEvent.Accepted(event) : new ParsedEvent.Refused(unacceptable);
    }

    private static Refusal unknownType(String field, String type, List<String> known) {
        if (type.isEmpty()) {
            return new Refusal(field, "is missing or no text; known: " + String.join(", ", known));
        }
        String hint = nearest(type, known)
                .map(near -> "did you mean '" + near + "'?")
                .orElse("known: " + String.join(", ", known));
        return new Refusal(field, "is unknown: '" + Fields.shortened(type) + "'; " + hint);
    }

    private static SourceTier tier(Fields in) {
        return in.oneOf("source_tier", SourceTier.values());
    }

    private static Instant publishedAt(Fields in) {
        return in.instant("published_at");
    }
}
