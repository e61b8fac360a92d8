package io.bellwether.schemas;

/**
 * Why an event is refused.
 *
 * @param field the field at fault, as named in event files; empty where no single field is
 * @param reason what is wrong with it, with the value that was given
 */
public record Refusal(String field, String reason) {

    @Override
    public String toString() {
        return field.isEmpty() ? reason : field + ": " + reason;
    }
}
