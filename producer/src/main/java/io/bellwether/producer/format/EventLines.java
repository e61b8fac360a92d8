package io.bellwether.producer.format;

import java.util.Iterator;

/** The events of one input, one at a time, in an order that depends on nothing but its content. */
public interface EventLines extends Iterator<EventLine>, AutoCloseable {

    /** Bytes taken from the input so far; runs ahead of the event by a buffer. */
    long bytesRead();

    /** Whether {@link #hasNext()} would have to wait for somebody to write more. */
    boolean wouldWait();

    /** How many rows or cells were passed over so far by a rule: they say nothing, or what a mapping leaves out. */
    long passedOver();

    @Override
    void close();
}
