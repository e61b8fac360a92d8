package io.bellwether.domain.market;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a year usually goes (docs/figures.md#seasonal-path): of each month the median, over earlier whole years of all
 * brands, of the share of the year that came after it.
 *
 * <p>For example, if in five years 0.20, 0.22, 0.25, 0.26 and 0.30 of the year came after October, a target of 100,000
 * is 75,000 at the end of October.
 */
public final class SeasonalPath {

    /** Fewer years tell nothing. */
    private static final int FEWEST = 5;

    private static final int MONTHS = 12;

    /** By month, January at 0. */
    private final double[] shareAfter;

    private SeasonalPath(double[] shareAfter) {
        this.shareAfter = shareAfter;
    }

    /**
     * The path that years show.
     *
     * @param years of each its twelve months in vehicles; a year without any vehicles shows nothing
     * @return null if fewer than five years show anything
     */
    public static @Nullable SeasonalPath of(Collection<List<Long>> years) {
        List<double[]> shares = new ArrayList<>();
        for (List<Long> year : years) {
            if (year.size() != MONTHS) {
                throw new IllegalArgumentException("years must have 12 months, got: " + year);
            }
            long whole = year.stream().mapToLong(Long::longValue).sum();
            if (whole > 0) {
                shares.add(sharesAfter(year, whole));
            }
        }
        if (shares.size() < FEWEST) {
            return null;
        }
        double[] medians = new double[MONTHS];
        for (int month = 0; month < MONTHS; month++) {
            int column = month;
            medians[month] =
                    median(shares.stream().mapToDouble(year -> year[column]).toArray());
        }
        return new SeasonalPath(medians);
    }

    private static double[] sharesAfter(List<Long> year, long whole) {
        double[] after = new double[MONTHS];
        long rest = whole;
        for (int month = 0; month < MONTHS; month++) {
            rest -= year.get(month);
            after[month] = (double) rest / whole;
        }
        return after;
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }

    /**
     * What a target for the year is at the end of a month, in vehicles.
     *
     * @param month 1 to 12
     */
    public double at(int month, long target) {
        return target * (1 - shareAfter[month - 1]);
    }
}
