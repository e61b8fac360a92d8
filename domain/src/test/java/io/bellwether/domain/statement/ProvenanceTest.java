package io.bellwether.domain.statement;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProvenanceTest {

    @Test
    void shouldComeInOrderOfPublicationBeforeAnythingElse() {
        // Given
        Provenance earlier = provenance("z", 1);
        Provenance later = provenance("a", 2);

        // When
        int order = later.compareTo(earlier);

        // Then
        assertThat(order).isPositive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "0b7e1d5a-22f0-4c7e-9d55-0a1b2c3d4e5f",
                "ffffffff-ffff-ffff-ffff-ffffffffffff",
                "0B7E1D5A-22F0-4C7E-9D55-0A1B2C3D4E5F",
                "0b7e1d5a-22f0-4c7e-9d55-0a1b2c3d4e5g",
                "0b7e1d5a022f0-4c7e-9d55-0a1b2c3d4e5f",
                "b7e1d5a-22f0-4c7e-9d55-0a1b2c3d4e5f"
            })
    void shouldGiveBackTheEventIdAsItWasWritten(String eventId) {
        // Given
        Provenance provenance = provenance(eventId, 1);

        // When
        String given = provenance.eventId();

        // Then
        assertThat(given).isEqualTo(eventId);
        assertThat(provenance).isEqualTo(provenance(eventId, 1)).hasSameHashCodeAs(provenance(eventId, 1));
    }

    @Test
    void shouldBreakTiesByCodePointsOfTheEventId() {
        // Given ids of one instant, in the order of code points; UTF-16 would put U+1F697 before U+FF5E
        List<Provenance> inOrder = List.of(
                provenance("", 1),
                provenance("1aaaaaaa-22f0-4c7e-9d55-0a1b2c3d4e5f", 1),
                provenance("a", 1),
                provenance("aa", 1),
                provenance("aaaaaaaa-22f0-4c7e-9d55-0a1b2c3d4e5f", 1),
                provenance("aaaaaaaa-22f0-4c7e-9d55-0a1b2c3d4e60", 1),
                provenance("aaaaaaaa-22f0-4c7e-ad55-000000000000", 1),
                provenance("aaaaaaaa-22f0-4c7e-ad55-00000000000z", 1),
                provenance("a\uFF5E", 1),
                provenance("a\uD83D\uDE97", 1),
                provenance("a\uD83D\uDE98", 1),
                provenance("b", 1));
        List<Provenance> sorted = new ArrayList<>(inOrder);
        Collections.reverse(sorted);

        // When
        Collections.sort(sorted);

        // Then
        assertThat(sorted).containsExactlyElementsOf(inOrder);
    }

    @Test
    void shouldOutrankByTierBeforeTime() {
        // Given
        Provenance official = new Provenance("a", 1, "ir", Tier.OFFICIAL, null);
        Provenance press = new Provenance("b", 2, "press", Tier.MEDIA, null);

        // When
        boolean outranks = official.outranks(press);

        // Then
        assertThat(outranks).isTrue();
        assertThat(press.outranks(official)).isFalse();
    }

    @Test
    void shouldFallOnTheUtcDayEvenBefore1970() {
        // Given the last microsecond of 1969
        Provenance provenance = provenance("a", -1);

        // When
        LocalDate day = provenance.date();

        // Then
        assertThat(day).isEqualTo(LocalDate.of(1969, 12, 31));
    }

    private static Provenance provenance(String eventId, long micros) {
        return new Provenance(eventId, micros, "ir", Tier.OFFICIAL, null);
    }
}
