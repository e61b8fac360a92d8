package io.bellwether.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.bellwether.app.terminal.DisplayWidth;
import io.bellwether.app.terminal.TextTable;
import io.bellwether.consumer.text.FigureText;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTableTest {

    private static final String MESSAGE = "Xiaomi buyers wait 24 weeks while its plants run at their limit.";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0.9649715333397665 | 0.96",
                "0.0349 | 0.035",
                "-0.000123 | -0.00012",
                "0 | 0",
                "1.0 | 1",
                "24.2 | 24.2",
                "1.65808 | 1.66",
                "122097.33333333333 | 122,097",
                "20726 | 20,726",
                "-19 | -19",
                "0.9999 | 1"
            })
    void shouldRoundFiguresForPeople(String exact, String shown) {
        assertThat(FigureText.of(new BigDecimal(exact))).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({"0.9649715333397665, 0.96", "20726, 20726", "2024-10, 2024-10", "unknown, unknown", "1.5.2, 1.5.2"})
    void shouldRoundNothingButFractionsInATextThatMayBeAFigure(String value, String shown) {
        assertThat(FigureText.of(value)).isEqualTo(shown);
    }

    @Test
    void shouldPutFiguresToTheRightAndCountWideCharactersTwice() {
        TextTable table = new TextTable(List.of("brand", "units", "note"))
                .row(List.of("小米", "20,726", "ok"))
                .row(List.of("li-auto", "-", "late"));

        assertThat(table.lines(0))
                .containsExactly("brand     units  note", "小米     20,726  ok", "li-auto       -  late");
    }

    @Test
    void shouldBreakTextsToFitTheTerminal() {
        TextTable table = new TextTable(List.of("rule", "message")).row(List.of("DELIVERY_BOTTLENECK", MESSAGE));

        List<String> lines = table.lines(60);

        assertThat(lines)
                .containsExactly(
                        "rule                 message",
                        "DELIVERY_BOTTLENECK  Xiaomi buyers wait 24 weeks while its",
                        "                     plants run at their limit.");
    }

    @Test
    void shouldBreakChineseTextBetweenCharacters() {
        TextTable table = new TextTable(List.of("brand", "headline")).row(List.of("xiaomi", "小米汽车十月交付量超过两万辆创下新高"));

        assertThat(table.lines(40))
                .allSatisfy(line -> assertThat(DisplayWidth.of(line)).isLessThanOrEqualTo(40));
    }

    @Test
    void shouldShowRowsAsBlocksWhereNoTableFits() {
        TextTable table = new TextTable(List.of("rule", "message", "id"))
                .row(List.of("DELIVERY_BOTTLENECK", MESSAGE, "c37cefe8-0906-38fc-949d-462ee5cd0455"));

        assertThat(table.lines(60))
                .containsExactly(
                        "rule     DELIVERY_BOTTLENECK",
                        "message  " + MESSAGE,
                        "id       c37cefe8-0906-38fc-949d-462ee5cd0455");
    }

    @Test
    void shouldLetNothingInAnAnswerControlTheTerminal() throws Exception {
        var object = new ObjectMapper().readTree("{\"a\\u001b[2J\": {\"b\": \"x\\u001b]0;t\\u0007y\"}}");

        assertThat(String.join(
                        "\n", TextTable.ofEntries("name", List.of("b"), object).lines(0)))
                .doesNotContain("\u001B")
                .contains("xy");
    }
}
