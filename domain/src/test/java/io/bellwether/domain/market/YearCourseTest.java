package io.bellwether.domain.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.domain.statement.Qualifier;
import io.bellwether.domain.statement.Total;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A year, month by month. */
class YearCourseTest {

    private static final int JANUARY = 2024 * 12;

    private final Map<Integer, Total> totals = new HashMap<>();
    private final Map<Integer, Total> sums = new HashMap<>();

    private YearCourse course(YearCourse.Target target) {
        return YearCourse.of(2024, totals::get, sums::get, target);
    }

    private static Total exact(long units) {
        return new Total(units, Qualifier.EXACT);
    }

    private static Total atLeast(long units) {
        return new Total(units, Qualifier.AT_LEAST);
    }

    @Test
    void shouldGiveTheSumOfEachMonthUpToTheLastThatFiguresReach() {
        // Given January and March, and sums that go on to December
        totals.put(JANUARY, exact(10));
        totals.put(JANUARY + 2, exact(30));
        sums.put(JANUARY, exact(10));
        for (int month = 1; month < 12; month++) {
            sums.put(JANUARY + month, atLeast(month < 2 ? 10 : 40));
        }

        List<YearCourse.Month> months = course(null).months();

        assertThat(months).hasSize(12);
        assertThat(months.subList(0, 4))
                .extracting(YearCourse.Month::yearToDate)
                .containsExactly(exact(10), atLeast(10), atLeast(40), null);
        assertThat(months.get(1).total()).isNull();
    }

    @Test
    void shouldReachAsFarAsAQuarterThatHasNoMonths() {
        for (int month = 2; month < 12; month++) {
            sums.put(JANUARY + month, month == 2 ? exact(900) : atLeast(900));
        }

        List<YearCourse.Month> months = course(null).months();

        assertThat(months.subList(0, 4))
                .extracting(YearCourse.Month::yearToDate)
                .containsExactly(null, null, exact(900), null);
    }

    @Test
    void shouldShowTheWayToTheTargetForAllMonthsWhereEarlierYearsTellIt() {
        SeasonalPath even = SeasonalPath.of(Collections.nCopies(5, Collections.nCopies(12, 1L)));

        YearCourse course = course(new YearCourse.Target(1_200, 1_000)).along(even);

        assertThat(course.target()).isEqualTo(1_200);
        assertThat(course.targetInitial()).isEqualTo(1_000);
        assertThat(course.months().get(5).seasonalPath()).isEqualTo(600);
        assertThat(course.months().get(11).seasonalPath()).isEqualTo(1_200);
        assertThat(course(null).along(even).months()).allMatch(month -> month.seasonalPath() == null);
        assertThat(course(new YearCourse.Target(1, 1)).months()).allMatch(month -> month.seasonalPath() == null);
    }
}
