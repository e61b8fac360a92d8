package io.bellwether.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bellwether.schemas.avro.Announcement;
import io.bellwether.schemas.avro.CapacityReport;
import io.bellwether.schemas.avro.CapacityStatus;
import io.bellwether.schemas.avro.Granularity;
import io.bellwether.schemas.avro.Launch;
import io.bellwether.schemas.avro.LeadTimeQuote;
import io.bellwether.schemas.avro.Measure;
import io.bellwether.schemas.avro.Organisation;
import io.bellwether.schemas.avro.OrganisationKind;
import io.bellwether.schemas.avro.Qualifier;
import io.bellwether.schemas.avro.Retraction;
import io.bellwether.schemas.avro.RetractionKind;
import io.bellwether.schemas.avro.SalesReport;
import io.bellwether.schemas.avro.SalesTarget;
import io.bellwether.schemas.avro.SeriesBreak;
import io.bellwether.schemas.avro.SourceTier;
import io.bellwether.schemas.avro.Stage;
import io.bellwether.schemas.avro.TargetKind;
import io.bellwether.schemas.avro.TechnologyMilestone;
import java.time.Instant;
import java.time.LocalDate;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is accepted at its very limit, and refused one step beyond. */
class ValidationTest {

    private static final String LONGEST = "n".repeat(Validation.MAX_NAME_LENGTH);

    @ParameterizedTest
    @CsvSource({
        "MONTH, 2024-04-01, ''",
        "MONTH, 2024-04-02, period_start",
        "QUARTER, 2024-04-01, ''",
        "QUARTER, 2024-05-01, period_start",
        "QUARTER, 2024-04-02, period_start",
        "WEEK, 2024-04-01, ''", // a Monday
        "WEEK, 2024-03-31, period_start",
        "DAY, 2024-05-02, ''", // the day it is said
        "DAY, 2024-05-03, period_start",
        "MONTH, 2024-06-01, period_start",
        "DAY, 1900-01-01, ''",
        "DAY, 1899-12-31, period_start",
    })
    void shouldTakePeriodsThatStartWhereTheyShouldAndNotLaterThanSaid(
            Granularity granularity, LocalDate start, String field) {
        // Given a statement of 2 May, a second before midnight
        SalesReport report = sales("id", "x", "ir", Measure.DELIVERIES, granularity, start, 1);

        // When
        Refusal refusal = Validation.check(report);

        // Then
        assertField(refusal, field);
    }

    @ParameterizedTest
    @CsvSource({"0, ''", "1000000000, ''", "-1, units", "1000000001, units", "-9223372036854775808, units"})
    void shouldTakeUnitsFromZero(long units, String field) {
        // Given
        SalesReport report = april("id", "x", "ir", units);

        // When
        Refusal refusal = Validation.check(report);

        // Then
        assertField(refusal, field);
    }

    @ParameterizedTest
    @CsvSource({
        // What a SPAN must be; all published on Thursday, 2 May 2024.
        "SPAN, 2024-04-03, 2024-04-13, ''",
        "SPAN, 2024-04-03, , period_end",
        "SPAN, 2024-04-03, 2024-04-02, period_end",
        "SPAN, 2024-04-03, 2024-05-03, ''", // a day after it was published
        "SPAN, 2024-04-03, 2024-05-04, period_end",
        "SPAN, 2019-05-03, 2024-05-02, ''", // 1,827 days
        "SPAN, 2019-05-02, 2024-05-02, period_end",
        "SPAN, 2024-05-02, 2024-05-02, ''",
        "SPAN, 2024-05-03, 2024-05-03, period_start",
        "SPAN, 1899-12-31, 1900-01-31, period_start",
        "MONTH, 2024-04-01, 2024-04-30, period_end",
        "UNKNOWN, 2024-04-01, , granularity",
        // A SPAN that is a month is one, and as such may be told before it is over.
        "SPAN, 2024-05-01, 2024-05-31, ''",
        "SPAN, 2024-04-29, 2024-05-05, ''",
        "SPAN, 2024-05-01, 2024-05-30, period_end",
        "WEEK, 2024-04-29, , ''",
        "QUARTER, 2024-04-01, , ''",
        // One whose start is refused is not turned into anything.
        "MONTH, 2024-05-02, , period_start",
    })
    void shouldTakeStretchesOfDaysThatCanBeKnown(
            Granularity granularity, LocalDate start, LocalDate end, String field) {
        // Given
        SalesReport report = spanning(Measure.DELIVERIES, granularity, start, end);

        // When
        Refusal refusal = Validation.check(report);

        // Then
        assertField(refusal, field);
    }

    @ParameterizedTest
    @CsvSource({
        "2024-04-01, 2024-04-30, ''",
        "2024-05-01, 2024-05-31, ''", // the month that it is published in stays a month
        "2024-04-01, 2024-04-29, granularity",
        "2024-01-01, 2024-03-31, granularity",
    })
    void shouldTakeABacklogOfASpanThatIsAMonth(LocalDate start, LocalDate end, String field) {
        // Given
        SalesReport report = spanning(Measure.BACKLOG, Granularity.SPAN, start, end);

        // When
        Refusal refusal = Validation.check(report);

        // Then
        assertField(refusal, field);
    }

    @Test
    void shouldRefuseWhatOnlyALaterVersionKnows() {
        // Given, when, then
        assertField(
                Validation.check(spanning(Measure.UNKNOWN, Granularity.MONTH, LocalDate.of(2024, 4, 1), null)),
                "measure");
        assertField(Validation.check(news(target(null, null, null, null, TargetKind.UNKNOWN))), "detail.kind");
        assertField(Validation.check(news(new Retraction("e", RetractionKind.UNKNOWN, "why"))), "detail.kind");
        assertThat(Validation.check(news(new Retraction("e", RetractionKind.UNKNOWN, "why"))))
                .hasToString("detail.kind: is none that this version knows: WITHDRAWN, VOID");
    }

    @ParameterizedTest
    @CsvSource({
        // quarter, month, last_month, units_high
        ", , , , ''",
        "1, , , , ''",
        "4, , , , ''",
        "0, , , , detail.quarter",
        "5, , , , detail.quarter",
        ", 1, , , ''",
        ", 12, , , ''",
        ", 0, , , detail.month",
        ", 13, , , detail.month",
        "1, 1, , , detail.quarter",
        ", 4, 2024-04, , ''",
        ", 4, 2025-03, , ''",
        ", 4, 2024-03, , detail.last_month",
        ", , 2024-06, , detail.last_month",
        "2, , 2024-06, , detail.last_month",
        ", 4, 2024-13, , detail.last_month",
        ", 4, 2024-6, , detail.last_month",
        ", 4, 2024, , detail.last_month",
        ", 4, 3000-01, , detail.last_month",
        ", 4, x, , detail.last_month",
        ", , , 100, ''",
        ", , , 99, detail.units_high",
        ", , , 1000000001, detail.units_high",
    })
    void shouldTakeTargetsOfAPeriod(Integer quarter, Integer month, String lastMonth, Long high, String field) {
        // Given a target of 100 in 2024
        SalesTarget target = target(quarter, month, lastMonth, high, TargetKind.TARGET);

        // When
        Refusal refusal = Validation.check(news(target));

        // Then
        assertField(refusal, field);
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 1899, 3000, Integer.MAX_VALUE})
    void shouldRefuseTargetsOfImpossibleYears(int year) {
        // Given
        SalesTarget target = new SalesTarget(year, 100L, null, 4, "2024-06", null, TargetKind.TARGET);

        // When
        Refusal refusal = Validation.check(news(target));

        // Then
        assertField(refusal, "detail.year");
    }

    @Test
    void shouldTakeTheDayOfWhatHappenedOnADay() {
        // Given what was published on 1 January 1970
        LocalDate before = LocalDate.EPOCH.minusDays(1);
        LocalDate after = LocalDate.EPOCH.plusDays(1);
        TechnologyMilestone fact = new TechnologyMilestone("L3", Stage.FULL_ROLLOUT, null, false, null, null);
        TechnologyMilestone promise = new TechnologyMilestone("L3", Stage.FULL_ROLLOUT, null, false, null, after);
        Organisation hiring = new Organisation(OrganisationKind.HIRING, "more");

        // When, then
        assertField(Validation.check(news(fact, before)), "");
        assertField(Validation.check(news(fact, LocalDate.EPOCH)), "");
        assertField(Validation.check(news(fact, after)), "occurred_on");
        assertField(Validation.check(news(fact, LocalDate.of(1899, 12, 31))), "occurred_on");
        assertField(Validation.check(news(new Launch("M", null), before)), "");
        assertField(Validation.check(news(hiring, before)), "");
        assertField(Validation.check(news(new SeriesBreak(null, "1970-01", false), before)), "");
        assertField(Validation.check(news(promise, before)), "occurred_on");
        assertField(Validation.check(news(target(null, null, null, null, TargetKind.TARGET), before)), "occurred_on");
        assertField(Validation.check(news(new LeadTimeQuote(null, 1.0), before)), "occurred_on");
        assertField(Validation.check(news(new Retraction("e", RetractionKind.VOID, "why"), before)), "occurred_on");
    }

    @Test
    void shouldTakeSeriesBreaksAndRetractions() {
        // Given, when, then
        assertField(Validation.check(news(new SeriesBreak(null, "2024-04", true))), "");
        assertField(Validation.check(news(new SeriesBreak("M", "2024-04", false))), "");
        assertField(Validation.check(news(new SeriesBreak(" ", "2024-04", false))), "detail.model");
        assertField(Validation.check(news(new SeriesBreak(null, "2024-4", false))), "detail.from_month");
        assertField(Validation.check(news(new SeriesBreak(null, "1899-12", false))), "detail.from_month");
        assertField(Validation.check(news(new Retraction("other", RetractionKind.VOID, "why"))), "");
        assertField(Validation.check(news(new Retraction("id", RetractionKind.VOID, "why"))), "detail.event_id");
        assertField(Validation.check(news(new Retraction("", RetractionKind.VOID, "why"))), "detail.event_id");
        assertField(
                Validation.check(news(new Retraction("other", RetractionKind.VOID, "w".repeat(4_001)))),
                "detail.reason");
    }

    @Test
    void shouldNameAllFaultsAtOnce() {
        // Given
        SalesReport report =
                sales("id", "Li Auto", "", Measure.DELIVERIES, Granularity.MONTH, LocalDate.of(2024, 4, 2), -1);

        // When
        Refusal refusal = Validation.check(report);

        // Then
        assertThat(refusal).isNotNull();
        assertThat(refusal.field()).isEqualTo("brand");
        assertThat(refusal.reason())
                .contains("'Li Auto'", "; source: ", "; units: ", "; period_start: a MONTH must start on day 1");
    }

    @Test
    void shouldTakeUrlsUpToTheirLimit() {
        // Given, when, then
        assertField(Validation.check(linked("u".repeat(2_000))), "");
        assertField(Validation.check(linked("u".repeat(2_001))), "url");
    }

    @ParameterizedTest
    @CsvSource({"MONTH, ''", "WEEK, granularity", "DAY, granularity", "QUARTER, granularity"})
    void shouldTakeABacklogOfMonthsOnly(Granularity granularity, String field) {
        // Given the first day of a quarter, which is a Monday
        SalesReport report = sales("id", "x", "ir", Measure.BACKLOG, granularity, LocalDate.of(2024, 4, 1), 1);

        // When
        Refusal refusal = Validation.check(report);

        // Then
        assertField(refusal, field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\n", "\u2003"})
    void shouldRefuseBlankNames(String blank) {
        // Given, when, then
        assertField(Validation.check(april(blank, "x", "ir", 1)), "event_id");
        assertField(Validation.check(april("id", blank, "ir", 1)), "brand");
        assertField(Validation.check(april("id", "x", blank, 1)), "source");
        assertField(Validation.check(capacity(blank, 1, LocalDate.of(2024, 4, 1))), "plant");
        assertField(Validation.check(news(new LeadTimeQuote(blank, 1.0))), "detail.model");
        assertField(Validation.check(news(new Launch(blank, null))), "detail.model");
    }

    @Test
    void shouldTakeNamesUpToTheirLimit() {
        // Given, when, then
        assertField(Validation.check(april(LONGEST, LONGEST, LONGEST, 1)), "");
        assertField(Validation.check(april(LONGEST + "n", "x", "ir", 1)), "event_id");
        assertField(Validation.check(april("id", LONGEST + "n", "ir", 1)), "brand");
        assertField(Validation.check(april("id", "x/y", "ir", 1)), "brand");
        assertField(Validation.check(news(new Organisation(OrganisationKind.HIRING, "s".repeat(4_000)))), "");
        assertField(
                Validation.check(news(new Organisation(OrganisationKind.HIRING, "s".repeat(4_001)))), "detail.summary");
    }

    @ParameterizedTest
    @CsvSource({
        "CITY_NOA, , false, ''",
        "L3, 0, false, ''",
        "L3, , true, ''",
        "L3, 1, true, detail.nationwide",
        "L3, 0, true, detail.nationwide",
        "L3, -1, false, detail.coverage_cities",
        "800V_PLATFORM, , false, ''",
        "_L, , false, detail.technology",
        "city, , false, detail.technology",
        "É, , false, detail.technology",
    })
    void shouldTakeMilestonesThatAgreeWithThemselves(
            String technology, Integer cities, boolean nationwide, String field) {
        // Given
        TechnologyMilestone milestone =
                new TechnologyMilestone(technology, Stage.FULL_ROLLOUT, cities, nationwide, 0L, null);

        // When
        Refusal refusal = Validation.check(news(milestone));

        // Then
        assertField(refusal, field);
    }

    @Test
    void shouldCheckTheOtherDetails() {
        // Given, when, then
        assertField(Validation.check(news(new LeadTimeQuote(null, 0.0))), "");
        assertField(Validation.check(news(new LeadTimeQuote(null, -0.1))), "detail.weeks");
        assertField(Validation.check(news(new LeadTimeQuote(null, Double.NaN))), "detail.weeks");
        assertField(Validation.check(news(new LeadTimeQuote(null, Double.POSITIVE_INFINITY))), "detail.weeks");
        assertField(Validation.check(news(new SalesTarget(2024, 0L, null, null, null, null, TargetKind.TARGET))), "");
        assertField(
                Validation.check(news(new SalesTarget(2024, -1L, null, null, null, null, TargetKind.TARGET))),
                "detail.units");
        assertField(
                Validation.check(news(new SalesTarget(24, 1L, null, null, null, null, TargetKind.TARGET))),
                "detail.year");
        assertField(Validation.check(news(new Launch("M", -1L))), "detail.price_from_cny");
        assertField(Validation.check(capacity("P", 0, LocalDate.of(2024, 4, 1))), "");
        assertField(Validation.check(capacity("P", -1, LocalDate.of(2024, 4, 1))), "units_per_month");
        assertField(Validation.check(capacity("P", 1, LocalDate.of(2024, 4, 30))), "effective_from");
    }

    @Test
    void shouldFailForARecordThatIsNoEvent() {
        // Given a record of ours that is no input
        SpecificRecord detail = new SalesTarget(2024, 1L, null, null, null, null, TargetKind.TARGET);

        // When, then
        assertThatThrownBy(() -> Validation.check(detail))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(detail.getSchema().getFullName());
    }

    private static void assertField(Refusal refusal, String field) {
        assertThat(refusal == null ? "" : refusal.field()).as("%s", refusal).isEqualTo(field);
    }

    private static SalesReport april(String id, String brand, String source, long units) {
        return sales(id, brand, source, Measure.DELIVERIES, Granularity.MONTH, LocalDate.of(2024, 4, 1), units);
    }

    private static SalesReport sales(
            String id,
            String brand,
            String source,
            Measure measure,
            Granularity granularity,
            LocalDate start,
            long units) {
        return new SalesReport(
                id,
                brand,
                source,
                SourceTier.OFFICIAL,
                Instant.parse("2024-05-02T23:59:59Z"),
                null,
                null,
                null,
                measure,
                start,
                granularity,
                units,
                Qualifier.EXACT,
                null);
    }

    private static CapacityReport capacity(String plant, long units, LocalDate from) {
        return new CapacityReport(
                "id",
                "x",
                "ir",
                SourceTier.OFFICIAL,
                Instant.EPOCH,
                null,
                plant,
                units,
                from,
                CapacityStatus.OPERATING);
    }

    private static Announcement news(Object detail) {
        return news(detail, null);
    }

    private static Announcement news(Object detail, LocalDate occurredOn) {
        return new Announcement("id", "x", "ir", SourceTier.OFFICIAL, Instant.EPOCH, null, "news", detail, occurredOn);
    }

    private static Announcement linked(String url) {
        return new Announcement(
                "id", "x", "ir", SourceTier.OFFICIAL, Instant.EPOCH, url, "news", new LeadTimeQuote(null, 1.0), null);
    }

    private static SalesTarget target(
            Integer quarter, Integer month, String lastMonth, Long unitsHigh, TargetKind kind) {
        return new SalesTarget(2024, 100L, quarter, month, lastMonth, unitsHigh, kind);
    }

    private static SalesReport spanning(Measure measure, Granularity granularity, LocalDate start, LocalDate end) {
        return new SalesReport(
                "id",
                "x",
                "ir",
                SourceTier.OFFICIAL,
                Instant.parse("2024-05-02T23:59:59Z"),
                null,
                null,
                null,
                measure,
                start,
                granularity,
                1L,
                Qualifier.EXACT,
                end);
    }
}
