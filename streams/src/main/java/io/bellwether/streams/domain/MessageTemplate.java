package io.bellwether.streams.domain;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A sentence with facts in braces: {@code {brand}}, {@code {deliveries}}, or with a format {@code {growth:percent}},
 * {@code {run_rate:round}}, {@code {lead_time_weeks:one}}, {@code {months_on_sale:months}}. Part of a sentence in square
 * brackets is left out if a fact in it is unknown: {@code [, orders over deliveries {book_to_bill:two}]}.
 */
public final class MessageTemplate {

    private static final Pattern PART = Pattern.compile("\\[([^\\[\\]]*)]|\\{([a-z_]+)(?::([a-z]+))?}");

    private static final Pattern ABBREVIATION = Pattern.compile("NOA|VLM|VLA|AEB|.*[0-9].*");

    private final String text;

    private MessageTemplate(String text) {
        this.text = text;
    }

    /** A template; its braces are resolved against each subject. */
    public static MessageTemplate of(String text) {
        return new MessageTemplate(text);
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
        if (value instanceof Number number) {
            double amount = number.doubleValue();
            if (format == null) {
                return value instanceof Double
                        ? scaled(amount, 2)
                        : String.format(Locale.ROOT, "%,d", number.longValue());
            }
            return switch (format) {
                case "percent" -> scaled(amount * 100, 0) + "%";
                case "round" -> String.format(Locale.ROOT, "%,d", Math.round(amount));
                case "one" -> scaled(amount, 1);
                case "plain" -> Long.toString(number.longValue());
                default -> scaled(amount, 2);
            };
        }
        if ("coverage".equals(format)) {
            return value.equals("NATIONWIDE") ? "nationwide" : value + " cities";
        }
        return "words".equals(format) ? words(value.toString()) : value.toString();
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
