package io.bellwether.streams.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bellwether.domain.ledger.MonthSeries;
import io.bellwether.domain.statement.Measure;
import io.bellwether.schemas.avro.Severity;
import io.bellwether.streams.query.MarketQueries.MonthSpan;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Queries as one instance sends them and another reads them. */
class QueryCodecTest {

    private static final LocalDate DAY = LocalDate.of(2024, 6, 30);

    /** Of every kind one with all that it can say, and one with no more than it must. */
    private static final List<StateQuery<?>> QUERIES = List.of(
            new AlertLifeQuery("a/b c"),
            new AlertPageQuery(
                    new WantedAlerts(true, "xiaomi", "DATA_GAP", Severity.CRITICAL), "1\nDATA_GAP\nxiaomi", 10),
            new AlertPageQuery(new WantedAlerts(null, null, null, null), null, 1),
            new AlertsQuery(),
            new AppliedRulesQuery(),
            new BrandQuery("xiaomi", DAY),
            new BrandQuery("蔚来", null),
            new BrandsQuery(DAY, "nio", 10),
            new BrandsQuery(null, null, 1),
            new BrandYearsQuery(DAY, 2024),
            new BrandYearsQuery(null, 2024),
            new CalendarQuery(DAY),
            new CalendarQuery(null),
            new ChangesQuery(DAY, DAY.plusDays(9), new PageOfBrands("nio", "nio\n000000001", 10)),
            new CourseQuery(DAY, true),
            new KnownEventsQuery("xiaomi", List.of("one", "two")),
            new MarketDayQuery(),
            new MarketViewQuery(),
            new MonthsQuery(
                    "xiaomi",
                    DAY,
                    new MonthSeries.SeriesSubject(Measure.ORDERS, "SU7", "cn"),
                    new MonthSpan(YearMonth.of(2024, 4), YearMonth.of(2024, 10), 240)),
            new MonthsQuery(
                    "xiaomi",
                    null,
                    new MonthSeries.SeriesSubject(Measure.DELIVERIES, null, null),
                    new MonthSpan(null, null, 1)),
            new SourcesQuery(DAY, new PageOfBrands("nio", "nio\nir\nORDERS", 10)),
            new SourcesQuery(null, new PageOfBrands(null, null, 1)),
            new StatementsQuery(
                    DAY,
                    new StatementFilter(new DaySpan(DAY, DAY), "ir", "a", "launch"),
                    new PageOfBrands("nio", "nio\n1\na", 10)),
            new StatementsQuery(
                    null,
                    new StatementFilter(new DaySpan(null, null), null, null, null),
                    new PageOfBrands(null, null, 1)),
            new DaysQuery(new DaySpan(DAY, null), "nio"),
            new DaysQuery(new DaySpan(null, null), null),
            new ModelNamesQuery(),
            new SummariesQuery(DAY),
            new TotalsQuery(DAY, Measure.RETAIL, 13, "nio", 100),
            new TotalsQuery(null, Measure.DELIVERIES, 1, null, 1),
            new YearQuery("xiaomi", DAY, "SU7", 2024),
            new YearQuery("xiaomi", null, null, null));

    @Test
    void shouldReadEveryQueryAsItWasSent() {
        for (StateQuery<?> query : QUERIES) {
            assertThat(QueryCodec.decode(new QueryParameters(query.parameters().texts())))
                    .isEqualTo(query);
        }
        assertThat(QUERIES).extracting(query -> (Object) query.getClass()).containsOnly((Object[])
                StateQuery.class.getPermittedSubclasses());
    }

    @Test
    void shouldRefuseWhatIsNoQuery() {
        assertThatThrownBy(() -> QueryCodec.decode(new QueryParameters(Map.of("ask", "Nothing"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown query: Nothing");
        assertThatThrownBy(() -> QueryCodec.decode(new QueryParameters(Map.of("ask", "Brand"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the query lacks brand");
    }

    @Test
    void shouldAskOnePartitionAboutOneBrandAndAllAboutAll() {
        assertThat(new BrandQuery("xiaomi", null).placement().partitions(6)).hasSize(1);
        assertThat(new BrandQuery("xiaomi", null).placement().partitions(6))
                .isEqualTo(new MonthsQuery(
                                "xiaomi",
                                null,
                                new MonthSeries.SeriesSubject(Measure.DELIVERIES, null, null),
                                new MonthSpan(null, null, 1))
                        .placement()
                        .partitions(6));
        assertThat(new SummariesQuery(DAY).placement().partitions(6)).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(new AlertsQuery().placement().partitions(6)).containsExactly(0);
    }

    @Test
    void shouldLimitTheAnswersThatReadStatementsAgain() {
        assertThat(new BrandsQuery(null, null, 10).cost()).isEqualTo(Cost.READ);
        assertThat(new BrandsQuery(DAY, null, 10).cost()).isEqualTo(Cost.REPLAY);
    }
}
