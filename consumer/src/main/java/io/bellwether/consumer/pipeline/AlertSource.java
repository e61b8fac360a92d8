package io.bellwether.consumer.pipeline;

import io.bellwether.consumer.sink.AlertConsumerException;
import io.bellwether.consumer.sink.Origin;
import io.bellwether.schemas.RecordDecoder;
import org.apache.kafka.clients.consumer.Consumer;

/** The topic of alerts, on a cluster with a schema registry. */
public interface AlertSource {

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
