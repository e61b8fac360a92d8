package io.bellwether.consumer.sink;

/**
 * The topic that offsets belong to; they are meaningless in another.
 *
 * @param clusterId of the Kafka cluster
 * @param topicId of the topic: a topic deleted and created again has a new one
 * @param topic its name
 */
public record Origin(String clusterId, String topicId, String topic) {}
