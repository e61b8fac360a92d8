package io.bellwether.schemas;

import io.bellwether.schemas.avro.Announcement;
import io.bellwether.schemas.avro.CapacityReport;
import io.bellwether.schemas.avro.Granularity;
import io.bellwether.schemas.avro.Launch;
import io.bellwether.schemas.avro.LeadTimeQuote;
import io.bellwether.schemas.avro.Measure;
import io.bellwether.schemas.avro.Organisation;
import io.bellwether.schemas.avro.SalesReport;
import io.bellwether.schemas.avro.SalesTarget;
import io.bellwether.schemas.avro.TechnologyMilestone;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * What makes an event acceptable (semantics.md 1), on its decoded form. Sources apply it before they publish, the
 * topology applies it again to whatever arrives: anybody may write to an input topic.
 */
public final class Validation {

    /** Longest accepted brand, model, region, plant, source, technology and event id, in UTF-16 units. */
    public static final int MAX_NAME_LENGTH = 200;
    /** Longest accepted url, headline and summary, in UTF-16 units. */
    public static final int MAX_TEXT_LENGTH = 4_000;
    /** Greatest accepted number of vehicles; sums of a billion such statements still fit in a long. */
    public static final long MAX_UNITS = 1_000_000_000L;
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
     * @return null if the event is acceptable
     * @throws IllegalArgumentException if it is no input record: that is a mistake in the code, not in the input
     */
    public static @Nullable Refusal check(SpecificRecord event) {
        if (event instanceof SalesReport sales) {
            return check(sales);
        }
        if (event instanceof CapacityReport capacity) {
            return check(capacity);
        }
        if (event instanceof Announcement announcement) {
            return check(announcement);
        }
        throw new IllegalArgumentException(
                "event must be an input record, got: " + event.getSchema().getFullName());
    }

    private static @Nullable Refusal check(SalesReport event) {
        Refusal refusal =
                common(event.getEventId(), event.getBrand(), event.getSource(), event.getPublishedAt(), event.getUrl());
        if (refusal == null) {
            refusal = optionalName("model", event.getModel());
        }
        if (refusal == null) {
            refusal = optionalName("region", event.getRegion());
        }
        if (refusal == null) {
            refusal = units("units", event.getUnits());
        }
        if (refusal == null) {
            refusal = period(event.getPeriodStart(), event.getGranularity());
        }
        if (refusal != null) {
            return refusal;
        }
        if (event.getMeasure() == Measure.BACKLOG && event.getGranularity() != Granularity.MONTH) {
            return new Refusal(
                    "granularity",
                    "BACKLOG is a stock at a month's end, so MONTH only, got: " + event.getGranularity());
        }
        if (event.getPeriodStart().toEpochDay() > epochDay(event.getPublishedAt())) {
            return new Refusal(
                    "period_start",
                    "the period must not start after published_at (" + event.getPublishedAt() + "), got: "
                            + event.getPeriodStart());
        }
        return null;
    }

    private static @Nullable Refusal check(CapacityReport event) {
        Refusal refusal =
                common(event.getEventId(), event.getBrand(), event.getSource(), event.getPublishedAt(), event.getUrl());
        if (refusal == null) {
            refusal = name("plant", event.getPlant());
        }
        if (refusal == null) {
            refusal = units("units_per_month", event.getUnitsPerMonth());
        }
        if (refusal == null) {
            refusal = year("effective_from", event.getEffectiveFrom().getYear());
        }
        if (refusal == null && event.getEffectiveFrom().getDayOfMonth() != 1) {
            refusal =
                    new Refusal("effective_from", "must be the first day of a month, got: " + event.getEffectiveFrom());
        }
        return refusal;
    }

    private static @Nullable Refusal check(Announcement event) {
        Refusal refusal =
                common(event.getEventId(), event.getBrand(), event.getSource(), event.getPublishedAt(), event.getUrl());
        if (refusal == null) {
            refusal = text("headline", event.getHeadline());
        }
        return refusal == null ? detail(event.getDetail()) : refusal;
    }

    private static @Nullable Refusal detail(Object detail) {
        if (detail instanceof SalesTarget target) {
            Refusal refusal = year("detail.year", target.getYear());
            return refusal == null ? units("detail.units", target.getUnits()) : refusal;
        }
        if (detail instanceof TechnologyMilestone milestone) {
            return milestone(milestone);
        }
        if (detail instanceof LeadTimeQuote quote) {
            Refusal refusal = optionalName("detail.model", quote.getModel());
            if (refusal == null && !(quote.getWeeks() >= 0 && quote.getWeeks() <= 10_000)) {
                refusal = new Refusal("detail.weeks", "must be 0 to 10000, got: " + quote.getWeeks());
            }
            return refusal;
        }
        if (detail instanceof Organisation organisation) {
            return text("detail.summary", organisation.getSummary());
        }
        if (!(detail instanceof Launch launch)) {
            return null;
        }
        Refusal refusal = name("detail.model", launch.getModel());
        return refusal == null ? price(launch.getPriceFromCny()) : refusal;
    }

    private static @Nullable Refusal milestone(TechnologyMilestone milestone) {
        Refusal refusal = name("detail.technology", milestone.getTechnology());
        if (refusal == null && !isUpperSnake(milestone.getTechnology())) {
            refusal = new Refusal(
                    "detail.technology", "must be an UPPER_SNAKE word, got: " + quoted(milestone.getTechnology()));
        }
        if (refusal == null && milestone.getNationwide() && milestone.getCoverageCities() != null) {
            refusal = new Refusal(
                    "detail.nationwide",
                    "must not stand together with coverage_cities, got: " + milestone.getCoverageCities());
        }
        if (refusal == null && milestone.getCoverageCities() != null && milestone.getCoverageCities() < 0) {
            refusal = new Refusal("detail.coverage_cities", "must be 0 or more, got: " + milestone.getCoverageCities());
        }
        if (refusal == null && milestone.getDueBy() != null) {
            refusal = year("detail.due_by", milestone.getDueBy().getYear());
        }
        return refusal == null ? price(milestone.getPriceFromCny()) : refusal;
    }

    private static @Nullable Refusal common(
            String eventId, String brand, String source, Instant publishedAt, @Nullable String url) {
        Refusal refusal = name("event_id", eventId);
        if (refusal == null) {
            refusal = name("brand", brand);
        }
        if (refusal == null && brand.indexOf('/') >= 0) {
            refusal = new Refusal("brand", "must be a slug without '/', got: " + quoted(brand));
        }
        if (refusal == null) {
            refusal = name("source", source);
        }
        if (refusal == null && (publishedAt.isBefore(EARLIEST) || !publishedAt.isBefore(LATEST))) {
            refusal = new Refusal(
                    "published_at", "the year must be " + MIN_YEAR + " to " + MAX_YEAR + ", got: " + publishedAt);
        }
        if (refusal == null && url != null && url.length() > MAX_TEXT_LENGTH) {
            refusal = new Refusal("url", "must be at most " + MAX_TEXT_LENGTH + " characters, got " + url.length());
        }
        return refusal;
    }

    private static @Nullable Refusal period(LocalDate start, Granularity granularity) {
        Refusal refusal = year("period_start", start.getYear());
        if (refusal != null) {
            return refusal;
        }
        return switch (granularity) {
            case DAY, SPAN -> null;
            case UNKNOWN -> new Refusal("granularity", "must be known, got: " + granularity);
            case WEEK ->
                start.getDayOfWeek() == DayOfWeek.MONDAY
                        ? null
                        : new Refusal("period_start", "a WEEK must start on a Monday, got: " + start);
            case MONTH ->
                start.getDayOfMonth() == 1
                        ? null
                        : new Refusal("period_start", "a MONTH must start on day 1, got: " + start);
            case QUARTER ->
                start.getDayOfMonth() == 1 && start.getMonthValue() % 3 == 1
                        ? null
                        : new Refusal("period_start", "a QUARTER must start on 1 Jan, Apr, Jul or Oct, got: " + start);
        };
    }

    private static @Nullable Refusal units(String field, long units) {
        return units >= 0 && units <= MAX_UNITS
                ? null
                : new Refusal(field, "must be 0 to " + MAX_UNITS + ", got: " + units);
    }

    private static @Nullable Refusal price(@Nullable Long price) {
        return price == null || price >= 0
                ? null
                : new Refusal("detail.price_from_cny", "must be 0 or more, got: " + price);
    }

    private static @Nullable Refusal year(String field, int year) {
        return year >= MIN_YEAR && year <= MAX_YEAR
                ? null
                : new Refusal(field, "the year must be " + MIN_YEAR + " to " + MAX_YEAR + ", got: " + year);
    }

    private static @Nullable Refusal optionalName(String field, @Nullable String value) {
        return value == null ? null : name(field, value);
    }

    private static @Nullable Refusal name(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            return new Refusal(field, "must not be blank");
        }
        return value.length() <= MAX_NAME_LENGTH
                ? null
                : new Refusal(field, "must be at most " + MAX_NAME_LENGTH + " characters, got " + value.length());
    }

    private static @Nullable Refusal text(String field, String value) {
        return value.length() <= MAX_TEXT_LENGTH
                ? null
                : new Refusal(field, "must be at most " + MAX_TEXT_LENGTH + " characters, got " + value.length());
    }

    private static boolean isUpperSnake(String word) {
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            boolean allowed = (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (i > 0 && c == '_');
            if (!allowed) {
                return false;
            }
        }
        return true;
    }

    private static long epochDay(Instant instant) {
        return Math.floorDiv(instant.getEpochSecond(), 86_400L);
    }

    private static String quoted(String value) {
        return "'" + value + "'";
    }
}
