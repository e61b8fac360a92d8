package io.bellwether.domain.statement;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which statements replace each other (docs/figures.md#identity), and which of them holds. */
class IdentityTest {

    private static final LocalDate OCTOBER = LocalDate.of(2024, 10, 1);

    private static Provenance by(String source, int minute) {
        return new Provenance("event", minute * 60_000_000L, source, Tier.OFFICIAL, null);
    }

    private static Identity of(Statement statement) {
        return Identity.of(statement, spelling -> spelling.toLowerCase(Locale.ROOT));
    }

    private static Statement.Sales sales(String model, String region, Granularity granularity, String source) {
        SalesPeriod period = SalesPeriod.of(granularity, OCTOBER);
        return new Statement.Sales(by(source, 0), model, region, Measure.DELIVERIES, period, 1, Qualifier.EXACT);
    }

    @Test
    void shouldTellApartWhateverDiffersInAComponent() {
        // Given
        List<Statement> apart = List.of(
                sales(null, null, Granularity.MONTH, "ir"),
                sales("A", null, Granularity.MONTH, "ir"),
                sales(null, "cn", Granularity.MONTH, "ir"),
                sales(null, null, Granularity.QUARTER, "ir"),
                sales(null, null, Granularity.MONTH, "cpca"),
                new Statement.Capacity(by("ir", 0), "P", 1, 24_000, true),
                new Statement.Capacity(by("ir", 0), "P", 1, 24_001, true),
                new Statement.Target(by("ir", 0), TargetPeriod.year(2024), 1, null, false),
                new Statement.Target(by("ir", 0), TargetPeriod.year(2024), 1, null, true),
                new Statement.Quote(by("ir", 0), null, 1),
                new Statement.Quote(by("ir", 0), "A", 1));

        // When
        Stream<Identity> identities = apart.stream().map(IdentityTest::of);

        // Then
        assertThat(identities.distinct()).hasSize(apart.size());
        assertThat(apart.stream().map(IdentityTest::of).map(Identity::parts).distinct())
                .hasSize(apart.size());
    }

    @Test
    void shouldTakeSpellingsForOneAndFactsForNone() {
        assertThat(of(sales("SU7", null, Granularity.MONTH, "ir")))
                .isEqualTo(of(sales("su7", null, Granularity.MONTH, "ir")));
        assertThat(of(new Statement.Launch(by("ir", 0), OCTOBER, "SU7"))).isNull();
        assertThat(of(new Statement.News(by("ir", 0)))).isNull();
    }

    @Test
    void shouldLetTheNewestHoldAndOfOneInstantTheGreater() {
        // Given
        Statement.Quote first = new Statement.Quote(by("ir", 0), null, 9);
        Statement.Quote second = new Statement.Quote(by("ir", 1), null, 4);
        Statement.Quote again = new Statement.Quote(by("ir", 1), null, 5);

        // Then
        assertThat(Supersession.holding(first, second)).isSameAs(second);
        assertThat(Supersession.holding(second, first)).isSameAs(second);
        assertThat(Supersession.holding(second, again)).isSameAs(again);
        assertThat(Supersession.holding(again, second)).isSameAs(again);
    }
}
