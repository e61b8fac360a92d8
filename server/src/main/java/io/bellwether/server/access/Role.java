package io.bellwether.server.access;

import java.util.Locale;

/** What a principal may do. */
public enum Role {
    /** Ask for figures, alerts and metrics. */
    READ,
    /** Publish events. */
    INGEST,
    /** Acknowledge alerts. */
    ACKNOWLEDGE,
    /** Everything. */
    ADMIN;

    /** The name in files and claims. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
