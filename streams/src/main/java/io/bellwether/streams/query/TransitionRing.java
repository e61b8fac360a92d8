package io.bellwether.streams.query;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The last transitions of a topic, {@value #MAX_ENTRIES} or {@value #MAX_CHARS} characters, whichever is reached first. They
 * are numbered from the first there ever was. Not for several threads: {@link AlertFeed} guards it.
 */
final class TransitionRing {

    static final int MAX_ENTRIES = 4_096;
    static final int MAX_CHARS = 16 << 20;

    /** Transition number n is at n modulo the length. */
    private final @Nullable AlertTransitionRecord[] entries = new AlertTransitionRecord[MAX_ENTRIES];

    private final StreamPosition evicted;
    private long start;
    private long end;
    private int chars;

    TransitionRing(int partitions) {
        this.evicted = StreamPosition.start(partitions);
    }

    /** Adds the newest; the oldest go if there is no room. */
    void add(AlertTransitionRecord transition) {
        if (end - start == MAX_ENTRIES) {
            evict();
        }
        entries[(int) (end++ % MAX_ENTRIES)] = transition;
        chars += transition.data().length();
        while (chars > MAX_CHARS && end - start > 1) {
            evict();
        }
    }

    private void evict() {
        AlertTransitionRecord gone = at(start);
        entries[(int) (start++ % MAX_ENTRIES)] = null;
        chars -= gone.data().length();
        evicted.read(gone.partition(), gone.offset());
    }

    /** The transition with a number from {@link #start} to before {@link #end}. */
    AlertTransitionRecord at(long number) {
        return Objects.requireNonNull(entries[(int) (number % MAX_ENTRIES)]);
    }

    /** The number of the oldest that is here. */
    long start() {
        return start;
    }

    /** The number that the next will have. */
    long end() {
        return end;
    }

    /** Whether it holds all that comes after a position. */
    boolean holdsAllAfter(StreamPosition position) {
        return position.covers(evicted);
    }
}
