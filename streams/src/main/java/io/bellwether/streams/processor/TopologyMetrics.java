package io.bellwether.streams.processor;

/**
 * Names of the metrics that the processors keep beside Kafka Streams' own, in the groups {@code stream-NAME-metrics}.
 */
public final class TopologyMetrics {

    /** Events of a task by what became of them: {@code accepted-total}, {@code refused-total} and so on. */
    public static final String EVENTS = "events";
    /** Transitions by rule: {@code opened-total}, {@code changed-total}, {@code resolved-total}. */
    public static final String ALERTS = "alerts";

    private TopologyMetrics() {}
}
