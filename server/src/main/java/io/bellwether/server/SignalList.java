package io.bellwether.server;

import io.bellwether.schemas.avro.Alert;
import io.bellwether.schemas.avro.AlertStatus;
import io.bellwether.schemas.avro.Evidence;
import io.bellwether.schemas.avro.EvidenceSource;
import io.bellwether.schemas.avro.Severity;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Signals in the order in which a reader wants them (docs/figures.md#order-of-signals): severe before mild, then what
 * began or changed within thirty days, then what speaks of the market before what speaks of our data, then by the vehicles
 * concerned, then the newest. A signal of a model that stands on the same statements as its brand's is one story with it.
 */
final class SignalList {

    /** Rules that speak of the data, not of the market. */
    static final Set<String> ABOUT_DATA =
            Set.of("DATA_GAP", "FIGURE_LATE", "SOURCE_CONFLICT", "FIGURE_IMPLAUSIBLE", "SUM_MISMATCH", "PARTS_EXCEED");

    private static final int NEW_DAYS = 30;

    private SignalList() {}

    /**
     * A signal and those that say the same.
     *
     * @param also signals of models on the same statements
     */
    record Story(Alert alert, List<Alert> also) {}

    /**
     * In a reader's order.
     *
     * @param day the as-of day
     * @param units vehicles of a brand's latest month; 0 where unknown
     */
    static List<Alert> ordered(List<Alert> alerts, LocalDate day, ToLongFunction<@Nullable String> units) {
        List<Alert> sorted = new ArrayList<>(alerts);
        sorted.sort(Comparator.comparing(
                        Alert::getSeverity,
                        Comparator.comparing(Severity::ordinal).reversed())
                .thenComparing(alert -> !isNew(alert, day))
                .thenComparing(alert -> ABOUT_DATA.contains(alert.getRule()))
                .thenComparing(alert -> -units.applyAsLong(alert.getBrand()))
                .thenComparing(SignalList::since, Comparator.reverseOrder())
                .thenComparing(Alert::getRule)
                .thenComparing(Alert::getSubject));
        return sorted;
    }

    /** Whether it began within that time, or took a later step in it. */
    private static boolean isNew(Alert alert, LocalDate day) {
        LocalDate stepped = LocalDate.ofInstant(alert.getUpdatedAt(), ZoneOffset.UTC);
        LocalDate last = alert.getSequence() > 1 ? stepped : since(alert);
        return !last.isBefore(day.minusDays(NEW_DAYS));
    }

    /** The day it began by what was published; where that is not known, the day it was seen. */
    private static LocalDate since(Alert alert) {
        LocalDate began = alert.getBeganOn();
        return began == null ? LocalDate.ofInstant(alert.getOpenedAt(), ZoneOffset.UTC) : began;
    }

    /** One entry a story. */
    static List<Story> stories(List<Alert> alerts) {
        Map<String, Story> stories = new LinkedHashMap<>();
        for (Alert alert : alerts) {
            if (alert.getModel() == null) {
                stories.put(alert.getAlertId(), new Story(alert, new ArrayList<>()));
            }
        }
        List<Story> inOrder = new ArrayList<>();
        for (Alert alert : alerts) {
            Story story = stories.get(alert.getAlertId());
            if (story == null) {
                Alert whole = alerts.stream()
                        .filter(other -> other.getModel() == null && isOneStory(other, alert))
                        .findFirst()
                        .orElse(null);
                if (whole == null) {
                    inOrder.add(new Story(alert, List.of()));
                } else {
                    Objects.requireNonNull(stories.get(whole.getAlertId()))
                            .also()
                            .add(alert);
                }
            } else {
                inOrder.add(story);
            }
        }
        return inOrder;
    }

    private static boolean isOneStory(Alert whole, Alert part) {
        return part.getRule().equals(whole.getRule())
                && part.getBrand() != null
                && part.getBrand().equals(whole.getBrand())
                && isOpen(part) == isOpen(whole)
                && eventIds(whole).containsAll(eventIds(part));
    }

    private static boolean isOpen(Alert alert) {
        return alert.getStatus() != AlertStatus.RESOLVED;
    }

    private static Set<String> eventIds(Alert alert) {
        Set<String> ids = new TreeSet<>();
        for (Evidence evidence : alert.getEvidence()) {
            for (EvidenceSource source : evidence.getSources()) {
                ids.addAll(source.getEventIds());
            }
        }
        return ids;
    }

    /** How many there are of each value, by value; none of those without one. */
    static Map<String, Integer> counts(List<Alert> alerts, Function<Alert, @Nullable String> value) {
        Map<String, Integer> counts = new TreeMap<>();
        for (Alert alert : alerts) {
            String of = value.apply(alert);
            if (of != null) {
                counts.merge(of, 1, Integer::sum);
            }
        }
        return counts;
    }
}
