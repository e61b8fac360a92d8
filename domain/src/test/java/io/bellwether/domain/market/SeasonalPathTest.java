package io.bellwether.domain.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The way to a target by how earlier years went. */
class SeasonalPathTest {

    /** A year of 100 vehicles, all in January and December. */
    private static List<Long> year(long december) {
        List<Long> months = new ArrayList<>(Collections.nCopies(12, 0L));
        months.set(0, 100 - december);
        months.set(11, december);
        return months;
    }

    @Test
    void shouldTakeTheMedianShareThatCameAfterEachMonth() {
        // Given years of which 10 to 50 hundredths came in December
        List<List<Long>> years = List.of(year(50), year(10), year(20), year(30), year(40));

        SeasonalPath path = SeasonalPath.of(years);

        assertThat(path).isNotNull();
        assertThat(path.at(1, 1_000)).isCloseTo(700, within(1e-9));
        assertThat(path.at(11, 1_000)).isCloseTo(700, within(1e-9));
        assertThat(path.at(12, 1_000)).isEqualTo(1_000);
    }

    @Test
    void shouldTakeTheMeanOfTheMiddleTwoOfAnEvenNumber() {
        List<List<Long>> years = List.of(year(50), year(10), year(20), year(30), year(40), year(100));

        SeasonalPath path = SeasonalPath.of(years);

        assertThat(path).isNotNull();
        assertThat(path.at(1, 100)).isCloseTo(65, within(1e-9));
    }

    @Test
    void shouldTellNothingFromFewerThanFiveYears() {
        List<Long> empty = Collections.nCopies(12, 0L);

        assertThat(SeasonalPath.of(List.of(year(1), year(2), year(3), year(4)))).isNull();
        assertThat(SeasonalPath.of(List.of(year(1), year(2), year(3), year(4), empty)))
                .isNull();
        assertThatThrownBy(() -> SeasonalPath.of(List.of(List.of(1L))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("12 months");
    }
}
