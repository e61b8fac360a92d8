package io.bellwether.producer.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.config.AliasFile;
import io.bellwether.producer.format.ParsedEvent.Accepted;
import io.bellwether.producer.format.ParsedEvent.Refused;
import io.bellwether.schemas.avro.SalesReport;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as people have them, each with what should come of it. */
final class IntakeCasesTest {

    private static final Path CASES = Path.of("src/test/resources/intake");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "02-semicolon.csv",
                "04-utf16le-bom.csv",
                "06-cr-only.csv",
                "06b-cr-between-two-rows.csv",
                "08-pandas-float.csv",
                "09-trailing-empty-columns.csv",
                "11-header-spaces.csv",
                "40-array-pretty.json",
                "46-utf16-powershell.jsonl",
            })
    void shouldReadThreeMonths(String name) {
        // Given, when
        List<EventLine> lines = read(name, TextOptions.DEFAULT);

        // Then
        assertThat(lines).extracting(IntakeCasesTest::outcome).containsExactly("310", "402", "455");
    }

    @Test
    void shouldRefuseAFileOfAnotherEncodingOnceAndNameIt() {
        // Given, when
        List<EventLine> lines = read("05-gbk.csv", TextOptions.DEFAULT);

        // Then
        assertThat(lines).singleElement().satisfies(line -> {
            assertThat(line.result()).isInstanceOf(Refused.class);
            assertThat(outcome(line)).startsWith("the file as a whole is not valid UTF-8; likely gb18030");
        });
    }

    @Test
    void shouldReadAFileOfTheEncodingThatIsNamed() {
        // Given
        TextOptions options = TextOptions.DEFAULT.withEncoding(Charset.forName("gb18030"));

        // When
        List<EventLine> lines = read("05-gbk.csv", options);

        // Then
        assertThat(lines).extracting(IntakeCasesTest::outcome).containsExactly("310", "402", "455");
        assertThat(lines).extracting(line -> sales(line).getBrand()).containsOnly("\u6bd4\u4e9a");
    }

    /** In each row: the format, and what is read of the ways in which a file writes numbers. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "1234.5   | no, no, no, no, no, no",
                "1,234.5  | 20976, no, no, no, no, no",
                "1 234,5  | no, 20976, 20976, no, no, no",
                "1.234,5  | no, no, no, 20976, no, 20976",
                "1'234.5  | no, no, no, no, 20976, no",
            })
    void shouldReadTheNumbersThatFitTheFormat(String format, String read) {
        // Given
        TextOptions options = new TextOptions(NumberFormat.of(format).orElseThrow(), Map.of(), null);

        // When
        List<EventLine> lines = read("07-thousands.csv", options);

        // Then no number is cut off at its mark, and what is refused is so with its value and a remedy
        assertThat(lines)
                .extracting(line -> line.result() instanceof Accepted ? outcome(line) : "no")
                .isEqualTo(List.of(read.split(", ")));
        assertThat(lines)
                .filteredOn(line -> line.result() instanceof Refused)
                .allSatisfy(line -> assertThat(outcome(line))
                        .contains("must be a whole number, got: '20")
                        .contains("it can be read as 20976 with --number-format"));
    }

    @Test
    void shouldReadTheDatesThatSayWhatTheyAreAndRefuseTheOthers() {
        // Given, when
        List<EventLine> lines = read("13-dates.csv", TextOptions.DEFAULT);

        // Then
        assertThat(lines)
                .filteredOn(line -> line.result() instanceof Accepted)
                .allSatisfy(line -> assertThat(sales(line).getPeriodStart()).isEqualTo(LocalDate.of(2024, 10, 1)))
                .extracting(IntakeCasesTest::outcome)
                .containsExactly("3", "5", "6", "7");
        assertThat(lines)
                .filteredOn(line -> line.result() instanceof Refused)
                .extracting(IntakeCasesTest::outcome)
                .satisfiesExactly(
                        reason -> assertThat(reason).contains("'10/1/2024'").contains("put the year first"),
                        reason -> assertThat(reason).contains("'01.10.2024'").contains("put the year first"),
                        reason -> assertThat(reason).contains("'45566'").contains("serial number"),
                        reason -> assertThat(reason).contains("'Oct-24'").contains("the year first"));
    }

    private static List<EventLine> read(String name, TextOptions text) {
        IntakeOptions options = IntakeOptions.DEFAULT
                .withBrands(new BrandNames(AliasFile.shipped(), true))
                .withText(text);
        List<EventLine> lines = new ArrayList<>();
        EventSource source = EventSources.of(CASES.resolve(name)).orElseThrow();
        try (EventReader reader = EventReader.open(source, options)) {
            reader.forEachRemaining(lines::add);
        }
        return lines;
    }

    /** The figure of an event, the reason of a refusal. */
    private static String outcome(EventLine line) {
        return line.result() instanceof Refused refused
                ? refused.refusal().reason()
                : Long.toString(sales(line).getUnits());
    }

    private static SalesReport sales(EventLine line) {
        return (SalesReport) ((Accepted) line.result()).event();
    }
}
