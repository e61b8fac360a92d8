package io.bellwether.producer.table;

import io.bellwether.producer.format.NumberFormat;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A figure as a table writes it: a number, and what stands before and behind it. */
record WrittenFigure(String before, String number, String behind) {

    private static final Pattern PARTS = Pattern.compile("(?<before>[^0-9+\u2212-]{0,6}?)\\s*"
            + "(?<number>[+\u2212-]?[0-9]([0-9.,'\u2019\\p{Zs}]*[0-9])?([eE][+-]?[0-9]+)?)\\s*"
            + "(?<behind>[^0-9%\\s]{0,4}|\\[[0-9a-z]{1,3}\\]|[0-9]{1,2}\\)|\\([0-9a-z]{1,3}\\))");

    /** The parts of a text; empty if it is no figure. */
    static Optional<WrittenFigure> of(String text) {
        Matcher matcher = PARTS.matcher(text.strip());
        return matcher.matches()
                ? Optional.of(new WrittenFigure(
                        matcher.group("before").strip(),
                        matcher.group("number"),
                        matcher.group("behind").strip()))
                : Optional.empty();
    }

    static boolean isNothing(String text) {
        return TableWords.NOTHING.contains(text.toLowerCase(Locale.ROOT));
    }

    /** What a cell may be as a number, in some form; a share in percent is none. */
    static boolean isFigure(TableRow.TableCell cell, boolean whole) {
        if (cell.kind() != TableRow.Kind.TEXT) {
            return cell.kind() == TableRow.Kind.NUMBER && (!whole || NumberFormat.isWhole(new BigDecimal(cell.text())));
        }
        return of(cell.text())
                .filter(parts -> List.of(NumberFormat.values()).stream()
                        .flatMap(format -> format.parse(parts.number).stream())
                        .anyMatch(number -> !whole || NumberFormat.isWhole(number)))
                .isPresent();
    }

    /** The form in which the most figures are numbers, whole ones first; of those that read as many, the plainest. */
    static NumberFormat format(List<String> texts) {
        List<String> numbers = texts.stream()
                .flatMap(text -> of(text).stream())
                .map(WrittenFigure::number)
                .toList();
        NumberFormat best = NumberFormat.PLAIN;
        long most = -1;
        for (NumberFormat format : NumberFormat.values()) {
            long read = numbers.stream()
                    .flatMap(text -> format.parse(text).stream())
                    .mapToLong(number -> NumberFormat.isWhole(number) ? 10 : 9)
                    .sum();
            if (read > most) {
                most = read;
                best = format;
            }
        }
        return best;
    }

    /** The number of a cell; 0 if it has none. */
    static BigDecimal number(TableRow.TableCell cell, NumberFormat numbers) {
        return cell.kind() == TableRow.Kind.NUMBER
                ? new BigDecimal(cell.text())
                : of(cell.text())
                        .flatMap(parts -> numbers.parse(parts.number()))
                        .orElse(BigDecimal.ZERO);
    }

    /** The qualifier that what stands beside a number gives it; empty: none that is known. */
    static String qualifier(String mark) {
        String word = mark.toLowerCase(Locale.ROOT);
        if (List.of(">", "\u2265", "+", "over").contains(word)) {
            return "AT_LEAST";
        }
        boolean estimate = List.of("~", "\u2248", "c.", "ca", "ca.", "e", "est", "est.", "(e)", "\u7ea6")
                .contains(word);
        return estimate ? "ESTIMATE" : "";
    }

    /** Whether what stands beside a number may be a mark of a footnote or one that is known; a currency is none. */
    static boolean isMark(String mark) {
        return !qualifier(mark).isEmpty()
                || mark.matches(
                        "[*\u2020\u2021\u00a7#\u00b9\u00b2\u00b3\u2070\u2074-\u2079]+\\)?|\\(?[0-9a-z]{1,2}\\)|\\[[0-9a-z]{1,3}\\]|[prsbe]");
    }
}
