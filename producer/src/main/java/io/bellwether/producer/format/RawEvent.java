package io.bellwether.producer.format;

/** An event with the bytes that were to be one. */
@SuppressWarnings("ArrayRecordComponent")
public record RawEvent(byte[] written, ParsedEvent result) {}
