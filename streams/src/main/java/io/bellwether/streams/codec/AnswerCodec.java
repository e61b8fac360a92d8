package io.bellwether.streams.codec;

import io.bellwether.domain.ledger.SourceQuality;
import io.bellwether.domain.ledger.StatementOutcome;
import io.bellwether.domain.market.Changes;
import io.bellwether.domain.market.FigureDue;
import io.bellwether.domain.market.YearCourse;
import io.bellwether.domain.statement.Months;
import io.bellwether.domain.statement.Provenance;
import io.bellwether.domain.statement.Total;
import io.bellwether.schemas.Enums;
import io.bellwether.schemas.StatementCodec;
import io.bellwether.schemas.WireEnums;
import io.bellwether.schemas.avro.CalendarEntry;
import io.bellwether.schemas.avro.ChangeEntry;
import io.bellwether.schemas.avro.ChangeEvent;
import io.bellwether.schemas.avro.SourceEntry;
import io.bellwether.schemas.avro.StatementEntry;
import io.bellwether.schemas.avro.TotalQualifier;
import io.bellwether.schemas.avro.YearEntry;
import io.bellwether.schemas.avro.YearForecast;
import io.bellwether.schemas.avro.YearMonthEntry;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Figures that only a query returns (docs/figures.md#answers) to records. */
public final class AnswerCodec {

    private static final Enums<StatementOutcome.Kind, io.bellwether.schemas.avro.StatementOutcome> OUTCOMES =
            new Enums<>(StatementOutcome.Kind.class, io.bellwether.schemas.avro.StatementOutcome.class);

    private AnswerCodec() {}

    /** A source of a brand. */
    public static SourceEntry record(String brand, SourceQuality quality) {
        return new SourceEntry(
                brand,
                quality.source(),
                WireEnums.TIERS.of(quality.tier()),
                WireEnums.MEASURES.of(quality.measure()),
                quality.figures(),
                quality.restated(),
                quality.revisionMean(),
                quality.revisionMeanAbs(),
                quality.lagDays(),
                quality.differenceMeanAbs());
    }

    /**
     * A statement and what became of it.
     *
     * @param event the input record that makes the statement
     */
    public static StatementEntry record(SpecificRecord event, StatementOutcome outcome) {
        return new StatementEntry(event, OUTCOMES.of(outcome.kind()), outcome.reason(), outcome.by());
    }

    /** A year of a brand or model, with the forecast of it if there is one. */
    public static YearEntry record(YearCourse course, @Nullable YearForecast forecast) {
        return new YearEntry(
                course.year(),
                course.target(),
                course.targetInitial(),
                course.months().stream().map(AnswerCodec::record).toList(),
                forecast);
    }

    private static YearMonthEntry record(YearCourse.Month month) {
        return new YearMonthEntry(
                Months.format(month.month()),
                units(month.total()),
                qualifier(month.total()),
                units(month.yearToDate()),
                qualifier(month.yearToDate()),
                month.seasonalPath());
    }

    /** The inverse of {@link #record(YearCourse, YearForecast)}, without the forecast. */
    public static YearCourse of(YearEntry entry) {
        return new YearCourse(
                entry.getYear(),
                entry.getTarget(),
                entry.getTargetInitial(),
                entry.getMonths().stream()
                        .map(month -> new YearCourse.Month(
                                Months.parse(month.getMonth()),
                                total(month.getUnits(), month.getQualifier()),
                                total(month.getYtd(), month.getYtdQualifier()),
                                month.getSeasonalPath()))
                        .toList());
    }

    /**
     * A figure that differs between two days.
     *
     * @param events by their ids, those that the change names at least
     */
    public static ChangeEntry record(Changes.Change change, Map<String, Provenance> events) {
        return new ChangeEntry(
                change.brand(),
                change.model(),
                change.figure(),
                change.month(),
                value(change.before()),
                change.before() instanceof Total total ? qualifier(total) : null,
                value(change.after()),
                change.after() instanceof Total total ? qualifier(total) : null,
                change.events().stream()
                        .map(id -> event(Objects.requireNonNull(events.get(id))))
                        .toList());
    }

    private static @Nullable Object value(@Nullable Object value) {
        if (value instanceof Total total) {
            return total.units();
        }
        return value instanceof Integer count ? (Long) count.longValue() : value;
    }

    private static ChangeEvent event(Provenance event) {
        return new ChangeEvent(
                event.eventId(),
                event.source(),
                WireEnums.TIERS.of(event.tier()),
                StatementCodec.instant(event.publishedAtMicros()),
                event.url());
    }

    /** A figure that is due. */
    public static CalendarEntry record(FigureDue due) {
        return new CalendarEntry(
                due.brand(), Months.format(due.month()), due.dueOn(), due.usualLagDays(), due.lateDays());
    }

    private static @Nullable Long units(@Nullable Total total) {
        return total == null ? null : (Long) total.units();
    }

    private static @Nullable TotalQualifier qualifier(@Nullable Total total) {
        return total == null ? null : WireEnums.QUALIFIERS.of(total.qualifier());
    }

    private static @Nullable Total total(@Nullable Long units, @Nullable TotalQualifier qualifier) {
        return units == null || qualifier == null ? null : new Total(units, WireEnums.TO_QUALIFIERS.of(qualifier));
    }
}
