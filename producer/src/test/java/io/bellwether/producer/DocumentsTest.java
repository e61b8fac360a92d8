package io.bellwether.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.producer.format.CsvColumns;
import io.bellwether.producer.format.EventFormat;
import io.bellwether.producer.format.EventLine;
import io.bellwether.producer.format.EventReader;
import io.bellwether.producer.format.EventSource;
import io.bellwether.producer.format.ParsedEvent.Accepted;
import io.bellwether.producer.table.TableMappingFile;
import io.bellwether.schemas.avro.Announcement;
import io.bellwether.schemas.avro.CapacityReport;
import io.bellwether.schemas.avro.SalesReport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** What the documents show is what the program takes. */
class DocumentsTest {

    private static final Path EVENTS = Path.of("../docs/events.md");
    private static final Path GUIDE = Path.of("../docs/guide/csv.md");

    @Test
    void shouldTakeEveryExampleOfAnEvent() throws IOException {
        // Given
        List<String> json = blocks(EVENTS, "json");
        List<String> csv = blocks(EVENTS, "csv");

        // When
        List<EventLine> lines = new ArrayList<>();
        json.forEach(block -> lines.addAll(read(block, EventFormat.JSON_LINES)));
        csv.forEach(block -> lines.addAll(read(block, EventFormat.CSV)));

        // Then
        assertThat(json).hasSizeGreaterThan(8);
        assertThat(csv).hasSize(3);
        assertThat(lines)
                .allSatisfy(line -> assertThat(line.result()).as(line.text()).isInstanceOf(Accepted.class));
    }

    @Test
    void shouldNameEveryColumn() throws IOException {
        // Given
        String document = Files.readString(EVENTS);

        // When, then
        assertThat(CsvColumns.known()).allSatisfy(column -> assertThat(document).contains("`" + column + "`"));
    }

    @Test
    void shouldShowEveryFieldAndEveryWordInAnExample() throws IOException {
        // Given all that the schemas of events know, of details too
        String document = Files.readString(EVENTS);
        String examples = String.join("", blocks(EVENTS, "json"));
        Set<String> fields = new TreeSet<>();
        Set<String> words = new TreeSet<>();
        List.of(SalesReport.getClassSchema(), CapacityReport.getClassSchema(), Announcement.getClassSchema())
                .forEach(schema -> collect(schema, fields, words));
        words.remove("UNKNOWN");

        // When, then
        assertThat(fields).contains("units", "last_month", "coverage_cities").allSatisfy(field -> {
            assertThat(document).as("docs/events.md describes").contains("`" + field + "`");
            assertThat(examples).as("docs/events.md shows").contains("\"" + field + "\"");
        });
        assertThat(words).contains("SPAN", "PREORDERS", "STRETCH").allSatisfy(word -> {
            assertThat(document).as("docs/events.md describes").contains("`" + word + "`");
            assertThat(examples).as("docs/events.md shows").contains("\"" + word + "\"");
        });
    }

    private static void collect(Schema schema, Set<String> fields, Set<String> words) {
        switch (schema.getType()) {
            case RECORD ->
                schema.getFields().forEach(field -> {
                    fields.add(field.name());
                    collect(field.schema(), fields, words);
                });
            case UNION -> schema.getTypes().forEach(each -> collect(each, fields, words));
            case ENUM -> words.addAll(schema.getEnumSymbols());
            default -> {
                // of no names
            }
        }
    }

    @Test
    void shouldTakeTheMappingThatTheGuideShows() throws IOException {
        // Given
        String mapping = blocks(GUIDE, "yaml").get(0);

        // When, then
        assertThat(TableMappingFile.read(mapping)).isInstanceOf(TableMappingFile.Accepted.class);
    }

    private static List<String> blocks(Path document, String language) throws IOException {
        return Pattern.compile("```" + language + "\\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(document))
                .results()
                .map((MatchResult block) -> block.group(1))
                .toList();
    }

    private static List<EventLine> read(String text, EventFormat format) {
        EventSource source =
                EventSource.of("document", format, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        try (Stream<EventLine> lines = EventReader.lines(List.of(source))) {
            return lines.toList();
        }
    }
}
