package io.bellwether.streams.codec;

import io.bellwether.domain.ledger.MonthSeries;
import io.bellwether.domain.ledger.Restatements;
import io.bellwether.domain.statement.Months;
import io.bellwether.domain.statement.Provenance;
import io.bellwether.domain.statement.Statement;
import io.bellwether.domain.statement.Total;
import io.bellwether.schemas.StatementCodec;
import io.bellwether.schemas.WireEnums;
import io.bellwether.schemas.avro.BrandMonth;
import io.bellwether.schemas.avro.MonthRevision;
import io.bellwether.schemas.avro.MonthStatement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Months with their statements to records. */
public final class MonthCodec {

    private MonthCodec() {}

    /** A month as a record, with what its total was before, and the brand's capacity if that belongs to it. */
    public static BrandMonth record(
            MonthSeries.Month month, List<Restatements.Revision> revisions, @Nullable Long capacity) {
        Total total = month.total();
        return new BrandMonth(
                Months.format(month.month()),
                total == null ? null : (Long) total.units(),
                total == null ? null : WireEnums.QUALIFIERS.of(total.qualifier()),
                month.closed(),
                capacity,
                month.statementCount(),
                month.statements().stream().map(MonthCodec::record).toList(),
                revisions.stream()
                        .map(revision -> new MonthRevision(
                                revision.asOf(),
                                revision.total().units(),
                                WireEnums.QUALIFIERS.of(revision.total().qualifier())))
                        .toList());
    }

    /** A month's total alone. */
    public static BrandMonth record(int month, Total total, boolean closed) {
        return new BrandMonth(
                Months.format(month),
                total.units(),
                WireEnums.QUALIFIERS.of(total.qualifier()),
                closed,
                null,
                0,
                List.of(),
                List.of());
    }

    private static MonthStatement record(MonthSeries.Explained explained) {
        Statement.Sales sales = explained.statement();
        Provenance provenance = sales.provenance();
        return new MonthStatement(
                provenance.eventId(),
                provenance.source(),
                WireEnums.TIERS.of(provenance.tier()),
                StatementCodec.instant(provenance.publishedAtMicros()),
                provenance.url(),
                sales.model(),
                sales.region(),
                WireEnums.GRANULARITIES.of(sales.granularity()),
                sales.periodStart(),
                sales.period().end(),
                sales.units(),
                WireEnums.stated(sales.qualifier()),
                explained.exclusionReason() == null,
                explained.exclusionReason(),
                explained.retracted());
    }
}
