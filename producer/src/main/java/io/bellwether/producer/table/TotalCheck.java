package io.bellwether.producer.table;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Checks the sums that a table gives against its figures: of those that have the same values as the sum in every field in
 * which that has one.
 */
final class TotalCheck {

    /** Most figures that are kept to be summed up. */
    private static final int MAX_FIGURES = 500_000;

    private static final String PASSED_OVER = "passed over";

    private final List<Entry> figures = new ArrayList<>();
    private final List<Entry> totals = new ArrayList<>();
    private boolean tooMany;

    private record Entry(String position, Map<String, String> fields, BigDecimal units, BigDecimal tolerance) {}

    void figure(Map<String, String> fields, BigDecimal units, BigDecimal tolerance) {
        if (figures.size() < MAX_FIGURES) {
            figures.add(new Entry("", fields, units, tolerance));
        } else {
            tooMany = true;
        }
    }

    /** A figure that is no event of its own, and may be part of a sum all the same: a remainder. */
    void passedOver(Map<String, String> fields, BigDecimal units, BigDecimal tolerance) {
        if (figures.size() < MAX_FIGURES) {
            figures.add(new Entry(PASSED_OVER, fields, units, tolerance));
        } else {
            tooMany = true;
        }
    }

    void total(String position, Map<String, String> fields, BigDecimal units, BigDecimal tolerance) {
        totals.add(new Entry(position, fields, units, tolerance));
    }

    /**
     * What is wrong with the sums, by the cell that gives them.
     *
     * @param names what stands in place of a value in a sum
     */
    Map<String, String> mismatches(Set<String> names) {
        Map<String, String> mismatches = new LinkedHashMap<>();
        for (Entry total : totals) {
            if (tooMany) {
                mismatches.put(
                        total.position,
                        "the total cannot be checked: the table has more than " + MAX_FIGURES
                                + " figures; check: false under 'totals' passes it over");
                continue;
            }
            BigDecimal sum = BigDecimal.ZERO;
            BigDecimal left = BigDecimal.ZERO;
            BigDecimal tolerance = total.tolerance;
            int count = 0;
            for (Entry figure : figures) {
                if (isPart(figure, total, names)) {
                    sum = sum.add(figure.units);
                    left = left.add(figure.position.equals(PASSED_OVER) ? figure.units : BigDecimal.ZERO);
                    tolerance = tolerance.add(figure.tolerance);
                    count++;
                }
            }
            BigDecimal difference = sum.subtract(total.units);
            // What the mapping leaves out may be part of the sum (others) or beside it (of which).
            boolean fits = difference.abs().compareTo(tolerance) <= 0
                    || difference.subtract(left).abs().compareTo(tolerance) <= 0;
            if (!fits) {
                mismatches.put(
                        total.position,
                        "the total is " + total.units.toPlainString() + ", but the " + count
                                + " figures that it is of sum up to " + sum.toPlainString());
            }
        }
        return mismatches;
    }

    private static boolean isPart(Entry figure, Entry total, Set<String> names) {
        return total.fields.entrySet().stream()
                .allMatch(field -> field.getValue().isEmpty()
                        || names.contains(field.getValue())
                        || field.getValue().equals(figure.fields.get(field.getKey())));
    }
}
