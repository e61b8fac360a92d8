package io.bellwether.domain.ledger;

import static io.bellwether.domain.ledger.Lines.ledger;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.bellwether.domain.statement.Months;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the market is told of a brand. */
class SummaryTest {

    @Test
    void shouldRankFactsByTheirDayAndTakeAPromiseForAnAnnouncement() {
        // Given
        BrandSummary.Technology noa = ledger(
                        "promise CITY_NOA FULL_ROLLOUT nationwide due=2024-12-31 at=2024-01-10 id=p",
                        "fact CITY_NOA CLOSED_BETA at=2024-02-01 id=beta cities=5",
                        "fact CITY_NOA LIMITED_ROLLOUT at=2024-07-01 on=2024-03-01 id=rollout cities=50",
                        "fact CITY_NOA LIMITED_ROLLOUT at=2024-06-01 on=2024-05-01 id=later cities=100 price=200000")
                .summary()
                .technologies()
                .get(0);

        // Then
        assertThat(noa.reached().stream()
                        .map(reached ->
                                reached.day() + " " + reached.provenance().eventId()))
                .containsExactly("2024-01-10 p", "2024-02-01 beta", "2024-03-01 rollout", "2024-03-01 rollout");
        assertThat(noa.newestCoverage().coverage()).isEqualTo(100);
        assertThat(noa.cheapest().priceFromCny()).isEqualTo(200_000);
        assertThat(noa.newest().eventId()).isEqualTo("rollout");
    }

    @Test
    void shouldStandAtAnnouncedByAPromiseAloneWithoutCoverageOrPrice() {
        BrandSummary.Technology noa = ledger(
                        "promise L3 FULL_ROLLOUT nationwide due=2024-12-31 price=1000 on=2023-01-01")
                .summary()
                .technologies()
                .get(0);

        assertThat(noa.reached()).hasSize(1);
        assertThat(noa.reached().get(0).day()).isEqualTo("2024-01-01");
        assertThat(noa.newestCoverage()).isNull();
        assertThat(noa.cheapest()).isNull();
    }

    @Test
    void shouldMeetPromisesByFactsOnlyOnTheirDay() {
        // Given
        BrandSummary.Promise kept = ledger(
                        "promise L3 LIMITED_ROLLOUT cities=10 due=2024-03-31 at=2024-01-10",
                        "promise L3 LIMITED_ROLLOUT cities=10 due=2024-06-30 at=2024-02-10",
                        "fact L3 FULL_ROLLOUT cities=9 on=2024-02-01 at=2024-05-01",
                        "fact L3 LIMITED_ROLLOUT nationwide on=2024-03-01 at=2024-07-01")
                .summary()
                .promises()
                .get(0);

        // Then
        assertThat(kept.metOn()).isEqualTo("2024-03-01");
        assertThat(kept.slips()).isEqualTo(1);
        assertThat(ledger("promise L3 ANNOUNCED due=2024-03-31")
                        .summary()
                        .promises()
                        .get(0)
                        .metOn())
                .isNull();
    }

    @Test
    void shouldTellWholeYearsWithWhatCameAfterEachMonth() {
        // Given 100 a month in 2023, and 200 in the last quarter of 2022
        List<String> lines = new ArrayList<>();
        for (int month = 1; month <= 12; month++) {
            lines.add("DELIVERIES 2023-%02d %d".formatted(month, month == 12 ? 160 : 100));
        }
        lines.add("DELIVERIES 2022-11 200");
        lines.add("DELIVERIES 2022-12 200");
        lines.add("DELIVERIES 2024-01 100");

        // When
        List<BrandSummary.BrandYear> years =
                ledger(lines.toArray(String[]::new)).summary().brandYears();

        // Then
        assertThat(years).hasSize(1);
        assertThat(years.get(0).year()).isEqualTo(2023);
        assertThat(years.get(0).months()).hasSize(12).endsWith(100L, 160L);
        // (1,100 + 60) after January over a mean of 500 / 3
        assertThat(years.get(0).multiples().get(0)).isEqualTo(Math.log(1160 / (500 / 3.0)), within(1e-12));
        assertThat(years.get(0).multiples().get(10)).isEqualTo(Math.log(1.6), within(1e-12));
    }

    @Test
    void shouldTellNoYearWithALowerBoundOrAnOpenMonth() {
        List<String> lines = new ArrayList<>();
        for (int month = 1; month <= 11; month++) {
            lines.add("DELIVERIES 2023-%02d 100".formatted(month));
        }
        String[] bound = with(lines, "DELIVERIES 2023-12 100+");
        String[] open = with(lines, "DELIVERIES 2023-12-05 100");

        assertThat(ledger(bound).summary().brandYears()).isEmpty();
        assertThat(ledger(open).summary().brandYears()).isEmpty();
        assertThat(ledger(with(lines, "DELIVERIES 2023-12 0"))
                        .summary()
                        .brandYears()
                        .get(0)
                        .multiples()
                        .get(10))
                .isNaN();
    }

    private static String[] with(List<String> lines, String line) {
        List<String> all = new ArrayList<>(lines);
        all.add(line);
        return all.toArray(String[]::new);
    }

    @Test
    void shouldTellMonthsFromFourteenBeforeTheReferenceMonth() {
        BrandSummary summary = ledger(
                        "DELIVERIES 2023-03 1",
                        "DELIVERIES 2023-04 1",
                        "DELIVERIES 2024-05 1",
                        "DELIVERIES 2024-06 2",
                        "break 2024-06",
                        "break 2024-02",
                        "break 2024-09 ended",
                        "break 2024-08 ended",
                        "break 2024-01 model=M ended")
                .summary();

        assertThat(summary.deliveries().stream().map(total -> Months.format(total.month())))
                .containsExactly("2023-04", "2024-05", "2024-06");
        assertThat(summary.monthsKnown()).isEqualTo(4);
        assertThat(summary.endedFrom()).isEqualTo(Months.parse("2024-08"));
        assertThat(summary.breaks().stream().map(Months::format))
                .containsExactly("2024-02", "2024-06", "2024-08", "2024-09");
    }
}
