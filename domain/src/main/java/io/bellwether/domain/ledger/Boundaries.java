package io.bellwether.domain.ledger;

/**
 * Month boundaries joined by sums: a union-find with potentials. The boundary before month m is m. Each boundary knows
 * how much more was sold up to it than up to the root of its set, so two boundaries of one set give the sum between
 * them; joining and asking cost the inverse of Ackermann's function, thus a constant.
 */
final class Boundaries {

    private final int first;
    private final int[] parents;
    private final byte[] ranks;
    /** What lies between a boundary's parent and it. */
    private final long[] fromParent;

    /** The boundaries from one month to the end of another, none joined. */
    Boundaries(int firstMonth, int lastMonth) {
        first = firstMonth;
        int count = lastMonth - firstMonth + 2;
        parents = new int[count];
        ranks = new byte[count];
        fromParent = new long[count];
        for (int i = 0; i < count; i++) {
            parents[i] = i;
        }
    }

    private boolean holds(int boundary) {
        return boundary >= first && boundary - first < parents.length;
    }

    /** The root of a boundary's set; the boundary becomes its child. */
    private int root(int boundary) {
        int parent = parents[boundary];
        if (parents[parent] == parent) {
            return parent;
        }
        int root = parent;
        long sum = 0;
        for (int next = boundary; parents[next] != next; next = parents[next]) {
            sum += fromParent[next];
            root = parents[next];
        }
        int next = boundary;
        while (parents[next] != root) {
            int above = parents[next];
            long rest = sum - fromParent[next];
            fromParent[next] = sum;
            parents[next] = root;
            sum = rest;
            next = above;
        }
        return root;
    }

    /** Whether sums lead from one boundary to another. */
    boolean isConnected(int from, int to) {
        return holds(from) && holds(to) && root(from - first) == root(to - first);
    }

    /** The sum between two connected boundaries, which may be negative. */
    long between(int from, int to) {
        root(from - first);
        root(to - first);
        return fromRoot(to - first) - fromRoot(from - first);
    }

    private long fromRoot(int boundary) {
        return parents[boundary] == boundary ? 0 : fromParent[boundary];
    }

    /** Joins two boundaries that are not connected yet. */
    void join(int from, int to, long units) {
        int low = root(from - first);
        int high = root(to - first);
        // What lies between the roots, so that what lies between the two is what was stated.
        long rootToRoot = fromRoot(from - first) + units - fromRoot(to - first);
        if (ranks[low] < ranks[high]) {
            parents[low] = high;
            fromParent[low] = -rootToRoot;
        } else {
            parents[high] = low;
            fromParent[high] = rootToRoot;
            ranks[low] += (byte) (ranks[low] == ranks[high] ? 1 : 0);
        }
    }
}
