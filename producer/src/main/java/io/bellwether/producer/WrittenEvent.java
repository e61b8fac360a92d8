package io.bellwether.producer;

/** An event with the bytes that were to be one. */
@SuppressWarnings("ArrayRecordComponent")
record WrittenEvent(byte[] written, ParsedEvent result) {}
