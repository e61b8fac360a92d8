package io.bellwether.producer.feed;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How words of the news become values of fields. */
enum FeedValue {
    /** As it stands; nothing where the pattern found nothing. */
    TEXT {
        @Override
        Optional<String> of(@Nullable String text, LocalDate published) {
            return Optional.of(text == null ? "" : text.strip());
        }
    },

    /** {@code 20,976}, {@code 20 976}, {@code 1.2 million}, {@code 20.5k}, {@code 2万}: a whole number. */
    NUMBER {
        @Override
        Optional<String> of(@Nullable String text, LocalDate published) {
            Matcher matcher = NUMBER_WORDS.matcher(text == null ? "" : text.strip());
            if (!matcher.matches()) {
                return Optional.empty();
            }
            String digits = matcher.group(1).replaceAll("[,'\\s\u00a0\u202f\u2009]", "");
            BigDecimal times = TIMES.getOrDefault(lower(matcher.group(2)), BigDecimal.ONE);
            try {
                return Optional.of(new BigDecimal(digits)
                        .multiply(times)
                        .toBigIntegerExact()
                        .toString());
            } catch (ArithmeticException e) {
                return Optional.empty();
            }
        }
    },

    /** {@code October}, {@code Oct 2024}, {@code 2024-10}: its first day; without a year the last such month begun. */
    MONTH {
        @Override
        Optional<String> of(@Nullable String text, LocalDate published) {
            Matcher matcher = MONTH_WORDS.matcher(text == null ? "" : text.strip());
            try {
                if (matcher.matches()) {
                    return month(matcher.group(1))
                            .map(month ->
                                    firstDay(month, matcher.group(2), published).toString());
                }
                return Optional.of(YearMonth.parse(text == null ? "" : text.strip())
                        .atDay(1)
                        .toString());
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        }
    },

    /** {@code over}, {@code more than} ...: AT_LEAST; {@code about}, {@code nearly} ...: ESTIMATE; nothing: EXACT. */
    QUALIFIER {
        @Override
        Optional<String> of(@Nullable String text, LocalDate published) {
            String words = lower(text);
            if (words.isEmpty()) {
                return Optional.of("EXACT");
            }
            return AT_LEAST.contains(words)
                    ? Optional.of("AT_LEAST")
                    : ESTIMATE.contains(words) ? Optional.of("ESTIMATE") : Optional.empty();
        }
    },

    /** {@code Li Auto}: {@code li-auto}. */
    SLUG {
        @Override
        Optional<String> of(@Nullable String text, LocalDate published) {
            String slug = lower(text).replaceAll("[^\\p{L}\\p{N}]+", "-").replaceAll("^-|-$", "");
            return slug.isEmpty() ? Optional.empty() : Optional.of(slug);
        }
    };

    private static final Pattern NUMBER_WORDS = Pattern.compile(
            "(?i)([0-9]{1,15}(?:[,'\\s\\x{a0}\\x{202f}\\x{2009}][0-9]{3})*(?:\\.[0-9]{1,6})?)\\s?(thousand|k|million|m|万)?");
    private static final Pattern MONTH_WORDS = Pattern.compile("([\\pL]{3,9})\\.?,?(?:\\s+([0-9]{4}))?");
    private static final Map<String, BigDecimal> TIMES = Map.of(
            "thousand", BigDecimal.valueOf(1_000),
            "k", BigDecimal.valueOf(1_000),
            "million", BigDecimal.valueOf(1_000_000),
            "m", BigDecimal.valueOf(1_000_000),
            "万", BigDecimal.valueOf(10_000));
    private static final List<String> AT_LEAST = List.of(
            "over",
            "more than",
            "at least",
            "above",
            "exceeding",
            "exceeded",
            "exceeds",
            "surpassed",
            "surpassing",
            "topped");
    private static final List<String> ESTIMATE =
            List.of("about", "around", "approximately", "nearly", "almost", "some", "roughly");

    /** The value; empty if the text has none. */
    abstract Optional<String> of(@Nullable String text, LocalDate published);

    private static String lower(@Nullable String text) {
        return text == null ? "" : text.strip().toLowerCase(Locale.ROOT);
    }

    private static Optional<Month> month(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        for (Month month : Month.values()) {
            boolean same = upper.equals("SEPT")
                    ? month == Month.SEPTEMBER
                    : month.name().equals(upper) || month.name().substring(0, 3).equals(upper);
            if (same) {
                return Optional.of(month);
            }
        }
        return Optional.empty();
    }

    private static LocalDate firstDay(Month month, @Nullable String year, LocalDate published) {
        if (year != null) {
            return LocalDate.of(Integer.parseInt(year), month, 1);
        }
        LocalDate ofThisYear = LocalDate.of(published.getYear(), month, 1);
        return ofThisYear.isAfter(published) ? ofThisYear.minusYears(1) : ofThisYear;
    }
}
