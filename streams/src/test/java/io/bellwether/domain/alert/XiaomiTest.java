package io.bellwether.domain.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.bellwether.domain.ledger.Metric;
import io.bellwether.domain.ledger.MetricSet;
import io.bellwether.streams.SampleMarket;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What was really said of Xiaomi in 2024, and what follows from it, worked out by hand. Statements on registrations,
 * pre-orders, staff and technology bear on none of these figures, and are left out.
 */
class XiaomiTest {

    private static final String[] BY_11_NOVEMBER = {
        "xiaomi capacity beijing-1 12500 from=2024-03 by=xiaomi/OFFICIAL at=2024-03-28T02:00:00Z",
        "xiaomi capacity beijing-2 12500 from=2025-07 planned by=xiaomi/OFFICIAL at=2024-03-28T02:00:00Z",
        "xiaomi target 2024 76000 by=xiaomi/OFFICIAL at=2024-03-28T02:00:00Z",
        "xiaomi target 2024 100000 by=xiaomi/OFFICIAL at=2024-04-23T02:00:00Z",
        "xiaomi target 2024 100000 by=xiaomi/OFFICIAL at=2024-05-23T02:00:00Z",
        "xiaomi target 2024 120000 by=xiaomi/OFFICIAL at=2024-08-21T02:00:00Z",
        "xiaomi target 2024 100000 by=heyan-yueche/MEDIA at=2024-11-11T02:00:00Z",
        "xiaomi quote 22.8 model=SU7 by=xiaomi/OFFICIAL at=2024-04-02T02:00:00Z",
        "xiaomi quote 31.2 model=SU7 by=xiaomi/OFFICIAL at=2024-04-24T02:00:00Z",
        "xiaomi quote 24.2 model=SU7 by=xiaomi/OFFICIAL at=2024-10-28T02:00:00Z",
        "xiaomi ORDERS 2024-04 88063 model=SU7 by=xiaomi/OFFICIAL at=2024-05-23T02:00:00Z",
        "xiaomi ORDERS 2024-10 20000+ model=SU7 by=chefans/MEDIA at=2024-10-28T02:00:00Z",
        "xiaomi ORDERS 2024-10 20000+ model=SU7 by=itbear/MEDIA at=2024-11-01T02:00:00Z",
        "xiaomi BACKLOG 2024-10 113000~ model=SU7 by=itbear/MEDIA at=2024-11-01T02:00:00Z",
        "xiaomi DELIVERIES 2024-04 7058 model=SU7 by=scmp/MEDIA at=2024-05-16T02:00:00Z",
        "xiaomi DELIVERIES 2024-Q2 27307 model=SU7 by=xiaomi/OFFICIAL at=2024-08-21T02:00:00Z",
        "xiaomi DELIVERIES 2024-06 10000+ model=SU7 by=xiaomi/OFFICIAL at=2024-07-01T02:00:00Z",
        "xiaomi DELIVERIES 2024-07 10000+ model=SU7 by=xiaomi/OFFICIAL at=2024-08-01T02:00:00Z",
        "xiaomi DELIVERIES 2024-07 13120 model=SU7 by=cpca/ASSOCIATION at=2024-08-09T02:00:00Z",
        "xiaomi DELIVERIES 2024-08 10000+ model=SU7 by=xiaomi/OFFICIAL at=2024-09-01T02:00:00Z",
        "xiaomi DELIVERIES 2024-08 13111 model=SU7 by=cpca/ASSOCIATION at=2024-09-09T02:00:00Z",
        "xiaomi DELIVERIES 2024-09 10000+ model=SU7 by=xiaomi/OFFICIAL at=2024-10-01T02:00:00Z",
        "xiaomi DELIVERIES 2024-09 13559 model=SU7 by=cpca/ASSOCIATION at=2024-10-10T02:00:00Z",
        "xiaomi DELIVERIES 2024-10 20000+ model=SU7 by=xiaomi/OFFICIAL at=2024-10-29T02:00:00Z",
        "xiaomi DELIVERIES 2024-10 20726 model=SU7 by=cpca/ASSOCIATION at=2024-11-10T02:00:00Z",
        "xiaomi DELIVERIES 2024-10 20000+ model=SU7 by=heyan-yueche/MEDIA at=2024-11-11T02:00:00Z",
    };

    private static final String[] LATER = {
        "xiaomi capacity beijing-1 20000 from=2024-11 by=xiaomi/OFFICIAL at=2024-11-18T02:00:00Z",
        "xiaomi target 2024 130000 by=xiaomi/OFFICIAL at=2024-11-18T02:00:00Z",
        "xiaomi DELIVERIES 2024-Q3 39790 model=SU7 by=xiaomi/OFFICIAL at=2024-11-18T02:00:00Z",
        "xiaomi DELIVERIES 2024-11 20000+ model=SU7 by=xiaomi/OFFICIAL at=2024-12-01T02:00:00Z",
        "xiaomi DELIVERIES 2024-11 23156 model=SU7 by=cpca/ASSOCIATION at=2024-12-10T02:00:00Z",
    };

    @Test
    void shouldStandOn11November2024AsWorkedOutByHand() {
        // Given the statements published by that day
        SampleMarket market = SampleMarket.of(BY_11_NOVEMBER);

        // When
        MetricSet metrics = market.brand("xiaomi");

        // Then
        assertFigures(
                metrics,
                Map.ofEntries(
                        // The brand speaks in November, so October is closed, and its deliveries are known.
                        Map.entry("reference_month", "2024-10"),
                        // "Over 20,000" by the company, refined by the exact figure of the association.
                        Map.entry("deliveries", 20_726),
                        Map.entry("deliveries_qualifier", "EXACT"),
                        // Two newspapers, both "over 20,000", nobody exact.
                        Map.entry("orders", 20_000),
                        // September is refined to 13,559 likewise: 7,167 more.
                        Map.entry("deliveries_mom", 7_167 / 13_559.0),
                        // April 7,058, nothing of May, "over 10,000" in June, then 13,120 + 13,111 + 13,559 + 20,726:
                        // the quarter is the model's and stands for no months of the brand.
                        Map.entry("ytd_deliveries", 77_574),
                        // A gap in May, and January to March, for nothing says that it was launched in April.
                        Map.entry("ytd_qualifier", "AT_LEAST"),
                        // 13,120 + 13,111 + 13,559
                        Map.entry("quarter", "2024-Q3"),
                        Map.entry("quarter_deliveries", 39_790),
                        Map.entry("quarter_qualifier", "EXACT"),
                        // No month was better; October is compared with September.
                        Map.entry("deliveries_to_peak", 1),
                        Map.entry("deliveries_like_for_like", 7_167 / 13_559.0),
                        Map.entry("run_rate_qualifier", "EXACT"),
                        Map.entry("projected_qualifier", "AT_LEAST"),
                        // (13,111 + 13,559 + 20,726) / 3
                        Map.entry("run_rate", 47_396 / 3.0),
                        // The company's last word; the newspaper's 100,000 is newer, but no match for it.
                        Map.entry("target", 120_000),
                        Map.entry("target_initial", 76_000),
                        // 76,000 to 100,000, the same again, then 120,000.
                        Map.entry("target_revisions", 2),
                        Map.entry("target_attainment", 77_574 / 120_000.0),
                        // November and December at 15,798 2/3: 77,574 + 31,597 1/3
                        Map.entry("projected_year", 327_514 / 3.0),
                        // 42,426 more at that rate take 2.7 months, so the third month after October.
                        Map.entry("target_reach_month", "2025-01"),
                        // The second plant is only planned.
                        Map.entry("capacity", 12_500),
                        // Output is unknown; deliveries stand for it.
                        Map.entry("capacity_utilisation", 20_726 / 12_500.0),
                        // Said of October itself; no month is left to add.
                        Map.entry("order_backlog", 113_000),
                        // Of the three months only October has orders.
                        Map.entry("book_to_bill", 20_000 / 20_726.0),
                        // 113,000 at 15,798 2/3 a month, 52 weeks to 12 months
                        Map.entry("lead_time_implied_weeks", 113_000 * 52 * 3 / (12.0 * 47_396)),
                        // Fourteen days old.
                        Map.entry("lead_time_quoted_weeks", 24.2),
                        Map.entry("lead_time_weeks", 24.2),
                        // April to October.
                        Map.entry("months_on_sale", 6)));
    }

    @Test
    void shouldRaiseTheSignalsOf11November2024() {
        // Given utilisation 1.66, a wait of 24.2 weeks and book to bill 0.96; growth of 53% in October; orders
        // unknown from May to September, so that the wait and a month as good as the best stand for demand; the year to
        // date is a lower bound, so nothing is said of the target; May unknown, so no growth over three months

        // When
        SampleMarket market = SampleMarket.of(BY_11_NOVEMBER);

        // Then
        assertThat(market.open())
                .containsExactlyInAnyOrder(
                        "DELIVERY_BOTTLENECK xiaomi CRITICAL",
                        "DELIVERY_BOTTLENECK xiaomi/SU7 CRITICAL",
                        "DELIVERIES_SURGE xiaomi INFO",
                        "DEMAND_SUSTAINED xiaomi INFO");
        assertThat(market.last("DELIVERY_BOTTLENECK", "xiaomi").message())
                .isEqualTo("xiaomi buyers wait 24 weeks while its plants run at their limit. October brought 20,726"
                        + " deliveries; the plants are rated for 12,500 vehicles a month. About 113,000 orders were still"
                        + " open. The wait is the one that buyers are quoted: 24.2 weeks.");
    }

    @Test
    void shouldHaveOfItsOnlyModelWhatItHasOfTheBrandButForTargetCapacityAndTheQuarter() {
        // Given
        SampleMarket market = SampleMarket.of(BY_11_NOVEMBER);

        // When
        MetricSet model = market.model("xiaomi", "SU7");

        // Then
        Map<Metric, Object> expected = market.brand("xiaomi").known();
        expected.keySet()
                .removeIf(metric ->
                        metric.key().startsWith("target") || metric.key().startsWith("capacity"));
        // The second quarter, 27,307, takes the place of April to June: 27,307 + 39,790 + 20,726.
        expected.put(Metric.YTD_DELIVERIES, 87_823L);
        expected.put(Metric.PROJECTED_YEAR, 87_823 + 2 * (47_396 / 3.0));
        assertThat(model.known()).isEqualTo(expected);
    }

    @Test
    void shouldStandOn10December2024AsWorkedOutByHand() {
        // Given what came a week and a month later
        SampleMarket market = SampleMarket.of(BY_11_NOVEMBER).tell(LATER);

        // When
        MetricSet metrics = market.brand("xiaomi");

        // Then
        assertFigures(
                metrics,
                Map.ofEntries(
                        Map.entry("reference_month", "2024-11"),
                        Map.entry("deliveries", 23_156),
                        Map.entry("deliveries_qualifier", "EXACT"),
                        // 2,430 more than in October
                        Map.entry("deliveries_mom", 2_430 / 20_726.0),
                        // November more
                        Map.entry("ytd_deliveries", 100_730),
                        Map.entry("ytd_qualifier", "AT_LEAST"),
                        Map.entry("quarter", "2024-Q3"),
                        Map.entry("quarter_deliveries", 39_790),
                        Map.entry("quarter_qualifier", "EXACT"),
                        Map.entry("deliveries_to_peak", 1),
                        Map.entry("deliveries_like_for_like", 2_430 / 20_726.0),
                        Map.entry("run_rate_qualifier", "EXACT"),
                        Map.entry("projected_qualifier", "AT_LEAST"),
                        // (13,559 + 20,726 + 23,156) / 3 = 57,441 / 3
                        Map.entry("run_rate", 19_147),
                        Map.entry("target", 130_000),
                        Map.entry("target_initial", 76_000),
                        Map.entry("target_revisions", 3),
                        Map.entry("target_attainment", 100_730 / 130_000.0),
                        // one month more
                        Map.entry("projected_year", 119_877),
                        // 29,270 more: within two months
                        Map.entry("target_reach_month", "2025-01"),
                        // Double shift from November.
                        Map.entry("capacity", 20_000),
                        Map.entry("capacity_utilisation", 23_156 / 20_000.0),
                        // Orders of November are unknown, and with them the backlog and the wait it implies.
                        Map.entry("book_to_bill", 20_000 / 20_726.0),
                        // 28 October was 43 days ago.
                        Map.entry("lead_time_quoted_weeks", 24.2),
                        Map.entry("lead_time_weeks", 24.2),
                        Map.entry("months_on_sale", 7)));
    }

    @Test
    void shouldEndTheSurgeAndKeepTheBottleneckInDecember() {
        // Given
        SampleMarket market = SampleMarket.of(BY_11_NOVEMBER);

        // When
        market.tell(LATER);

        // Then growth of 12% is no surge; the bottleneck is the same alert as before, without a word
        assertThat(market.last("DELIVERIES_SURGE", "xiaomi").status()).isEqualTo(AlertTransition.Status.RESOLVED);
        assertThat(market.steps("DELIVERY_BOTTLENECK", "xiaomi")).hasSize(1);
        assertThat(market.open())
                .containsExactlyInAnyOrder(
                        "DELIVERY_BOTTLENECK xiaomi CRITICAL",
                        "DELIVERY_BOTTLENECK xiaomi/SU7 CRITICAL",
                        "DEMAND_SUSTAINED xiaomi INFO");
    }

    /** All of these, and no others. */
    private static void assertFigures(MetricSet metrics, Map<String, Object> expected) {
        assertThat(metrics.known().keySet())
                .extracting(Metric::key)
                .containsExactlyInAnyOrderElementsOf(expected.keySet());
        expected.forEach((name, value) -> {
            Metric metric = Metric.of(name);
            if (value instanceof Number number) {
                assertThat(metrics.number(metric)).as(name).isCloseTo(number.doubleValue(), within(1e-9));
            } else {
                assertThat(metrics.shown(metric)).as(name).isEqualTo(value);
            }
        });
    }
}
