package io.bellwether.consumer.sink;

/**
 * What one sink has seen since the start: received = delivered + filtered + rejected + those still on their way.
 *
 * @param sink its name
 * @param received records read from the topic
 * @param delivered transitions the sink keeps
 * @param filtered transitions nobody asked for
 * @param rejected records that are no alert; they stay in the topic, their position is logged
 * @param retries attempts that failed and were repeated
 * @param waiting messages that the sink keeps and has not sent yet
 * @param deadLetters messages that the receiver refused, or that were given up
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
