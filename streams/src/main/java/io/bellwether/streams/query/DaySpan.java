package io.bellwether.streams.query;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Days from one to another, both included.
 *
 * @param from null for any
 * @param to null for any
 */
public record DaySpan(@Nullable LocalDate from, @Nullable LocalDate to) {

    boolean contains(LocalDate day) {
        return (from == null || !day.isBefore(from)) && (to == null || !day.isAfter(to));
    }
}
