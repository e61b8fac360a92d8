package io.bellwether.streams.domain;

/** Who says so, best first. */
public enum Tier {
    OFFICIAL,
    ASSOCIATION,
    REGISTRATION,
    MEDIA
}
