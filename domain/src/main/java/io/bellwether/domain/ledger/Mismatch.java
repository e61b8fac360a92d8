package io.bellwether.domain.ledger;

/**
 * An exact figure that others contradict (docs/figures.md#mismatch), or a month whose base contradicts what they imply.
 *
 * @param implied what the windows joined before it imply, which may be negative
 */
record Mismatch(int first, int last, long units, long implied) {

    /** By how much it is more than implied. */
    long difference() {
        return units - implied;
    }

    /** Whether it goes before another: the greater difference, then the newer end, then the longer. */
    boolean outweighs(Mismatch other) {
        int order = Long.compare(Math.abs(difference()), Math.abs(other.difference()));
        order = order == 0 ? Integer.compare(last, other.last) : order;
        return order == 0 ? first < other.first : order > 0;
    }
}
