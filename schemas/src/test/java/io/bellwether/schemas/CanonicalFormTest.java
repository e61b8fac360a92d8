package io.bellwether.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.schemas.avro.Announcement;
import io.bellwether.schemas.avro.Granularity;
import io.bellwether.schemas.avro.LeadTimeQuote;
import io.bellwether.schemas.avro.Measure;
import io.bellwether.schemas.avro.Qualifier;
import io.bellwether.schemas.avro.SalesReport;
import io.bellwether.schemas.avro.SalesTarget;
import io.bellwether.schemas.avro.SourceTier;
import io.bellwether.schemas.avro.TargetKind;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of docs/figures.md#spans, and the runs of months that are years, quarters and months. */
class CanonicalFormTest {

    @ParameterizedTest
    @CsvSource({
        "SPAN, 2024-10-01, 2024-10-31, 2024-11-01, MONTH, 2024-10-01, ",
        "MONTH, 2024-06-01, , 2024-06-18, SPAN, 2024-06-01, 2024-06-18",
        "MONTH, 2024-06-01, , 2024-06-29, MONTH, 2024-06-01, ",
        "MONTH, 2024-06-01, , 2024-06-28, SPAN, 2024-06-01, 2024-06-28",
        "QUARTER, 2024-01-01, , 2024-01-31, MONTH, 2024-01-01, ",
        "WEEK, 2024-10-14, , 2024-10-14, DAY, 2024-10-14, ",
        "WEEK, 2024-10-14, , 2024-10-19, WEEK, 2024-10-14, ",
        "WEEK, 2024-10-14, , 2024-10-18, SPAN, 2024-10-14, 2024-10-18",
        "SPAN, 2024-10-14, 2024-10-20, 2024-10-14, DAY, 2024-10-14, ",
        "SPAN, 2024-01-01, 2024-03-31, 2024-04-01, QUARTER, 2024-01-01, ",
        "SPAN, 2024-01-01, 2024-03-31, 2024-02-11, SPAN, 2024-01-01, 2024-02-11",
        "SPAN, 2024-10-07, 2024-10-13, 2024-10-14, WEEK, 2024-10-07, ",
        "SPAN, 2024-01-01, 2024-07-31, 2024-08-01, SPAN, 2024-01-01, 2024-07-31",
        "DAY, 2024-10-07, , 2024-10-14, DAY, 2024-10-07, ",
        // What is refused stays what it is.
        "MONTH, 2024-06-02, , 2024-06-18, MONTH, 2024-06-02, ",
        "MONTH, 2024-07-01, , 2024-06-18, MONTH, 2024-07-01, ",
        "SPAN, 2024-06-02, , 2024-06-18, SPAN, 2024-06-02, ",
        "SPAN, 2024-06-02, 2024-06-01, 2024-06-18, SPAN, 2024-06-02, 2024-06-01",
        "MONTH, 2024-06-01, 2024-06-30, 2024-06-18, MONTH, 2024-06-01, 2024-06-30",
        "UNKNOWN, 2024-06-01, , 2024-06-18, UNKNOWN, 2024-06-01, ",
    })
    void shouldGiveSalesTheGranularityOfTheirDays(
            Granularity stated,
            LocalDate start,
            LocalDate end,
            LocalDate published,
            Granularity canonical,
            LocalDate canonicalStart,
            LocalDate canonicalEnd) {
        // Given
        SalesReport report = sales(Measure.DELIVERIES, stated, start, end, published);

        // When
        SalesReport form = CanonicalForm.of(report);

        // Then
        assertThat(form).isEqualTo(sales(Measure.DELIVERIES, canonical, canonicalStart, canonicalEnd, published));
        assertThat(CanonicalForm.of(form)).as("the form of the form").isSameAs(form);
    }

    @Test
    void shouldLeaveABacklogItsMonth() {
        // Given a backlog told in the middle of its month
        SalesReport report =
                sales(Measure.BACKLOG, Granularity.MONTH, LocalDate.of(2024, 6, 1), null, LocalDate.of(2024, 6, 18));

        // When
        SalesReport form = CanonicalForm.of(report);

        // Then
        assertThat(form).isSameAs(report);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 2024-12, , , ",
        "4, 2024-06, 2, , ",
        "4, 2024-04, , 4, ",
        "5, 2024-07, , 5, 2024-07",
        "4, 2025-03, , 4, 2025-03",
        "1, 2025-12, , 1, 2025-12",
        "4, 2024-03, , 4, 2024-03",
        "4, nonsense, , 4, nonsense",
        "13, 2025-01, , 13, 2025-01",
    })
    void shouldGiveTargetsTheirPeriod(
            int month, String lastMonth, Integer quarter, Integer canonicalMonth, String canonicalLast) {
        // Given
        Announcement target = news(new SalesTarget(2024, 9L, null, month, lastMonth, 10L, TargetKind.STRETCH));

        // When
        Announcement form = CanonicalForm.of(target);

        // Then
        assertThat(form)
                .isEqualTo(news(
                        new SalesTarget(2024, 9L, quarter, canonicalMonth, canonicalLast, 10L, TargetKind.STRETCH)));
        assertThat(CanonicalForm.of(form)).isSameAs(form);
    }

    @Test
    void shouldLeaveTheRestAsItIs() {
        // Given
        Announcement quote = news(new LeadTimeQuote(null, 8.0));

        // When
        Announcement form = CanonicalForm.of(quote);

        // Then
        assertThat(form).isSameAs(quote);
    }

    private static SalesReport sales(
            Measure measure, Granularity granularity, LocalDate start, LocalDate end, LocalDate published) {
        return new SalesReport(
                "id",
                "x",
                "ir",
                SourceTier.OFFICIAL,
                published
                        .atTime(LocalTime.MAX)
                        .truncatedTo(java.time.temporal.ChronoUnit.MICROS)
                        .toInstant(ZoneOffset.UTC),
                "url",
                "M",
                "de",
                measure,
                start,
                granularity,
                7L,
                Qualifier.ESTIMATE,
                end);
    }

    private static Announcement news(Object detail) {
        return new Announcement(
                "id", "x", "ir", SourceTier.OFFICIAL, Instant.EPOCH, null, "news", detail, LocalDate.EPOCH);
    }
}
