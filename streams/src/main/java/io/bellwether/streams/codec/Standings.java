package io.bellwether.streams.codec;

import io.bellwether.schemas.avro.BrandMetrics;
import io.bellwether.schemas.avro.BrandSummary;
import io.bellwether.schemas.avro.MilestoneRecord;
import io.bellwether.schemas.avro.MonthTotal;
import io.bellwether.schemas.avro.PromiseStanding;
import io.bellwether.schemas.avro.SaidRecord;
import io.bellwether.schemas.avro.TechnologyStanding;
import io.bellwether.streams.domain.Coverage;
import io.bellwether.streams.domain.Months;
import io.bellwether.streams.domain.Said;
import io.bellwether.streams.domain.Stage;
import io.bellwether.streams.domain.Standing;
import io.bellwether.streams.domain.Statement;
import io.bellwether.streams.domain.Total;
import org.jspecify.annotations.Nullable;

/** Standings of brands to records and back. */
public final class Standings {

    static final Enums<Stage, io.bellwether.schemas.avro.Stage> STAGES =
            new Enums<>(Stage.class, io.bellwether.schemas.avro.Stage.class);
    private static final Enums<io.bellwether.schemas.avro.Stage, Stage> TO_STAGES =
            new Enums<>(io.bellwether.schemas.avro.Stage.class, Stage.class);

    private Standings() {}

    /** A standing as a record, with the brand's metrics as they are published. */
    public static BrandSummary record(Standing standing, BrandMetrics metrics) {
        return new BrandSummary(
                metrics.getBrand(),
                metrics.getAsOf(),
                metrics.getMetrics(),
                standing.deliveries().stream()
                        .map(total -> new MonthTotal(
                                Months.format(total.month()),
                                total.total().units(),
                                Metrics.QUALIFIERS.of(total.total().qualifier())))
                        .toList(),
                standing.technologies().stream().map(Standings::record).toList(),
                standing.promises().stream().map(Standings::record).toList(),
                metrics.getEvidence());
    }

    /** The inverse of {@link #record(Standing, BrandMetrics)}; the summary's evidence is not looked at. */
    public static Standing of(BrandSummary summary) {
        return new Standing(
                summary.getBrand(),
                Statements.micros(summary.getAsOf()),
                Metrics.of(summary.getMetrics()),
                summary.getDeliveries().stream()
                        .map(total -> new Standing.MonthTotal(
                                Months.parse(total.getMonth()),
                                new Total(total.getUnits(), Metrics.TO_QUALIFIERS.of(total.getQualifier()))))
                        .toList(),
                summary.getTechnologies().stream().map(Standings::of).toList(),
                summary.getPromises().stream().map(Standings::of).toList());
    }

    private static TechnologyStanding record(Standing.Technology technology) {
        return new TechnologyStanding(
                technology.technology(),
                technology.reached().stream().map(Standings::record).toList(),
                milestone(technology.newestCoverage()),
                milestone(technology.cheapest()),
                record(technology.newest()));
    }

    private static Standing.Technology of(TechnologyStanding technology) {
        return new Standing.Technology(
                technology.getTechnology(),
                technology.getReached().stream().map(Standings::of).toList(),
                milestone(technology.getTechnology(), technology.getNewestCoverage()),
                milestone(technology.getTechnology(), technology.getCheapest()),
                of(technology.getNewest()));
    }

    private static @Nullable MilestoneRecord milestone(Statement.@Nullable Milestone fact) {
        return fact == null
                ? null
                : new MilestoneRecord(
                        record(fact.said()),
                        STAGES.of(fact.stage()),
                        Coverage.format(fact.coverage()),
                        fact.priceFromCny());
    }

    private static Statement.@Nullable Milestone milestone(String technology, @Nullable MilestoneRecord fact) {
        return fact == null
                ? null
                : new Statement.Milestone(
                        of(fact.getSaid()),
                        technology,
                        TO_STAGES.of(fact.getStage()),
                        Coverage.parse(fact.getCoverage()),
                        fact.getPriceFromCny(),
                        null);
    }

    private static PromiseStanding record(Standing.Promise promise) {
        return new PromiseStanding(
                promise.technology(),
                STAGES.of(promise.stage()),
                Coverage.format(promise.coverage()),
                promise.firstDueBy(),
                promise.dueBy(),
                promise.slips(),
                promise.metOn(),
                record(promise.first()),
                record(promise.newest()));
    }

    private static Standing.Promise of(PromiseStanding promise) {
        return new Standing.Promise(
                promise.getTechnology(),
                TO_STAGES.of(promise.getStage()),
                Coverage.parse(promise.getCoverage()),
                promise.getFirstDueBy(),
                promise.getDueBy(),
                promise.getSlips(),
                promise.getMetOn(),
                of(promise.getFirst()),
                of(promise.getNewest()));
    }

    private static SaidRecord record(Said said) {
        return new SaidRecord(
                said.eventId(), said.publishedAtMicros(), said.source(), Metrics.TIERS.of(said.tier()), said.url());
    }

    private static Said of(SaidRecord said) {
        return new Said(
                said.getEventId(),
                said.getPublishedAt(),
                said.getSource(),
                Metrics.TO_TIERS.of(said.getSourceTier()),
                said.getUrl());
    }
}
