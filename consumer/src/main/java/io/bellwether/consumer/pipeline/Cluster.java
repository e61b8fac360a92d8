package io.bellwether.consumer.pipeline;

import io.bellwether.consumer.sink.AlertConsumerException;
import io.bellwether.schemas.RecordDecoder;
import io.bellwether.consumer.sink.Origin;
import org.apache.kafka.clients.consumer.Consumer;

/** What a consumer of alerts needs of a Kafka cluster. */
public interface Cluster {

    /**
     * Checks that the topic and the registry are there.
     *
     * @throws AlertConsumerException if broker, topic or registry is not
     */
    Origin origin();

    /** A consumer without partitions yet; each sink has one of its own. */
    Consumer<byte[], byte[]> consumer();

    /** A decoder; not shared between threads. */
    RecordDecoder decoder();
}
