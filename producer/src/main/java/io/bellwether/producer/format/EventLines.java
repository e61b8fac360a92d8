package io.bellwether.producer.format;

import java.util.Iterator;

/** The events of one input, one at a time, in an order that depends on nothing but its content. */
public interface EventLines extends Iterator<EventLine>, AutoCloseable {

    /** Bytes taken from the input so far; runs ahead of the event by a buffer. */
    long bytesRead();

    /** Whether {@link #hasNext()} would block until more is written; a file never does. */
    default boolean wouldWait() {
        return false;
    }

    /** How many rows or cells were passed over so far by a rule: they are empty, or a mapping leaves them out. */
    default long passedOver() {
        return 0;
    }

    @Override
    void close();
}
