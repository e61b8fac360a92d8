package io.bellwether.domain.alert;

/** What a fact is: how rules compare it, and how messages print it. */
public enum FactType {
    /** A Long, an Integer or a Double. */
    NUMBER,
    /** A word in UPPER_SNAKE or other text, printed as it is. */
    TEXT,
    /** A month as YYYY-MM; months compare in the order of the calendar. Printed in words: October, October 2023. */
    MONTH,
    /** A day as YYYY-MM-DD; days compare in the order of the calendar. Printed in words: 31 August. */
    DAY,
    /** A year, quarter, month or run of months; printed in words. */
    PERIOD,
    /** The slug of a brand, printed by the brand's name. */
    BRAND,
    /** Slugs of brands, separated by a comma and a blank; printed by name, as a list. */
    BRANDS;

    /** Whether rules compute with it; else they compare it as text. */
    public boolean isNumber() {
        return this == NUMBER;
    }
}
