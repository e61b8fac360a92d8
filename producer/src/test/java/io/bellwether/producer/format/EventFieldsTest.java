package io.bellwether.producer.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.producer.format.ParsedEvent.Accepted;
import io.bellwether.producer.format.ParsedEvent.Refused;
import io.bellwether.schemas.avro.Announcement;
import io.bellwether.schemas.avro.Granularity;
import io.bellwether.schemas.avro.Measure;
import io.bellwether.schemas.avro.Retraction;
import io.bellwether.schemas.avro.RetractionKind;
import io.bellwether.schemas.avro.SalesReport;
import io.bellwether.schemas.avro.SalesTarget;
import io.bellwether.schemas.avro.SeriesBreak;
import io.bellwether.schemas.avro.TargetKind;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Spans, exports, targets of any period, series breaks and retractions, as they are written and as they are stored. */
final class EventFieldsTest {

    private static final String SALES =
            "{'type':'sales','brand':'acme','measure':'EXPORTS','period_start':'2024-01-01',"
                    + "'period_end':'2024-07-30','granularity':'SPAN','units':7,'source':'acme-ir','source_tier':'OFFICIAL',"
                    + "'published_at':'2024-08-01'}";
    private static final String NEWS = "{'type':'announcement','brand':'acme','headline':'h','source':'acme-ir',"
            + "'source_tier':'OFFICIAL','published_at':'2024-08-01','detail':{%s}}";

    @Test
    void shouldReadASpanOfExports() {
        // Given, when
        SalesReport span = (SalesReport) accepted(SALES);

        // Then
        assertThat(span.getMeasure()).isEqualTo(Measure.EXPORTS);
        assertThat(span.getGranularity()).isEqualTo(Granularity.SPAN);
        assertThat(span.getPeriodStart()).isEqualTo(LocalDate.of(2024, 1, 1));
        assertThat(span.getPeriodEnd()).isEqualTo(LocalDate.of(2024, 7, 30));
    }

    /** In each row: what is stated, when it is published, and what it is a statement of. */
    @ParameterizedTest
    @CsvSource({
        "SPAN,2024-10-01,2024-10-31,2024-11-01,MONTH,2024-10-01,",
        "SPAN,2024-10-14,2024-10-20,2024-11-01,WEEK,2024-10-14,",
        "SPAN,2024-07-01,2024-09-30,2024-11-01,QUARTER,2024-07-01,",
        "SPAN,2024-10-05,2024-10-05,2024-11-01,DAY,2024-10-05,",
        "SPAN,2024-10-01,2024-10-13,2024-10-14,SPAN,2024-10-01,2024-10-13",
        "MONTH,2024-06-01,,2024-06-18,SPAN,2024-06-01,2024-06-18",
        "MONTH,2024-06-01,,2024-06-28,SPAN,2024-06-01,2024-06-28",
        "MONTH,2024-06-01,,2024-06-29,MONTH,2024-06-01,",
        "MONTH,2024-06-01,,2024-06-01,DAY,2024-06-01,",
        "QUARTER,2024-04-01,,2024-05-31,SPAN,2024-04-01,2024-05-31",
        "WEEK,2024-06-03,,2024-06-05,SPAN,2024-06-03,2024-06-05",
        "SPAN,2024-10-01,2024-10-31,2024-10-20,SPAN,2024-10-01,2024-10-20",
    })
    void shouldBringPeriodsIntoTheirCanonicalForm(
            String granularity,
            LocalDate start,
            @Nullable LocalDate end,
            String published,
            Granularity canonical,
            LocalDate canonicalStart,
            @Nullable LocalDate canonicalEnd) {
        // Given
        String stated = sales(granularity, start, end, published);

        // When
        SalesReport report = (SalesReport) accepted(stated);

        // Then it is the event, id included, that says so in the canonical form
        assertThat(report.getGranularity()).isEqualTo(canonical);
        assertThat(report.getPeriodStart()).isEqualTo(canonicalStart);
        assertThat(report.getPeriodEnd()).isEqualTo(canonicalEnd);
        assertThat(report).isEqualTo(accepted(sales(canonical.name(), canonicalStart, canonicalEnd, published)));
    }

    @Test
    void shouldKeepTheMonthOfABacklogPublishedWithinIt() {
        // Given
        String stock = SALES.replace("EXPORTS", "BACKLOG")
                .replace("'period_end':'2024-07-30',", "")
                .replace("SPAN", "MONTH")
                .replace("2024-01-01", "2024-07-01")
                .replace("2024-08-01", "2024-07-15");

        // When, then
        assertThat(((SalesReport) accepted(stock)).getGranularity()).isEqualTo(Granularity.MONTH);
    }

    @Test
    void shouldReadATargetForARunOfMonthsWithARange() {
        // Given
        String detail = "'type':'sales_target','year':2024,'month':4,'last_month':'2025-03','units':72000,"
                + "'units_high':75000,'kind':'STRETCH'";

        // When, then
        assertThat(detail(detail))
                .isEqualTo(new SalesTarget(2024, 72_000L, null, 4, "2025-03", 75_000L, TargetKind.STRETCH));
    }

    @ParameterizedTest
    @CsvSource({"1,2024-12,,,", "7,2024-09,3,,", "5,2024-05,,5,", "2,2024-04,,2,2024-04"})
    void shouldCallARunOfMonthsWhatItExactlyIs(
            int month,
            String lastMonth,
            @Nullable Integer quarter,
            @Nullable Integer canonicalMonth,
            @Nullable String canonicalLast) {
        // Given
        String detail =
                "'type':'sales_target','year':2024,'month':%d,'last_month':'%s','units':1".formatted(month, lastMonth);

        // When, then
        assertThat(detail(detail))
                .isEqualTo(new SalesTarget(2024, 1L, quarter, canonicalMonth, canonicalLast, null, TargetKind.TARGET));
    }

    @Test
    void shouldReadSeriesBreaksAndRetractions() {
        // Given, when, then
        assertThat(detail("'type':'series_break','from_month':'2024-07','ended':true"))
                .isEqualTo(new SeriesBreak(null, "2024-07", true));
        assertThat(detail("'type':'retraction','event_id':'e1','kind':'VOID','reason':'a typing error'"))
                .isEqualTo(new Retraction("e1", RetractionKind.VOID, "a typing error"));
    }

    @Test
    void shouldReadWhenItBecameTrue() {
        // Given
        String launch = NEWS.formatted("'type':'launch','model':'A5'")
                .replace("'headline'", "'occurred_on':'2024-03-31','headline'");

        // When, then
        assertThat(((Announcement) accepted(launch)).getOccurredOn()).isEqualTo(LocalDate.of(2024, 3, 31));
    }

    @ParameterizedTest
    @CsvSource({
        "EXPORTS,measure",
        "SPAN,granularity",
    })
    void shouldNotTakeTheWordOfALaterVersion(String word, String field) {
        // Given
        String unknown = SALES.replace(word, "UNKNOWN");

        // When
        ParsedEvent result = EventJson.parse(json(unknown));

        // Then the reason does not offer it either
        assertThat(result).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.refusal().field()).isEqualTo(field);
            assertThat(refused.refusal().reason()).endsWith(word + ", got: 'UNKNOWN'");
        });
    }

    @Test
    void shouldTakeRegistrationsForDeliveriesOnlyByTheWordOfWhoeverFeedsThem() {
        // Given
        String event = """
                {"type":"sales","brand":"acme","measure":"REGISTRATIONS","period_start":"2024-10-01","granularity":"MONTH",
                "units":7,"source":"ofv","source_tier":"REGISTRATION","published_at":"2024-11-05"}""";
        IntakeOptions byWord = IntakeOptions.DEFAULT.takingRegistrationsForDeliveries();

        // When
        SalesReport plain = (SalesReport) ((Accepted) EventJson.parse(event)).event();
        SalesReport taken = (SalesReport) ((Accepted) EventJson.parse(event, byWord)).event();

        // Then the source says so, and it is another statement
        assertThat(plain.getMeasure()).isEqualTo(Measure.REGISTRATIONS);
        assertThat(taken.getMeasure()).isEqualTo(Measure.DELIVERIES);
        assertThat(taken.getSource()).isEqualTo("ofv (registrations)");
        assertThat(taken.getEventId()).isNotEqualTo(plain.getEventId());
        assertThat(byWord.fingerprint()).isNotEqualTo(IntakeOptions.DEFAULT.fingerprint());
    }

    @Test
    void shouldReadTheColumnsOfEveryDetail() {
        // Given
        String csv = "type,event_id,brand,headline,source,source_tier,published_at,occurred_on,detail.type,detail.year,"
                + "detail.quarter,detail.units,detail.units_high,detail.from_month,detail.event_id,detail.kind,"
                + "detail.reason\n"
                + "announcement,,acme,h,acme-ir,OFFICIAL,2024-08-01,,sales_target,2024,3,50000,52000,,,,\n"
                + "announcement,,acme,h,acme-ir,OFFICIAL,2024-08-01,,series_break,,,,,2024-07,,,\n"
                + "announcement,r1,acme,h,acme-ir,OFFICIAL,2024-08-01,,retraction,,,,,,e1,WITHDRAWN,audited\n";

        // When
        List<Object> details = new ArrayList<>();
        try (EventReader reader = EventReader.open(EventSource.of(
                "test", EventFormat.CSV, new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8))))) {
            reader.forEachRemaining(
                    line -> details.add(((Announcement) ((Accepted) line.result()).event()).getDetail()));
        }

        // Then
        assertThat(details)
                .containsExactly(
                        new SalesTarget(2024, 50_000L, 3, null, null, 52_000L, TargetKind.TARGET),
                        new SeriesBreak(null, "2024-07", false),
                        new Retraction("e1", RetractionKind.WITHDRAWN, "audited"));
    }

    /** The ids are those that version 1 gave to the same lines. */
    @Test
    void shouldKeepTheIdsOfTheFilesOfVersion1() {
        // Given
        String month = "{'type':'sales','brand':'xiaomi','model':'SU7','measure':'DELIVERIES',"
                + "'period_start':'2024-10-01','granularity':'MONTH','units':20000,'qualifier':'AT_LEAST',"
                + "'source':'xiaomi-ev','source_tier':'OFFICIAL','published_at':'2024-11-01T02:00:00Z'}";
        String target = "{'type':'announcement','brand':'nio','headline':'a','source':'nio','source_tier':'OFFICIAL',"
                + "'published_at':'2024-01-01','detail':{'type':'sales_target','year':2024,'units':230000}}";

        // When, then
        assertThat(accepted(month).get(0)).isEqualTo("bce715c6-a73a-345e-ae20-ac5720692b15");
        assertThat(accepted(target).get(0)).isEqualTo("5e735233-23e5-3242-b51a-a3ffbb4c7cb4");
    }

    private static String sales(String granularity, LocalDate start, @Nullable LocalDate end, String published) {
        return SALES.replace("SPAN", granularity)
                .replace("2024-01-01", start.toString())
                .replace("'period_end':'2024-07-30',", end == null ? "" : "'period_end':'" + end + "',")
                .replace("2024-08-01", published);
    }

    private static Object detail(String detail) {
        return ((Announcement) accepted(NEWS.formatted(detail))).getDetail();
    }

    private static SpecificRecord accepted(String event) {
        ParsedEvent result = EventJson.parse(json(event));
        assertThat(result).as(event).isInstanceOf(Accepted.class);
        return ((Accepted) result).event();
    }

    private static String json(String singleQuoted) {
        return singleQuoted.replace('\'', '"');
    }
}
