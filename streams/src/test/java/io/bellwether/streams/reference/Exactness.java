package io.bellwether.streams.reference;

import java.util.Comparator;
import java.util.Set;
import java.util.stream.Stream;

/** How exact a figure is, the weakest first. DERIVED is as good as EXACT, and with it EXACT. */
enum Exactness {
    AT_LEAST,
    ESTIMATE,
    EXACT,
    DERIVED;

    /** "a sum is AT_LEAST if a part is, else ESTIMATE if a part is, else EXACT"; all DERIVED: DERIVED. */
    static Exactness weakest(Stream<Exactness> parts, Set<Bug> bugs) {
        Comparator<Exactness> order = Comparator.naturalOrder();
        if (bugs.contains(Bug.STRONGEST_QUALIFIER)) {
            order = order.reversed();
        } else if (bugs.contains(Bug.ESTIMATE_WEAKER_THAN_LOWER_BOUND)) {
            order = Comparator.comparing((Exactness e) -> e != ESTIMATE).thenComparing(order);
        } else if (bugs.contains(Bug.DERIVED_WEAKER_THAN_EXACT)) {
            order = Comparator.comparing((Exactness e) -> e == EXACT).thenComparing(order);
        }
        return parts.min(order).orElseThrow();
    }
}
