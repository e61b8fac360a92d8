package io.bellwether.producer;

import io.bellwether.schemas.Refusal;

/**
 * What is kept of an input that is no event.
 *
 * @param bytes as received
 */
@SuppressWarnings("ArrayRecordComponent")
record RefusedInput(LetterOrigin stood, byte[] bytes, Refusal refusal) {}
