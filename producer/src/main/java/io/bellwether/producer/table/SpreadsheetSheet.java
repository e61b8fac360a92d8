package io.bellwether.producer.table;

import io.bellwether.producer.format.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.jspecify.annotations.Nullable;

/** The rows of a sheet of a workbook (XLSX), read one at a time. */
final class SpreadsheetSheet implements io.bellwether.producer.table.Sheet {

    /** What a workbook may unpack to however small it is. */
    private static final long ALWAYS_BYTES = 64L << 20;

    /** How many times its packed size a larger workbook may have. */
    private static final long MAX_TIMES = 200;

    /** A number whose format shows a day, a month or a year is a date; what stands in quotes or brackets shows nothing. */
    private static final Pattern HIDDEN = Pattern.compile("\"[^\"]*\"|\\[[^\\]]*\\]|\\\\.");

    private static final Pattern FROM_1904 = Pattern.compile("date1904\\s*=\\s*[\"'](1|true|on)[\"']");
    private static final int MAX_BOOK_BYTES = 64 * 1024;

    private static final Pattern DATE_FORMAT = Pattern.compile("(?i).*[ymd].*");
    private static final ReadingOptions WITH_FORMATS = new ReadingOptions(true, true);

    /** From the first day of most workbooks to that of those that count from 1904. */
    private static final int DAYS_OF_1904 = 1_462;

    private final Path file;
    private final ReadableWorkbook workbook;
    private final Stream<Row> stream;
    private final Iterator<Row> rows;
    private final String name;
    private final long size;
    /** Days by which its dates are later than the reader takes them for. */
    private final int later;

    private SpreadsheetSheet(Path file, ReadableWorkbook workbook, Sheet sheet, long size) throws IOException {
        this.file = file;
        this.workbook = workbook;
        this.stream = sheet.openStream();
        this.rows = stream.iterator();
        this.name = sheet.getName();
        this.size = size;
        this.later = countsFrom1904(file) && !workbook.isDate1904() ? DAYS_OF_1904 : 0;
    }

    /**
     * Opens a sheet.
     *
     * @param which its name or number, from 1; null: the first
     */
    static SpreadsheetSheet open(Path file, @Nullable String which) {
        try {
            requireNoBomb(file);
            ReadableWorkbook workbook = new ReadableWorkbook(file.toFile(), WITH_FORMATS);
            try {
                List<Sheet> sheets = workbook.getSheets().toList();
                return new SpreadsheetSheet(file, workbook, sheet(file, sheets, which), Files.size(file));
            } catch (IOException | RuntimeException e) {
                workbook.close();
                throw e;
            }
        } catch (InputException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new InputException(file + ": is no workbook that can be read: " + e.getMessage(), e);
        }
    }

    /** The names of its sheets, in their order. */
    static List<String> names(Path file) {
        try {
            requireNoBomb(file);
            try (ReadableWorkbook workbook = new ReadableWorkbook(file.toFile())) {
                return workbook.getSheets().map(Sheet::getName).toList();
            }
        } catch (InputException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new InputException(file + ": is no workbook that can be read: " + e.getMessage(), e);
        }
    }

    private static Sheet sheet(Path file, List<Sheet> sheets, @Nullable String which) {
        if (which == null && !sheets.isEmpty()) {
            return sheets.get(0);
        }
        Optional<Sheet> named =
                sheets.stream().filter(sheet -> sheet.getName().equals(which)).findFirst();
        if (named.isPresent()) {
            return named.get();
        }
        if (which != null && which.matches("[1-9][0-9]{0,3}") && Integer.parseInt(which) <= sheets.size()) {
            return sheets.get(Integer.parseInt(which) - 1);
        }
        throw new InputException(file + ": has no sheet " + which + "; it has "
                + sheets.stream().map(sheet -> "'" + sheet.getName() + "'").collect(Collectors.joining(", ")));
    }

    private static void requireNoBomb(Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            long unpacked = zip.stream()
                    .mapToLong(ZipEntry::getSize)
                    .map(bytes -> Math.max(0, bytes))
                    .sum();
            if (unpacked > ALWAYS_BYTES && unpacked > MAX_TIMES * Files.size(file)) {
                throw new InputException(file + ": unpacks to more than " + MAX_TIMES + " times its size");
            }
        }
    }

    /** The reader knows it only where it is written out as true. */
    private static boolean countsFrom1904(Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            ZipEntry book = zip.getEntry("xl/workbook.xml");
            if (book == null) {
                return false;
            }
            try (InputStream in = zip.getInputStream(book)) {
                String start = new String(in.readNBytes(MAX_BOOK_BYTES), StandardCharsets.UTF_8);
                return FROM_1904.matcher(start).find();
            }
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public @Nullable TableRow next() {
        try {
            while (rows.hasNext()) {
                Row row = rows.next();
                if (row.getCellCount() > Sheets.MAX_COLUMNS) {
                    throw Sheets.tooWide(file, row.getRowNum());
                }
                List<TableRow.TableCell> cells = new ArrayList<>(row.getCellCount());
                for (int i = 0; i < row.getCellCount(); i++) {
                    cells.add(row.getOptionalCell(i).map(this::cell).orElse(TableRow.TableCell.EMPTY));
                }
                TableRow read = new TableRow(row.getRowNum(), cells);
                if (!read.isEmpty()) {
                    return read;
                }
            }
            return null;
        } catch (InputException e) {
            throw e;
        } catch (RuntimeException e) {
            // A workbook that is damaged inside: the library and its parser have no exception of their own for it.
            throw new InputException(file + ": sheet '" + name + "' cannot be read: " + e.getMessage(), e);
        }
    }

    private TableRow.TableCell cell(org.dhatim.fastexcel.reader.Cell cell) {
        CellType type = cell.getType();
        Object value = cell.getValue();
        if (value instanceof BigDecimal number) {
            String format = cell.getDataFormatString();
            boolean date = format != null
                    && DATE_FORMAT
                            .matcher(HIDDEN.matcher(format).replaceAll(""))
                            .matches();
            return date
                    ? new TableRow.TableCell(
                            cell.asDate().toLocalDate().plusDays(later).toString(), TableRow.Kind.DATE)
                    : new TableRow.TableCell(number.stripTrailingZeros().toPlainString(), TableRow.Kind.NUMBER);
        }
        if (type == CellType.ERROR) {
            return new TableRow.TableCell(String.valueOf(cell.getRawValue()), TableRow.Kind.ERROR);
        }
        String text = type == CellType.FORMULA ? formula(cell) : cell.getText();
        if (text.length() > Sheets.MAX_TEXT) {
            throw new InputException(file + ": sheet '" + name + "', cell " + cell.getAddress() + ": is longer than "
                    + Sheets.MAX_TEXT + " characters");
        }
        return type == CellType.FORMULA && isNumber(text)
                ? new TableRow.TableCell(
                        new BigDecimal(text).stripTrailingZeros().toPlainString(), TableRow.Kind.NUMBER)
                : TableRow.TableCell.text(text.strip());
    }

    /** What the program that saved the sheet worked out. */
    private static String formula(org.dhatim.fastexcel.reader.Cell cell) {
        return cell.getRawValue() == null ? "" : cell.getRawValue();
    }

    private static boolean isNumber(String text) {
        try {
            return new BigDecimal(text).precision() < 100;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    @Override
    public long bytesRead() {
        return size;
    }

    @Override
    public void close() {
        try {
            stream.close();
            workbook.close();
        } catch (IOException e) {
            throw new InputException(file + ": cannot be closed: " + e.getMessage(), e);
        }
    }
}
