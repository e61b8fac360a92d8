package io.bellwether.producer.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Cuts a CSV row into cells, by RFC 4180 with any delimiter. Blanks around a cell are dropped, those within quotes are
 * kept; a quote within an unquoted cell is a letter. All of the row ends up in cells, or it is no row.
 */
final class CsvCells {

    /** Most cells of a row; no event has a tenth of them. */
    static final int MAX_CELLS = 1_000;

    /** What may stand between cells, the likeliest first. */
    static final List<Character> DELIMITERS = List.of(',', ';', '\t', '|');

    private CsvCells() {}

    /** The cells of a row; empty if it is none: a quoted cell does not end, text follows one, or there are too many. */
    static Optional<List<String>> cut(String row, char delimiter) {
        List<String> cells = new ArrayList<>(16);
        int at = 0;
        while (cells.size() < MAX_CELLS) {
            int begin = skipBlanks(row, at, delimiter);
            if (begin < row.length() && row.charAt(begin) == '"') {
                StringBuilder cell = new StringBuilder();
                at = quoted(row, begin + 1, cell);
                if (at < 0) {
                    return Optional.empty();
                }
                at = skipBlanks(row, at, delimiter);
                if (at < row.length() && row.charAt(at) != delimiter) {
                    return Optional.empty();
                }
                cells.add(cell.toString());
            } else {
                at = row.indexOf(delimiter, begin);
                at = at < 0 ? row.length() : at;
                cells.add(stripped(row, begin, at));
            }
            if (at == row.length()) {
                return Optional.of(cells);
            }
            at++;
        }
        return Optional.empty();
    }

    /** Takes a quoted cell up to its closing quote; answers what comes behind it, or -1 if it does not end. */
    private static int quoted(String row, int from, StringBuilder cell) {
        int at = from;
        while (true) {
            int quote = row.indexOf('"', at);
            if (quote < 0) {
                return -1;
            }
            cell.append(row, at, quote);
            if (quote + 1 == row.length() || row.charAt(quote + 1) != '"') {
                return quote + 1;
            }
            cell.append('"');
            at = quote + 2;
        }
    }

    private static int skipBlanks(String row, int from, char delimiter) {
        int at = from;
        while (at < row.length() && (row.charAt(at) == ' ' || row.charAt(at) == '\t') && row.charAt(at) != delimiter) {
            at++;
        }
        return at;
    }

    private static String stripped(String row, int from, int to) {
        int begin = from;
        int end = to;
        while (begin < end && isBlank(row.charAt(begin))) {
            begin++;
        }
        while (end > begin && isBlank(row.charAt(end - 1))) {
            end--;
        }
        return row.substring(begin, end);
    }

    private static boolean isBlank(char c) {
        return c <= ' ' || (c >= 0x80 && (Character.isWhitespace(c) || Character.isSpaceChar(c)));
    }

    /** A cell as a row writes it. */
    static String written(String cell, char delimiter) {
        boolean plain = cell.indexOf(delimiter) < 0
                && cell.indexOf('"') < 0
                && cell.indexOf('\n') < 0
                && cell.indexOf('\r') < 0
                && cell.equals(cell.strip());
        return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }
}
