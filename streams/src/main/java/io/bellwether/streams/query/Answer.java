package io.bellwether.streams.query;

/** What the state says, and how current that is. */
public record Answer<T>(T value, Freshness freshness) {}
