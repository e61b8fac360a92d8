package io.bellwether.domain.ledger;

import java.util.Arrays;

/** Medians; of an even number the mean of the middle two. */
final class Medians {

    private Medians() {}

    /** The median of at least one number. */
    static double of(long[] numbers) {
        long[] sorted = numbers.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2.0;
    }
}
