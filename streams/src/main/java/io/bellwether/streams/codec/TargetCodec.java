package io.bellwether.streams.codec;

import io.bellwether.domain.ledger.BrandSummary;
import io.bellwether.domain.market.MarketView;
import io.bellwether.domain.statement.Months;
import io.bellwether.domain.statement.TargetPeriod;
import io.bellwether.domain.statement.Total;
import io.bellwether.schemas.Enums;
import io.bellwether.schemas.WireEnums;
import io.bellwether.schemas.avro.MarketTarget;
import io.bellwether.schemas.avro.MarketTargetStep;
import io.bellwether.schemas.avro.SaidRecord;
import io.bellwether.schemas.avro.TargetRecord;
import io.bellwether.schemas.avro.TargetStatus;
import io.bellwether.schemas.avro.TargetStepRecord;
import org.jspecify.annotations.Nullable;

/** Targets to records and back. */
final class TargetCodec {

    private static final Enums<MarketView.TargetStatus, TargetStatus> STATUSES =
            new Enums<>(MarketView.TargetStatus.class, TargetStatus.class);

    private TargetCodec() {}

    static TargetRecord record(BrandSummary.Target target) {
        Total actual = target.actual();
        return new TargetRecord(
                target.period().first(),
                target.period().last(),
                target.firstUnits(),
                target.units(),
                target.unitsHigh(),
                target.raised(),
                target.cut(),
                target.reached(),
                actual == null ? null : (Long) actual.units(),
                actual == null ? null : WireEnums.QUALIFIERS.of(actual.qualifier()),
                target.reportedUnits(),
                target.metIn(),
                target.steps().stream()
                        .map(step -> new TargetStepRecord(
                                step.units(), BrandSummaryCodec.record(step.stated()), step.metIn(), step.reachMonth()))
                        .toList(),
                BrandSummaryCodec.record(target.first()),
                BrandSummaryCodec.record(target.holding()),
                target.reported() == null ? null : BrandSummaryCodec.record(target.reported()));
    }

    static BrandSummary.Target of(TargetRecord target) {
        Long actual = target.getActual();
        SaidRecord reported = target.getReported();
        return new BrandSummary.Target(
                new TargetPeriod(target.getFirstMonth(), target.getLastMonth()),
                target.getFirstUnits(),
                target.getUnits(),
                target.getUnitsHigh(),
                target.getRaised(),
                target.getCut(),
                target.getReached(),
                actual == null ? null : new Total(actual, WireEnums.TO_QUALIFIERS.of(target.getActualQualifier())),
                target.getReportedUnits(),
                target.getMetIn(),
                target.getSteps().stream()
                        .map(step -> new BrandSummary.TargetStep(
                                step.getUnits(),
                                BrandSummaryCodec.of(step.getSaid()),
                                step.getMetIn(),
                                step.getReachMonth()))
                        .toList(),
                BrandSummaryCodec.of(target.getFirst()),
                BrandSummaryCodec.of(target.getHolding()),
                reported == null ? null : BrandSummaryCodec.of(reported));
    }

    /** A target as it is published. */
    static MarketTarget published(MarketView.Target published) {
        BrandSummary.Target target = published.target();
        Total actual = target.actual();
        return new MarketTarget(
                published.brand(),
                target.period().format(),
                target.firstUnits(),
                target.units(),
                target.unitsHigh(),
                target.reportedUnits(),
                target.raised(),
                target.cut(),
                month(target.reached()),
                actual == null ? null : (Long) actual.units(),
                actual == null ? null : WireEnums.QUALIFIERS.of(actual.qualifier()),
                published.attainment(),
                STATUSES.of(published.status()),
                month(target.metIn()),
                target.steps().stream()
                        .map(step -> new MarketTargetStep(
                                step.units(),
                                step.stated().date(),
                                step.stated().source(),
                                month(step.metIn()),
                                month(step.reachMonth())))
                        .toList());
    }

    /** The inverse of {@link TargetPeriod#format}. */
    static TargetPeriod period(String text) {
        int dots = text.indexOf("..");
        if (dots >= 0) {
            return new TargetPeriod(Months.parse(text.substring(0, dots)), Months.parse(text.substring(dots + 2)));
        }
        if (text.contains("Q")) {
            int first = Months.parseQuarter(text) * 3;
            return new TargetPeriod(first, first + 2);
        }
        if (text.indexOf('-') > 0) {
            return new TargetPeriod(Months.parse(text), Months.parse(text));
        }
        return TargetPeriod.year(Integer.parseInt(text));
    }

    private static @Nullable String month(@Nullable Integer month) {
        return month == null ? null : Months.format(month);
    }
}
