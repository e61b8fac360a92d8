package io.bellwether.domain.alert;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A sentence with facts in braces: {@code {brand}}, {@code {deliveries}}, or with a format {@code {growth:percent}},
 * {@code {run_rate:round}}, {@code {lead_time_weeks:one}}, or as the ending that a word takes by it {@code {slips} time{slips:s}};
 * see {@link #FORMATS}. Part of a sentence in square
 * brackets is left out if a fact in it is unknown: {@code [, orders over deliveries {book_to_bill:two}]}.
 */
public final class MessageTemplate {

    /** What may stand after the colon: the first six for numbers, the others for words and coverage. */
    public static final Set<String> FORMATS =
            Set.of("percent", "round", "one", "two", "plain", "s", "words", "coverage");

    private static final Pattern PART = Pattern.compile("\\[([^\\[\\]]*)]|\\{([a-z_]+)(?::([a-z]+))?}");

    private static final Pattern BRACKETS = Pattern.compile("\\[[^\\[\\]]*]");
    private static final Pattern BRACES = Pattern.compile("\\{([a-z_]+)(?::([a-z]+))?}");

    private static final Pattern ABBREVIATION = Pattern.compile("NOA|VLM|VLA|AEB|.*[0-9].*");

    private final String text;

    private MessageTemplate(String text) {
        this.text = text;
    }

    /** A template; its braces are resolved against each subject. */
    public static MessageTemplate of(String text) {
        return new MessageTemplate(text);
    }

    /**
     * What is wrong with a template for subjects with these facts.
     *
     * @return messages by the character at fault, in order
     */
    public static SortedMap<Integer, String> mistakes(String text, Set<String> facts) {
        SortedMap<Integer, String> mistakes = new TreeMap<>();
        Matcher brackets = BRACKETS.matcher(text);
        StringBuilder rest = new StringBuilder(text);
        while (brackets.find()) {
            rest.setCharAt(brackets.start(), ' ');
            rest.setCharAt(brackets.end() - 1, ' ');
        }
        Matcher braces = BRACES.matcher(rest.toString());
        while (braces.find()) {
            String fact = braces.group(1);
            String format = braces.group(2);
            if (!facts.contains(fact)) {
                mistakes.put(braces.start(1), "unknown name '" + fact + "'");
            } else if (format != null && !FORMATS.contains(format)) {
                mistakes.put(braces.start(2), "unknown format '" + format + "'; known are " + new TreeSet<>(FORMATS));
            }
            for (int i = braces.start(); i < braces.end(); i++) {
                rest.setCharAt(i, ' ');
            }
        }
        for (int i = 0; i < rest.length(); i++) {
            if ("{}[]".indexOf(rest.charAt(i)) >= 0) {
                mistakes.put(
                        i,
                        "'" + rest.charAt(i) + "' belongs to nothing; a fact is {name} or {name:format}, [..] stays out"
                                + " if a fact in it is unknown");
            }
        }
        return mistakes;
    }

    /** The sentence for a subject. */
    public String render(Subject subject) {
        return render(text, subject, new ArrayList<>());
    }

    private static String render(String text, Subject subject, List<String> unknown) {
        Matcher matcher = PART.matcher(text);
        StringBuilder rendered = new StringBuilder();
        while (matcher.find()) {
            String replacement;
            String optional = matcher.group(1);
            if (optional != null) {
                List<String> missing = new ArrayList<>();
                String part = render(optional, subject, missing);
                replacement = missing.isEmpty() ? part : "";
            } else {
                String fact = matcher.group(2);
                Object value = subject.facts().get(fact);
                if (value == null) {
                    unknown.add(fact);
                }
                replacement = format(value, matcher.group(3));
            }
            matcher.appendReplacement(rendered, Matcher.quoteReplacement(replacement));
        }
        return matcher.appendTail(rendered).toString();
    }

    private static String format(@Nullable Object value, @Nullable String format) {
        if (value == null) {
            return "unknown";
        }
        if ("coverage".equals(format)) {
            String coverage = value.toString();
            return coverage.equals("NATIONWIDE")
                    ? "nationwide"
                    : coverage.equals("1") ? "1 city" : coverage + " cities";
        }
        if (value instanceof Number number) {
            double amount = number.doubleValue();
            if (format == null) {
                return value instanceof Double ? scaled(amount, 2) : amount(amount);
            }
            return switch (format) {
                case "percent" -> scaled(amount * 100, 0) + "%";
                case "round" -> amount(amount);
                case "one" -> scaled(amount, 1);
                case "plain" -> Long.toString(number.longValue());
                case "s" -> amount == 1 ? "" : "s";
                default -> scaled(amount, 2);
            };
        }
        return "words".equals(format) ? words(value.toString()) : value.toString();
    }

    /** A whole number with commas: 20,000. */
    static String amount(double value) {
        return String.format(Locale.ROOT, "%,d", Math.round(value));
    }

    /** An UPPER_SNAKE word as people write it: FULL_ROLLOUT is full rollout, CITY_NOA is city NOA. */
    private static String words(String upperSnake) {
        return Arrays.stream(upperSnake.split("_"))
                .map(word -> ABBREVIATION.matcher(word).matches() ? word : word.toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(" "));
    }

    private static String scaled(double amount, int digits) {
        return BigDecimal.valueOf(amount).setScale(digits, RoundingMode.HALF_UP).toPlainString();
    }
}
