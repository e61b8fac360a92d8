package io.bellwether.streams.processor;

import io.bellwether.schemas.DeadLetterHeaders;
import io.bellwether.schemas.Topics;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Brand -> event as received, to {@value #IN_PLACE} where it stands in the partition of its key, else to {@value
 * #MISPLACED}, which brings it there: not every Kafka client has the partitioner of Java's (streams/README.md).
 *
 * <p>All statements about a brand must meet in one task, and other instances look for a brand where Java's default
 * partitioner puts its key. A misplaced record carries where it stood in the headers {@link DeadLetterHeaders#ORIGIN} and
 * {@link DeadLetterHeaders#POSITION}.
 */
public final class RecordPlacement implements Processor<byte[], byte[], byte[], byte[]> {

    /** The node that records go to which are where they belong, or belong nowhere. */
    public static final String IN_PLACE = "in-place";
    /** The node that all others go to. */
    public static final String MISPLACED = "misplaced";

    /** A valid event is far below it, so what is larger comes to be refused where it is. */
    private static final int MAX_BYTES = Topics.MAX_MESSAGE_BYTES / 2;

    private final int partitions;
    private ProcessorContext<byte[], byte[]> context;
    private Sensor misplaced;

    /**
     * A processor for one task.
     *
     * @param partitions of each input topic
     */
    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else.
    public RecordPlacement(int partitions) {
        this.partitions = partitions;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        this.context = context;
        this.misplaced = context.metrics()
                .addRateTotalSensor(
                        TopologyMetrics.EVENTS, context.taskId().toString(), "misplaced", Sensor.RecordingLevel.INFO);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        byte[] key = record.key();
        RecordMetadata metadata = context.recordMetadata().orElseThrow();
        if (key == null
                || BuiltInPartitioner.partitionForKey(key, partitions) == metadata.partition()
                || record.value() == null
                || key.length + record.value().length > MAX_BYTES) {
            context.forward(record, IN_PLACE);
            return;
        }
        misplaced.record();
        context.forward(record.withHeaders(headers(record, metadata)), MISPLACED);
    }

    private static Headers headers(Record<byte[], byte[]> record, RecordMetadata metadata) {
        Headers headers = DeadLetterOutput.size(record) > MAX_BYTES
                ? new RecordHeaders()
                : new RecordHeaders(record.headers().toArray());
        return new RecordPosition(metadata.topic(), metadata.partition(), metadata.offset()).addTo(headers);
    }
}
