package io.bellwether.producer.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.config.AliasFile;
import io.bellwether.producer.format.ParsedEvent.Accepted;
import io.bellwether.producer.format.ParsedEvent.Refused;
import io.bellwether.schemas.avro.SalesReport;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What names of brands and models become where events come in. */
final class BrandNamesTest {

    private static final IntakeOptions TAKES_NEW =
            IntakeOptions.DEFAULT.withBrands(new BrandNames(AliasFile.shipped(), true));
    private static final IntakeOptions KNOWN_ONLY =
            IntakeOptions.DEFAULT.withBrands(new BrandNames(AliasFile.shipped(), false));

    @ParameterizedTest
    @CsvSource({
        "\u851a\u6765, nio",
        "' NIO\u3000', nio",
        "Zero Run, leapmotor",
        "acme, acme",
        "\u963f\u7ef4, \u963f\u7ef4",
    })
    void shouldPutTheSlugIntoTheEvent(String written, String slug) {
        // Given, when, then
        assertThat(accepted(written, null, TAKES_NEW).getBrand()).isEqualTo(slug);
    }

    @Test
    void shouldDeriveTheSameIdFromEveryNameOfABrand() {
        // Given, when, then
        assertThat(accepted("\u851a\u6765", null, TAKES_NEW).getEventId())
                .isEqualTo(accepted("nio", null, TAKES_NEW).getEventId());
    }

    @Test
    void shouldNameTheModelAsTheTableDoes() {
        // Given, when, then
        assertThat(accepted("AITO", "\u95ee\u754c M9", TAKES_NEW).getModel()).isEqualTo("M9");
        assertThat(accepted("acme", " A\u0308 5\u00a0", TAKES_NEW).getModel())
                .as("without blanks around it and composed")
                .isEqualTo("\u00c4 5");
    }

    @Test
    void shouldRefuseAnUnknownNameWithTheNearestKnownOnes() {
        // Given, when, then
        assertThat(reason("Leapmotr", TAKES_NEW))
                .startsWith("brand: is no known name and no slug")
                .contains("did you mean Leapmotor (leapmotor)?")
                .endsWith("a new brand is written as a slug, here 'leapmotr'");
        assertThat(reason("leapmotr", KNOWN_ONLY))
                .startsWith("brand: is no known brand: 'leapmotr'; did you mean Leapmotor (leapmotor)?")
                .contains("--new-brands");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Acme", "acme ev", "ac\u200bme", "acme\u0301", "\u212bme", "acme/x", "ac\u00a0me"})
    void shouldNotLetBrandsDifferByWhatNobodySees(String written) {
        // Given case, a blank, an invisible character, another form of Unicode

        // When, then
        assertThat(reason(written, TAKES_NEW)).startsWith("brand: is no known name and no slug");
    }

    @ParameterizedTest
    @ValueSource(strings = {"other", "Others", " TOTAL ", "\u5176\u4ed6"})
    void shouldRefuseWhatStandsForARemainder(String written) {
        // Given, when, then
        assertThat(reason(written, TAKES_NEW)).startsWith("brand: ").contains("remainder or a total");
    }

    @Test
    void shouldTellWhatElseIsWrongWithAnEventOfAnUnknownBrand() {
        // Given
        String event = event("Acme", null).replace("310", "-1");

        // When, then
        assertThat(EventJson.parse(event, TAKES_NEW).toString())
                .contains("is no known name and no slug")
                .contains("; units: must be 0 to");
    }

    @Test
    void shouldPublishACorrectionNowUnderAnIdOfItsOwn() {
        // Given
        Instant now = Instant.parse("2024-11-20T08:00:00.123456789Z");
        IntakeOptions correcting = new IntakeOptions(BrandNames.ANY, TextOptions.DEFAULT, true, false, () -> now);
        String event = event("acme", null).replace("{", "{\"event_id\":\"e1\",");

        // When
        SalesReport report = (SalesReport) ((Accepted) EventJson.parse(event, correcting)).event();

        // Then
        assertThat(report.getPublishedAt()).isEqualTo(Instant.parse("2024-11-20T08:00:00.123456Z"));
        assertThat(report.getEventId()).isNotEqualTo("e1").hasSize(36);
    }

    @Test
    void shouldRefuseWhatWasPublishedInTheFuture() {
        // Given
        IntakeOptions early = new IntakeOptions(
                BrandNames.ANY, TextOptions.DEFAULT, false, false, () -> Instant.parse("2024-11-03T23:59:59Z"));

        // When, then
        assertThat(EventJson.parse(event("acme", null), early).toString())
                .contains("published_at")
                .contains("must not be more than 24 hours after now");
    }

    private static String event(String brand, @Nullable String model) {
        return ("{'type':'sales','brand':'" + brand + "','model':" + (model == null ? "null" : "'" + model + "'")
                        + ",'measure':'DELIVERIES','period_start':'2024-10-01','granularity':'MONTH','units':310,"
                        + "'source':'acme-ir','source_tier':'OFFICIAL','published_at':'2024-11-05'}")
                .replace('\'', '"');
    }

    private static SalesReport accepted(String brand, @Nullable String model, IntakeOptions options) {
        ParsedEvent result = EventJson.parse(event(brand, model), options);
        assertThat(result).isInstanceOf(Accepted.class);
        return (SalesReport) ((Accepted) result).event();
    }

    private static String reason(String brand, IntakeOptions options) {
        ParsedEvent result = EventJson.parse(event(brand, null), options);
        assertThat(result).isInstanceOf(Refused.class);
        return ((Refused) result).refusal().toString();
    }
}
