package io.bellwether.domain.ledger;

import static io.bellwether.domain.ledger.Lines.deliveries;
import static io.bellwether.domain.ledger.Lines.ledger;
import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.domain.statement.Taxonomy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was stated about a month, as a whole or in parts (docs/figures.md#base). */
class BaseTest {

    private static final Taxonomy TABLE = Taxonomy.builder()
            .within("de", "europe")
            .within("europe", "world")
            .partial("top-20-list")
            .spelling("x", "M9", "问界M9")
            .build();

    private static BrandLedger byTable(String... lines) {
        return ledger(TABLE, Knowledge.ALL, lines);
    }

    @ParameterizedTest
    @CsvSource({
        "473, 9000 EXACT", // 473 / 9,473 is less than a twentieth
        "474, 9000 AT_LEAST", // 474 / 9,474 is a twentieth and a little
    })
    void shouldTakeASumForALowerBoundWhereATwentiethOfItFellSilent(int silent, String september) {
        // Given M5 unknown in September
        BrandLedger ledger = ledger(
                "DELIVERIES 2024-08 7000 model=SU7",
                "DELIVERIES 2024-08 " + silent + " model=M5",
                "DELIVERIES 2024-09 9000 model=SU7");

        // Then
        assertThat(deliveries(ledger, "2024-08")).isEqualTo(7000 + silent + " EXACT");
        assertThat(deliveries(ledger, "2024-09")).isEqualTo(september);
    }

    @Test
    void shouldTakeExactlyATwentiethForSilent() {
        // 500 / (9,500 + 500)
        BrandLedger ledger = ledger(
                "DELIVERIES 2024-08 500 region=no",
                "DELIVERIES 2024-08 7000 region=gb",
                "DELIVERIES 2024-09 9500 region=gb");

        assertThat(deliveries(ledger, "2024-09")).isEqualTo("9500 AT_LEAST");
    }

    @Test
    void shouldForgetAPartAfterThreeMonthsAndTakeItsLatestFigure() {
        BrandLedger ledger = ledger(
                "DELIVERIES 2024-04 5000 model=M5",
                "DELIVERIES 2024-05 0 model=M5",
                "DELIVERIES 2024-04 9000 model=SU7",
                "DELIVERIES 2024-05 9000 model=SU7",
                "DELIVERIES 2024-06 9000 model=SU7",
                "DELIVERIES 2024-04 900 model=U9",
                "DELIVERIES 2024-07 9000 model=SU7",
                "DELIVERIES 2024-08 9000 model=SU7");

        // M5 ended at 0; U9 is missed in May to July
        assertThat(deliveries(ledger, "2024-07")).isEqualTo("9000 AT_LEAST");
        assertThat(deliveries(ledger, "2024-08")).isEqualTo("9000 EXACT");
    }

    @ParameterizedTest
    @CsvSource({"98, 200 AT_LEAST", "99, 200 EXACT"})
    void shouldCompareWithTheLatestMonthThatHasAFigureOfTheWhole(int parts, String may) {
        // Given a whole of 100 in March with parts of 98 or 99
        BrandLedger ledger = ledger(
                "DELIVERIES 2024-03 100", "DELIVERIES 2024-03 " + parts + " model=M", "DELIVERIES 2024-05 200 model=M");

        assertThat(deliveries(ledger, "2024-05")).isEqualTo(may);
    }

    @Test
    void shouldCompareNothingWhereNoPartWasKnownThenOrItIsLongerAgoThanAYear() {
        assertThat(deliveries(ledger("DELIVERIES 2024-03 100", "DELIVERIES 2024-05 20 model=M"), "2024-05"))
                .isEqualTo("20 EXACT");
        String[] yearAgo = {"DELIVERIES 2023-05 100", "DELIVERIES 2023-05 50 model=M", "DELIVERIES 2024-05 20 model=M"};
        assertThat(deliveries(ledger(yearAgo), "2024-05")).isEqualTo("20 AT_LEAST");
        yearAgo[2] = "DELIVERIES 2024-06 20 model=M";
        assertThat(deliveries(ledger(yearAgo), "2024-06")).isEqualTo("20 EXACT");
    }

    @Test
    void shouldUpdateALowerBoundOnceTheMonthBeforeIsTold() {
        // Given a sum that was read before an earlier month was known
        BrandLedger ledger = ledger("DELIVERIES 2024-09 9000 model=SU7");
        assertThat(deliveries(ledger, "2024-09")).isEqualTo("9000 EXACT");

        // When
        Lines.statements("DELIVERIES 2024-08 900 model=M5 id=late").forEach(ledger::add);

        // Then
        assertThat(deliveries(ledger, "2024-09")).isEqualTo("9000 AT_LEAST");
    }

    @Test
    void shouldTakeASumOfAPartialSourceForALowerBound() {
        BrandLedger ledger =
                byTable("DELIVERIES 2024-03 100 model=M by=top-20-list/MEDIA", "DELIVERIES 2024-03 50 model=Y");

        assertThat(deliveries(ledger, "M", "2024-03")).isEqualTo("100 EXACT");
        assertThat(deliveries(ledger, "2024-03")).isEqualTo("150 AT_LEAST");
    }

    @Test
    void shouldLeaveOutRegionsWithinAnother() {
        assertThat(deliveries(
                        byTable(
                                "DELIVERIES 2024-03 100 region=world",
                                "DELIVERIES 2024-03 40 region=de",
                                "DELIVERIES 2024-03 7 region=cn"),
                        "2024-03"))
                .isEqualTo("107 EXACT");
    }

    @Test
    void shouldNotMissARegionWithinOneThatIsKnown() {
        // Given Germany silent in April, when Europe is told
        BrandLedger ledger = byTable("DELIVERIES 2024-03 40 region=de", "DELIVERIES 2024-04 100 region=europe");

        assertThat(deliveries(ledger, "2024-04")).isEqualTo("100 EXACT");
    }

    @Test
    void shouldMissASilentRegionOnceWhereOneOfThemLiesWithinTheOther() {
        // Given 30 of Europe, of which 30 of Germany: 30 / (600 + 30) is less than a twentieth, 60 would be more
        BrandLedger ledger = byTable(
                "DELIVERIES 2024-03 30 region=europe",
                "DELIVERIES 2024-03 30 region=de",
                "DELIVERIES 2024-03 600 region=cn",
                "DELIVERIES 2024-04 600 region=cn");

        assertThat(deliveries(ledger, "2024-04")).isEqualTo("600 EXACT");
    }

    @Test
    void shouldRefineALowerBoundOfTheWholeByTheFirstFirmSumThatIsNoSmaller() {
        assertThat(deliveries(
                        ledger(
                                "DELIVERIES 2024-03 100+",
                                "DELIVERIES 2024-03 99 model=M",
                                "DELIVERIES 2024-03 104 region=cn"),
                        "2024-03"))
                .isEqualTo("104 EXACT");
        assertThat(deliveries(
                        ledger(
                                "DELIVERIES 2024-03 100+",
                                "DELIVERIES 2024-03 103 model=M",
                                "DELIVERIES 2024-03 104 region=cn"),
                        "2024-03"))
                .isEqualTo("103 EXACT");
        assertThat(deliveries(
                        ledger(
                                "DELIVERIES 2024-03 100+ model=M",
                                "DELIVERIES 2024-03 104 region=cn model=M",
                                "DELIVERIES 2024-03 120~ region=cn"),
                        "2024-03"))
                .isEqualTo("104 EXACT");
    }

    @Test
    void shouldAddModelsSpelledTwoWaysOnce() {
        // Given
        BrandLedger ledger = byTable(
                "DELIVERIES 2024-03 4300 model=Model_3 by=maker/OFFICIAL",
                "DELIVERIES 2024-03 4300 model=Model3 by=cpca/ASSOCIATION",
                "DELIVERIES 2024-03 4300 model=ＭＯＤＥＬ－３ by=press/MEDIA",
                "DELIVERIES 2024-03 9 model=问界M9",
                "DELIVERIES 2024-03 9 model=m9");

        // Then the least spelling is shown
        assertThat(ledger.models()).containsExactly("Model 3", "m9");
        assertThat(deliveries(ledger, "2024-03")).isEqualTo("4309 EXACT");
        assertThat(deliveries(ledger, "model 3", "2024-03")).isEqualTo("4300 EXACT");
    }

    @Test
    void shouldSayUnderWhichNameAModelIsNoLongerShown() {
        // Given
        BrandLedger ledger = ledger("DELIVERIES 2024-03 4300 model=Model3");
        ledger.clearChanges();

        // When a lesser spelling arrives
        Lines.statements("DELIVERIES 2024-04 4300 model=Model_3 id=later").forEach(ledger::add);

        // Then
        assertThat(ledger.models()).containsExactly("Model 3");
        assertThat(ledger.removedModels()).containsExactly("Model3");
        assertThat(ledger.changedModels()).containsExactly("Model 3");
    }
}
