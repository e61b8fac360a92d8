package io.bellwether.domain.alert;

/** How much a signal matters, least first. */
public enum Severity {
    INFO,
    WARNING,
    CRITICAL
}
