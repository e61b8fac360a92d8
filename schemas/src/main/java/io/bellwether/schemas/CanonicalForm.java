package io.bellwether.schemas;

import io.bellwether.domain.statement.SalesPeriod;
import io.bellwether.domain.statement.TargetPeriod;
import io.bellwether.schemas.avro.Announcement;
import io.bellwether.schemas.avro.Granularity;
import io.bellwether.schemas.avro.Measure;
import io.bellwether.schemas.avro.SalesReport;
import io.bellwether.schemas.avro.SalesTarget;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * The one form of all ways to write down the same statement, in which events are checked, identified and compared: sales
 * of a period in its canonical granularity (docs/figures.md#spans), targets of a run of months that is a month, quarter
 * or year as that.
 */
public final class CanonicalForm {

    private CanonicalForm() {}

    /**
     * The canonical form of an input record: the same instance where it has that form already, and where its period is
     * none, so that it is refused.
     */
    @SuppressWarnings("unchecked")
    public static <T extends SpecificRecord> T of(T event) {
        if (event instanceof SalesReport sales) {
            return (T) sales(sales);
        }
        return event instanceof Announcement news && news.getDetail() instanceof SalesTarget target
                ? (T) target(news, target)
                : event;
    }

    private static SalesReport sales(SalesReport sales) {
        SalesPeriod canonical = canonicalPeriod(sales);
        if (canonical == null) {
            return sales;
        }
        SalesReport form = with(sales, canonical);
        boolean same = form.getGranularity() == sales.getGranularity()
                && Objects.equals(form.getPeriodEnd(), sales.getPeriodEnd());
        return same ? sales : form;
    }

    /** The period of a sales report in its canonical form (docs/figures.md#spans); null if it is none. */
    static @Nullable SalesPeriod canonicalPeriod(SalesReport sales) {
        SalesPeriod stated = period(sales);
        return stated == null || sales.getMeasure() == Measure.BACKLOG
                ? stated
                : stated.asPublishedOn(
                        sales.getPublishedAt().atOffset(ZoneOffset.UTC).toLocalDate());
    }

    /** The stretch of days that a sales report is about; null if it is none. */
    static @Nullable SalesPeriod period(SalesReport sales) {
        LocalDate start = sales.getPeriodStart();
        LocalDate end = sales.getPeriodEnd();
        if (sales.getGranularity() == Granularity.SPAN) {
            return end == null || end.isBefore(start) ? null : SalesPeriod.span(start, end);
        }
        if (sales.getGranularity() == Granularity.UNKNOWN || end != null) {
            return null;
        }
        var granularity = WireEnums.TO_GRANULARITIES.of(sales.getGranularity());
        return SalesPeriod.startsOne(granularity, start) ? SalesPeriod.of(granularity, start) : null;
    }

    private static SalesReport with(SalesReport sales, SalesPeriod period) {
        Granularity granularity = Granularity.valueOf(period.granularity().name());
        return new SalesReport(
                sales.getEventId(),
                sales.getBrand(),
                sales.getSource(),
                sales.getSourceTier(),
                sales.getPublishedAt(),
                sales.getUrl(),
                sales.getModel(),
                sales.getRegion(),
                sales.getMeasure(),
                period.start(),
                granularity,
                sales.getUnits(),
                sales.getQualifier(),
                granularity == Granularity.SPAN ? period.end() : null);
    }

    private static Announcement target(Announcement news, SalesTarget target) {
        Integer month = target.getMonth();
        YearMonth last = month(target.getLastMonth());
        if (month == null || month < 1 || month > 12 || target.getQuarter() != null || last == null) {
            return news;
        }
        long firstNumber = target.getYear() * 12L + month - 1;
        int lastNumber = last.getYear() * 12 + last.getMonthValue() - 1;
        if (lastNumber < firstNumber || firstNumber < 0) {
            return news;
        }
        TargetPeriod period = new TargetPeriod((int) firstNumber, lastNumber);
        if (period.isYear()) {
            return with(news, target, null, null);
        }
        boolean isQuarter = period.first() % 3 == 0 && period.last() == period.first() + 2;
        if (isQuarter) {
            return with(news, target, (month - 1) / 3 + 1, null);
        }
        return period.first() == period.last() ? with(news, target, null, month) : news;
    }

    private static Announcement with(
            Announcement news, SalesTarget target, @Nullable Integer quarter, @Nullable Integer month) {
        return new Announcement(
                news.getEventId(),
                news.getBrand(),
                news.getSource(),
                news.getSourceTier(),
                news.getPublishedAt(),
                news.getUrl(),
                news.getHeadline(),
                new SalesTarget(
                        target.getYear(),
                        target.getUnits(),
                        quarter,
                        month,
                        null,
                        target.getUnitsHigh(),
                        target.getKind()),
                news.getOccurredOn());
    }

    /** A month written YYYY-MM; null if it is not. */
    static @Nullable YearMonth month(@Nullable String text) {
        if (text == null || text.length() != "YYYY-MM".length()) {
            return null;
        }
        try {
            return YearMonth.parse(text);
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
