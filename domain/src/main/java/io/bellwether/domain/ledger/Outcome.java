package io.bellwether.domain.ledger;

/** What a statement did to a ledger. */
public enum Outcome {
    /** It counts, or may count. */
    APPLIED,
    /** A newer statement of the same identity holds; it is history. */
    SUPERSEDED,
    /** The ledger held this very statement. */
    DUPLICATE
}
