package io.bellwether.consumer.sink;

import io.bellwether.schemas.avro.Alert;

/**
 * One transition of an alert and where in the topic it stands.
 *
 * @param partition of the alerts topic
 * @param offset in that partition
 * @param alert the transition
 */
public record Transition(int partition, long offset, Alert alert) {}
