package io.bellwether.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.producer.format.CsvColumns;
import io.bellwether.producer.format.EventFormat;
import io.bellwether.producer.format.EventLine;
import io.bellwether.producer.format.EventReader;
import io.bellwether.producer.format.EventSource;
import io.bellwether.producer.format.ParsedEvent.Accepted;
import io.bellwether.producer.table.TableMappingFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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
