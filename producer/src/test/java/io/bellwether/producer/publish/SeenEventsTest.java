package io.bellwether.producer.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.schemas.avro.CapacityReport;
import io.bellwether.schemas.avro.CapacityStatus;
import io.bellwether.schemas.avro.SourceTier;
import java.time.Instant;
import java.time.LocalDate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SeenEventsTest {

    private final SeenEvents seen = new SeenEvents();

    @Test
    void shouldKnowEachEventAgainHoweverManyThereAre() {
        long fresh = IntStream.range(0, 100_000)
                .filter(i -> seen.add(event("xiaomi", "id-" + i)) == SeenEvents.Standing.NEW)
                .count();

        long freshAgain = IntStream.range(0, 100_000)
                .filter(i -> seen.add(event("xiaomi", "id-" + i)) == SeenEvents.Standing.NEW)
                .count();

        assertThat(fresh).isEqualTo(100_000);
        assertThat(freshAgain).isZero();
    }

    @Test
    void shouldTakeTheSameIdOfAnotherBrandForAnotherEvent() {
        seen.add(event("xiaomi", "1"));

        SeenEvents.Standing standing = seen.add(event("byd", "1"));

        assertThat(standing).isEqualTo(SeenEvents.Standing.NEW);
    }

    @Test
    void shouldTellARepetitionFromAnotherContentOfTheSameId() {
        // Given
        CapacityReport other = event("xiaomi", "1");
        other.put("units_per_month", 2L);
        seen.add(event("xiaomi", "1"));

        // When, then
        assertThat(seen.add(event("xiaomi", "1"))).isEqualTo(SeenEvents.Standing.REPEATED);
        assertThat(seen.add(other)).isEqualTo(SeenEvents.Standing.CONFLICTING);
        assertThat(seen.of(other)).isEqualTo(SeenEvents.Standing.CONFLICTING);
    }

    private static CapacityReport event(String brand, String id) {
        return new CapacityReport(
                id,
                brand,
                "source",
                SourceTier.OFFICIAL,
                Instant.EPOCH,
                null,
                "plant",
                1L,
                LocalDate.EPOCH,
                CapacityStatus.OPERATING);
    }
}
