package io.bellwether.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.bellwether.schemas.Validation;
import io.bellwether.schemas.avro.SalesReport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SalesGeneratorTest {

    private static final int COUNT = 200_000;

    @Test
    void shouldGiveTheSameStatementsForTheSameSeed() {
        // Given
        SalesGenerator one = new SalesGenerator(7);
        SalesGenerator other = new SalesGenerator(7);

        // When
        List<SalesReport> reports = take(one, 10_000);

        // Then
        assertThat(reports).isEqualTo(take(other, 10_000));
    }

    @Test
    void shouldKeepToTheSharesOfTheJob() {
        // Given
        SalesGenerator generator = new SalesGenerator(1);

        // When
        List<SalesReport> reports = take(generator, COUNT);

        // Then
        Set<String> eventIds = new HashSet<>();
        Set<List<Object>> identities = new HashSet<>();
        Map<String, Integer> byBrand = new HashMap<>();
        int copied = 0;
        int restated = 0;
        for (SalesReport report : reports) {
            assertThat(Validation.check(report)).isNull();
            byBrand.merge(report.getBrand(), 1, Integer::sum);
            boolean isNewEvent = eventIds.add(report.getEventId());
            boolean isNewIdentity = identities.add(identity(report));
            copied += isNewEvent ? 0 : 1;
            restated += isNewEvent && !isNewIdentity ? 1 : 0;
        }
        assertThat((double) copied / COUNT).isCloseTo(SalesGenerator.COPIED, within(0.002));
        assertThat((double) restated / COUNT).isCloseTo(SalesGenerator.RESTATED, within(0.003));
        assertThat(byBrand).hasSize(SalesGenerator.BRANDS);
        assertThat(byBrand.get("brand-001")).isCloseTo(2 * byBrand.get("brand-002"), within(COUNT / 100));
    }

    private static List<SalesReport> take(SalesGenerator generator, int count) {
        List<SalesReport> reports = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            reports.add(generator.next());
        }
        return reports;
    }

    private static List<Object> identity(SalesReport report) {
        List<Object> identity = new ArrayList<>();
        identity.add(report.getBrand());
        identity.add(report.getModel());
        identity.add(report.getSource());
        identity.add(report.getMeasure());
        identity.add(String.valueOf(report.getRegion()));
        identity.add(report.getPeriodStart());
        return identity;
    }
}
