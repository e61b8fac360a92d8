package io.bellwether.domain.alert;

import io.bellwether.domain.statement.Qualifier;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Values in the words of a sentence, as a person would print them: brands by name, months and days in words, with the
 * year only where it is not that of the day the sentence is of, and numbers with how exact they are.
 *
 * @param names what people call a brand, by its slug
 * @param asOf the day that the sentence is of; null: years are always written
 */
record Wording(Function<String, String> names, @Nullable LocalDate asOf) {

    private static final String[] COUNTS = {
        "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"
    };
    private static final String[] QUARTERS = {"first", "second", "third", "fourth"};
    private static final Map<String, String> TECHNOLOGIES = Map.of(
            "HIGHWAY_NOA", "highway driving",
            "CITY_NOA", "city driving",
            "MAPLESS_NOA", "mapless driving",
            "END_TO_END", "end-to-end driving",
            "PARKING_TO_PARKING", "parking-to-parking driving",
            "VLM", "vision-language models",
            "VLA", "vision-language-action models");
    private static final Pattern LEVEL = Pattern.compile("L[0-5]");
    private static final Pattern ABBREVIATION = Pattern.compile("NOA|VLM|VLA|AEB|.*[0-9].*");
    private static final double VERY_SMALL = 0.05;
    private static final int LISTED = 4;

    /** October, or October 2023; of YYYY-MM. */
    String month(String text) {
        YearMonth month = YearMonth.parse(text);
        return name(month.getMonth()) + year(month.getYear());
    }

    /** 31 August, or 31 August 2023; of YYYY-MM-DD. */
    String day(String text) {
        LocalDate day = LocalDate.parse(text);
        return day.getDayOfMonth() + " " + name(day.getMonth()) + year(day.getYear());
    }

    /** 2024, the third quarter of 2024, October, August to October; of YYYY, YYYY-Qn, YYYY-MM or two of those. */
    String period(String text) {
        int quarter = text.indexOf("-Q");
        if (quarter > 0) {
            return "the " + QUARTERS[text.charAt(quarter + 2) - '1'] + " quarter of " + text.substring(0, quarter);
        }
        String[] ends = text.split("\\.\\.|/", -1);
        if (ends.length == 2 && !ends[0].equals(ends[1])) {
            YearMonth first = YearMonth.parse(ends[0]);
            YearMonth last = YearMonth.parse(ends[1]);
            boolean sameYear = first.getYear() == last.getYear();
            return (sameYear ? name(first.getMonth()) : month(ends[0])) + " to " + month(ends[1]);
        }
        return ends[0].indexOf('-') < 0 ? ends[0] : month(ends[0]);
    }

    private static String name(Month month) {
        return month.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }

    private String year(int year) {
        return asOf != null && asOf.getYear() == year ? "" : " " + year;
    }

    /** The name of a brand. */
    String brand(String slug) {
        return names.apply(slug);
    }

    /** A, B and C; of many the first three and how many others. */
    String brands(String slugs) {
        List<String> all = Arrays.stream(slugs.split(", ")).map(names).toList();
        if (all.size() == 1) {
            return all.get(0);
        }
        int listed = all.size() > LISTED ? LISTED - 1 : all.size() - 1;
        String last = listed < all.size() - 1 ? count(all.size() - listed) + " others" : all.get(listed);
        return String.join(", ", all.subList(0, listed)) + " and " + last;
    }

    /** An UPPER_SNAKE word as people say it: city driving, full rollout. */
    static String words(String upperSnake) {
        String technology = TECHNOLOGIES.get(upperSnake);
        if (technology != null) {
            return technology;
        }
        if (LEVEL.matcher(upperSnake).matches()) {
            return "level " + upperSnake.charAt(1) + " driving";
        }
        return Arrays.stream(upperSnake.split("_"))
                .map(word -> ABBREVIATION.matcher(word).matches() ? word : word.toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(" "));
    }

    /** A stage as something to have: a closed beta. */
    static String stage(String stage) {
        return stage.equals("ANNOUNCED") ? "an announcement" : "a " + words(stage);
    }

    /** A stage as what its owner did. */
    static String hasStage(String stage) {
        return stage.equals("ANNOUNCED") ? "has only announced" : "has " + stage(stage) + " of";
    }

    /** Nationwide, 1 city, 10 cities. */
    static String coverage(String coverage) {
        return coverage.equals("NATIONWIDE") ? "nationwide" : coverage.equals("1") ? "1 city" : coverage + " cities";
    }

    /** A number in words up to twelve. */
    static String count(long number) {
        return number >= 0 && number < COUNTS.length ? COUNTS[(int) number] : amount(number);
    }

    /** Once, twice, 3 times. */
    static String times(long number) {
        return number == 1 ? "once" : number == 2 ? "twice" : amount(number) + " times";
    }

    /** A chance, to stand before that word: 1 in 8; where it is 5% or less, very small. */
    static String chance(double probability) {
        if (probability <= VERY_SMALL) {
            return "very small";
        }
        return probability < 0.5
                ? "1 in " + Math.round(1 / probability)
                : Math.min(9, Math.round(probability * 10)) + " in 10";
    }

    /** A power of ten: 100,000 times too low. */
    static String factor(double factor) {
        return factor >= 1 ? amount(factor) + " times too high" : amount(1 / factor) + " times too low";
    }

    /** A whole number with commas: 20,000. */
    static String amount(double value) {
        return amount(Math.round(value));
    }

    private static String amount(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** A number of our own making, to three digits: about 113,000; of a lower bound at least 113,000. */
    static String about(double value, @Nullable Qualifier qualifier) {
        return qualifier == Qualifier.AT_LEAST
                ? "at least " + three(value, RoundingMode.FLOOR)
                : "about " + three(value, RoundingMode.HALF_UP);
    }

    /** A whole number to three digits: 113,000. */
    static String three(double value, RoundingMode rounding) {
        return amount(
                BigDecimal.valueOf(value).round(new MathContext(3, rounding)).doubleValue());
    }

    static String scaled(double amount, int digits) {
        return BigDecimal.valueOf(amount).setScale(digits, RoundingMode.HALF_UP).toPlainString();
    }

    /** A figure with how exact it is. */
    static String qualified(@Nullable Qualifier qualifier, String figure) {
        return qualifier == Qualifier.AT_LEAST
                ? "at least " + figure
                : qualifier == Qualifier.ESTIMATE ? "about " + figure : figure;
    }
}
