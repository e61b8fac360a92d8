package io.bellwether.domain.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.domain.ledger.MonthSeries.Month;
import io.bellwether.domain.ledger.MonthSeries.SeriesSubject;
import io.bellwether.domain.statement.Measure;
import io.bellwether.domain.statement.Qualifier;
import io.bellwether.domain.statement.Total;
import io.bellwether.schemas.StatementCodec;
import io.bellwether.streams.reference.EventLines;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What was said of a month, what counts, and why the rest does not. */
class MonthSeriesTest {

    private static final SeriesSubject BRAND = new SeriesSubject(Measure.DELIVERIES, null, null);

    private static List<Month> months(SeriesSubject subject, String... events) {
        BrandLedger ledger = new BrandLedger("x");
        MonthSeries series = new MonthSeries(subject, ledger::modelKey);
        EventLines.parse(events).forEach(event -> {
            ledger.add(StatementCodec.of(event));
            series.add(StatementCodec.of(event));
        });
        return series.months(ledger, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    /** By units: why a statement does not count, or "counts". */
    private static Map<Long, String> reasons(Month month) {
        Map<Long, String> reasons = new TreeMap<>();
        month.statements()
                .forEach(told -> reasons.put(
                        told.statement().units(), told.exclusionReason() == null ? "counts" : told.exclusionReason()));
        return reasons;
    }

    @Test
    void shouldNameWhatSupersedes() {
        // When a source restates a month
        Month month = months(BRAND, "x DELIVERIES 2024-03 100 at=2024-04-01", "x DELIVERIES 2024-03 120 at=2024-05-01")
                .get(0);

        // Then both are there, and the first names the second
        assertThat(month.total()).isEqualTo(new Total(120, Qualifier.EXACT));
        assertThat(month.closed()).isTrue();
        assertThat(reasons(month).get(100L)).startsWith("superseded by ").endsWith("published 2024-05-01");
        assertThat(reasons(month)).containsEntry(120L, "counts");
    }

    @Test
    void shouldSayWhichSourceIsBetter() {
        Month month = months(
                        BRAND,
                        "x DELIVERIES 2024-03 100 by=paper/MEDIA at=2024-04-09",
                        "x DELIVERIES 2024-03 110 by=maker/OFFICIAL at=2024-04-01",
                        "x DELIVERIES 2024-03 111 by=other/OFFICIAL at=2024-03-30")
                .get(0);

        assertThat(reasons(month))
                .containsEntry(100L, "maker is of a better tier, OFFICIAL before MEDIA")
                .containsEntry(110L, "counts")
                .containsEntry(111L, "maker is of the same tier and newer, 2024-04-01");
    }

    @Test
    void shouldSayThatTheSourceStatesTheWholeMonth() {
        Month month = months(
                        BRAND,
                        "x DELIVERIES day:2024-03-05 7",
                        "x DELIVERIES week:2024-03-04 30",
                        "x DELIVERIES 2024-03 100")
                .get(0);

        assertThat(reasons(month))
                .containsEntry(7L, "the same source states the whole month")
                .containsEntry(30L, "the same source states the whole month")
                .containsEntry(100L, "counts");
    }

    @Test
    void shouldSayThatALowerBoundIsRefined() {
        Month month = months(
                        BRAND,
                        "x DELIVERIES 2024-03 100+ by=maker/OFFICIAL",
                        "x DELIVERIES 2024-03 104 by=cpca/ASSOCIATION")
                .get(0);

        assertThat(month.total()).isEqualTo(new Total(104, Qualifier.EXACT));
        assertThat(reasons(month)).containsEntry(100L, "a lower bound, refined by cpca: exactly 104");
    }

    @Test
    void shouldSayThatAModelIsPartOfAWholeThatWasTold() {
        Month month = months(BRAND, "x DELIVERIES 2024-03 100 model=M", "x DELIVERIES 2024-03 150")
                .get(0);

        assertThat(reasons(month))
                .containsEntry(100L, "a figure for the whole brand counts in place of the models' sum")
                .containsEntry(150L, "counts");
    }

    @Test
    void shouldCountTheQuarterThatAMonthIsDerivedFrom() {
        List<Month> months = months(
                BRAND,
                "x DELIVERIES 2024-01 100",
                "x DELIVERIES 2024-02 110",
                "x DELIVERIES 2024-03 50+",
                "x DELIVERIES 2024-Q1 330");

        assertThat(months).hasSize(3);
        assertThat(reasons(months.get(0)).get(330L)).startsWith("a quarter that covers this month");
        assertThat(months.get(2).total()).isEqualTo(new Total(120, Qualifier.DERIVED));
        assertThat(reasons(months.get(2)))
                .containsEntry(330L, "counts")
                .containsEntry(50L, "not exact; the month follows exactly from other figures");
    }
}
