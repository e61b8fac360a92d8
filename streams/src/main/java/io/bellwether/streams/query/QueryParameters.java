package io.bellwether.streams.query;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A query as names and texts, for an instance to send to another. What is null is left out. */
public final class QueryParameters {

    /** Most months that a query goes through: a hundred years. */
    static final int MAX_MONTHS = 1_200;

    /** Most entries of a list that a query asks for, and one more. */
    static final int MAX_ENTRIES = 100_001;

    /** Years are written in four digits. */
    static final int MAX_YEAR = 9_999;

    private static final String NAME = "ask";

    private final Map<String, String> texts;

    /** As they were received. */
    public QueryParameters(Map<String, String> texts) {
        this.texts = new LinkedHashMap<>(texts);
    }

    /** Of a query of this kind. */
    static QueryParameters of(String name) {
        return new QueryParameters(Map.of(NAME, name));
    }

    QueryParameters with(String name, @Nullable Object value) {
        if (value != null) {
            texts.put(name, value.toString());
        }
        return this;
    }

    /** As they are sent. */
    public Map<String, String> texts() {
        return Map.copyOf(texts);
    }

    /** The kind of the query. */
    String name() {
        return texts.getOrDefault(NAME, "");
    }

    @Nullable
    String text(String name) {
        return texts.get(name);
    }

    String required(String name) {
        String text = texts.get(name);
        if (text == null) {
            throw new IllegalArgumentException("the query lacks " + name);
        }
        return text;
    }

    /** A number in 1..max: another instance may be of anybody's making. */
    int number(String name, int max) {
        int number = Integer.parseInt(required(name));
        if (number < 1 || number > max) {
            throw new IllegalArgumentException(name + " must be 1 to " + max + ", got: " + number);
        }
        return number;
    }

    @Nullable
    LocalDate day(String name) {
        String text = texts.get(name);
        return text == null ? null : LocalDate.parse(text);
    }

    LocalDate requiredDay(String name) {
        return LocalDate.parse(required(name));
    }

    @Nullable
    YearMonth month(String name) {
        String text = texts.get(name);
        return text == null ? null : YearMonth.parse(text);
    }
}
