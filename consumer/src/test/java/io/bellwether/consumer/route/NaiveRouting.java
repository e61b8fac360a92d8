package io.bellwether.consumer.route;

import io.bellwether.schemas.avro.Alert;
import io.bellwether.schemas.avro.AlertStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The same definitions without state: at every second all that has happened is looked at again from the beginning, and
 * what was told is read off what was said before.
 */
final class NaiveRouting {

    private final Routes routes;
    private final List<Timeline.Step> steps;
    private final List<String> lines = new ArrayList<>();
    /** Id -> sequence told last. */
    private final Map<String, Integer> told = new TreeMap<>();
    /** Group -> seconds at which it is looked at, and when it was told last. */
    private final Map<String, Integer> due = new TreeMap<>();

    private final Map<String, Integer> sent = new TreeMap<>();

    private NaiveRouting(Routes routes, List<Timeline.Step> steps) {
        this.routes = routes;
        this.steps = steps;
    }

    static List<String> told(String routes, List<String> happening, int until) {
        NaiveRouting naive = new NaiveRouting(
                Timeline.routes(routes),
                happening.stream().map(Timeline.Step::of).toList());
        for (int second = 0; second <= until; second++) {
            naive.at(second);
        }
        return naive.lines;
    }

    private void at(int second) {
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i).second() == second) {
                step(i, second);
            }
        }
        for (String group : new TreeSet<>(due.keySet())) {
            if (due.get(group) <= second) {
                look(group, second);
            }
        }
    }

    /** What stands after the first so many steps. */
    private Map<String, Alert> standing(int count) {
        Map<String, Alert> last = new LinkedHashMap<>();
        steps.subList(0, count).forEach(step -> last.put(step.alert().getAlertId(), step.alert()));
        return last;
    }

    private int happened(int second) {
        return (int) steps.stream().filter(step -> step.second() <= second).count();
    }

    /** Path and labels of the first route to the receiver that an alert took and that groups; empty if none did. */
    private String group(String id, int count) {
        for (Timeline.Step step : steps.subList(0, count)) {
            if (step.alert().getAlertId().equals(id)) {
                Route route = route(step.alert());
                if (route != null && route.grouping().by().isPresent()) {
                    return route.path()
                            + labels(step.alert(), route.grouping().by().get());
                }
            }
        }
        return "";
    }

    private Route route(Alert alert) {
        return taken(routes.root(), alert).stream()
                .filter(route -> route.receiver().equals("r"))
                .findFirst()
                .orElse(null);
    }

    private static List<Route> taken(Route node, Alert alert) {
        List<Route> found = new ArrayList<>();
        boolean open = true;
        for (Route child : node.routes()) {
            if (open && child.matcher().matches(alert)) {
                found.addAll(taken(child, alert));
                open = child.continueMatching();
            }
        }
        return found.isEmpty() ? List.of(node) : found;
    }

    private static Map<String, String> labels(Alert alert, List<String> by) {
        Map<String, String> labels = new TreeMap<>();
        for (String name : by) {
            Object value = alert.get(name);
            labels.put(name, value == null ? "" : value.toString());
        }
        return labels;
    }

    private boolean muted(Alert alert, int second, Map<String, Alert> standing) {
        Instant now = Instant.ofEpochSecond(second);
        boolean silent = routes.silences().stream()
                .anyMatch(s -> !now.isBefore(s.from())
                        && now.isBefore(s.until())
                        && s.matcher().matches(alert));
        boolean inhibited = alert.getScope().equals("model")
                && alert.getSeverity().name().equals("WARNING")
                && standing.values().stream()
                        .anyMatch(other -> other.getStatus() != AlertStatus.RESOLVED
                                && other.getSubject().equals(alert.getBrand())
                                && other.getSeverity().name().equals("CRITICAL"));
        return silent || inhibited;
    }

    private void step(int index, int second) {
        Alert alert = steps.get(index).alert();
        String id = alert.getAlertId();
        String group = group(id, index + 1);
        if (!group.isEmpty()) {
            due.putIfAbsent(group, second + seconds(grouping(group).groupWait()));
            return;
        }
        boolean followed = told.containsKey(id);
        boolean ended = alert.getStatus() == AlertStatus.RESOLVED;
        boolean comes = route(alert) != null || followed;
        boolean says = ended ? followed : comes && !muted(alert, second, standing(index + 1));
        if (says) {
            told.put(id, alert.getSequence());
            lines.add(second + " " + id + "#" + alert.getSequence());
        }
    }

    private Grouping grouping(String group) {
        return all(routes.root()).stream()
                .filter(route -> group.startsWith(route.path() + "{"))
                .findFirst()
                .orElseThrow()
                .grouping();
    }

    private static List<Route> all(Route route) {
        List<Route> routes = new ArrayList<>(List.of(route));
        route.routes().forEach(child -> routes.addAll(all(child)));
        return routes;
    }

    private static int seconds(Duration duration) {
        return (int) duration.toSeconds();
    }

    private void look(String group, int second) {
        int count = happened(second);
        Map<String, Alert> standing = standing(count);
        Grouping grouping = grouping(group);
        List<Alert> mine = standing.values().stream()
                .filter(alert -> group(alert.getAlertId(), count).equals(group))
                .filter(alert -> alert.getStatus() != AlertStatus.RESOLVED
                        || (told.getOrDefault(alert.getAlertId(), 0) > 0
                                && told.get(alert.getAlertId()) < alert.getSequence()))
                .toList();
        List<Alert> shown = mine.stream()
                .filter(alert -> alert.getStatus() == AlertStatus.RESOLVED || !muted(alert, second, standing))
                .toList();
        boolean news = shown.stream().anyMatch(alert -> told.getOrDefault(alert.getAlertId(), 0) < alert.getSequence());
        List<Alert> said = news ? shown : List.of();
        if (!news && sent.containsKey(group) && sent.get(group) + seconds(grouping.repeatInterval()) <= second) {
            said = shown.stream()
                    .filter(alert -> !Timeline.ACKNOWLEDGED.contains(alert.getAlertId()))
                    .toList();
        }
        if (!said.isEmpty()) {
            sent.put(group, second);
            said.forEach(alert -> told.put(alert.getAlertId(), alert.getSequence()));
            lines.add(second + " " + line(group, said));
        }
        due.put(group, second + seconds(grouping.groupInterval()));
        if (mine.stream().allMatch(alert -> alert.getStatus() == AlertStatus.RESOLVED)) {
            due.remove(group);
            sent.remove(group);
        }
    }

    private static String line(String group, List<Alert> alerts) {
        String labels =
                group.substring(group.indexOf('{') + 1, group.length() - 1).replace(", ", ",");
        return labels + " "
                + alerts.stream()
                        .sorted(Comparator.comparing(
                                        (Alert alert) -> -alert.getSeverity().ordinal())
                                .thenComparing(Alert::getSubject)
                                .thenComparing(Alert::getAlertId))
                        .map(alert -> alert.getAlertId() + "#" + alert.getSequence())
                        .collect(Collectors.joining(" "));
    }
}
