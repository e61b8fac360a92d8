package io.bellwether.domain.ledger;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Values by month (or by quarter): an array that grows at either end. */
final class ByMonth<T> {

    private int first;
    private @Nullable Object[] values = new Object[0];

    @SuppressWarnings("unchecked")
    @Nullable
    T get(int month) {
        int index = month - first;
        return index >= 0 && index < values.length ? (T) values[index] : null;
    }

    void put(int month, @Nullable T value) {
        if (values.length == 0) {
            first = month;
            values = new Object[4];
        } else if (month < first) {
            int more = Math.max(first - month, values.length / 2);
            @Nullable Object[] grown = new Object[values.length + more];
            System.arraycopy(values, 0, grown, more, values.length);
            values = grown;
            first -= more;
        } else if (month - first >= values.length) {
            values = Arrays.copyOf(values, Math.max(month - first + 1, values.length + values.length / 2));
        }
        values[month - first] = value;
    }

    /** A bound: no value stands before it. */
    int start() {
        return first;
    }

    /** A bound: no value stands at or after it. */
    int end() {
        return first + values.length;
    }
}
