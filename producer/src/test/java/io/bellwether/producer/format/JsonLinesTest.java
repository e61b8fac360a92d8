package io.bellwether.producer.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.producer.format.ParsedEvent.Accepted;
import io.bellwether.producer.format.ParsedEvent.Refused;
import io.bellwether.schemas.avro.SalesReport;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** JSON that is neither one event a line nor one array: every value in it is an event or a refusal. */
class JsonLinesTest {

    private static final String A = event(1);
    private static final String B = event(2);
    private static final String C = event(3);

    private static String event(int units) {
        return "{\"type\":\"sales\",\"brand\":\"acme\",\"measure\":\"DELIVERIES\",\"period_start\":\"2024-10-01\","
                + "\"granularity\":\"MONTH\",\"units\":" + units + ",\"source\":\"a}{b\",\"source_tier\":\"OFFICIAL\","
                + "\"published_at\":\"2024-11-05\"}";
    }

    static Stream<Arguments> mixtures() {
        return Stream.of(
                Arguments.of("an array a line", "[" + A + "]\n[" + B + "," + C + "]"),
                Arguments.of("lines and an array", A + "\n[" + B + ", " + C + "]\n"),
                Arguments.of("objects behind one another", A + B + " " + C),
                Arguments.of("a comma behind each line", A + ",\n" + B + ",\n" + C),
                Arguments.of("record separators", "\u001e" + A + "\n\u001e" + B + "\n\u001e" + C + "\n"),
                Arguments.of("laid out objects with commas", laidOut(A) + ",\n" + laidOut(B) + ",\n" + laidOut(C)),
                Arguments.of("bare carriage returns", A + "\r" + B + "\r" + C + "\r"));
    }

    private static String laidOut(String event) {
        return event.replaceFirst("\\{", "{\n").replace(",\"", ",\n\"");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mixtures")
    void shouldReadEveryValue(String what, String text) {
        // When
        List<EventLine> lines = read(text);

        // Then
        assertThat(lines)
                .extracting(line -> line.result() instanceof Accepted accepted
                        ? ((SalesReport) accepted.event()).getUnits()
                        : line.result())
                .containsExactly(1L, 2L, 3L);
        assertThat(lines)
                .extracting(EventLine::number)
                .as("what a stopped run goes on behind")
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldCountTheValuesOfALine() {
        // When, then
        assertThat(read(A + "\n[" + B + ",5," + C + "]\n" + A))
                .extracting(EventLine::position)
                .containsExactly("1", "2 (element 1)", "2 (element 2)", "2 (element 3)", "3");
    }

    @Test
    void shouldSayWhereTheEventsOfAnAnswerAre() {
        // Given what an API answers
        String answer = "{\"count\":2,\"data\":[" + A + "," + B + "]}";

        // When, then
        assertThat(read(answer))
                .singleElement()
                .satisfies(
                        line -> assertThat(((Refused) line.result()).refusal().toString())
                                .contains("holds a list of objects in 'data'"));
    }

    private static List<EventLine> read(String text) {
        List<EventLine> lines = new ArrayList<>();
        try (EventReader reader = EventReader.open(EventSource.of(
                "test", EventFormat.JSON_LINES, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))))) {
            reader.forEachRemaining(lines::add);
        }
        return lines;
    }
}
