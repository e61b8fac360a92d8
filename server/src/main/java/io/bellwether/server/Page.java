package io.bellwether.server;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** A bounded part of a list, whose next part begins where this one ends, also if entries come and go meanwhile. */
record Page<T>(List<T> entries) {

    /**
     * The part that a request asks for; tells the caller of the next one.
     *
     * @param key its order is that of the answer
     */
    static <T> Page<T> of(List<T> all, Function<T, String> key, Request request, int most) {
        String after = request.after();
        int limit = request.limit(most);
        List<T> behind = new ArrayList<>(all);
        behind.removeIf(entry -> after != null && key.apply(entry).compareTo(after) <= 0);
        behind.sort(Comparator.comparing(key));
        if (behind.size() <= limit) {
            return new Page<>(behind);
        }
        List<T> entries = behind.subList(0, limit);
        request.linkNext(key.apply(entries.get(limit - 1)));
        return new Page<>(entries);
    }
}
