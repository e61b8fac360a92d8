package io.bellwether.domain.alert;

import io.bellwether.domain.ledger.BrandSummary.Retracted;
import io.bellwether.domain.ledger.Evidence;
import io.bellwether.domain.statement.Provenance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What made an alert take a step: the values that differ from when the alert was last seen, or were not there, with the
 * statements behind them.
 *
 * @param evidence as it is now; empty where a retraction, another day, other brands or other rules made the step
 * @param sentence the same in words
 */
public record AlertCause(List<Evidence> evidence, String sentence) {

    /** So many values are described in words; the others are in the evidence. */
    private static final int DESCRIBED = 2;

    private static final Pattern PERIOD = Pattern.compile("\\d{4}(-Q[1-4]|-\\d{2}(\\.\\.\\d{4}-\\d{2})?)?");
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    /** What opened an alert: its newest statement, unless that is older than the day. */
    static AlertCause ofOpening(List<Evidence> now, News news) {
        Wording wording = news.wording();
        Evidence newest =
                now.stream().max(Comparator.comparing(Evidence::newest)).orElse(null);
        return new AlertCause(
                List.of(),
                newest == null || newest.newest().date().isBefore(news.asOf())
                        ? "So it is as of " + wording.day(news.asOf().toString()) + "."
                        : capital(described(newest, null, wording)) + ".");
    }

    /** What ended an alert of which nothing is known any more. */
    static AlertCause ofVanishing(AlertTransition last, News news) {
        List<String> sentences = retractions(last, List.of(), news.wording(), news);
        return new AlertCause(
                List.of(),
                sentences.isEmpty()
                        ? "What it was about is known no more: all that said so was withdrawn."
                        : String.join(" ", sentences));
    }

    /** What changed or ended an alert. */
    static AlertCause between(AlertTransition last, List<Evidence> now, News news) {
        if (!last.ruleVersion().equals(news.ruleVersion())) {
            // Other rules look at other values: those are no news.
            return new AlertCause(
                    List.of(),
                    "The rules changed from version " + last.ruleVersion() + " to " + news.ruleVersion() + ".");
        }
        Wording wording = news.wording();
        List<String> sentences = retractions(last, now, wording, news);
        List<Evidence> changed = new ArrayList<>();
        StringBuilder sentence = new StringBuilder();
        for (Evidence value : now) {
            Evidence before = find(last.evidence(), value);
            if (before == null || !value.saysTheSameAs(before)) {
                changed.add(value);
                if (changed.size() <= DESCRIBED) {
                    sentence.append(sentence.length() == 0 ? "" : "; ").append(described(value, before, wording));
                }
            }
        }
        if (changed.size() > DESCRIBED) {
            sentence.append(" (and ").append(changed.size() - DESCRIBED).append(" more)");
        }
        if (!changed.isEmpty()) {
            sentences.add("What changed: " + sentence + ".");
        }
        if (sentences.isEmpty()) {
            sentences.add("No statement behind it changed: the day, "
                    + wording.day(news.asOf().toString())
                    + ", or the figures of others made the difference.");
        }
        return new AlertCause(changed, String.join(" ", sentences));
    }

    /** What was taken back of the statements that the alert rested on, each retraction once. */
    private static List<String> retractions(AlertTransition last, List<Evidence> now, Wording wording, News news) {
        Set<String> remaining = new HashSet<>();
        now.forEach(value -> value.sources().forEach(source -> remaining.addAll(source.eventIds())));
        List<String> sentences = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Evidence value : last.evidence()) {
            for (Evidence.Source source : value.sources()) {
                for (String eventId : source.eventIds()) {
                    Retracted retracted = remaining.contains(eventId)
                            ? null
                            : news.retracted().apply(eventId);
                    if (retracted != null && seen.add(eventId)) {
                        sentences.add(capital(subject(value, wording))
                                + (value.value() == null ? "" : " of " + amount(value))
                                + " by " + source.newest().source() + " was withdrawn on "
                                + wording.day(retracted.by().date().toString())
                                + ": " + ended(retracted.reason()));
                    }
                }
            }
        }
        return sentences;
    }

    private static @Nullable Evidence find(List<Evidence> among, Evidence value) {
        for (Evidence other : among) {
            if (other.name().equals(value.name()) && other.period().equals(value.period())) {
                return other;
            }
        }
        return null;
    }

    /** Deliveries for October: 20,726 instead of 20,000 (cpca, 10 November). */
    private static String described(Evidence value, @Nullable Evidence before, Wording wording) {
        StringBuilder sentence = new StringBuilder(subject(value, wording));
        if (value.value() != null) {
            sentence.append(": ").append(amount(value));
            if (before != null && before.value() != null && !amount(before).equals(amount(value))) {
                sentence.append(" instead of ").append(amount(before));
            }
        }
        Provenance newest = value.newest();
        return sentence.append(" (")
                .append(newest.source())
                .append(", ")
                .append(wording.day(newest.date().toString()))
                .append(')')
                .toString();
    }

    /** Deliveries for October; what is no figure by its name alone. */
    private static String subject(Evidence value, Wording wording) {
        String name = value.name().replace('_', ' ').toLowerCase(Locale.ROOT);
        if (DAY.matcher(value.period()).matches()) {
            return name;
        }
        return name + " for "
                + (PERIOD.matcher(value.period()).matches() ? wording.period(value.period()) : value.period());
    }

    private static String amount(Evidence value) {
        return Wording.qualified(value.qualifier(), Wording.amount(Objects.requireNonNull(value.value())));
    }

    private static String ended(String reason) {
        return reason.endsWith(".") ? reason : reason + ".";
    }

    private static String capital(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
