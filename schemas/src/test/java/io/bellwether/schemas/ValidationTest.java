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
import io.bellwether.schemas.avro.SalesReport;
import io.bellwether.schemas.avro.SalesTarget;
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
        return new Announcement("id", "x", "ir", SourceTier.OFFICIAL, Instant.EPOCH, null, "news", detail, null);
    }
}
