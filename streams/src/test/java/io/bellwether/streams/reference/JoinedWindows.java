package io.bellwether.streams.reference;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Windows joined in an order: one whose boundaries are not yet connected connects them. Two boundaries are connected if
 * a way leads from the one to the other over joined windows, forwards with their units and backwards without them.
 */
final class JoinedWindows {

    /** A window, its units against those that the windows joined before it imply. */
    record Mismatch(YearMonth first, YearMonth last, long units, long implied) {}

    /** What follows between two boundaries, and from what. */
    record Implied(long units, Set<Statement<Sales>> counted) {}

    private final List<Window> joined = new ArrayList<>();
    private final List<Mismatch> mismatches = new ArrayList<>();

    JoinedWindows(List<Window> inOrder) {
        for (Window window : inOrder) {
            Optional<Implied> implied = between(window.first(), window.end());
            if (implied.isEmpty()) {
                joined.add(window);
            } else if (implied.get().units != window.units()) {
                mismatches.add(new Mismatch(window.first(), window.last(), window.units(), implied.get().units));
            }
        }
    }

    List<Mismatch> mismatches() {
        return mismatches;
    }

    /** The sum between two boundaries, given by the first month behind each; empty if they are not connected. */
    Optional<Implied> between(YearMonth from, YearMonth to) {
        return way(from, to, new HashSet<>());
    }

    private Optional<Implied> way(YearMonth from, YearMonth to, Set<YearMonth> visited) {
        if (from.equals(to)) {
            return Optional.of(new Implied(0, Set.of()));
        }
        visited.add(from);
        for (Window window : joined) {
            boolean forwards = window.first().equals(from);
            YearMonth next = forwards ? window.end() : window.first();
            if ((forwards || window.end().equals(from)) && !visited.contains(next)) {
                Optional<Implied> rest = way(next, to, visited);
                if (rest.isPresent()) {
                    Set<Statement<Sales>> counted = new HashSet<>(rest.get().counted);
                    counted.addAll(window.counted());
                    long units = forwards ? window.units() : -window.units();
                    return Optional.of(new Implied(rest.get().units + units, counted));
                }
            }
        }
        return Optional.empty();
    }
}
