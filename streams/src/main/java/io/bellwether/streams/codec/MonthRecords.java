package io.bellwether.streams.codec;

import io.bellwether.schemas.avro.BrandMonth;
import io.bellwether.schemas.avro.MonthStatement;
import io.bellwether.streams.domain.Granularity;
import io.bellwether.streams.domain.MonthSeries;
import io.bellwether.streams.domain.Months;
import io.bellwether.streams.domain.Qualifier;
import io.bellwether.streams.domain.Said;
import io.bellwether.streams.domain.Statement;
import io.bellwether.streams.domain.Total;

/** Months with their statements to records. */
public final class MonthRecords {

    private static final Enums<Granularity, io.bellwether.schemas.avro.Granularity> GRANULARITIES =
            new Enums<>(Granularity.class, io.bellwether.schemas.avro.Granularity.class);

    private MonthRecords() {}

    /** A month as a record. */
    public static BrandMonth record(MonthSeries.Month month) {
        Total total = month.total();
        return new BrandMonth(
                Months.format(month.month()),
                total == null ? null : (Long) total.units(),
                total == null ? null : Metrics.QUALIFIERS.of(total.qualifier()),
                month.closed(),
                month.statementCount(),
                month.statements().stream().map(MonthRecords::record).toList());
    }

    private static MonthStatement record(MonthSeries.Told told) {
        Statement.Sales sales = told.statement();
        Said said = sales.said();
        return new MonthStatement(
                said.eventId(),
                said.source(),
                Metrics.TIERS.of(said.tier()),
                Statements.instant(said.publishedAtMicros()),
                said.url(),
                sales.model(),
                sales.region(),
                GRANULARITIES.of(sales.granularity()),
                sales.periodStart(),
                sales.units(),
                qualifier(sales.qualifier()),
                told.whyNot() == null,
                told.whyNot());
    }

    private static io.bellwether.schemas.avro.Qualifier qualifier(Qualifier qualifier) {
        return io.bellwether.schemas.avro.Qualifier.valueOf(qualifier.name());
    }
}
