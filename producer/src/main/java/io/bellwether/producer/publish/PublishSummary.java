package io.bellwether.producer.publish;

import java.util.List;

/**
 * What became of the lines of all inputs; each line that is not blank is counted once, and so is each cell of a table.
 *
 * @param accepted events on their topic now (of a dry run: that would be)
 * @param duplicate events that were not sent: an earlier run committed them, or this run had their id before
 * @param refused lines that are dead letters now, or since an earlier run
 * @param passedOver rows without content, or rows and cells that a mapping leaves out
 * @param refusals the first {@value #MAX_REFUSALS} of the refused, as {@code file:line: field: reason}
 */
public record PublishSummary(long accepted, long duplicate, long refused, long passedOver, List<String> refusals) {

    /** How many refusals are listed with their reasons. */
    public static final int MAX_REFUSALS = 20;

    public PublishSummary {
        refusals = List.copyOf(refusals);
    }

    /** Nothing was passed over. */
    public PublishSummary(long accepted, long duplicate, long refused, List<String> refusals) {
        this(accepted, duplicate, refused, 0, refusals);
    }
}
