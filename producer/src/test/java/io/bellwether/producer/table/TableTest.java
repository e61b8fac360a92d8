package io.bellwether.producer.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.config.AliasFile;
import io.bellwether.config.ConfigError;
import io.bellwether.producer.format.BrandNames;
import io.bellwether.producer.format.EventLine;
import io.bellwether.producer.format.EventLines;
import io.bellwether.producer.format.EventSource;
import io.bellwether.producer.format.IntakeOptions;
import io.bellwether.producer.format.ParsedEvent.Accepted;
import io.bellwether.producer.format.ParsedEvent.Refused;
import io.bellwether.schemas.avro.Granularity;
import io.bellwether.schemas.avro.Qualifier;
import io.bellwether.schemas.avro.SalesReport;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables as people keep them. */
class TableTest {

    private static final Path NEWCOMER = Path.of("src/test/resources/intake/newcomer-0-excel.csv");
    private static final LocalDate TODAY = LocalDate.of(2025, 1, 10);
    private static final String EVENT = """
            event: {type: sales, measure: REGISTRATIONS, granularity: MONTH, source: ofv, source_tier: REGISTRATION,
              published_at: 2025-01-10}
            """;

    @TempDir
    private Path folder;

    @Test
    void shouldTakeANewcomersSpreadsheetByTheMappingThatItSuggests() {
        // Given a title, a blank line, cp1252, semicolons, month names, no-break spaces, shares and a total
        String mapping = TableSuggestion.of(NEWCOMER, TODAY).orElseThrow();

        // When
        Read read = read(NEWCOMER, mapping);

        // Then
        assertThat(mapping)
                .contains("encoding: windows-1252")
                .contains("header: 3")
                .contains("number_format: '1 234,5'")
                .contains("format: MMM.yy, language: nb")
                .contains("totals: {names: [Totalt], check: true}");
        assertThat(read.refusals()).isEmpty();
        assertThat(read.sales()).hasSize(24).allSatisfy(report -> {
            assertThat(report.getBrand()).isEqualTo("kraft");
            assertThat(report.getGranularity()).isEqualTo(Granularity.MONTH);
        });
        assertThat(read.sales().get(9).getPeriodStart()).isEqualTo(LocalDate.of(2023, 10, 1));
        assertThat(read.sales().get(9).getUnits()).isEqualTo(1_084);
        assertThat(read.sales().get(23).getUnits()).isEqualTo(1_439);
        assertThat(read.sales().stream().mapToLong(SalesReport::getUnits).sum()).isEqualTo(25_504);
        assertThat(read.passedOver()).as("the total").isEqualTo(1);
    }

    @Test
    void shouldRefuseATotalThatIsNotTheSum() throws IOException {
        // Given
        String mapping = TableSuggestion.of(NEWCOMER, TODAY).orElseThrow();
        Path changed = folder.resolve("changed.csv");
        byte[] bytes = Files.readAllBytes(NEWCOMER);
        for (int i = 0; i < bytes.length - 3; i++) {
            if (bytes[i] == '7' && bytes[i + 1] == '3' && bytes[i + 2] == '0') {
                bytes[i + 2] = '1';
            }
        }
        Files.write(changed, bytes);

        // When
        Read read = read(changed, mapping);

        // Then the figures are taken all the same
        assertThat(read.sales()).hasSize(24);
        assertThat(read.refusals())
                .containsExactly("C28: units: the total is 25504, but the 24 figures that it is of sum up to 25505");
    }

    @Test
    void shouldTakeARowABrandAndAColumnAMonth() throws IOException {
        // Given months under years in two header rows, of which the upper one is merged, footnotes, and a remainder
        Path file = file("wide.csv", """
                Brand;2024;;2025
                ;Nov;Dec;Jan
                NIO;1.500;2.100*;1.234 e
                \u5c0f\u9e4f;-;0;n.a.
                Andre;7;7;7
                Total;1.507;2.107;1.241
                """);
        String mapping = """
                header: [1, 2]
                number_format: '1.234,5'
                fields:
                  brand: {column: Brand}
                  period_start: {header: [1, 2], format: 'yyyy MMM', language: en}
                nothing: ['-', 'n.a.']
                marks: {'*': '', e: ESTIMATE}
                totals: {names: [Total], check: false}
                pass_over: {brand: [Andre]}
                """ + EVENT;

        // When
        Read read = read(file, mapping);

        // Then
        assertThat(read.refusals()).isEmpty();
        assertThat(read.sales())
                .extracting(report -> report.getBrand() + " " + report.getPeriodStart() + " " + report.getUnits() + " "
                        + report.getQualifier())
                .containsExactly(
                        "nio 2024-11-01 1500 EXACT",
                        "nio 2024-12-01 2100 EXACT",
                        "nio 2025-01-01 1234 ESTIMATE",
                        "xpeng 2024-12-01 0 EXACT");
        assertThat(read.passedOver()).isEqualTo(2 + 3 + 3);
    }

    @Test
    void shouldTakeAWorkbook() throws IOException {
        // Given brands across and months downwards, as numbers and dates of a spreadsheet, in tens of thousands
        Path file = folder.resolve("book.xlsx");
        try (OutputStream out = Files.newOutputStream(file);
                Workbook workbook = new Workbook(out, "test", "1.0")) {
            Worksheet sheet = workbook.newWorksheet("Figures");
            sheet.value(0, 0, "Month");
            sheet.value(0, 1, "BYD");
            sheet.value(0, 2, "Tesla China");
            sheet.value(1, 0, LocalDate.of(2024, 10, 1));
            sheet.style(1, 0).format("yyyy-mm").set();
            sheet.value(1, 1, 50.05);
            sheet.value(1, 2, "6.8");
            sheet.value(2, 0, LocalDate.of(2024, 11, 30));
            sheet.style(2, 0).format("mmm yyyy").set();
            sheet.value(2, 1, 50.40);
            sheet.value(2, 2, "seven");
        }
        String mapping = """
                sheet: Figures
                header: 1
                units_in: \u4e07
                fields:
                  brand: {header: 1}
                  period_start: {column: Month, format: yyyy-MM}
                """ + EVENT;

        // When
        Read read = read(file, mapping);

        // Then a figure in tens of thousands is a rounded one
        assertThat(read.sales())
                .extracting(report -> report.getBrand() + " " + report.getPeriodStart() + " " + report.getUnits())
                .containsExactly("byd 2024-10-01 500500", "tesla-china 2024-10-01 68000", "byd 2024-11-01 504000");
        assertThat(read.sales()).extracting(SalesReport::getQualifier).containsOnly(Qualifier.ESTIMATE);
        assertThat(read.refusals())
                .singleElement()
                .satisfies(refusal ->
                        assertThat(refusal).startsWith("Figures!C3: units: is no number in the form 1234.5: 'seven'"));
    }

    @Test
    void shouldTakeATableOfAPage() throws IOException {
        // Given
        Path file = file("page.html", """
                <html><table><tr><td>menu</td></tr></table>
                <table><tr><th>Make</th><th>Model</th><th>2024-10</th></tr>
                <tr><td rowspan="2">NIO</td><td>ET5</td><td>1,200</td></tr><tr><td>ES6</td><td>900</td></tr></table></html>
                """);
        String mapping = """
                sheet: 2
                header: 1
                number_format: '1,234.5'
                fields:
                  brand: {column: Make}
                  model: {column: Model}
                  period_start: {header: 1, format: yyyy-MM}
                """ + EVENT;

        // When, then
        assertThat(read(file, mapping).sales())
                .extracting(report -> report.getModel() + " " + report.getUnits())
                .containsExactly("ET5 1200", "ES6 900");
    }

    @Test
    void shouldAddUpTheLinesOfOneBrandOnlyWhereTheMappingSaysSo() throws IOException {
        // Given two companies of one brand
        Path file = file("two.csv", "Month,Brand,Company,Units\n2024-10,acme,North,4500\n2024-10,acme,South,1600\n");
        String mapping = """
                header: 1
                fields: {brand: {column: Brand}, period_start: {column: Month, format: yyyy-MM}}
                ignore: [Company]
                """ + EVENT;

        // When, then
        assertThat(read(file, mapping + "duplicates: sum\n").sales())
                .extracting(SalesReport::getUnits)
                .containsExactly(6_100L);
        assertThat(read(file, mapping).sales())
                .extracting(SalesReport::getUnits)
                .containsExactly(4_500L, 1_600L);
    }

    @Test
    void shouldSayOnceThatATableIsNotTheOneThatTheMappingIsFor() throws IOException {
        // Given
        Path file = file("other.csv", "Monat,Marke,Zahl\n2024-10,acme,1\n");
        String mapping = """
                header: 1
                fields: {brand: {column: Brand}, period_start: {column: Month, format: yyyy-MM}}
                """ + EVENT;

        // When, then
        assertThat(read(file, mapping).refusals())
                .containsExactly("1: the table has no column 'Brand'; its columns are 'Monat', 'Marke', 'Zahl'");
    }

    @Test
    void shouldTellEveryMistakeOfAMappingWithItsPlace() {
        // Given
        String mapping = """
                header: one
                number_format: '1.234'
                fields:
                  brand: {colum: Brand}
                  period_start: {column: Month, format: 'MMM yy'}
                  units_sold: {column: X}
                event: {type: announcement}
                """;

        // When
        TableMappingFile.Reading reading = TableMappingFile.read(mapping);

        // Then
        assertThat(reading)
                .isInstanceOfSatisfying(
                        TableMappingFile.Rejected.class,
                        rejected -> assertThat(rejected.mistakes().stream().map(ConfigError::toString))
                                .anySatisfy(mistake -> assertThat(mistake).startsWith("1:9: must be numbers of rows"))
                                .anySatisfy(mistake -> assertThat(mistake).startsWith("2:16: must be one of '1234.5'"))
                                .anySatisfy(mistake -> assertThat(mistake).startsWith("4:11: unknown field 'colum'"))
                                .anySatisfy(mistake ->
                                        assertThat(mistake).startsWith("5:41: format MMM yy needs the language"))
                                .anySatisfy(
                                        mistake -> assertThat(mistake).startsWith("6:3: unknown field 'units_sold'"))
                                .anySatisfy(mistake ->
                                        assertThat(mistake).contains("a table can hold events of the type")));
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    /** What became of the cells of a table. */
    private record Read(List<SalesReport> sales, List<String> refusals, long passedOver) {}

    private static Read read(Path file, String mapping) {
        TableMappingFile.Reading reading = TableMappingFile.read(mapping);
        assertThat(reading).as(mapping).isInstanceOf(TableMappingFile.Accepted.class);
        EventSource source = Tables.source(file, (TableMappingFile.Accepted) reading);
        List<SalesReport> sales = new ArrayList<>();
        List<String> refusals = new ArrayList<>();
        IntakeOptions options = IntakeOptions.DEFAULT.withBrands(new BrandNames(AliasFile.shipped(), true));
        try (EventLines lines = source.open(options)) {
            while (lines.hasNext()) {
                EventLine line = lines.next();
                if (line.result() instanceof Accepted accepted) {
                    sales.add((SalesReport) accepted.event());
                } else {
                    refusals.add(line.position() + ": " + ((Refused) line.result()).refusal());
                }
            }
            return new Read(sales, refusals, lines.passedOver());
        }
    }
}
