package io.bellwether.schemas;

import io.bellwether.domain.statement.SalesPeriod;
import io.bellwether.schemas.avro.Announcement;
import io.bellwether.schemas.avro.CapacityReport;
import io.bellwether.schemas.avro.Granularity;
import io.bellwether.schemas.avro.Measure;
import io.bellwether.schemas.avro.SalesReport;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * What makes an event acceptable (docs/figures.md#statements), on its decoded form. Sources apply it before they publish,
 * the topology applies it again to whatever arrives: anybody may write to an input topic.
 */
public final class Validation {

    /** Longest accepted brand, model, region, plant, source, technology and event id, in UTF-16 units. */
    public static final int MAX_NAME_LENGTH = Names.MAX_LENGTH;
    /** Longest accepted headline, summary and reason, in UTF-16 units. */
    public static final int MAX_TEXT_LENGTH = 4_000;
    /** Longest accepted url, in UTF-16 units: it stands in evidence, beside every figure that rests on it. */
    public static final int MAX_URL_LENGTH = 2_000;
    /** Largest accepted record; an event of ours with every field as long as it may be has half of it. */
    public static final int MAX_RECORD_BYTES = 65_536;
    /** Greatest accepted number of vehicles; sums of a billion such statements still fit in a long. */
    public static final long MAX_UNITS = 1_000_000_000L;
    /** Longest SPAN, both ends counted: five years. */
    public static final long MAX_SPAN_DAYS = 1_827;
    /** Calendar years outside 1900 to 2999 are taken for typing errors. */
    private static final int MIN_YEAR = 1900;

    private static final int MAX_YEAR = 2999;
    private static final Instant EARLIEST =
            LocalDate.of(MIN_YEAR, 1, 1).atStartOfDay().toInstant(ZoneOffset.UTC);
    private static final Instant LATEST =
            LocalDate.of(MAX_YEAR + 1, 1, 1).atStartOfDay().toInstant(ZoneOffset.UTC);

    private Validation() {}

    /**
     * Checks any of the three input records.
     *
     * @param intake the moment at which it is taken in
     * @return all that is wrong with it, null if it is acceptable
     * @throws IllegalArgumentException if it is no input record: that is a mistake in the code, not in the input
     */
    public static @Nullable Refusal check(SpecificRecord event, IntakeTime intake) {
        Faults faults = new Faults();
        check(faults, event);
        String objection = intake.objection(EventFields.publishedAt(event));
        if (objection != null) {
            faults.add("published_at", objection);
        }
        return faults.joined();
    }

    /** The same without a moment of intake: {@code published_at} may lie in the future. */
    public static @Nullable Refusal check(SpecificRecord event) {
        Faults faults = new Faults();
        check(faults, event);
        return faults.joined();
    }

    /** Whether a name stands for a remainder or a total, and so for no brand and no model. */
    public static boolean isRemainder(String name) {
        return Names.isRemainder(name);
    }

    /** The refusal of an event whose brand and id are those of another one with another content. */
    public static Refusal conflict(String eventId) {
        return new Refusal(
                "event_id",
                Faults.quoted(eventId)
                        + " is the id of an event of this brand that says something else, which stays: to correct it,"
                        + " publish the new content under a new event_id, or without one");
    }

    private static void check(Faults faults, SpecificRecord event) {
        if (event instanceof SalesReport sales) {
            check(faults, sales);
        } else if (event instanceof CapacityReport capacity) {
            check(faults, capacity);
        } else if (event instanceof Announcement announcement) {
            AnnouncementValidation.check(faults, announcement);
        } else {
            throw new IllegalArgumentException(
                    "event must be an input record, got: " + event.getSchema().getFullName());
        }
    }

    private static void check(Faults faults, SalesReport event) {
        common(faults, event, event.getSource(), event.getUrl());
        Names.checkModel(faults, "model", event.getModel());
        optionalName(faults, "region", event.getRegion());
        units(faults, "units", event.getUnits());
        if (event.getMeasure() == Measure.UNKNOWN) {
            unknown(faults, "measure", Measure.values());
        }
        if (event.getGranularity() == Granularity.UNKNOWN) {
            unknown(faults, "granularity", Granularity.values());
            return;
        }
        period(faults, event);
    }

    private static void period(Faults faults, SalesReport event) {
        Faults own = new Faults();
        LocalDate start = event.getPeriodStart();
        year(own, "period_start", start.getYear());
        if (event.getGranularity() == Granularity.SPAN) {
            span(own, event);
        } else if (event.getPeriodEnd() != null) {
            own.add(
                    "period_end",
                    "is for a SPAN only and must be null for a " + event.getGranularity() + ", got: "
                            + event.getPeriodEnd());
        } else {
            start(own, event);
        }
        LocalDate published = day(event.getPublishedAt());
        if (start.isAfter(published)) {
            own.add(
                    "period_start",
                    "the period must not start after published_at (" + event.getPublishedAt() + "), got: " + start);
        }
        Refusal refusal = own.joined();
        if (refusal != null) {
            faults.add(refusal.field(), refusal.reason());
            return;
        }
        // What follows is about the period in the form in which it counts.
        SalesReport canonical = CanonicalForm.of(event);
        if (event.getMeasure() == Measure.BACKLOG && canonical.getGranularity() != Granularity.MONTH) {
            faults.add(
                    "granularity",
                    "BACKLOG is a stock at a month's end, so MONTH only, got: " + canonical.getGranularity());
        }
        LocalDate end = canonical.getPeriodEnd();
        if (end != null && end.toEpochDay() - published.toEpochDay() > 1) {
            faults.add(
                    "period_end",
                    "must not be more than a day after published_at (" + event.getPublishedAt() + "), got: " + end);
        }
    }

    private static void span(Faults faults, SalesReport event) {
        LocalDate end = event.getPeriodEnd();
        if (end == null) {
            faults.add("period_end", "a SPAN must have one, the last day of the period");
        } else if (end.isBefore(event.getPeriodStart())) {
            faults.add("period_end", "must not be before period_start (" + event.getPeriodStart() + "), got: " + end);
        } else if (end.toEpochDay() - event.getPeriodStart().toEpochDay() >= MAX_SPAN_DAYS) {
            faults.add(
                    "period_end",
                    "a SPAN must be of at most " + MAX_SPAN_DAYS + " days, got: "
                            + (end.toEpochDay() - event.getPeriodStart().toEpochDay() + 1));
        }
    }

    private static void start(Faults faults, SalesReport event) {
        LocalDate start = event.getPeriodStart();
        var granularity = WireEnums.TO_GRANULARITIES.of(event.getGranularity());
        if (!SalesPeriod.startsOne(granularity, start)) {
            String rule = switch (granularity) {
                case WEEK -> "a WEEK must start on a Monday";
                case MONTH -> "a MONTH must start on day 1";
                case QUARTER -> "a QUARTER must start on 1 Jan, Apr, Jul or Oct";
                case DAY, SPAN -> throw new IllegalStateException(granularity + " starts on any day");
            };
            faults.add("period_start", rule + ", got: " + start);
        }
    }

    private static void check(Faults faults, CapacityReport event) {
        common(faults, event, event.getSource(), event.getUrl());
        Names.check(faults, "plant", event.getPlant());
        units(faults, "units_per_month", event.getUnitsPerMonth());
        year(faults, "effective_from", event.getEffectiveFrom().getYear());
        if (event.getEffectiveFrom().getDayOfMonth() != 1) {
            faults.add("effective_from", "must be the first day of a month, got: " + event.getEffectiveFrom());
        }
    }

    static void common(Faults faults, SpecificRecord event, String source, @Nullable String url) {
        Names.check(faults, "event_id", EventFields.id(event));
        Names.checkBrand(faults, EventFields.brand(event));
        Names.check(faults, "source", source);
        Instant publishedAt = EventFields.publishedAt(event);
        if (publishedAt.isBefore(EARLIEST) || !publishedAt.isBefore(LATEST)) {
            faults.add("published_at", "the year must be " + MIN_YEAR + " to " + MAX_YEAR + ", got: " + publishedAt);
        }
        if (url != null && url.length() > MAX_URL_LENGTH) {
            faults.add("url", "must be at most " + MAX_URL_LENGTH + " characters, got " + url.length());
        }
    }

    /** A value that a later version added, and that is therefore read as UNKNOWN. */
    static void unknown(Faults faults, String field, Enum<?>[] values) {
        faults.add(
                field,
                "is none that this version knows: "
                        + Arrays.stream(values)
                                .map(Enum::name)
                                .filter(name -> !name.equals("UNKNOWN"))
                                .collect(Collectors.joining(", ")));
    }

    static void units(Faults faults, String field, long units) {
        if (units < 0 || units > MAX_UNITS) {
            faults.add(field, "must be 0 to " + MAX_UNITS + ", got: " + units);
        }
    }

    static void year(Faults faults, String field, int year) {
        if (year < MIN_YEAR || year > MAX_YEAR) {
            faults.add(field, "the year must be " + MIN_YEAR + " to " + MAX_YEAR + ", got: " + year);
        }
    }

    private static void optionalName(Faults faults, String field, @Nullable String name) {
        if (name != null) {
            Names.check(faults, field, name);
        }
    }

    static void text(Faults faults, String field, String text) {
        if (text.length() > MAX_TEXT_LENGTH) {
            faults.add(field, "must be at most " + MAX_TEXT_LENGTH + " characters, got " + text.length());
        }
    }

    static LocalDate day(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC).toLocalDate();
    }
}
