package io.bellwether.producer.feed;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.bellwether.producer.format.NumberFormat;
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
        Optional<String> of(@Nullable String text, LocalDate published, @Nullable NumberFormat numbers) {
            return Optional.of(text == null ? "" : text.strip());
        }
    },

    /**
     * {@code 20,976}, {@code 1.2 million}, {@code 20.5k}, {@code 2\u4e07}: a whole number, written as the mapping's
     * {@code number_format} says. Without one, commas, blanks and apostrophes may stand between groups of three digits, and
     * a dot before decimals that are not three: nobody knows whether {@code 20.000} is twenty or twenty thousand.
     */
    NUMBER {
        @Override
        Optional<String> of(@Nullable String text, LocalDate published, @Nullable NumberFormat numbers) {
            Matcher matcher = NUMBER_WORDS.matcher(text == null ? "" : text.strip());
            if (!matcher.matches()) {
                return Optional.empty();
            }
            String written = matcher.group(1).strip();
            BigDecimal times = TIMES.getOrDefault(lower(matcher.group(2)), BigDecimal.ONE);
            Optional<BigDecimal> number = numbers == null ? unambiguous(written, times) : numbers.parse(written);
            return number.map(units -> units.multiply(times))
                    .filter(units -> units.stripTrailingZeros().scale() <= 0)
                    .map(units -> units.toBigInteger().toString());
        }
    },

    /** {@code October}, {@code Oct 2024}, {@code 2024-10}: its first day; without a year the last such month begun. */
    MONTH {
        @Override
        Optional<String> of(@Nullable String text, LocalDate published, @Nullable NumberFormat numbers) {
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
        Optional<String> of(@Nullable String text, LocalDate published, @Nullable NumberFormat numbers) {
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
        Optional<String> of(@Nullable String text, LocalDate published, @Nullable NumberFormat numbers) {
            String slug = lower(text).replaceAll("[^\\p{L}\\p{N}]+", "-").replaceAll("^-|-$", "");
            return slug.isEmpty() ? Optional.empty() : Optional.of(slug);
        }
    };

    private static final Pattern NUMBER_WORDS = Pattern.compile(
            "(?i)([0-9](?:[0-9.,'\\x{2019}\\s\\x{a0}\\x{202f}\\x{2009}]{0,30}[0-9])?)\\s?(thousand|k|million|m|\u4e07)?");
    private static final Pattern GROUPED =
            Pattern.compile("[0-9]{1,3}(?:[,'\\x{2019}\\s\\x{a0}\\x{202f}\\x{2009}][0-9]{3})+");
    private static final Pattern PLAIN = Pattern.compile("[0-9]{1,15}(?:\\.(?:[0-9]{1,2}|[0-9]{4,6}))?");
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
    abstract Optional<String> of(@Nullable String text, LocalDate published, @Nullable NumberFormat numbers);

    /** A number that is the same one in every format in which it is one. */
    private static Optional<BigDecimal> unambiguous(String written, BigDecimal times) {
        if (PLAIN.matcher(written).matches()) {
            return Optional.of(new BigDecimal(written));
        }
        // "1,234 million" may be a bit more than a million, or a thousand of them.
        return times.compareTo(BigDecimal.ONE) == 0 && GROUPED.matcher(written).matches()
                ? Optional.of(new BigDecimal(written.replaceAll("[^0-9]", "")))
                : Optional.empty();
    }

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
