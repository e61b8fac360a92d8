package io.bellwether.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** The same quantity as measured several times. */
final class Spread {

    private final List<Double> values = new ArrayList<>();

    void add(double value) {
        values.add(value);
    }

    double median() {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** Median, and least to greatest if there are several, with so many decimals. */
    String format(int decimals) {
        String median = format(median(), decimals);
        return values.size() == 1
                ? median
                : median + " (" + format(Collections.min(values), decimals) + " to "
                        + format(Collections.max(values), decimals) + ")";
    }

    static String format(double value, int decimals) {
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }

    static String format(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
