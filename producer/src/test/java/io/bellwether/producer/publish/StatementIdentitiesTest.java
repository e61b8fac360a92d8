package io.bellwether.producer.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.domain.statement.Aliases;
import io.bellwether.producer.format.EventFormat;
import io.bellwether.producer.format.EventSource;
import io.bellwether.producer.format.IntakeOptions;
import io.bellwether.schemas.avro.Granularity;
import io.bellwether.schemas.avro.Measure;
import io.bellwether.schemas.avro.Qualifier;
import io.bellwether.schemas.avro.SalesReport;
import io.bellwether.schemas.avro.SourceTier;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Two rows of one input that say different things of the same at the same instant. */
final class StatementIdentitiesTest {

    private static final String HEADER =
            "type,brand,model,measure,period_start,granularity,units,source,source_tier,published_at\n";

    @Test
    void shouldRefuseTheSecondOfTwoFiguresOfOneInstantAndNameTheFirst() {
        // Given two companies of one brand, whose figures are parts of one
        String rows = row("", 4500, "2024-11-01") + row("", 1600, "2024-11-01");

        // When
        PublishSummary summary = run(rows);

        // Then the first is not replaced by chance
        assertThat(summary.accepted()).isEqualTo(1);
        assertThat(summary.refusals())
                .singleElement()
                .satisfies(refusal -> assertThat(refusal)
                        .startsWith("test:3: units: differs from what line 2 says of the same")
                        .contains("duplicates: sum"));
    }

    @Test
    void shouldTakeWhatIsRepeatedRestatedOrOfAnotherModel() {
        // Given
        String rows = row("", 4500, "2024-11-01")
                + row("", 4500, "2024-11-01")
                + row("", 4600, "2024-11-02")
                + row("A5", 1600, "2024-11-01");

        // When
        PublishSummary summary = run(rows);

        // Then
        assertThat(summary.refusals()).isEmpty();
        assertThat(summary.accepted()).isEqualTo(3);
        assertThat(summary.duplicate()).isEqualTo(1);
    }

    @Test
    void shouldTakeSpellingsOfAModelForOne() {
        // Given
        String rows = row("Model 3", 4500, "2024-11-01") + row("Model3", 1600, "2024-11-01");

        // When, then
        assertThat(run(rows).refused()).isEqualTo(1);
    }

    @Test
    void shouldTakeSpellingsOfTheTableAndFormsOfAPeriodForOneAsTheLedgerDoes() {
        // Given a table by which "alpha" is the model A
        Aliases.Builder table = Aliases.builder();
        table.brand("acme", "Acme");
        table.model("acme", "A", "alpha");
        StatementIdentities identities = new StatementIdentities(table.build().asTaxonomy());
        identities.note(october("alpha", Granularity.MONTH, null, 4500), 1);

        // When the same month of the same model comes as a stretch of days under its name
        Optional<Long> conflict = identities.note(october("A", Granularity.SPAN, LocalDate.of(2024, 10, 31), 1600), 2);

        // Then it is one statement with two figures
        assertThat(conflict).contains(1L);
        assertThat(identities.note(october("B", Granularity.MONTH, null, 1600), 3))
                .isEmpty();
    }

    private static SalesReport october(String model, Granularity granularity, LocalDate end, long units) {
        return new SalesReport(
                "event-" + units,
                "acme",
                "acme-ir",
                SourceTier.OFFICIAL,
                Instant.parse("2024-11-01T00:00:00Z"),
                null,
                model,
                null,
                Measure.DELIVERIES,
                LocalDate.of(2024, 10, 1),
                granularity,
                units,
                Qualifier.EXACT,
                end);
    }

    @Test
    void shouldCompareWithinOneInputOnly() {
        // Given
        List<EventSource> files = List.of(source(row("", 4500, "2024-11-01")), source(row("", 1600, "2024-11-01")));

        // When, then
        assertThat(Publisher.dryRun(files, IntakeOptions.DEFAULT, Progress.none())
                        .accepted())
                .isEqualTo(2);
    }

    private static String row(String model, int units, String published) {
        return "sales,acme," + model + ",DELIVERIES,2024-10-01,MONTH," + units + ",acme-ir,OFFICIAL," + published
                + "\n";
    }

    private static PublishSummary run(String rows) {
        return Publisher.dryRun(List.of(source(rows)), IntakeOptions.DEFAULT, Progress.none());
    }

    private static EventSource source(String rows) {
        return EventSource.of(
                "test", EventFormat.CSV, new ByteArrayInputStream((HEADER + rows).getBytes(StandardCharsets.UTF_8)));
    }
}
