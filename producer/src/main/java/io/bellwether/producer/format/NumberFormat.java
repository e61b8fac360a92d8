package io.bellwether.producer.format;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How a source writes numbers: the mark between groups of three digits, if any, and that of decimals. Named by an example,
 * such as {@code 1.234,5}.
 */
public enum NumberFormat {
    /** {@code 1234.5}: no mark between groups. */
    PLAIN("1234.5", "", '.'),
    /** {@code 1234,5}. */
    PLAIN_COMMA("1234,5", "", ','),
    /** {@code 1,234.5}. */
    COMMAS("1,234.5", ",", '.'),
    /** {@code 1.234,5}. */
    DOTS("1.234,5", ".", ','),
    /** {@code 1 234,5}, the blank of any kind. */
    BLANKS("1 234,5", " ", ','),
    /** {@code 1 234.5}, the blank of any kind. */
    BLANKS_DOT("1 234.5", " ", '.'),
    /** {@code 1'234.5}, the apostrophe straight or not. */
    APOSTROPHES("1'234.5", "'", '.'),
    /** {@code 12,34,567.5}, as in India: groups of two digits above the thousands. */
    LAKHS("12,34,567.5", ",", '.');

    private static final int MAX_DIGITS = 40;

    private final String example;
    private final String group;
    private final char decimal;

    NumberFormat(String example, String group, char decimal) {
        this.example = example;
        this.group = group;
        this.decimal = decimal;
    }

    /** The format that an example names; empty if none. */
    public static Optional<NumberFormat> of(String example) {
        String plain = blanksAndApostrophes(example.strip());
        for (NumberFormat format : values()) {
            if (format.example.equals(plain)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    /** The examples that name a format. */
    public static String known() {
        return List.of(values()).stream()
                .map(format -> "'" + format.example + "'")
                .collect(Collectors.joining(", "));
    }

    /** The number that a text is, with or without an exponent; empty if it is none in this format. */
    public Optional<BigDecimal> parse(String text) {
        String number = blanksAndApostrophes(text);
        StringBuilder plain = new StringBuilder(number.length());
        int at = 0;
        if (at < number.length() && (number.charAt(at) == '-' || number.charAt(at) == '+')) {
            plain.append(number.charAt(at++));
        }
        int digits = digits(number, at);
        if (digits == 0) {
            return Optional.empty();
        }
        plain.append(number, at, at + digits);
        at += digits;
        boolean grouped = !group.isEmpty() && digits <= 3;
        boolean pairs = false;
        while (this == LAKHS && grouped && digits <= 2 && digits(number, at + 1) == 2 && number.charAt(at) == ',') {
            plain.append(number, at + 1, at + 3);
            at += 3;
            pairs = true;
        }
        if (pairs && (digits(number, at + 1) != 3 || number.charAt(at) != ',')) {
            return Optional.empty();
        }
        while (grouped && at < number.length() && number.charAt(at) == group.charAt(0)) {
            if (digits(number, at + 1) != 3) {
                return Optional.empty();
            }
            plain.append(number, at + 1, at + 4);
            at += 4;
        }
        if (at < number.length() && number.charAt(at) == decimal) {
            int fraction = digits(number, at + 1);
            if (fraction == 0) {
                return Optional.empty();
            }
            plain.append('.').append(number, at + 1, at + 1 + fraction);
            at += 1 + fraction;
        }
        return exponent(number, at, plain);
    }

    private static Optional<BigDecimal> exponent(String number, int from, StringBuilder plain) {
        if (plain.length() > MAX_DIGITS) {
            return Optional.empty();
        }
        if (from == number.length()) {
            return Optional.of(new BigDecimal(plain.toString()));
        }
        int at = from;
        if (number.charAt(at) != 'e' && number.charAt(at) != 'E') {
            return Optional.empty();
        }
        at++;
        int sign = at < number.length() && (number.charAt(at) == '-' || number.charAt(at) == '+') ? 1 : 0;
        int digits = digits(number, at + sign);
        if (digits == 0 || digits > 3 || at + sign + digits != number.length()) {
            return Optional.empty();
        }
        return Optional.of(new BigDecimal(plain + "E" + number.substring(at)));
    }

    private static int digits(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at - from;
    }

    private static String blanksAndApostrophes(String text) {
        boolean plain = true;
        for (int i = 0; i < text.length() && plain; i++) {
            plain = text.charAt(i) < 0x80;
        }
        return plain
                ? text
                : text.replaceAll("\\p{Zs}", " ").replace('\u2019', '\'').replace('\u2212', '-');
    }

    /** Names the formats in which a text that is no whole number in this one would be; empty if it is in none. */
    public String remedy(String text) {
        List<String> others = List.of(values()).stream()
                .filter(format -> format != this)
                .filter(format -> format != LAKHS || COMMAS.parse(text).isEmpty())
                .flatMap(format -> format.parse(text).filter(NumberFormat::isWhole).stream()
                        .map(number ->
                                "as " + number.toBigInteger() + " with --number-format \"" + format.example + "\""))
                .limit(2)
                .toList();
        return others.isEmpty() ? "" : "; it can be read " + String.join(" or ", others);
    }

    /** Whether nothing stands behind the decimal mark but zeros; what has a thousand digits is no number of anything. */
    public static boolean isWhole(BigDecimal number) {
        return number.precision() - (long) number.scale() <= MAX_DIGITS
                && number.scale() <= 1_000
                && number.stripTrailingZeros().scale() <= 0;
    }

    @Override
    public String toString() {
        return example;
    }
}
