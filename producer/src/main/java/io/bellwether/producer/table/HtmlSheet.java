package io.bellwether.producer.table;

import io.bellwether.producer.format.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** The rows of a table in a page; a cell that spans columns or rows stands in each of them. */
final class HtmlSheet implements Sheet {

    private static final long MAX_BYTES = 16L << 20;
    private static final int MAX_SPAN = 200;

    /** The sign of a footnote, as [1], a) or *. */
    private static final Pattern FOOTNOTE =
            Pattern.compile("\\[[^\\]]{1,8}\\]|\\(?[0-9a-z]{1,2}\\)|[*\u2020\u2021\u00a7]+|[a-z]");

    private static final String RAISED = "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079";

    private final Iterator<TableRow> rows;
    private final String name;
    private final long size;

    private HtmlSheet(Iterator<TableRow> rows, String name, long size) {
        this.rows = rows;
        this.name = name;
        this.size = size;
    }

    static HtmlSheet open(Path file, Sheets.Which which) {
        String sheet = which.sheet();
        int number = sheet == null ? 1 : sheet.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(sheet) : 0;
        List<Element> tables = tables(page(file, which.encoding()));
        if (number < 1 || number > tables.size()) {
            throw new InputException(
                    file + ": has no table " + (sheet == null ? 1 : sheet) + "; it has " + tables.size());
        }
        List<TableRow> rows = rows(file, tables.get(number - 1));
        return new HtmlSheet(rows.iterator(), "table " + number, file.toFile().length());
    }

    private static List<TableRow> rows(Path file, Element table) {
        List<TableRow> rows = new ArrayList<>();
        Map<Integer, Spanning> spanning = new HashMap<>();
        int number = 0;
        for (Element row : table.select("tr")) {
            number++;
            List<TableRow.TableCell> cells = new ArrayList<>();
            for (Element element : row.select("> td, > th")) {
                fill(spanning, cells);
                TableRow.TableCell cell = TableRow.TableCell.text(text(element));
                int down = span(element, "rowspan");
                for (int i = span(element, "colspan"); i > 0; i--) {
                    if (down > 1) {
                        spanning.put(cells.size(), new Spanning(cell, down - 1));
                    }
                    cells.add(cell);
                }
                if (cells.size() > Sheets.MAX_COLUMNS) {
                    throw Sheets.tooWide(file, number);
                }
            }
            fill(spanning, cells);
            TableRow read = new TableRow(number, cells);
            if (!read.isEmpty()) {
                rows.add(read);
            }
        }
        return rows;
    }

    /** A cell that stands in rows below its own. */
    private record Spanning(TableRow.TableCell cell, int rows) {}

    private static void fill(Map<Integer, Spanning> spanning, List<TableRow.TableCell> cells) {
        Spanning above = spanning.remove(cells.size());
        while (above != null) {
            if (above.rows > 1) {
                spanning.put(cells.size(), new Spanning(above.cell, above.rows - 1));
            }
            cells.add(above.cell);
            above = spanning.remove(cells.size());
        }
    }

    /** Footnotes of a page are no part of its figures; one that is a plain digit differs from them by its raised sign. */
    private static String text(Element element) {
        Element plain = element.clone();
        plain.select("sup.reference, style, script, [hidden]").remove();
        for (Element raised : plain.select("sup")) {
            String sign = raised.text().strip();
            if (FOOTNOTE.matcher(sign).matches()) {
                raised.remove();
            } else {
                raised.text(raised(sign));
            }
        }
        return plain.text().strip();
    }

    private static String raised(String digits) {
        StringBuilder raised = new StringBuilder();
        digits.chars().forEach(c -> raised.append(c >= '0' && c <= '9' ? RAISED.charAt(c - '0') : (char) c));
        return raised.toString();
    }

    /** How many tables a page has that hold no other. */
    static int count(Path file, @Nullable Charset encoding) {
        return tables(page(file, encoding)).size();
    }

    private static List<Element> tables(Document page) {
        return page.select("table").stream()
                .filter(table -> table.select("table").size() == 1)
                .toList();
    }

    private static Document page(Path file, @Nullable Charset encoding) {
        try (InputStream in = Files.newInputStream(file)) {
            if (Files.size(file) > MAX_BYTES) {
                throw new InputException(file + ": is larger than " + MAX_BYTES + " bytes");
            }
            return Jsoup.parse(in, encoding == null ? null : encoding.name(), "");
        } catch (IOException e) {
            throw new InputException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static int span(Element element, String attribute) {
        String value = element.attr(attribute).strip();
        return value.matches("[1-9][0-9]{0,3}") ? Math.min(MAX_SPAN, Integer.parseInt(value)) : 1;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public @Nullable TableRow next() {
        return rows.hasNext() ? rows.next() : null;
    }

    @Override
    public long bytesRead() {
        return size;
    }

    @Override
    public void close() {
        // The page was read at once.
    }
}
