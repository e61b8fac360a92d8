package io.bellwether.producer.table;

import io.bellwether.producer.format.NumberFormat;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the cells of a table mean. Names in it are compared without regard to case and blanks around them.
 *
 * @param which the sheet, and how it is read
 * @param headerRows the rows that name the columns, from 1, upwards; those after them are the table's
 * @param numbers how its figures are written
 * @param unitsIn vehicles that a figure of 1 stands for
 * @param fields of the events, by name, as CSV columns are named
 * @param figures the columns that hold figures; null: all that nothing else names
 * @param figure the field that a figure is, {@code units} of sales
 * @param ignored columns that are left out
 * @param filledDown columns whose empty cells have the value above
 * @param totals what stands in place of a brand or a period where the figure is a sum of others
 * @param subtotals what stands in place of a brand or a period where the figure is the sum of some others; left out
 * @param checksTotals whether such sums are checked against the figures; else they are passed over
 * @param passedOver by field, the values whose figures are left out
 * @param nothing what stands in a cell that says nothing
 * @param zero what stands in a cell for 0
 * @param marks what may stand before or behind a figure, and the qualifier that it gives; empty: none
 * @param sums whether figures of one statement are added up; else the second is refused
 * @param constants fields that are the same for every figure
 * @param rules equal for mappings that make the same events
 */
record TableMapping(
        Sheets.Which which,
        List<Integer> headerRows,
        NumberFormat numbers,
        BigDecimal unitsIn,
        Map<String, Field> fields,
        @Nullable List<String> figures,
        String figure,
        Set<String> ignored,
        Set<String> filledDown,
        Set<String> totals,
        Set<String> subtotals,
        boolean checksTotals,
        Map<String, Set<String>> passedOver,
        Set<String> nothing,
        Set<String> zero,
        Map<String, String> marks,
        boolean sums,
        Map<String, String> constants,
        String rules) {

    /**
     * Where a field is taken from: either columns of the row, or the header above the figure.
     *
     * @param columns names of columns, or their numbers from 1; their texts are joined by blanks
     * @param headers the header rows, from 1
     * @param period how it is written, if it is a period
     * @param values what a value is called in the event, by what the table calls it
     */
    record Field(
            List<String> columns,
            List<Integer> headers,
            @Nullable PeriodFormat period,
            Map<String, String> values) {}

    /** A name as it is compared. */
    static String folded(String name) {
        return name.strip().replaceAll("[\\s\\u00a0]+", " ").toLowerCase(java.util.Locale.ROOT);
    }
}
