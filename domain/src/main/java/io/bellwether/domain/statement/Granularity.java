package io.bellwether.domain.statement;

/** The length of the period a sales statement covers. */
public enum Granularity {
    DAY,
    WEEK,
    MONTH,
    QUARTER,
    /** Any other stretch of days. */
    SPAN
}
