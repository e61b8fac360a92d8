package io.bellwether.consumer.pipeline;

import io.bellwether.consumer.sink.AlertConsumerException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Assigns all partitions to a consumer and seeks. A partition starts at the sink's stored offset; at its beginning where
 * the sink has stored offsets of other partitions only; as configured where the sink has stored none.
 */
final class Positions {

    private static final Logger LOG = LoggerFactory.getLogger(Positions.class);
    private static final Duration STEP = Duration.ofMillis(200);

    private final Consumer<byte[], byte[]> consumer;
    private final String topic;
    private final Duration timeout;
    private final StopRequest stop;

    Positions(Consumer<byte[], byte[]> consumer, String topic, Duration timeout, StopRequest stop) {
        this.consumer = consumer;
        this.topic = topic;
        this.timeout = timeout;
        this.stop = stop;
    }

    /**
     * Assigns every partition and seeks.
     *
     * @param known partition -> offset that the sink has stored
     * @return partition -> offset that it begins at
     */
    Map<Integer, Long> start(String sink, Map<Integer, Long> known, boolean fromBeginning) {
        List<TopicPartition> partitions = awaitPartitions();
        checkKnown(sink, known, partitions);
        Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions, timeout);
        Map<TopicPartition, Long> ends = awaitEnds(partitions, known);
        consumer.assign(partitions);
        Map<Integer, Long> started = new HashMap<>();
        for (TopicPartition partition : partitions) {
            long beginning = beginnings.getOrDefault(partition, 0L);
            long end = ends.getOrDefault(partition, 0L);
            long unknown = known.isEmpty() && !fromBeginning ? end : beginning;
            long next = known.getOrDefault(partition.partition(), unknown);
            if (next > end) {
                throw new AlertConsumerException(sink + ": goes on at offset " + next + " of " + partition
                        + ", which ends at " + end + ": its alerts come from another topic, or this one was cut");
            }
            if (next < beginning) {
                warnOfGap(sink, partition, next, beginning);
                next = beginning;
            }
            consumer.seek(partition, next);
            started.put(partition.partition(), next);
        }
        return started;
    }

    private void checkKnown(String sink, Map<Integer, Long> known, List<TopicPartition> partitions) {
        List<Integer> missing = known.keySet().stream()
                .filter(partition -> !partitions.contains(new TopicPartition(topic, partition)))
                .sorted()
                .toList();
        if (!missing.isEmpty()) {
            throw new AlertConsumerException(sink + ": knows partitions " + missing + " that " + topic
                    + " does not have: its alerts come from another topic");
        }
    }

    private static void warnOfGap(String sink, TopicPartition partition, long next, long beginning) {
        LOG.atWarn()
                .setMessage("alerts were deleted from the topic before they were delivered")
                .addKeyValue("sink", sink)
                .addKeyValue("partition", partition)
                .addKeyValue("from", next)
                .addKeyValue("to", beginning)
                .log();
    }

    /** The end offsets. A broker that has just restarted may report an earlier end for a moment. */
    private Map<TopicPartition, Long> awaitEnds(List<TopicPartition> partitions, Map<Integer, Long> known) {
        long steps = timeout.dividedBy(STEP);
        while (true) {
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, timeout);
            boolean settled = partitions.stream()
                    .allMatch(p -> known.getOrDefault(p.partition(), 0L) <= ends.getOrDefault(p, 0L));
            if (settled || steps-- <= 0) {
                return ends;
            }
            pause();
        }
    }

    private List<TopicPartition> awaitPartitions() {
        long steps = timeout.dividedBy(STEP);
        while (true) {
            List<TopicPartition> partitions = partitions();
            if (!partitions.isEmpty()) {
                return partitions;
            }
            if (steps-- <= 0) {
                throw new AlertConsumerException("topic " + topic + " does not exist");
            }
            pause();
        }
    }

    private void pause() {
        if (stop.await(STEP)) {
            // As every other call of the client does on a stop.
            throw new WakeupException();
        }
    }

    /**
     * Assigns partitions that were added to the topic, from their beginning.
     *
     * @return partition -> offset it begins at; empty if there is none
     */
    Map<Integer, Long> takeOnNew() {
        try {
            Set<TopicPartition> assigned = consumer.assignment();
            List<TopicPartition> added =
                    partitions().stream().filter(p -> !assigned.contains(p)).toList();
            if (added.isEmpty()) {
                return Map.of();
            }
            List<TopicPartition> together = new ArrayList<>(assigned);
            together.addAll(added);
            Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(added, timeout);
            consumer.assign(together);
            Map<Integer, Long> started = new HashMap<>();
            for (TopicPartition partition : added) {
                long beginning = beginnings.getOrDefault(partition, 0L);
                consumer.seek(partition, beginning);
                started.put(partition.partition(), beginning);
            }
            return started;
        } catch (TimeoutException e) {
            // No broker answers; polling continues with the known partitions.
            return Map.of();
        }
    }

    /** The topic's partitions by the client's metadata, which it refreshes itself. */
    private List<TopicPartition> partitions() {
        return consumer.partitionsFor(topic, timeout).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
    }
}
