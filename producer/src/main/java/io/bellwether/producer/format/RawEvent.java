package io.bellwether.producer.format;

import org.jspecify.annotations.Nullable;

/**
 * An event with the bytes that were to be one.
 *
 * @param position where; null where its place in the body says enough
 */
@SuppressWarnings("ArrayRecordComponent")
public record RawEvent(
        byte[] written, ParsedEvent result, @Nullable InputPosition position) {

    RawEvent(byte[] written, ParsedEvent result) {
        this(written, result, null);
    }
}
