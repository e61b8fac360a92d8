package io.bellwether.streams.domain;

/** How much a signal matters, least first. */
public enum Severity {
    INFO,
    WARNING,
    CRITICAL
}
