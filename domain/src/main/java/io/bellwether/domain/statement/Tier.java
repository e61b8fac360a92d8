package io.bellwether.domain.statement;

/** Who says so, best first. */
public enum Tier {
    OFFICIAL,
    ASSOCIATION,
    REGISTRATION,
    MEDIA
}
