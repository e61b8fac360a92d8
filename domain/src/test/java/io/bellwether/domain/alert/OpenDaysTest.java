package io.bellwether.domain.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** On which day an alert began, docs/figures.md#began-on. */
class OpenDaysTest {

    private static final AlertKey ALERT = new AlertKey("RULE", Scope.BRAND, "x");

    @Test
    void shouldBeginOnTheFirstOfTheDaysWithoutABreak() {
        // Given the example of the contract: it holds as of 2, 3 and 9 October, not as of the 5th
        OpenDays days = new OpenDays();
        days.endOfDay(october(2), Set.of(ALERT));
        days.endOfDay(october(3), Set.of(ALERT));
        days.endOfDay(october(5), Set.of());
        days.endOfDay(october(9), Set.of(ALERT));

        // When it holds as of the 11th
        OpenDays.Beginning beginning = days.beginning(ALERT, october(11));

        // Then
        assertThat(beginning).isEqualTo(new OpenDays.Beginning(october(9), false));
    }

    @Test
    void shouldBeginOnThePresentDayIfTheDayBeforeHadItNot() {
        OpenDays days = new OpenDays();
        days.endOfDay(october(2), Set.of(ALERT));
        days.endOfDay(october(3), Set.of());

        assertThat(days.beginning(ALERT, october(4))).isEqualTo(new OpenDays.Beginning(october(4), false));
        assertThat(new OpenDays().beginning(ALERT, october(4))).isEqualTo(new OpenDays.Beginning(october(4), false));
    }

    @Test
    void shouldLookBack400DaysThePresentOneIncluded() {
        // Given 399 days on which it was open
        OpenDays days = new OpenDays();
        for (int i = 1; i <= 399; i++) {
            days.endOfDay(october(1).plusDays(i), Set.of(ALERT));
        }

        // Then the first of them is the 400th day
        assertThat(days.beginning(ALERT, october(1).plusDays(400)))
                .isEqualTo(new OpenDays.Beginning(october(2), false));

        // When there is one more
        days.endOfDay(october(1).plusDays(400), Set.of(ALERT));

        // Then it reaches back farther than the 400th
        assertThat(days.beginning(ALERT, october(1).plusDays(401))).isEqualTo(new OpenDays.Beginning(october(3), true));
    }

    @Test
    void shouldNotTakeADayTwiceOrOutOfOrder() {
        OpenDays days = new OpenDays();
        days.endOfDay(october(2), Set.of());

        assertThatThrownBy(() -> days.endOfDay(october(2), Set.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("day must be after 2024-10-02, got: 2024-10-02");
    }

    @Test
    void shouldAgreeWithTheDefinitionOverManyDaysAndRestarts() {
        for (long seed = 0; seed < 50; seed++) {
            // Given days on which alerts are mostly open
            Random random = new Random(seed);
            List<LocalDate> eventDays = new ArrayList<>();
            List<Boolean> open = new ArrayList<>();
            OpenDays days = new OpenDays();
            LocalDate day = october(1);
            int count = random.nextInt(900);
            double closed = random.nextInt(3) / 300.0;
            for (int i = 0; i < count; i++) {
                day = day.plusDays(1 + random.nextInt(3));
                boolean isOpen = random.nextDouble() >= closed;
                eventDays.add(day);
                open.add(isOpen);
                days.endOfDay(day, isOpen ? Set.of(ALERT) : Set.of());
                if (random.nextInt(50) == 0) {
                    days = new OpenDays(days.state());
                }
            }
            LocalDate now = day.plusDays(1);

            // When
            OpenDays.Beginning beginning = days.beginning(ALERT, now);

            // Then
            LocalDate on = now;
            int back = 1;
            for (int i = count - 1; i >= 0 && open.get(i); i--) {
                back++;
                on = back <= 400 ? eventDays.get(i) : on;
            }
            assertThat(beginning).as("seed %s", seed).isEqualTo(new OpenDays.Beginning(on, back > 400));
        }
    }

    private static LocalDate october(int day) {
        return LocalDate.of(2024, 10, day);
    }
}
