package io.bellwether.domain.ledger;

import static io.bellwether.domain.ledger.Lines.deliveries;
import static io.bellwether.domain.ledger.Lines.ledger;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which statements about one month count (docs/figures.md#cell). */
class CellTest {

    private static final String LATER = "news at=2024-06-01";

    private static String april(String... lines) {
        List<String> all = new ArrayList<>(Arrays.asList(lines));
        all.add(LATER);
        return deliveries(ledger(all.toArray(String[]::new)), "2024-04");
    }

    @Test
    void shouldAddWeeksWithEveryThursdayToAnEstimateOfTheWholeMonth() {
        // April 2024 has four Thursdays: 4, 11, 18, 25
        String whole = april(
                "DELIVERIES week:2024-04-01 10",
                "DELIVERIES week:2024-04-08 20",
                "DELIVERIES week:2024-04-15 30",
                "DELIVERIES week:2024-04-22 40");
        String bound = april(
                "DELIVERIES week:2024-04-01 10+",
                "DELIVERIES week:2024-04-08 20",
                "DELIVERIES week:2024-04-15 30",
                "DELIVERIES week:2024-04-22 40");

        assertThat(whole).isEqualTo("100 ESTIMATE");
        assertThat(bound).isEqualTo("100 AT_LEAST");
    }

    @Test
    void shouldTakeWeeksWithoutOneThursdayForAPart() {
        assertThat(april(
                        "DELIVERIES week:2024-04-01 10",
                        "DELIVERIES week:2024-04-15 30",
                        "DELIVERIES week:2024-04-22 40"))
                .isEqualTo("80 AT_LEAST");
    }

    @Test
    void shouldAddAllDaysOfAMonthExactly() {
        // Given 30 days of 1
        String[] days = new String[30];
        for (int day = 1; day <= 30; day++) {
            days[day - 1] = "DELIVERIES 2024-04-%02d 1".formatted(day);
        }

        // When
        String whole = april(days);
        String part = april(Arrays.copyOf(days, 29));

        // Then
        assertThat(whole).isEqualTo("30 EXACT");
        assertThat(part).isEqualTo("29 AT_LEAST");
    }

    @ParameterizedTest
    @CsvSource({
        "13, 14, 500", // the month so far reaches further than a day
        "14, 14, 500", // of equal days the month so far goes first
        "14, 15, 7", // the day reaches further
    })
    void shouldCountThePartThatReachesTheLatestDay(int soFarTo, int day, String units) {
        String part = april(
                "DELIVERIES 2024-04-01..2024-04-" + Math.max(soFarTo, 14) + " 500",
                "DELIVERIES 2024-04-%02d 7".formatted(day));

        assertThat(part).isEqualTo(units + " AT_LEAST");
    }

    @Test
    void shouldPreferTheMonthSoFarToWeeksAndWeeksToDaysThatReachTheSameDay() {
        assertThat(april(
                        "DELIVERIES week:2024-04-08 20",
                        "DELIVERIES 2024-04-14 3",
                        "DELIVERIES 2024-04-01..2024-04-14 35"))
                .isEqualTo("35 AT_LEAST");
        assertThat(april("DELIVERIES week:2024-04-08 20", "DELIVERIES 2024-04-14 3"))
                .isEqualTo("20 AT_LEAST");
    }

    @Test
    void shouldLetWeeksReachTheEndOfTheMonthAtMost() {
        // The week of 29 April is of May; that of 22 April ends on the 28th
        assertThat(april("DELIVERIES week:2024-04-22 20", "DELIVERIES 2024-04-30 3"))
                .isEqualTo("3 AT_LEAST");
        // The week from 27 May ends on 2 June, which is 31 May for May
        BrandLedger may = ledger("DELIVERIES week:2024-05-27 20", "DELIVERIES 2024-05-31 3", "news at=2024-07-01");
        assertThat(deliveries(may, "2024-05")).isEqualTo("20 AT_LEAST");
    }

    @Test
    void shouldCountTheMonthSoFarThatEndsLast() {
        assertThat(april(
                        "DELIVERIES 2024-04-01..2024-04-21 700", "DELIVERIES 2024-04-01..2024-04-14 900 at=2024-05-03"))
                .isEqualTo("700 AT_LEAST");
    }

    @Test
    void shouldUseNoStretchOfDaysThatStartsWithinAMonthOrCrossesIt() {
        assertThat(april("DELIVERIES 2024-04-08..2024-04-13 9", "DELIVERIES 2024-03-01..2024-04-13 99"))
                .isEqualTo("unknown");
    }

    @Test
    void shouldPreferTheWholeMonthOfAWorseTierToAPartOfABetterOne() {
        assertThat(april(
                        "DELIVERIES 2024-04-01..2024-04-28 900 by=maker/OFFICIAL",
                        "DELIVERIES 2024-04 1000 by=press/MEDIA"))
                .isEqualTo("1000 EXACT");
    }

    @Test
    void shouldRefineALowerBoundByTheBestExactFigureThatIsNoSmaller() {
        assertThat(april(
                        "DELIVERIES 2024-04 1000+ by=maker/OFFICIAL",
                        "DELIVERIES 2024-04 999 by=cpca/ASSOCIATION",
                        "DELIVERIES 2024-04 1007 by=plates/REGISTRATION",
                        "DELIVERIES 2024-04 1004 by=press/MEDIA"))
                .isEqualTo("1007 EXACT");
    }

    @Test
    void shouldTakeAMonthStatedBeforeItIsOverForTheMonthSoFar() {
        // Given "April: 4,100" published on the 18th
        BrandLedger ledger = ledger("DELIVERIES 2024-03 9000", "DELIVERIES 2024-04 4100 at=2024-04-18");

        // Then April stays open
        assertThat(deliveries(ledger, "2024-04")).isEqualTo("4100 AT_LEAST");
        assertThat(ledger.metrics().shown(Metric.REFERENCE_MONTH)).isEqualTo("2024-03");
        assertThat(ledger.metrics().value(Metric.MTD_DELIVERIES)).isEqualTo(4100L);
    }
}
