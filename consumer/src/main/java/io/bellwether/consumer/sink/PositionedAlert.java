package io.bellwether.consumer.sink;

import io.bellwether.schemas.avro.Alert;

/**
 * A transition of an alert and its position in the topic.
 *
 * @param partition of the alerts topic
 * @param offset in that partition
 * @param alert the transition
 */
public record PositionedAlert(int partition, long offset, Alert alert) {}
