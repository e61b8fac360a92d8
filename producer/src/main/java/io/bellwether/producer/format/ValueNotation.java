package io.bellwether.producer.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.bellwether.domain.statement.Aliases;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * How the values of an event are written.
 *
 * @param typed whether values have types, as in JSON: 12 is a number, "12" is text. Otherwise every value is text, read as
 *     its field demands
 * @param numbers how text is read as a number
 */
record ValueNotation(boolean typed, NumberFormat numbers) {

    static final ValueNotation JSON = new ValueNotation(true, NumberFormat.PLAIN);

    /** Every value is text. */
    static ValueNotation text(NumberFormat numbers) {
        return new ValueNotation(false, numbers);
    }

    Optional<BigDecimal> number(JsonNode value) {
        if (typed) {
            return value.isNumber() ? Optional.of(value.decimalValue()) : Optional.empty();
        }
        return numbers.parse(plain(value.asText()));
    }

    /** What a value that is no number may have been meant as; empty if there is nothing to say. */
    String remedy(JsonNode value) {
        return typed ? "" : numbers.remedy(value.asText());
    }

    /** Text is true and false in any case: spreadsheets write TRUE and FALSE. */
    Optional<Boolean> flag(JsonNode value) {
        if (typed) {
            return value.isBoolean() ? Optional.of(value.booleanValue()) : Optional.empty();
        }
        String text = plain(value.asText());
        boolean isTrue = text.equalsIgnoreCase("true");
        return isTrue || text.equalsIgnoreCase("false") ? Optional.of(isTrue) : Optional.empty();
    }

    /** A value without the blanks that a quoted cell may have around it. */
    String plain(String text) {
        return typed ? text : Aliases.stripped(text);
    }
}
