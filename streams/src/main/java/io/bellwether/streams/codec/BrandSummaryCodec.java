package io.bellwether.streams.codec;

import io.bellwether.domain.ledger.BrandSummary;
import io.bellwether.domain.statement.Coverage;
import io.bellwether.domain.statement.Months;
import io.bellwether.domain.statement.Provenance;
import io.bellwether.domain.statement.Statement;
import io.bellwether.domain.statement.Total;
import io.bellwether.schemas.StatementCodec;
import io.bellwether.schemas.WireEnums;
import io.bellwether.schemas.avro.BrandMetrics;
import io.bellwether.schemas.avro.BrandSummaryRecord;
import io.bellwether.schemas.avro.BrandYearRecord;
import io.bellwether.schemas.avro.MilestoneRecord;
import io.bellwether.schemas.avro.MonthTotal;
import io.bellwether.schemas.avro.PromiseStanding;
import io.bellwether.schemas.avro.ReachedRecord;
import io.bellwether.schemas.avro.RetractedRecord;
import io.bellwether.schemas.avro.SaidRecord;
import io.bellwether.schemas.avro.TechnologyStanding;
import org.jspecify.annotations.Nullable;

/** Summaries of brands to records and back. */
public final class BrandSummaryCodec {

    private BrandSummaryCodec() {}

    /** A summary without the {@link SummaryParts}, with the brand's metrics as they are published. */
    public static BrandSummaryRecord core(BrandSummary summary, BrandMetrics metrics) {
        return record(new SummaryParts().with(summary), metrics);
    }

    /** A whole summary as a record, for answers to queries: it grows with the brand. */
    public static BrandSummaryRecord record(BrandSummary summary, BrandMetrics metrics) {
        return new BrandSummaryRecord(
                metrics.getBrand(),
                metrics.getAsOf(),
                metrics.getMetrics(),
                summary.deliveries().stream()
                        .map(total -> new MonthTotal(
                                Months.format(total.month()),
                                total.total().units(),
                                WireEnums.QUALIFIERS.of(total.total().qualifier())))
                        .toList(),
                summary.technologies().stream().map(BrandSummaryCodec::record).toList(),
                summary.promises().stream().map(BrandSummaryCodec::record).toList(),
                summary.monthsKnown(),
                summary.growthOverTwoMonths(),
                summary.breaks(),
                summary.brandYears().stream()
                        .map(year -> new BrandYearRecord(year.year(), year.months(), year.multiples()))
                        .toList(),
                summary.targets().stream().map(TargetCodec::record).toList(),
                summary.endedFrom(),
                summary.retracted().stream()
                        .map(taken -> new RetractedRecord(taken.eventId(), record(taken.by()), taken.reason()))
                        .toList(),
                summary.changedFrom(),
                summary.statements(),
                metrics.getEvidence());
    }

    /** The inverse of {@link #record(BrandSummary, BrandMetrics)}; the evidence in the record is not read. */
    public static BrandSummary of(BrandSummaryRecord summary) {
        return new BrandSummary(
                summary.getBrand(),
                StatementCodec.micros(summary.getAsOf()),
                MetricCodec.of(summary.getMetrics()),
                summary.getDeliveries().stream()
                        .map(total -> new BrandSummary.MonthTotal(
                                Months.parse(total.getMonth()),
                                new Total(total.getUnits(), WireEnums.TO_QUALIFIERS.of(total.getQualifier()))))
                        .toList(),
                summary.getMonthsKnown(),
                summary.getGrowthOverTwoMonths(),
                summary.getBreaks(),
                summary.getBrandYears().stream()
                        .map(year -> new BrandSummary.BrandYear(year.getYear(), year.getMonths(), year.getMultiples()))
                        .toList(),
                summary.getTargets().stream().map(TargetCodec::of).toList(),
                summary.getEndedFrom(),
                summary.getTechnologies().stream().map(BrandSummaryCodec::of).toList(),
                summary.getPromises().stream().map(BrandSummaryCodec::of).toList(),
                summary.getRetracted().stream()
                        .map(taken ->
                                new BrandSummary.Retracted(taken.getEventId(), of(taken.getBy()), taken.getReason()))
                        .toList(),
                summary.getChangedFrom(),
                summary.getStatements());
    }

    static TechnologyStanding record(BrandSummary.Technology technology) {
        return new TechnologyStanding(
                technology.technology(),
                technology.reached().stream()
                        .map(reached -> new ReachedRecord(reached.day(), record(reached.provenance())))
                        .toList(),
                milestone(technology.newestCoverage()),
                milestone(technology.cheapest()),
                record(technology.newest()));
    }

    static BrandSummary.Technology of(TechnologyStanding technology) {
        return new BrandSummary.Technology(
                technology.getTechnology(),
                technology.getReached().stream()
                        .map(reached -> new BrandSummary.Reached(reached.getDay(), of(reached.getSaid())))
                        .toList(),
                milestone(technology.getTechnology(), technology.getNewestCoverage()),
                milestone(technology.getTechnology(), technology.getCheapest()),
                of(technology.getNewest()));
    }

    private static @Nullable MilestoneRecord milestone(Statement.@Nullable Milestone fact) {
        return fact == null
                ? null
                : new MilestoneRecord(
                        record(fact.provenance()),
                        fact.day(),
                        WireEnums.STAGES.of(fact.stage()),
                        Coverage.format(fact.coverage()),
                        fact.priceFromCny());
    }

    private static Statement.@Nullable Milestone milestone(String technology, @Nullable MilestoneRecord fact) {
        return fact == null
                ? null
                : new Statement.Milestone(
                        of(fact.getSaid()),
                        fact.getDay(),
                        technology,
                        WireEnums.TO_STAGES.of(fact.getStage()),
                        Coverage.parse(fact.getCoverage()),
                        fact.getPriceFromCny(),
                        null);
    }

    static PromiseStanding record(BrandSummary.Promise promise) {
        return new PromiseStanding(
                promise.technology(),
                WireEnums.STAGES.of(promise.stage()),
                Coverage.format(promise.coverage()),
                promise.firstDueBy(),
                promise.dueBy(),
                promise.slips(),
                promise.metOn(),
                record(promise.first()),
                record(promise.newest()));
    }

    static BrandSummary.Promise of(PromiseStanding promise) {
        return new BrandSummary.Promise(
                promise.getTechnology(),
                WireEnums.TO_STAGES.of(promise.getStage()),
                Coverage.parse(promise.getCoverage()),
                promise.getFirstDueBy(),
                promise.getDueBy(),
                promise.getSlips(),
                promise.getMetOn(),
                of(promise.getFirst()),
                of(promise.getNewest()));
    }

    static SaidRecord record(Provenance provenance) {
        return new SaidRecord(
                provenance.eventId(),
                provenance.publishedAtMicros(),
                provenance.source(),
                WireEnums.TIERS.of(provenance.tier()),
                provenance.url());
    }

    static Provenance of(SaidRecord said) {
        return new Provenance(
                said.getEventId(),
                said.getPublishedAt(),
                said.getSource(),
                WireEnums.TO_TIERS.of(said.getSourceTier()),
                said.getUrl());
    }
}
