package io.bellwether.producer.format;

import io.bellwether.schemas.Refusal;

/**
 * What is kept of an input that is no event.
 *
 * @param bytes as received
 */
@SuppressWarnings("ArrayRecordComponent")
public record RefusedInput(InputPosition position, byte[] bytes, Refusal refusal) {}
