package io.bellwether.producer.format;

import static io.bellwether.producer.format.Shortened.shortened;
import static io.bellwether.producer.format.Shortened.shown;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bellwether.domain.statement.Aliases;
import io.bellwether.schemas.Refusal;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.text.Normalizer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of one event and notes what is wrong instead of throwing: a field that cannot be read gives a stand-in,
 * and {@link #refusal} has the reasons. A field that is there but never read is unknown.
 */
public final class Fields {

    /** What a reader sees in place of an enum value that a later version added: no word of the input. */
    private static final String NO_WORD = "UNKNOWN";

    private final ObjectNode node;
    private final ValueNotation notation;
    private final String prefix;
    private final FieldFaults faults;

    /** The fields of a JSON event. */
    static Fields json(ObjectNode node) {
        return new Fields(node, ValueNotation.JSON, "");
    }

    /** Fields all of which are text. */
    public static Fields text(ObjectNode node, NumberFormat numbers) {
        return new Fields(node, ValueNotation.text(numbers), "");
    }

    private Fields(ObjectNode node, ValueNotation notation, String prefix) {
        this.node = node;
        this.notation = notation;
        this.prefix = prefix;
        this.faults = new FieldFaults(prefix);
    }

    /** The fields of the object in a field; empty, and noted, if there is no object. */
    Fields object(String name) {
        JsonNode value = required(name);
        if (value instanceof ObjectNode object) {
            return new Fields(object, notation, prefix + name + ".");
        }
        if (value != null) {
            wrong(name, "must be an object, got: " + shown(value));
        }
        return new Fields(JsonNodeFactory.instance.objectNode(), notation, prefix + name + ".");
    }

    String text(String name) {
        return orElse(text(name, required(name)), "");
    }

    @Nullable
    String optionalText(String name) {
        return text(name, optional(name));
    }

    /** A name: in Unicode NFC, without blanks around it. */
    String name(String name) {
        return named(text(name));
    }

    @Nullable
    String optionalName(String name) {
        String text = optionalText(name);
        return text == null ? null : named(text);
    }

    private static String named(String text) {
        return Normalizer.normalize(Aliases.stripped(text), Normalizer.Form.NFC);
    }

    long whole(String name) {
        return orElse(whole(name, required(name), Long.MAX_VALUE), 0L);
    }

    @Nullable
    Long optionalWhole(String name) {
        return whole(name, optional(name), Long.MAX_VALUE);
    }

    int wholeInt(String name) {
        return orElse(whole(name, required(name), Integer.MAX_VALUE), 0L).intValue();
    }

    @Nullable
    Integer optionalWholeInt(String name) {
        Long value = whole(name, optional(name), Integer.MAX_VALUE);
        return value == null ? null : value.intValue();
    }

    double decimal(String name) {
        JsonNode value = required(name);
        if (value == null) {
            return 0;
        }
        Optional<BigDecimal> number = notation.number(value);
        if (number.isEmpty()) {
            wrong(name, "must be a number, got: " + shown(value));
            return 0;
        }
        // Adding zero makes -0.0 the 0.0 that it equals.
        return 0.0 + number.get().doubleValue();
    }

    boolean flag(String name) {
        JsonNode value = optional(name);
        if (value == null) {
            return false;
        }
        Optional<Boolean> flag = notation.flag(value);
        if (flag.isEmpty()) {
            wrong(name, "must be true or false, got: " + shown(value));
        }
        return flag.orElse(false);
    }

    <E extends Enum<E>> E oneOf(String name, E[] values) {
        return orElse(oneOf(name, required(name), values), values[0]);
    }

    <E extends Enum<E>> E oneOf(String name, E[] values, E absent) {
        return orElse(oneOf(name, optional(name), values), absent);
    }

    Instant instant(String name) {
        String text = text(name, required(name));
        Optional<Instant> instant =
                text == null ? Optional.of(Instant.EPOCH) : DateFormats.instant(notation.plain(text));
        if (instant.isEmpty()) {
            wrong(
                    name,
                    "must be an RFC 3339 instant or a date, got: '" + shortened(orElse(text, "")) + "'"
                            + DateFormats.remedy(orElse(text, "")));
        }
        return instant.orElse(Instant.EPOCH);
    }

    LocalDate date(String name) {
        return orElse(date(name, required(name), false), LocalDate.EPOCH);
    }

    /** A date, or a month, which is its first day. */
    LocalDate dateOrMonth(String name) {
        return orElse(date(name, required(name), true), LocalDate.EPOCH);
    }

    @Nullable
    LocalDate optionalDate(String name) {
        return date(name, optional(name), false);
    }

    /** A month as YYYY-MM; what is none stays as it is, for validation to refuse. */
    String month(String name) {
        return monthOf(text(name));
    }

    @Nullable
    String optionalMonth(String name) {
        String text = optionalText(name);
        return text == null ? null : monthOf(text);
    }

    private static String monthOf(String text) {
        return DateFormats.month(text).map(YearMonth::toString).orElse(text);
    }

    /** All that is wrong, or null; an unknown field first, for it is often a missing one misspelt. */
    @Nullable
    Refusal refusal(String of) {
        return faults.refusal(of, node);
    }

    /** The required fields that are not there, of those asked for so far. */
    List<String> missing() {
        return faults.missing();
    }

    private @Nullable JsonNode optional(String name) {
        faults.known(name);
        JsonNode value = node.get(name);
        return value == null || value.isNull() ? null : value;
    }

    private @Nullable JsonNode required(String name) {
        JsonNode value = optional(name);
        if (value == null) {
            faults.missing(name);
        }
        return value;
    }

    private void wrong(String name, String reason) {
        faults.wrong(name, reason);
    }

    private @Nullable String text(String name, @Nullable JsonNode value) {
        if (value == null) {
            return null;
        }
        if (!value.isTextual()) {
            wrong(name, "must be text, got: " + shown(value));
            return null;
        }
        if (!Utf8.isEncodable(value.textValue())) {
            wrong(name, "holds half a character (an unpaired surrogate)");
            return null;
        }
        return value.textValue();
    }

    private @Nullable Long whole(String name, @Nullable JsonNode value, long max) {
        if (value == null) {
            return null;
        }
        Optional<BigDecimal> number = notation.number(value);
        if (number.isEmpty() || !NumberFormat.isWhole(number.get())) {
            wrong(name, "must be a whole number, got: " + shown(value) + notation.remedy(value));
            return null;
        }
        BigInteger whole = number.get().toBigInteger();
        if (whole.abs().compareTo(BigInteger.valueOf(max)) > 0) {
            wrong(name, "must be at most " + max + ", got: " + shown(value));
            return null;
        }
        return whole.longValue();
    }

    private <E extends Enum<E>> @Nullable E oneOf(String name, @Nullable JsonNode value, E[] values) {
        if (value == null) {
            return null;
        }
        for (E candidate : values) {
            if (value.isTextual()
                    && candidate.name().equals(notation.plain(value.textValue()))
                    && !candidate.name().equals(NO_WORD)) {
                return candidate;
            }
        }
        String names = Arrays.stream(values)
                .map(Enum::name)
                .filter(word -> !word.equals(NO_WORD))
                .collect(Collectors.joining(", "));
        wrong(name, "must be one of " + names + ", got: " + shown(value));
        return null;
    }

    private @Nullable LocalDate date(String name, @Nullable JsonNode value, boolean orMonth) {
        String text = text(name, value);
        if (text == null) {
            return null;
        }
        Optional<LocalDate> date = DateFormats.date(notation.plain(text));
        if (date.isEmpty() && orMonth) {
            date = DateFormats.month(notation.plain(text)).map(month -> month.atDay(1));
        }
        if (date.isEmpty()) {
            wrong(name, "must be a date like 2024-11-30, got: '" + shortened(text) + "'" + DateFormats.remedy(text));
        }
        return date.orElse(null);
    }

    private static <T> T orElse(@Nullable T value, T other) {
        return value == null ? other : value;
    }
}
