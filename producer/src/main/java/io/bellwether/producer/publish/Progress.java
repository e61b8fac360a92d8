package io.bellwether.producer.publish;

import java.util.OptionalLong;

/**
 * Is called with the progress of publishing: at least every {@value #LINES_PER_STEP} lines and at the end of each
 * input, on the publishing thread.
 */
@FunctionalInterface
public interface Progress {

    /** The most lines between two steps. */
    int LINES_PER_STEP = 500;

    /** Takes note of a step. */
    void at(Step step);

    /** Reports nothing. */
    static Progress none() {
        return step -> {};
    }

    /**
     * How far it has come. The counts are of all inputs so far, and include lines whose transaction is not committed.
     *
     * @param input name of the input being read
     * @param line number of its last line read
     * @param bytes of it read so far, compressed ones if it is compressed
     * @param totalBytes its size; empty for a stream
     * @param counts of all inputs so far
     */
    record Step(String input, long line, long bytes, OptionalLong totalBytes, PublishSummary counts) {}
}
