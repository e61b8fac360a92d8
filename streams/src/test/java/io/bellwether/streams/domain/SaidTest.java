package io.bellwether.streams.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class SaidTest {

    @Test
    void shouldComeInOrderOfPublicationBeforeAnythingElse() {
        // Given
        Said earlier = said("z", 1);
        Said later = said("a", 2);

        // When
        int order = later.compareTo(earlier);

        // Then
        assertThat(order).isPositive();
    }

    @Test
    void shouldBreakTiesByCodePointsOfTheEventId() {
        // Given ids of one instant, in the order of code points; UTF-16 would put U+1F697 before U+FF5E
        List<Said> inOrder = List.of(
                said("", 1),
                said("a", 1),
                said("aa", 1),
                said("a\uFF5E", 1),
                said("a\uD83D\uDE97", 1),
                said("a\uD83D\uDE98", 1),
                said("b", 1));
        List<Said> sorted = new ArrayList<>(inOrder);
        Collections.reverse(sorted);

        // When
        Collections.sort(sorted);

        // Then
        assertThat(sorted).containsExactlyElementsOf(inOrder);
    }

    @Test
    void shouldOutrankByTierBeforeTime() {
        // Given
        Said official = new Said("a", 1, "ir", Tier.OFFICIAL, null);
        Said press = new Said("b", 2, "press", Tier.MEDIA, null);

        // When
        boolean outranks = official.outranks(press);

        // Then
        assertThat(outranks).isTrue();
        assertThat(press.outranks(official)).isFalse();
    }

    @Test
    void shouldFallOnTheUtcDayEvenBefore1970() {
        // Given the last microsecond of 1969
        Said said = said("a", -1);

        // When
        LocalDate day = said.date();

        // Then
        assertThat(day).isEqualTo(LocalDate.of(1969, 12, 31));
    }

    private static Said said(String eventId, long micros) {
        return new Said(eventId, micros, "ir", Tier.OFFICIAL, null);
    }
}
