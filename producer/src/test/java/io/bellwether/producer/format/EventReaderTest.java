package io.bellwether.producer.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bellwether.producer.format.ParsedEvent.Accepted;
import io.bellwether.producer.format.ParsedEvent.Refused;
import io.bellwether.schemas.avro.SalesReport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EventReaderTest {

    private static final String GOOD = "{\"type\":\"capacity\",\"brand\":\"xiaomi\",\"plant\":\"beijing-1\","
            + "\"units_per_month\":12500,\"effective_from\":\"2024-03-01\",\"source\":\"xiaomi-ev\","
            + "\"source_tier\":\"OFFICIAL\",\"published_at\":\"2024-03-28T02:00:00Z\"}";
    private static final String HEADER =
            "type,brand,model,measure,period_start,granularity,units,source,source_tier,published_at";
    private static final String ROW = "sales,byd,,DELIVERIES,2024-10-01,MONTH,500526,byd,OFFICIAL,2024-11-01";

    @TempDir
    private Path folder;

    @Test
    void shouldAcceptAllRealEvents() {
        List<EventSource> sources = EventSources.resolve(List.of("src/test/resources/data"));

        List<EventLine> lines = read(sources);

        assertThat(sources).extracting(EventSource::name).allMatch(name -> name.endsWith(".jsonl"));
        assertThat(lines).hasSize(733).allMatch(line -> line.result() instanceof Accepted);
    }

    @Test
    void shouldCountLinesAndSkipBlankOnes() {
        List<EventLine> lines = jsonLines("\ufeff\n" + GOOD + "\r\n  \r\nbad\n" + GOOD);

        assertThat(lines).extracting(EventLine::number).containsExactly(2L, 4L, 5L);
        assertThat(lines).extracting(line -> line.result() instanceof Accepted).containsExactly(true, false, true);
        assertThat(lines).extracting(EventLine::text).containsExactly(GOOD, "bad", GOOD);
    }

    @Test
    void shouldRefuseOnlyTheLineThatIsTooLong() {
        int limit = LineSplitter.MAX_LINE_BYTES;
        String longest = GOOD + " ".repeat(limit - GOOD.length());

        List<EventLine> lines = jsonLines(longest + "\r\n" + longest + " \n" + "x".repeat(3 * limit) + "\n" + GOOD);

        assertThat(lines).extracting(EventLine::number).containsExactly(1L, 2L, 3L, 4L);
        assertThat(lines)
                .extracting(line -> line.result() instanceof Accepted)
                .containsExactly(true, false, false, true);
        assertThat(lines).extracting(EventLine::size).containsExactly(limit, limit, limit, GOOD.length());
        assertThat(lines.get(2).result())
                .isEqualTo(Refused.of("", "is longer than 1000000 bytes; only the first 1000000 are kept"));
    }

    @Test
    void shouldReadCsvWithQuotedCellsOverSeveralLines() {
        List<EventLine> lines = csv(HEADER + "\r\n"
                + ROW.replace("byd,,", "byd,\"Han \"\"EV\"\"\",").replace("2024-11-01", "\"2024-11-01\r\n\"")
                + "\r\n\r\n" + ROW.replace("500526", "many") + "\r\n" + ROW);

        assertThat(lines).extracting(EventLine::number).containsExactly(2L, 5L, 6L);
        assertThat(((Accepted) lines.get(0).result()).event())
                .extracting(event -> ((SalesReport) event).getModel())
                .isEqualTo("Han \"EV\"");
        assertThat(lines.get(1).result()).isEqualTo(Refused.of("units", "must be a whole number, got: 'many'"));
        assertThat(((Accepted) lines.get(2).result()).event())
                .extracting(event -> ((SalesReport) event).getModel())
                .isNull();
    }

    @Test
    void shouldLoseOnlyTheLineOfAStrayQuote() {
        List<EventLine> lines = csv(HEADER + "\n" + ROW.replace("byd,,", "byd,\"Han,") + "\n" + ROW + "\n"
                + ROW.replace("byd,,", "byd,\"Han\"EV,") + "\n" + ROW);

        assertThat(lines).extracting(EventLine::number).containsExactly(2L, 3L, 4L, 5L);
        assertThat(lines)
                .extracting(line -> line.result() instanceof Accepted)
                .containsExactly(false, true, false, true);
    }

    @Test
    void shouldRefuseAFileUnderABadHeaderOnce() {
        List<EventLine> twice = csv(HEADER + ",brand\n" + ROW + ",byd");
        List<EventLine> unknown = csv(HEADER + ",colour\n" + ROW + ",");

        assertThat(twice)
                .extracting(line -> line.result().toString())
                .containsExactly("Refused[refusal=header row: 'brand' stands twice; the file as a whole is refused]");
        assertThat(unknown)
                .extracting(line -> line.result().toString())
                .containsExactly("Refused[refusal=header row: 'colour' is no column; the file as a whole is refused]");
    }

    @Test
    void shouldRefuseRowsThatDoNotFit() {
        List<EventLine> lines =
                csv(HEADER + "\n" + ROW + "\n" + ROW + ",x\n" + "sales,byd\n" + ROW.replace("sales", "capacity"));

        assertThat(lines)
                .extracting(line -> line.result() instanceof Refused refused
                        ? refused.refusal().toString()
                        : "")
                .containsExactly(
                        "",
                        "has 11 cells, the header 10",
                        "has 2 cells, the header 10",
                        "type: must be 'sales' as in the rows before: a CSV file holds one type of event");
    }

    @Test
    void shouldLeaveDetailColumnsOfOtherAnnouncementsEmpty() {
        String header = "type,brand,headline,source,source_tier,published_at,detail.type,detail.year,detail.units,"
                + "detail.technology,detail.stage,detail.nationwide\n";

        List<EventLine> lines = csv(header
                + "announcement,nio,a,nio,OFFICIAL,2024-01-01,sales_target,2024,230000,,,\n"
                + "announcement,nio,b,nio,OFFICIAL,2024-01-01,technology_milestone,,,CITY_NOA,FULL_ROLLOUT,TRUE\n"
                + "announcement,nio,c,nio,OFFICIAL,2024-01-01,sales_target,2024,230000,CITY_NOA,,\n");

        assertThat(lines)
                .extracting(line -> line.result() instanceof Refused refused
                        ? refused.refusal().field()
                        : "")
                .containsExactly("", "", "detail.technology");
    }

    @Test
    void shouldFindFilesInFolders() throws IOException {
        Files.createDirectories(folder.resolve("b/.hidden"));
        for (String name : List.of("b/2.csv", "b/1.ndjson", "a.json", "z.txt", "b/.hidden/3.jsonl", "README.md")) {
            Files.writeString(folder.resolve(name), "");
        }
        gzip(folder.resolve("c.JSONL.GZ"), GOOD + "\n" + GOOD);

        List<EventSource> sources = EventSources.resolve(
                List.of(folder.toString(), folder.resolve("a.json").toString()));

        assertThat(sources)
                .extracting(source -> folder.relativize(Path.of(source.name())).toString())
                .containsExactly("a.json", "b/1.ndjson", "b/2.csv", "c.JSONL.GZ");
        assertThat(read(sources)).hasSize(2);
    }

    @Test
    void shouldSayWhichInputCannotBeRead() throws IOException {
        Path text = Files.writeString(folder.resolve("notes.txt"), "");
        Path broken = Files.writeString(folder.resolve("broken.jsonl.gz"), "no gzip");
        Path torn = folder.resolve("torn.csv.gz");
        gzip(torn, HEADER + "\n" + ROW.repeat(100));
        Files.write(torn, Arrays.copyOf(Files.readAllBytes(torn), 60));

        assertThatThrownBy(() -> EventSources.resolve(List.of("/no/such/file.csv")))
                .isInstanceOf(InputException.class)
                .hasMessage("/no/such/file.csv: no such file or folder");
        assertThatThrownBy(() -> EventSources.resolve(List.of(text.toString())))
                .hasMessageContaining("its name must end in .jsonl");
        assertThatThrownBy(() -> EventSources.resolve(
                        List.of(Files.createDirectory(folder.resolve("empty")).toString())))
                .hasMessageContaining("holds no event files");
        assertThatThrownBy(() -> read(EventSources.resolve(List.of(broken.toString()))))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(broken + ": cannot be read: Not in GZIP format");
        assertThatThrownBy(() -> read(EventSources.resolve(List.of(torn.toString()))))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(torn + ": cannot be read: ");
    }

    private static void gzip(Path file, String text) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static List<EventLine> read(List<EventSource> sources) {
        try (Stream<EventLine> lines = EventReader.lines(sources)) {
            return lines.toList();
        }
    }

    private static List<EventLine> jsonLines(String text) {
        return read(EventFormat.JSON_LINES, text);
    }

    private static List<EventLine> csv(String text) {
        return read(EventFormat.CSV, text);
    }

    private static List<EventLine> read(EventFormat format, String text) {
        List<EventLine> lines = new ArrayList<>();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try (EventReader reader = EventReader.open(EventSource.of("test", format, new ByteArrayInputStream(bytes)))) {
            reader.forEachRemaining(lines::add);
        }
        return lines;
    }
}
