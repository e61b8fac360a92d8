package io.bellwether.streams.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Questions and positions as no client or instance of ours would send them. */
class HostileQuestionsTest {

    @ParameterizedTest
    @ValueSource(strings = {"600000000", "1201", "0", "-1"})
    void shouldGoThroughAHundredYearsAtMost(String months) {
        Map<String, String> totals = Map.of("ask", "Totals", "measure", "DELIVERIES", "months", months, "limit", "10");
        Map<String, String> ofBrand = Map.of("ask", "Months", "brand", "nio", "measure", "DELIVERIES", "limit", months);

        assertThatThrownBy(() -> QueryCodec.decode(new QueryParameters(totals)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("months must be 1 to 1200");
        assertThatThrownBy(() -> QueryCodec.decode(new QueryParameters(ofBrand)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("limit must be 1 to 1200");
    }

    @ParameterizedTest
    @CsvSource({
        "Brands,limit",
        "Changes,limit",
        "Statements,limit",
        "Sources,limit",
        "Totals,limit",
        "Year,year",
        "BrandYears,before"
    })
    void shouldAskForNoMoreThanThereIs(String ask, String number) {
        for (String wrong : List.of("2147483647", "-2147483648", "0")) {
            Map<String, String> question = new HashMap<>(
                    Map.of("brand", "nio", "measure", "DELIVERIES", "months", "1", "limit", "1", "from", "2024-01-01"));
            question.putAll(Map.of("to", "2024-01-02", "ask", ask, number, wrong));

            assertThatThrownBy(() -> QueryCodec.decode(new QueryParameters(question)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(number + " must be 1 to ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", ".", "x", ".1"})
    void shouldRefuseALongPositionInsteadOfRunningOutOfStack(String repeated) {
        String text = repeated.repeat(100_000);

        assertThatThrownBy(() -> StreamPosition.parse(text, 12))
                .isInstanceOf(IllegalArgumentException.class)
                .extracting(Throwable::getMessage)
                .satisfies(message -> assertThat(message).hasSizeLessThan(300));
    }

    @Test
    void shouldReadPositionsOfAsManyPartitionsAsThereAre() {
        assertThat(StreamPosition.parse("12.44..3", 4)).hasToString("12.44..3");
        assertThat(StreamPosition.parse("12", 4)).hasToString("12...");
    }
}
