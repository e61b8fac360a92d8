package io.bellwether.domain.ledger;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What follows from windows joined one after another (docs/figures.md#joining). */
final class Joining {

    private final Boundaries boundaries;
    private final List<Window> joined = new ArrayList<>();
    private final List<Mismatch> mismatches = new ArrayList<>();
    /** By boundary, the joined windows that start or end there; only made to find paths. */
    private @Nullable Map<Integer, List<Window>> atBoundary;

    /** Boundaries from a first to a last month, with nothing joined. */
    Joining(int first, int last) {
        boundaries = new Boundaries(first, last);
    }

    /** Joins the next window: it connects its boundaries, or adds nothing. */
    void join(Window window) {
        int end = window.last() + 1;
        if (!boundaries.isConnected(window.first(), end)) {
            boundaries.join(window.first(), end, window.units());
            joined.add(window);
            return;
        }
        long implied = boundaries.between(window.first(), end);
        if (implied != window.units()) {
            mismatches.add(new Mismatch(window.first(), window.last(), window.units(), implied));
        }
    }

    /** What the windows imply for a run of months, which may be negative; null if they do not connect it. */
    @Nullable
    Long implied(int first, int last) {
        return boundaries.isConnected(first, last + 1) ? (Long) boundaries.between(first, last + 1) : null;
    }

    /** The windows that differ from what those before them imply. */
    List<Mismatch> mismatches() {
        return mismatches;
    }

    private Map<Integer, List<Window>> atBoundary() {
        Map<Integer, List<Window>> at = atBoundary;
        if (at == null) {
            at = new HashMap<>();
            for (Window window : joined) {
                at.computeIfAbsent(window.first(), key -> new ArrayList<>()).add(window);
                at.computeIfAbsent(window.last() + 1, key -> new ArrayList<>()).add(window);
            }
            atBoundary = at;
        }
        return at;
    }

    /** The windows by which a connected run of months is implied, in the order of a walk from its start to its end. */
    List<Window> path(int first, int last) {
        Map<Integer, List<Window>> at = atBoundary();
        Map<Integer, Window> arrivedBy = new HashMap<>();
        Set<Integer> seen = new HashSet<>(Set.of(first));
        Deque<Integer> open = new ArrayDeque<>(List.of(first));
        while (!open.isEmpty() && !seen.contains(last + 1)) {
            int boundary = open.remove();
            for (Window window : at.getOrDefault(boundary, List.of())) {
                int other = window.first() == boundary ? window.last() + 1 : window.first();
                if (seen.add(other)) {
                    arrivedBy.put(other, window);
                    open.add(other);
                }
            }
        }
        List<Window> path = new ArrayList<>();
        int boundary = last + 1;
        Window window = arrivedBy.get(boundary);
        while (boundary != first && window != null) {
            path.add(window);
            boundary = window.first() == boundary ? window.last() + 1 : window.first();
            window = arrivedBy.get(boundary);
        }
        Collections.reverse(path);
        return path;
    }
}
