package io.bellwether.consumer.route;

import io.bellwether.schemas.avro.Alert;
import io.bellwether.schemas.avro.AlertStatus;
import io.bellwether.schemas.avro.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/** Second after second of transitions that come to the receiver {@code r}. */
final class Timeline {

    static final Set<String> ACKNOWLEDGED = Set.of("seen");

    /** {@code second id#sequence subject SEVERITY STATUS}. */
    record Step(int second, Alert alert) {

        static Step of(String line) {
            String[] words = line.split(" ", -1);
            String[] id = words[1].split("#", -1);
            return new Step(
                    Integer.parseInt(words[0]),
                    Timeline.alert(
                            id[0],
                            Integer.parseInt(id[1]),
                            words[2],
                            Severity.valueOf(words[3]),
                            AlertStatus.valueOf(words[4])));
        }
    }

    private final Routes routes;
    private final List<Step> steps;
    private boolean restarting;

    private Timeline(Routes routes, List<Step> steps) {
        this.routes = routes;
        this.steps = steps;
    }

    static Timeline of(String routes, List<String> happening) {
        return new Timeline(routes(routes), happening.stream().map(Step::of).toList());
    }

    static Routes routes(String text) {
        RoutesFile.Reading reading = RoutesFile.read(text);
        if (reading instanceof RoutesFile.Rejected rejected) {
            throw new IllegalArgumentException(rejected.mistakes().toString());
        }
        return ((RoutesFile.Accepted) reading).routes();
    }

    static Alert alert(String id, int sequence, String subject, Severity severity, AlertStatus status) {
        int slash = subject.indexOf('/');
        return Alert.newBuilder()
                .setAlertId(id)
                .setSequence(sequence)
                .setRule("DELIVERY_BOTTLENECK")
                .setRuleVersion("1")
                .setScope(slash < 0 ? "brand" : "model")
                .setSubject(subject)
                .setBrand(slash < 0 ? subject : subject.substring(0, slash))
                .setModel(slash < 0 ? null : subject.substring(slash + 1))
                .setTechnology(null)
                .setSeverity(severity)
                .setStatus(status)
                .setOpenedAt(Instant.EPOCH)
                .setUpdatedAt(Instant.EPOCH)
                .setMessage("")
                .setValues(List.of())
                .setEvidence(List.of())
                .setCause("")
                .setChangedBy(List.of())
                .setLabels(Map.of())
                .build();
    }

    /** What is kept is read anew each second. */
    Timeline restarting() {
        restarting = true;
        return this;
    }

    /** {@code second id#sequence} of single transitions, {@code second labels id#sequence...} of groups. */
    List<String> until(int seconds) {
        List<String> told = new ArrayList<>();
        Map<String, AlertGroups.Member> members = new HashMap<>();
        Map<String, AlertGroups.Group> kept = new HashMap<>();
        AlertGroups groups = new AlertGroups(routes, "r", members, kept);
        for (int second = 0; second <= seconds; second++) {
            Instant now = Instant.ofEpochSecond(second);
            AlertGroups next = restarting ? new AlertGroups(routes, "r", members, kept) : groups.copy();
            for (Step step : steps) {
                if (step.second == second) {
                    next.take(step.alert, now).ifPresent(each -> told.add(shown(now, each)));
                }
            }
            next.due(now, () -> ACKNOWLEDGED).forEach(each -> told.add(shown(now, each)));
            next.changedMembers().forEach((id, member) -> keep(members, id, member));
            next.changedGroups().forEach((key, group) -> keep(kept, key, group));
            groups = next;
        }
        return told;
    }

    private static <T> void keep(Map<String, T> kept, String key, Optional<T> value) {
        value.ifPresentOrElse(present -> kept.put(key, present), () -> kept.remove(key));
    }

    private static String shown(Instant now, AlertGroups.Update told) {
        String labels = told.labels().entrySet().stream()
                .map(each -> each.getKey() + "=" + each.getValue())
                .collect(Collectors.joining(","));
        String alerts = told.alerts().stream()
                .map(alert -> alert.getAlertId() + "#" + alert.getSequence())
                .collect(Collectors.joining(" "));
        return now.getEpochSecond() + " " + (told.isGroup() ? labels + " " : "") + alerts;
    }

    /** Episodes of a few subjects that open, change and end at random. */
    static List<String> random(long seed, int steps, int seconds) {
        Random random = new Random(seed);
        List<String> subjects = List.of("nio", "nio/ET5", "nio/ET7", "zeekr", "zeekr/X");
        Map<String, String> open = new HashMap<>();
        Map<String, Integer> sequences = new HashMap<>();
        List<Integer> times = random.ints(steps, 0, seconds).sorted().boxed().toList();
        List<String> lines = new ArrayList<>();
        int episodes = 0;
        for (int time : times) {
            String subject = subjects.get(random.nextInt(subjects.size()));
            String id = open.get(subject);
            AlertStatus status = AlertStatus.OPENED;
            if (id == null) {
                id = random.nextInt(10) == 0 ? "seen" : "a" + episodes++;
                if (sequences.containsKey(id)) {
                    id = "a" + episodes++;
                }
                open.put(subject, id);
            } else if (random.nextBoolean()) {
                status = AlertStatus.RESOLVED;
                open.remove(subject);
            } else {
                status = AlertStatus.CHANGED;
            }
            int sequence = sequences.merge(id, 1, Integer::sum);
            Severity severity = Severity.values()[random.nextInt(3)];
            lines.add(time + " " + id + "#" + sequence + " " + subject + " " + severity + " " + status);
        }
        return lines;
    }

    static String randomRoutes(long seed) {
        Random random = new Random(seed ^ 7);
        String text = """
                receivers: [{name: r, sink: "webhook:https://r.example/"}, {name: o, sink: "jsonl:x"}]
                route:
                  receiver: %s
                  group_wait: %ds
                  group_interval: %ds
                  repeat_interval: %ds
                  %s
                  routes:
                    - {match: {brand: nio, min_severity: %s}, receiver: r, continue: %s, group_by: [%s]}
                    - {match: {scope: model}, receiver: %s}
                """.formatted(
                        random.nextBoolean() ? "r" : "o",
                        random.nextInt(60),
                        1 + random.nextInt(200),
                        200 + random.nextInt(500),
                        random.nextBoolean() ? "group_by: [scope]" : "",
                        Severity.values()[random.nextInt(3)],
                        random.nextBoolean(),
                        random.nextBoolean() ? "brand" : "subject, severity",
                        random.nextBoolean() ? "r" : "o");
        if (random.nextBoolean()) {
            text += "silences: [{match: {subject: \"nio*\"}, from: 1970-01-01T00:05:00Z, until: 1970-01-01T00:15:00Z,"
                    + " author: a, comment: c}]\n";
        }
        return text;
    }
}
