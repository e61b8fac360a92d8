package io.bellwether.producer.format;

/** How events are written in a file. */
public enum EventFormat {
    /** One JSON object a line, or one JSON array. */
    JSON_LINES,
    /** RFC 4180 with a header row and any delimiter, one event type a file. */
    CSV,
    /** One of the two, as the first character shows. */
    DETECTED
}
