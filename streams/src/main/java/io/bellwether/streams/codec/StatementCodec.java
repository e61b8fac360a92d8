package io.bellwether.streams.codec;

import io.bellwether.domain.statement.Coverage;
import io.bellwether.domain.statement.Granularity;
import io.bellwether.domain.statement.Measure;
import io.bellwether.domain.statement.Months;
import io.bellwether.domain.statement.Provenance;
import io.bellwether.domain.statement.Qualifier;
import io.bellwether.domain.statement.Stage;
import io.bellwether.domain.statement.Statement;
import io.bellwether.domain.statement.Tier;
import io.bellwether.schemas.avro.Announcement;
import io.bellwether.schemas.avro.CapacityReport;
import io.bellwether.schemas.avro.CapacityStatus;
import io.bellwether.schemas.avro.LeadTimeQuote;
import io.bellwether.schemas.avro.SalesReport;
import io.bellwether.schemas.avro.SalesTarget;
import io.bellwether.schemas.avro.SourceTier;
import io.bellwether.schemas.avro.TechnologyMilestone;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Statements from valid input records. */
public final class StatementCodec {

    private static final Enums<SourceTier, Tier> TIERS = new Enums<>(SourceTier.class, Tier.class);
    private static final Enums<io.bellwether.schemas.avro.Measure, Measure> MEASURES =
            new Enums<>(io.bellwether.schemas.avro.Measure.class, Measure.class);
    private static final Enums<io.bellwether.schemas.avro.Granularity, Granularity> GRANULARITIES =
            new Enums<>(io.bellwether.schemas.avro.Granularity.class, Granularity.class);
    private static final Enums<io.bellwether.schemas.avro.Qualifier, Qualifier> QUALIFIERS =
            new Enums<>(io.bellwether.schemas.avro.Qualifier.class, Qualifier.class);
    private static final Enums<io.bellwether.schemas.avro.Stage, Stage> STAGES =
            new Enums<>(io.bellwether.schemas.avro.Stage.class, Stage.class);

    private StatementCodec() {}

    /**
     * The statement an input record makes.
     *
     * @param event one of the three input records, valid by {@link io.bellwether.schemas.Validation}
     */
    public static Statement of(SpecificRecord event) {
        if (event instanceof SalesReport sales) {
            return new Statement.Sales(
                    said(
                            sales.getEventId(),
                            sales.getPublishedAt(),
                            sales.getSource(),
                            sales.getSourceTier(),
                            sales.getUrl()),
                    sales.getModel(),
                    sales.getRegion(),
                    MEASURES.of(sales.getMeasure()),
                    GRANULARITIES.of(sales.getGranularity()),
                    sales.getPeriodStart(),
                    sales.getUnits(),
                    QUALIFIERS.of(sales.getQualifier()));
        }
        if (event instanceof CapacityReport capacity) {
            return new Statement.Capacity(
                    said(
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
                said(news.getEventId(), news.getPublishedAt(), news.getSource(), news.getSourceTier(), news.getUrl()),
                news.getDetail());
    }

    private static Statement detail(Provenance said, Object detail) {
        if (detail instanceof SalesTarget target) {
            return new Statement.Target(said, target.getYear(), target.getUnits());
        }
        if (detail instanceof LeadTimeQuote quote) {
            return new Statement.Quote(said, quote.getModel(), quote.getWeeks());
        }
        if (detail instanceof TechnologyMilestone milestone) {
            Integer cities = milestone.getCoverageCities();
            return new Statement.Milestone(
                    said,
                    milestone.getTechnology(),
                    STAGES.of(milestone.getStage()),
                    milestone.getNationwide() ? Coverage.NATIONWIDE : cities == null ? Coverage.NONE : cities,
                    milestone.getPriceFromCny(),
                    milestone.getDueBy());
        }
        return new Statement.News(said);
    }

    private static Provenance said(
            String eventId, Instant publishedAt, String source, SourceTier tier, @Nullable String url) {
        return new Provenance(eventId, micros(publishedAt), source, TIERS.of(tier), url);
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
