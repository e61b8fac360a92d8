package io.bellwether.streams.domain;

/** What a statement did to a ledger. */
public enum Effect {
    /** It counts, or may count. */
    TAKEN,
    /** A newer statement of the same identity holds; it is history. */
    SUPERSEDED,
    /** The ledger held this very statement. */
    KNOWN
}
