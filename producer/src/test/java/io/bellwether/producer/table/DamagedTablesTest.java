package io.bellwether.producer.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.bellwether.producer.format.EventLine;
import io.bellwether.producer.format.EventLines;
import io.bellwether.producer.format.InputException;
import io.bellwether.producer.format.IntakeOptions;
import io.bellwether.producer.format.ParsedEvent.Refused;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Damaged tables: each cell under a column of figures is an event, a refusal, or passed over, or the file as a whole cannot
 * be read. With {@code -Dfuzz.files=10000} as many of each kind are tried.
 */
class DamagedTablesTest {

    private static final int FILES = Integer.getInteger("fuzz.files", 250);
    private static final String MAPPING = """
            header: 1
            fields:
              brand: {column: Brand}
              period_start: {header: 1, format: yyyy-MM}
            figures: ['2024-08', '2024-09', '2024-10']
            nothing: ['-']
            marks: {'*': '', '>': AT_LEAST}
            totals: {names: [Total]}
            pass_over: {brand: [Others]}
            event: {type: sales, measure: REGISTRATIONS, granularity: MONTH, source: amt, source_tier: REGISTRATION,
              published_at: 2024-11-05}
            """;
    private static final List<List<String>> CELLS = List.of(
            List.of("Brand", "2024-08", "2024-09", "2024-10"),
            List.of("kraft", "310", "402", "455*"),
            List.of("weber", "-", "12", ">13"),
            List.of("Others", "1", "2", "3"),
            List.of("Total", "311", "416", "471"));

    private final long seed = Long.getLong("fuzz.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @TempDir
    private Path folder;

    /** How a table is written down before it is damaged. */
    private enum Written {
        CSV,
        XLSX,
        HTML
    }

    @ParameterizedTest
    @EnumSource(Written.class)
    void shouldAccountForEveryCell(Written written) throws IOException {
        byte[] whole = whole(written);
        int readable = 0;
        for (int i = 0; i < FILES; i++) {
            // Given
            byte[] damaged = written == Written.XLSX && random.nextInt(4) > 0 ? damagedSheet(whole) : damaged(whole);
            Path file = Files.write(folder.resolve("table." + written), damaged);

            // When
            Counts counts = null;
            try {
                counts = read(file);
            } catch (InputException e) {
                assertThat(e).hasMessageContaining("table." + written);
            } catch (RuntimeException e) {
                fail("seed " + seed + ", file " + i + ": " + new String(damaged, StandardCharsets.ISO_8859_1), e);
            }

            // Then
            if (counts != null) {
                readable++;
                assertThat(counts.events + counts.refused + counts.passedOver)
                        .as("seed %s, file %s: %s", seed, i, new String(damaged, StandardCharsets.ISO_8859_1))
                        .isEqualTo(counts.cells);
            }
        }
        assertThat(readable).as("seed " + seed).isGreaterThan(FILES / 20);
    }

    /**
     * What became of a table.
     *
     * @param cells under the columns of figures
     */
    private record Counts(long cells, long events, long refused, long passedOver) {}

    private static Counts read(Path file) {
        TableMappingFile.Accepted mapping = (TableMappingFile.Accepted) TableMappingFile.read(MAPPING);
        long events = 0;
        long refused = 0;
        try (EventLines lines = Tables.source(file, mapping).open(IntakeOptions.DEFAULT)) {
            while (lines.hasNext()) {
                EventLine line = lines.next();
                String reason =
                        line.result() instanceof Refused bad ? bad.refusal().reason() : null;
                if (reason != null && reason.startsWith("the table has no")) {
                    return new Counts(0, 0, 0, 0);
                }
                boolean ofAFigure = reason == null
                        || !(reason.contains("stands in a column without a name") || reason.startsWith("the total is"));
                events += reason == null ? 1 : 0;
                refused += reason != null && ofAFigure ? 1 : 0;
            }
            return new Counts(cells(file), events, refused, lines.passedOver());
        }
    }

    private static long cells(Path file) {
        long rows = 0;
        try (Sheet sheet = Sheets.open(file, Sheets.Which.FIRST)) {
            for (TableRow row = sheet.next(); row != null; row = sheet.next()) {
                rows += row.number() > 1 ? 1 : 0;
            }
        }
        return rows * 3;
    }

    private static byte[] whole(Written written) throws IOException {
        return switch (written) {
            case CSV ->
                String.join(
                                "\n",
                                CELLS.stream().map(row -> String.join(",", row)).toList())
                        .getBytes(StandardCharsets.UTF_8);
            case HTML ->
                ("<html><body><table>"
                                + String.join(
                                        "",
                                        CELLS.stream()
                                                .map(row -> "<tr><td>" + String.join("</td><td>", row) + "</td></tr>")
                                                .toList())
                                + "</table></body></html>")
                        .getBytes(StandardCharsets.UTF_8);
            case XLSX -> workbook();
        };
    }

    private static byte[] workbook() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = bytes;
                Workbook workbook = new Workbook(out, "test", "1.0")) {
            Worksheet sheet = workbook.newWorksheet("Figures");
            for (int row = 0; row < CELLS.size(); row++) {
                for (int column = 0; column < CELLS.get(row).size(); column++) {
                    String cell = CELLS.get(row).get(column);
                    if (cell.matches("[0-9]+")) {
                        sheet.value(row, column, Integer.parseInt(cell));
                    } else {
                        sheet.value(row, column, cell);
                    }
                }
            }
        }
        return bytes.toByteArray();
    }

    /** Damages what the archive holds, and not the archive. */
    private byte[] damagedSheet(byte[] workbook) throws IOException {
        List<String> names = new ArrayList<>();
        List<byte[]> contents = new ArrayList<>();
        Path file = Files.write(folder.resolve("whole.xlsx"), workbook);
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                names.add(entry.getName());
                contents.add(zip.getInputStream(entry).readAllBytes());
            }
        }
        List<Integer> sheets = IntStream.range(0, names.size())
                .filter(i -> names.get(i).contains("sheet") || names.get(i).contains("sharedStrings"))
                .boxed()
                .toList();
        int chosen = sheets.get(random.nextInt(sheets.size()));
        contents.set(chosen, damaged(contents.get(chosen)));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (int i = 0; i < names.size(); i++) {
                out.putNextEntry(new ZipEntry(names.get(i)));
                out.write(contents.get(i));
                out.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    private byte[] damaged(byte[] file) {
        byte[] bytes = file.clone();
        for (int i = random.nextInt(4); i > 0; i--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(5)) {
                case 0 -> bytes[at] = (byte) (0x80 + random.nextInt(0x80));
                case 1 -> bytes[at] = (byte) "\"<>/&;,|*\n\r09-e.".charAt(random.nextInt(16));
                case 2 -> bytes[at] = (byte) ('0' + random.nextInt(10));
                case 3 -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
                default -> System.arraycopy(bytes, 0, bytes, at, Math.min(at, bytes.length - at));
            }
        }
        return bytes;
    }
}
