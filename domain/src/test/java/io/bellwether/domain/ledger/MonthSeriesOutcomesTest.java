package io.bellwether.domain.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.domain.statement.Measure;
import io.bellwether.domain.statement.Months;
import io.bellwether.domain.statement.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What became of every statement about a month (docs/figures.md#statement-outcomes). */
class MonthSeriesOutcomesTest {

    /** By event id, why it does not count in a month, or {@code "counts"}. */
    private static Map<String, String> outcomes(String month, String... lines) {
        List<Statement> said = Lines.statements(lines);
        BrandLedger ledger = LedgerReplay.PLAIN.fold("x", Knowledge.ALL, said::forEach);
        MonthSeries series =
                new MonthSeries(new MonthSeries.SeriesSubject(Measure.DELIVERIES, null, null), ledger::modelKey);
        said.forEach(series::add);
        Map<String, String> outcomes = new HashMap<>();
        for (MonthSeries.Month shown : series.months(ledger, Months.parse(month), Months.parse(month))) {
            shown.statements()
                    .forEach(told -> outcomes.put(
                            told.statement().provenance().eventId(),
                            told.exclusionReason() == null ? "counts" : told.exclusionReason()));
        }
        return outcomes;
    }

    @Test
    void shouldListWhatIsRetractedWithItsReason() {
        assertThat(outcomes(
                        "2024-03",
                        "DELIVERIES 2024-03 100 id=old",
                        "DELIVERIES 2024-03 1000 id=new at=2024-04-10",
                        "DELIVERIES 2024-03 7 id=press by=press/MEDIA",
                        "withdraw new at=2024-04-20 why=a_zero_too_many",
                        "void press at=2024-04-21 by=desk/MEDIA why=another_brand"))
                .containsEntry("old", "counts")
                .containsEntry("new", "withdrawn by ir on 2024-04-20: a zero too many")
                .containsEntry("press", "retracted as void by desk on 2024-04-21: another brand");
    }

    @Test
    void shouldSayThatAPartYieldsToTheWhole() {
        assertThat(outcomes(
                        "2024-03",
                        "DELIVERIES 2024-03-01..2024-03-17 60 id=so-far",
                        "DELIVERIES 2024-03 100 id=whole by=press/MEDIA",
                        "DELIVERIES 2024-03-05 3 id=day",
                        "DELIVERIES 2024-03-08..2024-03-12 20 id=stretch"))
                .containsEntry("so-far", "a part of the month; press covers all of it")
                .containsEntry("day", "the same source has a part of the month that reaches later")
                .containsEntry(
                        "stretch",
                        "a stretch of days that is no part of a month from its first day on is kept but not used")
                .containsEntry("whole", "counts");
    }

    @Test
    void shouldListRunsInEveryMonthThatTheyCover() {
        String[] lines = {
            "DELIVERIES 2024-01 10 id=january",
            "DELIVERIES 2024-01..2024-02 30 id=two",
            "DELIVERIES 2024-Q1 60 id=press by=press/MEDIA",
            "DELIVERIES 2024-Q1 70 id=quarter",
            "DELIVERIES 2024-Q1 60 id=region region=cn",
            "DELIVERIES 2024-Q1 60 id=model model=M"
        };

        assertThat(outcomes("2024-02", lines))
                .containsEntry("two", "counts")
                .containsEntry(
                        "quarter",
                        "a quarter that covers this month; the month does not have to be derived from it, or cannot be")
                .containsEntry("press", "ir is of a better tier, OFFICIAL before MEDIA")
                .containsEntry("region", "a quarter of one region is kept but not used")
                .containsEntry("model", "a quarter of one model; the brand's month is not derived from it");
        assertThat(outcomes("2024-03", lines))
                .containsEntry("quarter", "counts")
                .doesNotContainKey("two");
    }

    @Test
    void shouldSayThatAnEstimateYieldsToWhatFollows() {
        assertThat(outcomes(
                        "2024-02",
                        "DELIVERIES 2024-01 10",
                        "DELIVERIES 2024-02 19~ id=february",
                        "DELIVERIES 2024-01..2024-02 30"))
                .containsEntry("february", "not exact; the month follows exactly from other figures");
    }
}
