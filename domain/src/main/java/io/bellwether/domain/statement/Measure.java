package io.bellwether.domain.statement;

/** What is counted; measures are never added to or compared with one another. */
public enum Measure {
    DELIVERIES,
    WHOLESALE,
    RETAIL,
    REGISTRATIONS,
    OUTPUT,
    ORDERS,
    PREORDERS,
    CANCELLATIONS,
    BACKLOG,
    EXPORTS
}
