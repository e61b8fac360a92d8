package io.bellwether.domain.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.bellwether.domain.statement.Granularity;
import io.bellwether.domain.statement.Measure;
import io.bellwether.domain.statement.Provenance;
import io.bellwether.domain.statement.Qualifier;
import io.bellwether.domain.statement.SalesPeriod;
import io.bellwether.domain.statement.Statement;
import io.bellwether.domain.statement.Tier;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How good the figures of a source have been. */
class SourceQualityTest {

    private final List<Statement> statements = new ArrayList<>();

    private SourceQualityTest said(String source, Tier tier, String month, long units, String publishedOn) {
        return said(
                source,
                tier,
                null,
                SalesPeriod.of(Granularity.MONTH, LocalDate.parse(month + "-01")),
                units,
                publishedOn);
    }

    private SourceQualityTest said(
            String source, Tier tier, String model, SalesPeriod period, long units, String publishedOn) {
        Provenance provenance = new Provenance(
                "event-" + statements.size(), Provenance.startOfDay(LocalDate.parse(publishedOn)), source, tier, null);
        statements.add(
                new Statement.Sales(provenance, model, null, Measure.DELIVERIES, period, units, Qualifier.EXACT));
        return this;
    }

    private List<SourceQuality> qualities() {
        BrandLedger ledger = new BrandLedger("x");
        statements.forEach(ledger::add);
        return SourceQuality.of(ledger, statements);
    }

    @Test
    void shouldCountFiguresAndWhatBecameOfThem() {
        // Given three months, of which one went up by a tenth and one down by a fifth, in two steps
        said("ir", Tier.OFFICIAL, "2024-01", 100, "2024-02-01")
                .said("ir", Tier.OFFICIAL, "2024-01", 110, "2024-03-01")
                .said("ir", Tier.OFFICIAL, "2024-02", 100, "2024-03-02")
                .said("ir", Tier.OFFICIAL, "2024-02", 90, "2024-03-03")
                .said("ir", Tier.OFFICIAL, "2024-02", 80, "2024-03-04")
                .said("ir", Tier.OFFICIAL, "2024-03", 100, "2024-04-10");

        SourceQuality quality = qualities().get(0);

        assertThat(quality.source()).isEqualTo("ir");
        assertThat(quality.tier()).isEqualTo(Tier.OFFICIAL);
        assertThat(quality.figures()).isEqualTo(3);
        assertThat(quality.restated()).isEqualTo(2);
        assertThat(quality.revisionMean()).isCloseTo((0.1 - 0.2 + 0) / 3, within(1e-9));
        assertThat(quality.revisionMeanAbs()).isCloseTo((0.1 + 0.2 + 0) / 3, within(1e-9));
        assertThat(quality.lagDays()).isEqualTo(2);
        assertThat(quality.differenceMeanAbs()).isNull();
    }

    @Test
    void shouldMeasureTheDistanceFromTheFigureThatStandsWhereAnotherSourceCounts() {
        // Given an association that is 10% above the company in January and alone in February
        said("ir", Tier.OFFICIAL, "2024-01", 100, "2024-02-01")
                .said("cpca", Tier.ASSOCIATION, "2024-01", 120, "2024-02-08")
                .said("cpca", Tier.ASSOCIATION, "2024-01", 110, "2024-02-09")
                .said("cpca", Tier.ASSOCIATION, "2024-02", 500, "2024-03-08");

        List<SourceQuality> qualities = qualities();

        assertThat(qualities).extracting(SourceQuality::source).containsExactly("cpca", "ir");
        assertThat(qualities.get(0).differenceMeanAbs()).isCloseTo(0.1, within(1e-9));
        assertThat(qualities.get(0).lagDays()).isEqualTo(8);
        assertThat(qualities.get(1).differenceMeanAbs()).isNull();
    }

    @Test
    void shouldCountFiguresOfModelsEachByItself() {
        // Given an association that gives two models, one of them in two spellings, beside the company's figure of it
        SalesPeriod january = SalesPeriod.of(Granularity.MONTH, LocalDate.of(2024, 1, 1));
        said("cpca", Tier.ASSOCIATION, "Model 3", january, 100, "2024-02-08")
                .said("cpca", Tier.ASSOCIATION, "Model3", january, 120, "2024-02-09")
                .said("cpca", Tier.ASSOCIATION, "Model Y", january, 50, "2024-02-08")
                .said("ir", Tier.OFFICIAL, "Model 3", january, 100, "2024-02-01");

        SourceQuality cpca = qualities().get(0);

        assertThat(cpca.figures()).isEqualTo(2);
        assertThat(cpca.restated()).isEqualTo(1);
        assertThat(cpca.revisionMean()).isCloseTo((0.2 + 0) / 2, within(1e-9));
        assertThat(cpca.differenceMeanAbs()).isCloseTo(0.2, within(1e-9));
    }

    @Test
    void shouldLookAtMonthStatementsAlone() {
        SalesPeriod first = SalesPeriod.of(Granularity.DAY, LocalDate.of(2024, 1, 1));
        said("ir", Tier.OFFICIAL, null, first, 3, "2024-01-02");

        assertThat(qualities()).isEmpty();
    }

    @Test
    void shouldHaveNoRevisionWhereTheFirstFigureIsZero() {
        said("ir", Tier.OFFICIAL, "2024-01", 0, "2024-02-01").said("ir", Tier.OFFICIAL, "2024-01", 5, "2024-02-02");

        SourceQuality quality = qualities().get(0);

        assertThat(quality.restated()).isEqualTo(1);
        assertThat(quality.revisionMean()).isNull();
        assertThat(quality.revisionMeanAbs()).isNull();
    }
}
