package io.bellwether.streams.backtest;

import io.bellwether.schemas.avro.Alert;
import io.bellwether.schemas.avro.AlertStatus;
import io.bellwether.schemas.avro.Severity;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How the alerts of two runs over the same events differ, episode by episode: two episodes of a rule on a subject are the
 * same alert if they overlap in time.
 *
 * @param kind what the new run does
 * @param before the episode in the old run; null where it gained one
 * @param after the episode in the new run; null where it lost one
 */
public record AlertDifference(
        Kind kind, @Nullable Episode before, @Nullable Episode after) {

    /** What became of an alert. */
    public enum Kind {
        GAINED,
        LOST,
        EARLIER,
        LATER,
        /** Opened the same day, but of another severity at its worst, or resolved on another day. */
        CHANGED
    }

    /**
     * One episode of an alert.
     *
     * @param worst the greatest severity it had
     * @param opened the UTC day of the event that opened it
     * @param resolved likewise; null while it is open
     */
    public record Episode(
            String rule,
            String subject,
            Severity worst,
            LocalDate opened,
            @Nullable LocalDate resolved) {

        private boolean overlaps(Episode other) {
            return !endsBefore(this, other) && !endsBefore(other, this);
        }

        private static boolean endsBefore(Episode one, Episode other) {
            return one.resolved != null && one.resolved.isBefore(other.opened);
        }
    }

    /** What a new run's transitions do differently from an old one's, by rule, subject and day. */
    public static List<AlertDifference> between(List<Alert> before, List<Alert> after) {
        Map<String, List<Episode>> old = episodes(before);
        Map<String, List<Episode>> now = episodes(after);
        Map<String, List<AlertDifference>> found = new TreeMap<>();
        now.forEach((key, episodes) -> found.put(key, compare(old.getOrDefault(key, List.of()), episodes)));
        old.forEach((key, episodes) -> found.computeIfAbsent(key, lost -> compare(episodes, List.of())));
        return found.values().stream().flatMap(List::stream).toList();
    }

    /** The episode it is about, the new one if there is one. */
    public Episode episode() {
        if (after != null) {
            return after;
        }
        if (before == null) {
            throw new IllegalStateException("a difference must have an episode");
        }
        return before;
    }

    private static List<AlertDifference> compare(List<Episode> before, List<Episode> after) {
        List<Episode> left = new ArrayList<>(before);
        List<AlertDifference> differences = new ArrayList<>();
        for (Episode episode : after) {
            Episode same = left.stream().filter(episode::overlaps).findFirst().orElse(null);
            left.remove(same);
            if (same == null) {
                differences.add(new AlertDifference(Kind.GAINED, null, episode));
            } else if (!same.equals(episode)) {
                int order = episode.opened.compareTo(same.opened);
                Kind kind = order < 0 ? Kind.EARLIER : order > 0 ? Kind.LATER : Kind.CHANGED;
                differences.add(new AlertDifference(kind, same, episode));
            }
        }
        left.forEach(episode -> differences.add(new AlertDifference(Kind.LOST, episode, null)));
        differences.sort(Comparator.comparing(difference -> difference.episode().opened));
        return differences;
    }

    private static Map<String, List<Episode>> episodes(List<Alert> transitions) {
        Map<String, Episode> byId = new LinkedHashMap<>();
        for (Alert alert : transitions) {
            byId.merge(alert.getAlertId(), episode(alert), AlertDifference::continued);
        }
        Map<String, List<Episode>> episodes = new LinkedHashMap<>();
        byId.values()
                .forEach(episode -> episodes.computeIfAbsent(
                                episode.rule + "\n" + episode.subject, key -> new ArrayList<>())
                        .add(episode));
        return episodes;
    }

    private static Episode episode(Alert alert) {
        return new Episode(
                alert.getRule(),
                alert.getSubject(),
                alert.getSeverity(),
                alert.getOpenedAt().atOffset(ZoneOffset.UTC).toLocalDate(),
                alert.getStatus() == AlertStatus.RESOLVED
                        ? alert.getUpdatedAt().atOffset(ZoneOffset.UTC).toLocalDate()
                        : null);
    }

    private static Episode continued(Episode earlier, Episode later) {
        Severity worst = earlier.worst.compareTo(later.worst) >= 0 ? earlier.worst : later.worst;
        return new Episode(earlier.rule, earlier.subject, worst, earlier.opened, later.resolved);
    }
}
