package io.bellwether.consumer.sink;

/**
 * The counts of one sink since the start: received = delivered + filtered + rejected + those in progress.
 *
 * @param sink its name
 * @param received records read from the topic
 * @param delivered transitions that the sink has stored
 * @param filtered transitions that did not pass the filter
 * @param rejected records that are no alert; they stay in the topic, their offset is logged
 * @param retries attempts that failed and were repeated
 * @param waiting messages that the sink has stored and not sent yet
 * @param deadLetters messages that the receiver rejected, or that were given up
 */
public record SinkCounts(
        String sink,
        long received,
        long delivered,
        long filtered,
        long rejected,
        long retries,
        long waiting,
        long deadLetters) {}
