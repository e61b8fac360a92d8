package io.bellwether.streams.processor;

import io.bellwether.schemas.Refusal;

/** What became of a record's value. */
sealed interface Decoded<T> {

    /** A valid record. */
    record Accepted<T>(T record) implements Decoded<T> {}

    /** Why it is none. */
    record Rejected<T>(Refusal refusal) implements Decoded<T> {}

    static <T> Decoded<T> rejected(String field, String reason) {
        return new Rejected<>(new Refusal(field, reason));
    }
}
