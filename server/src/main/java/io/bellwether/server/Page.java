package io.bellwether.server;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** A page of a list; the next page starts after its last entry, also if entries are added or removed meanwhile. */
record Page<T>(List<T> entries) {

    /**
     * The page of a request; links to the next one.
     *
     * @param key sort key of the entries
     */
    static <T> Page<T> of(List<T> all, Function<T, String> key, Request request, int max) {
        String after = request.after();
        int limit = request.limit(max);
        List<T> following = new ArrayList<>(all);
        following.removeIf(entry -> after != null && key.apply(entry).compareTo(after) <= 0);
        following.sort(Comparator.comparing(key));
        if (following.size() <= limit) {
            return new Page<>(following);
        }
        List<T> entries = following.subList(0, limit);
        request.linkNext(key.apply(entries.get(limit - 1)));
        return new Page<>(entries);
    }
}
