package io.bellwether.domain.ledger;

/** What a statement did to a ledger. */
public enum Outcome {
    /** It counts, or may count. */
    APPLIED,
    /** A newer statement of the same identity holds; it is history. */
    SUPERSEDED,
    /** The ledger held this very statement. */
    DUPLICATE,
    /** A retraction that the ledger knew before takes it back: it is kept, listed, and counts for nothing. */
    RETRACTED,
    /**
     * It takes back an event that may have been counted: the ledger must be {@linkplain BrandLedger#rebuild rebuilt}
     * before its figures are used again.
     */
    REBUILD
}
