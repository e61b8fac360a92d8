package io.bellwether.domain.statement;

/**
 * The run of months that a sales target is for (docs/figures.md#target-period): a year, a quarter, a month, or any other
 * run.
 *
 * @param first first month, see {@link Months}
 * @param last last month, not before the first
 */
public record TargetPeriod(int first, int last) implements Comparable<TargetPeriod> {

    public TargetPeriod {
        if (last < first) {
            throw new IllegalArgumentException(
                    "last must not be before first (" + Months.format(first) + "), got: " + Months.format(last));
        }
    }

    /** A calendar year. */
    public static TargetPeriod year(int year) {
        return new TargetPeriod(year * 12, year * 12 + 11);
    }

    /** A calendar quarter, 1 to 4. */
    public static TargetPeriod quarter(int year, int quarter) {
        return new TargetPeriod(year * 12 + quarter * 3 - 3, year * 12 + quarter * 3 - 1);
    }

    /** Whether it is a calendar year. */
    public boolean isYear() {
        return Months.number(first) == 1 && last == first + 11;
    }

    /** {@code YYYY}, {@code YYYY-Qn}, {@code YYYY-MM} or {@code YYYY-MM..YYYY-MM}. */
    public String format() {
        if (isYear()) {
            return Integer.toString(Months.year(first));
        }
        if (first == last) {
            return Months.format(first);
        }
        return first % 3 == 0 && last == first + 2
                ? Months.formatQuarter(Months.quarter(first))
                : Months.format(first) + ".." + Months.format(last);
    }

    @Override
    public int compareTo(TargetPeriod other) {
        return first == other.first ? Integer.compare(last, other.last) : Integer.compare(first, other.first);
    }
}
