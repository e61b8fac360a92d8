package io.bellwether.producer.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.producer.format.EventLine;
import io.bellwether.producer.format.EventLines;
import io.bellwether.producer.format.IntakeOptions;
import io.bellwether.producer.format.ParsedEvent.Accepted;
import io.bellwether.producer.format.ParsedEvent.Refused;
import io.bellwether.schemas.avro.SalesReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tables as statistics offices and associations publish them, each with the very mapping that is proposed for it. What is
 * right was looked up in each by hand and stands in expected.txt; a change of it is looked up again.
 */
class PublishedTablesTest {

    private static final Path TABLES = Path.of("src/test/resources/tables");
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 30);

    static Stream<String> tables() throws IOException {
        try (Stream<Path> files = Files.list(TABLES)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("expected.txt"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("tables")
    void shouldTakeATableByTheMappingThatItSuggests(String name) throws IOException {
        // Given
        Path file = TABLES.resolve(name);

        // When
        Optional<String> mapping = TableSuggestion.of(file, TODAY);
        List<String> became = mapping.map(text -> read(file, text)).orElse(List.of("  no suggestion"));

        // Then
        assertThat(became).as(mapping.orElse("")).isEqualTo(expected(name));
    }

    private static List<String> expected(String name) throws IOException {
        List<String> all = Files.readAllLines(TABLES.resolve("expected.txt"));
        int begin = all.indexOf(name);
        assertThat(begin).as("expected.txt names " + name).isNotNegative();
        return all.subList(begin + 1, all.size()).stream()
                .takeWhile(line -> line.startsWith("  "))
                .toList();
    }

    private static List<String> read(Path file, String mapping) {
        assertThat(TableMappingFile.read(mapping)).as(mapping).isInstanceOf(TableMappingFile.Accepted.class);
        List<String> lines = new ArrayList<>();
        try (EventLines events = Tables.source(file, (TableMappingFile.Accepted) TableMappingFile.read(mapping))
                .open(IntakeOptions.DEFAULT)) {
            while (events.hasNext()) {
                lines.add("  " + shown(events.next()));
            }
            lines.add("  passed over: " + events.passedOver());
        }
        return lines;
    }

    private static String shown(EventLine line) {
        if (line.result() instanceof Refused refused) {
            return line.position() + " refused: " + refused.refusal();
        }
        SalesReport report = (SalesReport) ((Accepted) line.result()).event();
        return line.position() + " " + report.getBrand() + (report.getModel() == null ? "" : "/" + report.getModel())
                + " "
                + report.getPeriodStart() + (report.getPeriodEnd() == null ? "" : ".." + report.getPeriodEnd()) + " "
                + report.getGranularity() + " " + report.getUnits() + " " + report.getQualifier();
    }
}
