package io.bellwether.schemas;

import io.bellwether.domain.statement.Coverage;
import io.bellwether.domain.statement.EventId;
import io.bellwether.domain.statement.Months;
import io.bellwether.domain.statement.Provenance;
import io.bellwether.domain.statement.Statement;
import io.bellwether.domain.statement.TargetPeriod;
import io.bellwether.schemas.avro.Announcement;
import io.bellwether.schemas.avro.CapacityReport;
import io.bellwether.schemas.avro.CapacityStatus;
import io.bellwether.schemas.avro.Launch;
import io.bellwether.schemas.avro.LeadTimeQuote;
import io.bellwether.schemas.avro.Retraction;
import io.bellwether.schemas.avro.RetractionKind;
import io.bellwether.schemas.avro.SalesReport;
import io.bellwether.schemas.avro.SalesTarget;
import io.bellwether.schemas.avro.SeriesBreak;
import io.bellwether.schemas.avro.SourceTier;
import io.bellwether.schemas.avro.TargetKind;
import io.bellwether.schemas.avro.TechnologyMilestone;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Statements from valid input records. */
public final class StatementCodec {

    private StatementCodec() {}

    /**
     * The statement an input record makes.
     *
     * @param event one of the three input records, valid by {@link Validation}
     */
    public static Statement of(SpecificRecord event) {
        if (event instanceof SalesReport sales) {
            return new Statement.Sales(
                    provenance(
                            sales.getEventId(),
                            sales.getPublishedAt(),
                            sales.getSource(),
                            sales.getSourceTier(),
                            sales.getUrl()),
                    sales.getModel(),
                    sales.getRegion(),
                    WireEnums.TO_MEASURES.of(sales.getMeasure()),
                    Objects.requireNonNull(CanonicalForm.canonicalPeriod(sales)),
                    sales.getUnits(),
                    WireEnums.TO_STATED_QUALIFIERS.of(sales.getQualifier()));
        }
        if (event instanceof CapacityReport capacity) {
            return new Statement.Capacity(
                    provenance(
                            capacity.getEventId(),
                            capacity.getPublishedAt(),
                            capacity.getSource(),
                            capacity.getSourceTier(),
                            capacity.getUrl()),
                    capacity.getPlant(),
                    capacity.getUnitsPerMonth(),
                    Months.of(capacity.getEffectiveFrom()),
                    capacity.getStatus() == CapacityStatus.OPERATING);
        }
        Announcement news = (Announcement) event;
        return detail(
                provenance(
                        news.getEventId(),
                        news.getPublishedAt(),
                        news.getSource(),
                        news.getSourceTier(),
                        news.getUrl()),
                news.getDetail(),
                news.getOccurredOn());
    }

    private static Statement detail(Provenance provenance, Object detail, @Nullable LocalDate occurredOn) {
        if (detail instanceof SalesTarget target) {
            return new Statement.Target(
                    provenance,
                    period(target),
                    target.getUnits(),
                    target.getUnitsHigh(),
                    target.getKind() == TargetKind.STRETCH);
        }
        if (detail instanceof LeadTimeQuote quote) {
            return new Statement.Quote(provenance, quote.getModel(), quote.getWeeks());
        }
        if (detail instanceof TechnologyMilestone milestone) {
            Integer cities = milestone.getCoverageCities();
            return new Statement.Milestone(
                    provenance,
                    occurredOn == null ? provenance.date() : occurredOn,
                    milestone.getTechnology(),
                    WireEnums.TO_STAGES.of(milestone.getStage()),
                    milestone.getNationwide() ? Coverage.NATIONWIDE : cities == null ? Coverage.NONE : cities,
                    milestone.getPriceFromCny(),
                    milestone.getDueBy());
        }
        if (detail instanceof Launch launch) {
            return new Statement.Launch(
                    provenance, occurredOn == null ? provenance.date() : occurredOn, launch.getModel());
        }
        if (detail instanceof SeriesBreak seriesBreak) {
            return new Statement.SeriesBreak(
                    provenance,
                    seriesBreak.getModel(),
                    Months.parse(seriesBreak.getFromMonth()),
                    seriesBreak.getEnded());
        }
        if (detail instanceof Retraction retraction) {
            return new Statement.Retraction(
                    provenance,
                    EventId.of(retraction.getEventId()),
                    retraction.getKind() == RetractionKind.VOID,
                    retraction.getReason());
        }
        return new Statement.News(provenance);
    }

    private static TargetPeriod period(SalesTarget target) {
        Integer quarter = target.getQuarter();
        Integer month = target.getMonth();
        if (quarter != null) {
            return TargetPeriod.quarter(target.getYear(), quarter);
        }
        if (month == null) {
            return TargetPeriod.year(target.getYear());
        }
        int first = target.getYear() * 12 + month - 1;
        return new TargetPeriod(first, target.getLastMonth() == null ? first : Months.parse(target.getLastMonth()));
    }

    private static Provenance provenance(
            String eventId, Instant publishedAt, String source, SourceTier tier, @Nullable String url) {
        return new Provenance(eventId, micros(publishedAt), source, WireEnums.TO_TIERS.of(tier), url);
    }

    /** Microseconds since the epoch. */
    public static long micros(Instant instant) {
        return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000;
    }

    /** The inverse of {@link #micros}. */
    public static Instant instant(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L);
    }
}
