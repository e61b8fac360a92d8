package io.bellwether.domain.alert;

/** What type of value a fact has, as far as rules can tell. */
public enum FactType {
    /** Any number: a Long, an Integer or a Double. */
    NUMBER,
    /** A word, a month as YYYY-MM or a day as YYYY-MM-DD; these compare in the order of the calendar. */
    TEXT
}
