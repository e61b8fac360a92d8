package io.bellwether.consumer;

import org.apache.kafka.clients.consumer.Consumer;

/** What a consumer of alerts needs of a Kafka cluster. */
interface Cluster {

    /**
     * Checks that the topic and the registry are there.
     *
     * @throws AlertConsumerException if broker, topic or registry is not
     */
    Origin origin();

    /** A consumer without partitions yet; each sink has one of its own. */
    Consumer<byte[], byte[]> consumer();

    /** A decoder; not shared between threads. */
    AlertDecoder decoder();
}
