package io.bellwether.schemas;

/** The result of decoding a record's value. */
public sealed interface DecodedRecord<T> {

    /** A valid record. */
    record Accepted<T>(T record) implements DecodedRecord<T> {}

    /** Why the value is not a valid record. */
    record Refused<T>(Refusal refusal) implements DecodedRecord<T> {}

    public static <T> DecodedRecord<T> refused(String field, String reason) {
        return new Refused<>(new Refusal(field, reason));
    }
}
