package io.bellwether.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.hash.Hashing;
import io.bellwether.schemas.EventFingerprints.Match;
import io.bellwether.schemas.avro.Granularity;
import io.bellwether.schemas.avro.Measure;
import io.bellwether.schemas.avro.Qualifier;
import io.bellwether.schemas.avro.SalesReport;
import io.bellwether.schemas.avro.SourceTier;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every event is known again, and none that differs is taken for it. */
class EventFingerprintsTest {

    private final EventFingerprints known = new EventFingerprints();

    @Test
    void shouldKnowEachEventAgainHoweverManyThereAre() {
        // Given
        IntStream.range(0, 100_000).forEach(i -> known.add("xiaomi", "id-" + i, i));

        // When
        long duplicates = IntStream.range(0, 100_000)
                .filter(i -> known.add("xiaomi", "id-" + i, i) == Match.DUPLICATE)
                .count();

        // Then
        assertThat(duplicates).isEqualTo(100_000);
        assertThat(known.add("xiaomi", "id-100000", 0)).isEqualTo(Match.NEW);
    }

    @Test
    void shouldTellAnotherContentOfAKnownIdFromARepetition() {
        // Given
        known.add("xiaomi", "1", 7);

        // When
        Match repeated = known.add("xiaomi", "1", 7);
        Match other = known.add("xiaomi", "1", 8);
        Match ofAnotherBrand = known.add("byd", "1", 8);
        Match otherAgain = known.add("xiaomi", "1", 8);

        // Then the first stays, however often the other comes
        assertThat(repeated).isEqualTo(Match.DUPLICATE);
        assertThat(other).isEqualTo(Match.CONFLICT);
        assertThat(ofAnotherBrand).isEqualTo(Match.NEW);
        assertThat(otherAgain).isEqualTo(Match.CONFLICT);
    }

    @Test
    void shouldNotTakeTheEndOfABrandForTheBeginningOfAnId() {
        // Given
        known.add("ab", "c", 0);

        // When
        Match match = known.add("a", "bc", 0);

        // Then
        assertThat(match).isEqualTo(Match.NEW);
    }

    @ParameterizedTest(name = "pair {0}")
    @ValueSource(longs = {1, 2, 3})
    void shouldTellIdsApartThatMurmurDoesNotUnderAnySeed(long pair) {
        // Given
        MurmurCollision ids = new MurmurCollision(pair);
        assertThat(ids.one).isNotEqualTo(ids.other);
        for (int seed : new int[] {0, 1, -1, 42, 0x12345678, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            assertThat(Hashing.murmur3_128(seed).hashString(ids.one, StandardCharsets.UTF_8))
                    .as("seed %d", seed)
                    .isEqualTo(Hashing.murmur3_128(seed).hashString(ids.other, StandardCharsets.UTF_8));
        }
        known.add("xiaomi", ids.one, 0);

        // When
        Match match = known.add("xiaomi", ids.other, 0);

        // Then
        assertThat(match).isEqualTo(Match.NEW);
    }

    @Test
    void shouldRememberTheFirstAsFarAsItsCapacityGoes() {
        // Given
        EventFingerprints few = new EventFingerprints(2);
        few.add("x", "1", 0);
        few.add("x", "2", 0);

        // When
        Match beyond = few.add("x", "3", 0);

        // Then
        assertThat(beyond).isEqualTo(Match.NEW);
        assertThat(few.add("x", "3", 0)).as("not remembered").isEqualTo(Match.NEW);
        assertThat(few.add("x", "1", 0)).isEqualTo(Match.DUPLICATE);
    }

    @Test
    void shouldForgetAllWhenCleared() {
        // Given
        known.add("x", "1", 0);

        // When
        known.clear();

        // Then
        assertThat(known.add("x", "1", 1)).isEqualTo(Match.NEW);
    }

    @Test
    void shouldCompareWhatIsSaidAndNotHowItIsWritten() {
        // Given October as a month
        known.add(october(Granularity.MONTH, null, 20_000, null));

        // When
        Match asSpan = known.add(october(Granularity.SPAN, LocalDate.of(2024, 10, 31), 20_000, null));
        Match otherUnits = known.add(october(Granularity.MONTH, null, 20_001, null));
        Match otherUrl = known.add(october(Granularity.MONTH, null, 20_000, "https://example.com"));

        // Then
        assertThat(asSpan).isEqualTo(Match.DUPLICATE);
        assertThat(otherUnits).isEqualTo(Match.CONFLICT);
        assertThat(otherUrl).isEqualTo(Match.CONFLICT);
        assertThat(known.find(october(Granularity.MONTH, null, 20_000, null))).isEqualTo(Match.DUPLICATE);
    }

    private static SalesReport october(Granularity granularity, LocalDate end, long units, String url) {
        return new SalesReport(
                "1",
                "xiaomi",
                "ir",
                SourceTier.OFFICIAL,
                Instant.parse("2024-11-01T02:00:00Z"),
                url,
                null,
                null,
                Measure.DELIVERIES,
                LocalDate.of(2024, 10, 1),
                granularity,
                units,
                Qualifier.EXACT,
                end);
    }
}
