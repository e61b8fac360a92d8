package io.bellwether.domain.alert;

/** What kind of subject a rule is about. */
public enum Scope {
    BRAND,
    MODEL,
    BRAND_TECHNOLOGY,
    TECHNOLOGY,
    COMMITMENT,
    TARGET
}
