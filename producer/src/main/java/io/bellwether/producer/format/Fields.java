package io.bellwether.producer.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bellwether.config.NearestName;
import io.bellwether.domain.statement.Aliases;
import io.bellwether.schemas.Refusal;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.text.Normalizer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of one event, noting what is wrong instead of throwing: a field that cannot be read answers a
 * stand-in, and the refusal tells. A field never asked for is an unknown one.
 */
public final class Fields {

    /** How values are written. */
    private enum Notation {
        /** Values have types: 12 is a number, "12" is text. */
        JSON,
        /** Every value is text, read as the field's type demands. */
        TEXT
    }

    /** What a reader sees in place of an enum value that a later version added: no word of the input. */
    private static final String NO_WORD = "UNKNOWN";

    private static final int MAX_SHOWN = 80;

    private final ObjectNode node;
    private final Notation notation;
    private final NumberFormat numbers;
    private final String prefix;
    private final List<String> known = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();
    private final List<Refusal> wrong = new ArrayList<>();

    /** The fields of a JSON event. */
    static Fields json(ObjectNode node) {
        return new Fields(node, Notation.JSON, NumberFormat.PLAIN, "");
    }

    /** Fields all of which are text. */
    public static Fields text(ObjectNode node, NumberFormat numbers) {
        return new Fields(node, Notation.TEXT, numbers, "");
    }

    private Fields(ObjectNode node, Notation notation, NumberFormat numbers, String prefix) {
        this.node = node;
        this.notation = notation;
        this.numbers = numbers;
        this.prefix = prefix;
    }

    /** The fields of the object in a field; empty, and noted, if there is no object. */
    Fields object(String name) {
        JsonNode value = required(name);
        if (value instanceof ObjectNode object) {
            return new Fields(object, notation, numbers, prefix + name + ".");
        }
        if (value != null) {
            wrong(name, "must be an object, got: " + shown(value));
        }
        return new Fields(JsonNodeFactory.instance.objectNode(), notation, numbers, prefix + name + ".");
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
        Optional<BigDecimal> number = number(value);
        if (number.isEmpty()) {
            wrong(name, "must be a number, got: " + shown(value));
            return 0;
        }
        // Adding zero makes -0.0 the 0.0 that it equals.
        return 0.0 + number.get().doubleValue();
    }

    private Optional<BigDecimal> number(JsonNode value) {
        if (notation == Notation.JSON) {
            return value.isNumber() ? Optional.of(value.decimalValue()) : Optional.empty();
        }
        return numbers.parse(plain(value.asText()));
    }

    /** A value without the blanks that a quoted cell may have around it. */
    private String plain(String text) {
        return notation == Notation.TEXT ? Aliases.stripped(text) : text;
    }

    boolean flag(String name) {
        JsonNode value = optional(name);
        if (value == null) {
            return false;
        }
        // Spreadsheets write TRUE and FALSE.
        boolean isTrue = notation == Notation.JSON
                ? value.isBoolean() && value.booleanValue()
                : plain(value.asText()).equalsIgnoreCase("true");
        boolean isFalse = notation == Notation.JSON
                ? value.isBoolean() && !value.booleanValue()
                : plain(value.asText()).equalsIgnoreCase("false");
        if (!isTrue && !isFalse) {
            wrong(name, "must be true or false, got: " + shown(value));
        }
        return isTrue;
    }

    <E extends Enum<E>> E oneOf(String name, E[] values) {
        return orElse(oneOf(name, required(name), values), values[0]);
    }

    <E extends Enum<E>> E oneOf(String name, E[] values, E absent) {
        return orElse(oneOf(name, optional(name), values), absent);
    }

    Instant instant(String name) {
        String text = text(name, required(name));
        Optional<Instant> instant = text == null ? Optional.of(Instant.EPOCH) : DateFormats.instant(plain(text));
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
        List<Refusal> faults = new ArrayList<>(0);
        unknown(of, faults);
        if (!missing.isEmpty()) {
            List<String> others = missing.subList(1, missing.size());
            faults.add(new Refusal(
                    missing.get(0),
                    others.isEmpty() ? "is missing" : "is missing, as are " + String.join(", ", others)));
        }
        faults.addAll(wrong);
        return joined(faults);
    }

    /** The required fields that are not there, of those asked for so far. */
    List<String> missing() {
        return missing;
    }

    /** One refusal that names all faults; null if there are none. */
    static @Nullable Refusal joined(List<Refusal> faults) {
        if (faults.size() < 2) {
            return faults.isEmpty() ? null : faults.get(0);
        }
        Refusal first = faults.get(0);
        String others = faults.stream().skip(1).map(fault -> "; " + fault).collect(Collectors.joining());
        return new Refusal(first.field(), first.reason() + others);
    }

    /** A value as it is quoted in a reason: its JSON text, cut short. */
    static String shown(JsonNode value) {
        return value.isTextual() ? "'" + shortened(value.textValue()) + "'" : shortened(value.toString());
    }

    public static String shortened(String text) {
        return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "...";
    }

    /** The known name nearest to a misspelt one: within a third of its length, at least two edits. */
    static Optional<String> nearest(String name, Collection<String> known) {
        return NearestName.within(name, known, 1).stream().findFirst();
    }

    private void unknown(String of, List<Refusal> faults) {
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            String name = entry.getKey();
            if (!known.contains(name)) {
                String hint = nearest(name, known)
                        .map(near -> "did you mean '" + prefix + near + "'?")
                        .orElse("known: " + prefix + String.join(", " + prefix, known));
                faults.add(new Refusal(prefix + shortened(name), "is no field of " + of + "; " + hint));
            }
        }
    }

    private @Nullable JsonNode optional(String name) {
        known.add(name);
        JsonNode value = node.get(name);
        return value == null || value.isNull() ? null : value;
    }

    private @Nullable JsonNode required(String name) {
        JsonNode value = optional(name);
        if (value == null) {
            missing.add(prefix + name);
        }
        return value;
    }

    private void wrong(String name, String reason) {
        wrong.add(new Refusal(prefix + name, reason));
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
        Optional<BigDecimal> number = number(value);
        if (number.isEmpty() || !NumberFormat.isWhole(number.get())) {
            String remedy = notation == Notation.JSON ? "" : numbers.remedy(value.asText());
            wrong(name, "must be a whole number, got: " + shown(value) + remedy);
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
                    && candidate.name().equals(plain(value.textValue()))
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
        Optional<LocalDate> date = DateFormats.date(plain(text));
        if (date.isEmpty() && orMonth) {
            date = DateFormats.month(plain(text)).map(month -> month.atDay(1));
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
