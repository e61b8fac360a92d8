package io.bellwether.domain.market;

import java.util.Arrays;

/** Numbers in ascending order, equal ones as often as they were added. Adding and removing move at most all of them. */
final class SortedDoubles {

    private double[] values = new double[16];
    private int size;

    int size() {
        return size;
    }

    double get(int index) {
        return values[index];
    }

    void add(double value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
        }
        int at = position(value);
        System.arraycopy(values, at, values, at + 1, size - at);
        values[at] = value;
        size++;
    }

    /** Takes out one that was added. */
    void remove(double value) {
        int at = Arrays.binarySearch(values, 0, size, value);
        if (at < 0) {
            throw new IllegalArgumentException("value must have been added, got: " + value);
        }
        size--;
        System.arraycopy(values, at + 1, values, at, size - at);
    }

    private int position(double value) {
        int found = Arrays.binarySearch(values, 0, size, value);
        return found < 0 ? -found - 1 : found;
    }

    /** The middle value, of an even number the mean of the middle two; there must be one. */
    double median() {
        return size % 2 == 1 ? values[size / 2] : (values[size / 2 - 1] + values[size / 2]) / 2;
    }

    /** The median of the others than the one at an index; there must be another one. */
    double medianWithout(int index) {
        int others = size - 1;
        return others % 2 == 1
                ? other(others / 2, index)
                : (other(others / 2 - 1, index) + other(others / 2, index)) / 2;
    }

    /** The value at a rank among the others than the one at {@code without}. */
    private double other(int rank, int without) {
        return values[rank < without ? rank : rank + 1];
    }
}
