package io.bellwether.producer.format;

import static io.bellwether.producer.format.FieldFaults.nearest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.bellwether.schemas.CanonicalForm;
import io.bellwether.schemas.IntakeTime;
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
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/** The shape of an event in files and over HTTP: which fields an event of which type has. */
public final class EventShape {

    static final List<String> TYPES = List.of("sales", "capacity", "announcement");

    /** The types that the detail of an announcement has. */
    public static final List<String> DETAILS = List.of(
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

    /** The event of these fields. */
    public static ParsedEvent parse(Fields fields, IntakeOptions options) {
        String type = fields.text("type");
        String id = fields.optionalText("event_id");
        return switch (type) {
            case "sales" -> finish(id, sales(fields), fields.refusal("a sales event"), options);
            case "capacity" -> finish(id, capacity(fields), fields.refusal("a capacity event"), options);
            case "announcement" -> announcement(id, fields, options);
            default -> new ParsedEvent.Refused(unknownType("type", type, TYPES));
        };
    }

    /** The fields that an event of a type must have, as named in CSV; none for an unknown type. */
    public static List<String> required(String type) {
        Fields none = Fields.json(JsonNodeFactory.instance.objectNode().put("type", type));
        switch (type) {
            case "sales" -> sales(none);
            case "capacity" -> capacity(none);
            case "announcement" -> announcement(null, none, IntakeOptions.DEFAULT);
            default -> {
                return List.of();
            }
        }
        return none.missing().stream()
                .map(name -> name.equals("detail") ? "detail.type" : name)
                .toList();
    }

    private static SpecificRecordBase sales(Fields in) {
        String brand = in.text("brand");
        String model = in.optionalName("model");
        String region = in.optionalName("region");
        Granularity granularity = in.oneOf("granularity", Granularity.values());
        return new SalesReport(
                NO_ID,
                brand,
                in.name("source"),
                tier(in),
                publishedAt(in),
                in.optionalText("url"),
                model,
                region,
                in.oneOf("measure", Measure.values()),
                granularity == Granularity.MONTH ? in.dateOrMonth("period_start") : in.date("period_start"),
                granularity,
                in.whole("units"),
                in.oneOf("qualifier", Qualifier.values(), Qualifier.EXACT),
                in.optionalDate("period_end"));
    }

    private static SpecificRecordBase capacity(Fields in) {
        return new CapacityReport(
                NO_ID,
                in.text("brand"),
                in.name("source"),
                tier(in),
                publishedAt(in),
                in.optionalText("url"),
                in.name("plant"),
                in.whole("units_per_month"),
                in.dateOrMonth("effective_from"),
                in.oneOf("status", CapacityStatus.values(), CapacityStatus.OPERATING));
    }

    private static ParsedEvent announcement(@Nullable String id, Fields in, IntakeOptions options) {
        Announcement event = new Announcement(
                NO_ID,
                in.text("brand"),
                in.name("source"),
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
        return finish(id, event, detail.refusal("a " + type), options);
    }

    private static @Nullable SpecificRecord detail(String type, Fields in) {
        return switch (type) {
            case "sales_target" ->
                new SalesTarget(
                        in.wholeInt("year"),
                        in.whole("units"),
                        in.optionalWholeInt("quarter"),
                        in.optionalWholeInt("month"),
                        in.optionalMonth("last_month"),
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
            case "lead_time_quote" -> new LeadTimeQuote(in.optionalName("model"), in.decimal("weeks"));
            case "organisation" -> new Organisation(in.oneOf("kind", OrganisationKind.values()), in.text("summary"));
            case "launch" -> new Launch(in.name("model"), in.optionalWhole("price_from_cny"));
            case "series_break" -> new SeriesBreak(in.optionalName("model"), in.month("from_month"), in.flag("ended"));
            case "retraction" ->
                new Retraction(in.text("event_id"), in.oneOf("kind", RetractionKind.values()), in.text("reason"));
            default -> null;
        };
    }

    private static ParsedEvent finish(
            @Nullable String id, SpecificRecordBase stated, @Nullable Refusal unreadable, IntakeOptions options) {
        if (unreadable != null) {
            return new ParsedEvent.Refused(unreadable);
        }
        Instant now = options.now();
        if (options.corrects()) {
            stated.put("published_at", now.truncatedTo(ChronoUnit.MICROS));
        }
        if (options.asDeliveries()
                && stated instanceof SalesReport sales
                && sales.getMeasure() == Measure.REGISTRATIONS) {
            stated.put("measure", Measure.DELIVERIES);
            stated.put("source", sales.getSource() + IntakeOptions.FROM_REGISTRATIONS);
        }
        Refusal unknown = EventNames.resolve(stated, options.brands());
        // Before the id is derived: however a source writes one statement, it has one id.
        SpecificRecordBase event = CanonicalForm.of(stated);
        // A correction is an event of its own, whatever the corrected one was called.
        event.put("event_id", id == null || options.corrects() ? EventIdDerivation.derive(event) : id);
        Refusal refusal = FieldFaults.joined(Stream.of(unknown, Validation.check(event, IntakeTime.at(now)))
                .filter(Objects::nonNull)
                .toList());
        return refusal == null ? new ParsedEvent.Accepted(event) : new ParsedEvent.Refused(refusal);
    }

    private static Refusal unknownType(String field, String type, List<String> known) {
        if (type.isEmpty()) {
            return new Refusal(field, "is missing or no text; known: " + String.join(", ", known));
        }
        String hint = nearest(type, known)
                .map(near -> "did you mean '" + near + "'?")
                .orElse("known: " + String.join(", ", known));
        return new Refusal(field, "is unknown: '" + Shortened.shortened(type) + "'; " + hint);
    }

    private static SourceTier tier(Fields in) {
        return in.oneOf("source_tier", SourceTier.values());
    }

    private static Instant publishedAt(Fields in) {
        return in.instant("published_at");
    }
}
