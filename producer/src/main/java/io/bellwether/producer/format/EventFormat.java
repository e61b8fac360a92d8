package io.bellwether.producer.format;

/** How events are written in a file. */
public enum EventFormat {
    /** One JSON object a line. */
    JSON_LINES,
    /** RFC 4180 with a header row, one event type a file. */
    CSV
}
