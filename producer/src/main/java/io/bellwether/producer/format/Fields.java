package io.bellwether.producer.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bellwether.schemas.Refusal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of one event, noting what is wrong instead of throwing: a field that cannot be read answers a
 * stand-in, and the refusal tells. A field never asked for is an unknown one.
 */
public final class Fields {

    /** How values are written. */
    public enum Notation {
        /** Values have types: 12 is a number, "12" is text. */
        JSON,
        /** Every value is text, read as the field's type demands. */
        TEXT
    }

    /** What a reader sees in place of an enum value that a later version added: no word of the input. */
    private static final String NO_WORD = "UNKNOWN";

    private static final int MAX_SHOWN = 80;
    private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9][0-9]{0,98})");
    private static final Pattern DECIMAL =
            Pattern.compile("-?(0|[1-9][0-9]{0,17})(\\.[0-9]{1,30})?([eE][+-]?[0-9]{1,4})?");

    private final ObjectNode node;
    private final Notation notation;
    private final String prefix;
    private final List<String> known = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();
    private final List<Refusal> wrong = new ArrayList<>();

    public Fields(ObjectNode node, Notation notation) {
        this(node, notation, "");
    }

    private Fields(ObjectNode node, Notation notation, String prefix) {
        this.node = node;
        this.notation = notation;
        this.prefix = prefix;
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
        boolean number = notation == Notation.JSON
                ? value.isNumber()
                : DECIMAL.matcher(value.asText()).matches();
        if (!number) {
            wrong(name, "must be a number, got: " + shown(value));
            return 0;
        }
        // Adding zero makes -0.0 the 0.0 that it equals.
        return 0.0 + (notation == Notation.JSON ? value.doubleValue() : Double.parseDouble(value.asText()));
    }

    boolean flag(String name) {
        JsonNode value = optional(name);
        if (value == null) {
            return false;
        }
        // Spreadsheets write TRUE and FALSE.
        boolean isTrue = notation == Notation.JSON
                ? value.isBoolean() && value.booleanValue()
                : value.asText().equalsIgnoreCase("true");
        boolean isFalse = notation == Notation.JSON
                ? value.isBoolean() && !value.booleanValue()
                : value.asText().equalsIgnoreCase("false");
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
        Optional<Instant> instant = text == null ? Optional.of(Instant.EPOCH) : EventTimes.instant(text);
        if (instant.isEmpty()) {
            wrong(name, "must be an RFC 3339 instant or a date, got: '" + shortened(orElse(text, "")) + "'");
        }
        return instant.orElse(Instant.EPOCH);
    }

    LocalDate date(String name) {
        return orElse(date(name, required(name)), LocalDate.EPOCH);
    }

    @Nullable
    LocalDate optionalDate(String name) {
        return date(name, optional(name));
    }

    /** What is wrong, or null; an unknown field first, for it is often a missing one misspelt. */
    @Nullable
    Refusal refusal(String of) {
        Refusal unknown = unknown(of);
        if (unknown != null) {
            return unknown;
        }
        if (!missing.isEmpty()) {
            String first = missing.get(0);
            List<String> others = missing.subList(1, missing.size());
            return new Refusal(
                    first, others.isEmpty() ? "is missing" : "is missing, as are " + String.join(", ", others));
        }
        return wrong.isEmpty() ? null : wrong.get(0);
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
        String best = null;
        int least = Math.max(2, name.length() / 3) + 1;
        for (String candidate : known) {
            int distance = distance(name, candidate);
            if (distance < least) {
                least = distance;
                best = candidate;
            }
        }
        return Optional.ofNullable(best);
    }

    private @Nullable Refusal unknown(String of) {
        Iterator<Map.Entry<String, JsonNode>> entries = node.properties().iterator();
        while (entries.hasNext()) {
            String name = entries.next().getKey();
            if (!known.contains(name)) {
                String hint = nearest(name, known)
                        .map(near -> "did you mean '" + prefix + near + "'?")
                        .orElse("known: " + prefix + String.join(", " + prefix, known));
                return new Refusal(prefix + shortened(name), "is no field of " + of + "; " + hint);
            }
        }
        return null;
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
        boolean isWhole = notation == Notation.JSON
                ? value.isIntegralNumber()
                : WHOLE.matcher(value.asText()).matches();
        if (!isWhole) {
            wrong(name, "must be a whole number, got: " + shown(value));
            return null;
        }
        BigInteger whole = notation == Notation.JSON ? value.bigIntegerValue() : new BigInteger(value.asText());
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
                    && candidate.name().equals(value.textValue())
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

    private @Nullable LocalDate date(String name, @Nullable JsonNode value) {
        String text = text(name, value);
        if (text == null) {
            return null;
        }
        Optional<LocalDate> date = EventTimes.date(text);
        if (date.isEmpty()) {
            wrong(name, "must be a date like 2024-11-30, got: '" + shortened(text) + "'");
        }
        return date.orElse(null);
    }

    private static <T> T orElse(@Nullable T value, T other) {
        return value == null ? other : value;
    }

    /** Levenshtein's edit distance, over one row; names longer than any of ours are simply far. */
    private static int distance(String a, String b) {
        if (Math.abs(a.length() - b.length()) > MAX_SHOWN) {
            return Integer.MAX_VALUE;
        }
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
