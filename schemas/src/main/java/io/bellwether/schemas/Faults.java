package io.bellwether.schemas;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Collects all that is wrong with one event. */
final class Faults {

    /** Most characters of a value that a reason quotes. */
    private static final int MAX_QUOTED = 80;

    private final List<Refusal> found = new ArrayList<>(0);

    void add(String field, String reason) {
        found.add(new Refusal(field, reason));
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    /** One refusal that names all faults; null if there are none. */
    @Nullable
    Refusal joined() {
        if (found.isEmpty()) {
            return null;
        }
        Refusal first = found.get(0);
        String others = found.stream().skip(1).map(fault -> "; " + fault).collect(Collectors.joining());
        return new Refusal(first.field(), first.reason() + others);
    }

    /** A value as reasons quote it. */
    static String quoted(String value) {
        return value.length() <= MAX_QUOTED ? "'" + value + "'" : "'" + value.substring(0, MAX_QUOTED) + "...'";
    }
}
