package io.bellwether.producer.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.producer.format.EventLine;
import io.bellwether.producer.format.EventLines;
import io.bellwether.producer.format.IntakeOptions;
import io.bellwether.producer.format.ParsedEvent.Accepted;
import io.bellwether.schemas.avro.SalesReport;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The workbook to fill in, and the events that it becomes. */
class TemplateTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "sales, type brand source source_tier published_at measure",
        "capacity, type brand source source_tier published_at plant",
        "announcement, type brand source source_tier published_at headline",
    })
    void shouldNameAColumnForEachField(String type, String first) throws IOException {
        // Given
        Path file = folder.resolve("template.xlsx");

        // When
        try (OutputStream out = Files.newOutputStream(file)) {
            Template.write(out, type);
        }

        // Then
        try (ReadableWorkbook book = new ReadableWorkbook(file.toFile())) {
            List<String> header = book.getFirstSheet().read().get(0).stream()
                    .map(cell -> cell.getText())
                    .toList();
            assertThat(header).containsAll(List.of(first.split(" "))).doesNotHaveDuplicates();
            assertThat(book.findSheet("lists")).isPresent();
        }
    }

    @Test
    void shouldTakeAFilledInWorkbook() throws IOException {
        // Given
        Path file = folder.resolve("filled.xlsx");
        List<String> columns = List.of(
                "type",
                "brand",
                "source",
                "source_tier",
                "published_at",
                "measure",
                "granularity",
                "period_start",
                "units");
        try (OutputStream out = Files.newOutputStream(file);
                Workbook workbook = new Workbook(out, "test", "1.0")) {
            Worksheet sheet = workbook.newWorksheet("sales");
            for (int i = 0; i < columns.size(); i++) {
                sheet.value(0, i, columns.get(i));
            }
            List<String> texts = List.of("sales", "acme", "acme-ir", "OFFICIAL");
            for (int i = 0; i < texts.size(); i++) {
                sheet.value(1, i, texts.get(i));
            }
            sheet.value(1, 4, LocalDate.of(2024, 11, 1));
            sheet.style(1, 4).format("yyyy-mm-dd").set();
            sheet.value(1, 5, "DELIVERIES");
            sheet.value(1, 6, "MONTH");
            sheet.value(1, 7, LocalDate.of(2024, 10, 1));
            sheet.style(1, 7).format("yyyy-mm-dd").set();
            sheet.value(1, 8, 310);
        }

        // When
        EventLine line;
        try (EventLines lines = Tables.ofEvents(file).open(IntakeOptions.DEFAULT)) {
            line = lines.next();
            assertThat(lines.hasNext()).isFalse();
        }

        // Then
        assertThat(line.position()).isEqualTo("sales!2");
        assertThat(line.result()).isInstanceOfSatisfying(Accepted.class, accepted -> {
            SalesReport report = (SalesReport) accepted.event();
            assertThat(report.getUnits()).isEqualTo(310);
            assertThat(report.getPeriodStart()).isEqualTo(LocalDate.of(2024, 10, 1));
        });
    }
}
