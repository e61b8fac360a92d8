package io.bellwether.domain.statement;

/** The kind of source, best first (docs/figures.md#source-tier). */
public enum Tier {
    OFFICIAL,
    ASSOCIATION,
    REGISTRATION,
    MEDIA
}
