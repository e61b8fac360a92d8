package io.bellwether.domain.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.domain.statement.Measure;
import io.bellwether.domain.statement.Months;
import io.bellwether.domain.statement.Statement;
import io.bellwether.schemas.StatementCodec;
import io.bellwether.streams.reference.EventLines;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a month was first said to be, and what became of that. */
class RestatementsTest {

    private static final int MARCH = Months.of(LocalDate.of(2024, 3, 1));

    private static List<String> revisions(String... events) {
        MonthSeries.SeriesSubject subject = new MonthSeries.SeriesSubject(Measure.DELIVERIES, null, null);
        TreeMap<LocalDate, List<Statement>> days = new TreeMap<>();
        EventLines.parse(events).forEach(event -> {
            Statement statement = StatementCodec.of(event);
            days.computeIfAbsent(statement.provenance().date(), day -> new ArrayList<>())
                    .add(statement);
        });
        BrandLedger ledger = new BrandLedger("x");
        Restatements restatements = new Restatements(subject);
        days.forEach((day, statements) -> {
            statements.forEach(ledger::add);
            restatements.endOfDay(day, ledger, List.of(MARCH));
        });
        return restatements.of(MARCH).stream()
                .map(revision -> revision.asOf() + " " + revision.total().units() + " "
                        + revision.total().qualifier())
                .toList();
    }

    @Test
    void shouldTellEachValueFromTheDayOn() {
        List<String> revisions = revisions(
                "x DELIVERIES 2024-03 100+ at=2024-04-01",
                "x DELIVERIES 2024-02 50 at=2024-04-05",
                "x DELIVERIES 2024-03 120 at=2024-04-10");

        assertThat(revisions).containsExactly("2024-04-01 100 AT_LEAST", "2024-04-10 120 EXACT");
    }

    @Test
    void shouldNotTakeAMonthHalfToldForItsFirstFigure() {
        List<String> revisions = revisions(
                "x DELIVERIES day:2024-03-05 7 at=2024-03-06",
                "x DELIVERIES day:2024-03-06 8 at=2024-03-07",
                "x DELIVERIES 2024-04 90 at=2024-05-01");

        assertThat(revisions).containsExactly("2024-05-01 15 AT_LEAST");
    }

    @Test
    void shouldKeepTheFirstAndTheLatestOfMany() {
        String[] events = new String[Restatements.MAX_REVISIONS + 10];
        for (int i = 0; i < events.length; i++) {
            events[i] = "x DELIVERIES 2024-03 " + (100 + i) + " at="
                    + LocalDate.of(2024, 4, 1).plusDays(i);
        }

        List<String> revisions = revisions(events);

        assertThat(revisions).hasSize(Restatements.MAX_REVISIONS).startsWith("2024-04-01 100 EXACT");
        assertThat(revisions.get(1)).contains(" 111 ");
        assertThat(revisions.get(revisions.size() - 1)).contains(" 159 ");
    }
}
