package io.bellwether.domain.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.domain.ledger.BrandSummary;
import io.bellwether.domain.statement.Stage;
import io.bellwether.streams.SampleMarket;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The status of commitments (docs/figures.md#commitments). */
class CommitmentsTest {

    private static final String PROMISE = "x promise CITY_NOA FULL_ROLLOUT due=2024-08-31 at=2024-04-18";

    @Test
    void shouldCountOnlyMovesToALaterDayAsSlips() {
        // Given a day that moves later, stays, moves earlier, and later again
        SampleMarket market = SampleMarket.of(
                PROMISE,
                "x promise CITY_NOA FULL_ROLLOUT due=2024-12-31 at=2024-08-20",
                "x promise CITY_NOA FULL_ROLLOUT due=2024-12-31 at=2024-08-25",
                "x promise CITY_NOA FULL_ROLLOUT due=2024-11-30 at=2024-09-01",
                "x promise CITY_NOA FULL_ROLLOUT due=2024-12-01 at=2024-09-02");

        // When
        BrandSummary.Promise promise =
                market.commitment("CITY_NOA", Stage.FULL_ROLLOUT).promise();

        // Then
        assertThat(promise.firstDueBy()).isEqualTo(LocalDate.of(2024, 8, 31));
        assertThat(promise.dueBy()).isEqualTo(LocalDate.of(2024, 12, 1));
        assertThat(promise.slips()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "x news at=2024-08-31, PENDING",
        "x news at=2024-09-01, OVERDUE",
        "y news at=2024-09-01, OVERDUE",
        "x fact CITY_NOA FULL_ROLLOUT at=2024-08-31T23:59:59Z, KEPT",
        "x fact CITY_NOA FULL_ROLLOUT at=2024-09-01, KEPT_LATE",
        "x fact CITY_NOA FULL_ROLLOUT at=2024-04-01, KEPT",
        "x fact CITY_NOA LIMITED_ROLLOUT at=2024-09-01, OVERDUE",
        "x fact HIGHWAY_NOA FULL_ROLLOUT at=2024-08-01, PENDING",
        "y fact CITY_NOA FULL_ROLLOUT at=2024-08-01, PENDING",
    })
    void shouldBeMetByTheFirstFactOfTheStage(String event, MarketView.Status status) {
        // Given a promise for the end of August

        // When
        SampleMarket market = SampleMarket.of(PROMISE, event);

        // Then
        assertThat(market.commitment("CITY_NOA", Stage.FULL_ROLLOUT).status()).isEqualTo(status);
    }

    @Test
    void shouldBeMetByAHigherStage() {
        // Given a promise of a closed beta
        String promise = "x promise CITY_NOA CLOSED_BETA due=2024-08-31 at=2024-04-18";

        // When
        SampleMarket market = SampleMarket.of(promise, "x fact CITY_NOA PUBLIC_BETA at=2024-06-01");

        // Then
        MarketView.Commitment commitment = market.commitment("CITY_NOA", Stage.CLOSED_BETA);
        assertThat(commitment.status()).isEqualTo(MarketView.Status.KEPT);
        assertThat(commitment.promise().metOn()).isEqualTo(LocalDate.of(2024, 6, 1));
    }

    @ParameterizedTest
    @CsvSource({
        "cities=100, cities=99, OVERDUE",
        "cities=100, cities=100, KEPT",
        "cities=100, nationwide, KEPT",
        "cities=100, '', OVERDUE",
        "nationwide, cities=2000000000, OVERDUE",
        "nationwide, nationwide, KEPT",
        "'', cities=0, KEPT",
    })
    void shouldBeMetByTheCoverageItNames(String promised, String shown, MarketView.Status status) {
        // Given a promise of a coverage
        String promise = PROMISE + " " + promised;

        // When a fact shows another
        SampleMarket market =
                SampleMarket.of(promise, "x fact CITY_NOA FULL_ROLLOUT at=2024-08-01 " + shown, "x news at=2024-10-01");

        // Then
        assertThat(market.commitment("CITY_NOA", Stage.FULL_ROLLOUT).status()).isEqualTo(status);
    }

    @Test
    void shouldHoldToTheCoverageAndDayPromisedLast() {
        // Given a promise of 100 cities that is cut to 10, which a fact has shown in between
        SampleMarket market = SampleMarket.of(
                PROMISE + " cities=100",
                "x fact CITY_NOA FULL_ROLLOUT cities=10 at=2024-09-10",
                "x promise CITY_NOA FULL_ROLLOUT due=2024-09-10 cities=10 at=2024-09-30");

        // When
        MarketView.Commitment commitment = market.commitment("CITY_NOA", Stage.FULL_ROLLOUT);

        // Then
        assertThat(commitment.promise().coverage()).isEqualTo(10);
        assertThat(commitment.status()).isEqualTo(MarketView.Status.KEPT);
    }
}
