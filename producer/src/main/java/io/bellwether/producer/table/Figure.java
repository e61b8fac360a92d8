package io.bellwether.producer.table;

import io.bellwether.producer.format.NumberFormat;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a cell says.
 *
 * @param units vehicles
 * @param tolerance how far the figure may be from what it was rounded from, in vehicles
 * @param qualifier that a mark or the unit gives it; empty: none
 * @param problem why it is no figure; null if it is one
 */
record Figure(
        BigDecimal units,
        BigDecimal tolerance,
        String qualifier,
        @Nullable String problem) {

    static Figure of(TableRow.TableCell cell, TableMapping mapping) {
        if (cell.kind() == TableRow.Kind.ERROR) {
            return none("the sheet shows an error here: " + cell.text());
        }
        if (cell.kind() == TableRow.Kind.DATE) {
            return none("must be a number, but the sheet has a date here: " + cell.text());
        }
        if (cell.kind() == TableRow.Kind.NUMBER) {
            return figure(new BigDecimal(cell.text()), "", mapping);
        }
        if (mapping.zero().contains(cell.text())) {
            return figure(BigDecimal.ZERO, "", mapping);
        }
        String text = cell.text();
        String qualifier = "";
        Optional<Map.Entry<String, String>> mark = mark(text, mapping);
        while (mark.isPresent()) {
            String sign = mark.get().getKey();
            text = (text.endsWith(sign)
                            ? text.substring(0, text.length() - sign.length())
                            : text.substring(sign.length()))
                    .strip();
            qualifier = mark.get().getValue().isEmpty() ? qualifier : mark.get().getValue();
            mark = mark(text, mapping);
        }
        Optional<BigDecimal> number = mapping.numbers().parse(text);
        return number.isPresent()
                ? figure(number.get(), qualifier, mapping)
                : none("is no number in the form " + mapping.numbers() + ": '" + cell.text() + "'"
                        + mapping.numbers().remedy(text)
                        + "; what stands for nothing is named under 'nothing', a footnote's mark under 'marks'");
    }

    private static Optional<Map.Entry<String, String>> mark(String text, TableMapping mapping) {
        return mapping.marks().entrySet().stream()
                .filter(mark ->
                        !mark.getKey().isEmpty() && (text.endsWith(mark.getKey()) || text.startsWith(mark.getKey())))
                .max(Comparator.comparing(mark -> mark.getKey().length()));
    }

    private static Figure figure(BigDecimal number, String qualifier, TableMapping mapping) {
        boolean rounded = mapping.unitsIn().compareTo(BigDecimal.ONE) != 0;
        BigDecimal half = rounded
                ? mapping.unitsIn()
                        .multiply(BigDecimal.ONE.scaleByPowerOfTen(-Math.max(0, number.scale())))
                        .multiply(new BigDecimal("0.5"))
                : BigDecimal.ZERO;
        // A figure in thousands is rounded.
        String given = qualifier.isEmpty() && rounded ? "ESTIMATE" : qualifier;
        return new Figure(number.multiply(mapping.unitsIn()), half, given, null);
    }

    private static Figure none(String problem) {
        return new Figure(BigDecimal.ZERO, BigDecimal.ZERO, "", problem);
    }

    /** Whether a text is a figure of whole vehicles in a format. */
    static boolean isWhole(String text, NumberFormat format) {
        return format.parse(text).filter(NumberFormat::isWhole).isPresent();
    }
}
