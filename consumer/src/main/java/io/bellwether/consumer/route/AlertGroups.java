package io.bellwether.consumer.route;

import io.bellwether.schemas.AvroSerdes;
import io.bellwether.schemas.avro.Alert;
import io.bellwether.schemas.avro.AlertStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What one receiver was notified of, and what it is to be notified of next. Time is a parameter; no I/O.
 *
 * <p>An alert keeps the route and the group by which it first came to the receiver until its episode ends. A receiver that
 * was notified of an alert is notified of its end, silenced or not; otherwise it is not. What {@link QuietHours} hold back
 * waits for their end: an alert of no group in a group of their path, the others where they are. Bound: one entry per open alert,
 * and one per group with an alert that is open or whose end is not reported yet.
 */
public final class AlertGroups {

    private static final Comparator<Alert> GRAVEST_FIRST = Comparator.comparing(Alert::getSeverity)
            .reversed()
            .thenComparing(Alert::getSubject)
            .thenComparing(Alert::getRule)
            .thenComparing(Alert::getAlertId);

    static {
        AvroSerdes.trustRecords(); // alerts are copied
    }

    /**
     * An alert that is open, or whose end is not reported yet.
     *
     * @param alert after its last transition
     * @param group key of its group; empty if it is in none
     * @param notified sequence of the last transition that was reported; 0 for none
     */
    public record Member(Alert alert, String group, int notified) {

        boolean isOpen() {
            return alert.getStatus() != AlertStatus.RESOLVED;
        }

        /** Whether a step was taken that the receiver does not know, and is to know. */
        boolean hasNews() {
            return alert.getSequence() > notified && (isOpen() || notified > 0);
        }
    }

    /**
     * A group.
     *
     * @param route path of the route
     * @param labels what its alerts have in common
     * @param due when it is evaluated next
     * @param sentAt when it was last reported; null if never
     */
    public record Group(
            String route,
            Map<String, String> labels,
            Instant due,
            @Nullable Instant sentAt) {}

    /** What is to be reported: a single transition, or a group of alerts. */
    public record Update(String key, Map<String, String> labels, List<Alert> alerts) {

        /** Whether it is of a group. */
        public boolean isGroup() {
            return !key.isEmpty();
        }
    }

    private final Routes routes;
    private final String receiver;
    private final TrackedMap<Member> members;
    private final TrackedMap<Group> groups;

    /** With the state of an earlier run. */
    public AlertGroups(Routes routes, String receiver, Map<String, Member> members, Map<String, Group> groups) {
        this(routes, receiver, new TrackedMap<>(members), new TrackedMap<>(groups));
    }

    private AlertGroups(Routes routes, String receiver, TrackedMap<Member> members, TrackedMap<Group> groups) {
        this.routes = routes;
        this.receiver = receiver;
        this.members = members;
        this.groups = groups;
    }

    /** A copy whose changes are counted from now. */
    public AlertGroups copy() {
        return new AlertGroups(routes, receiver, members.copy(), groups.copy());
    }

    /** Takes a transition; returns what is to be reported at once: nothing where its route groups alerts. */
    public Optional<Update> take(Alert alert, Instant now) {
        String id = alert.getAlertId();
        Member before = members.get(id);
        Optional<Route> route = routes.to(receiver, alert);
        String known = before == null || isQuiet(before.group) ? "" : before.group;
        String group = known.isEmpty() ? join(route, alert, now) : known;
        int notified = before == null ? 0 : before.notified;
        members.put(id, new Member(alert, group, notified));
        boolean followed = notified > 0;
        if (!group.isEmpty() || (route.isEmpty() && !followed)) {
            forgetUnlessOpen(id, group.isEmpty());
            return Optional.empty();
        }
        boolean ended = alert.getStatus() == AlertStatus.RESOLVED;
        Optional<QuietHours> quiet = routes.quiet(receiver, alert, now);
        if (quiet.isPresent()) {
            members.put(id, new Member(alert, hold(quiet.get(), now), notified));
            forgetUnlessOpen(id, !followed);
            return Optional.empty();
        }
        // The alert may have opened before this receiver existed: the first transition that it gets is reported.
        boolean report = ended ? followed || (before == null && !muted(alert, now)) : !muted(alert, now);
        if (report) {
            members.put(id, new Member(alert, group, alert.getSequence()));
        }
        forgetUnlessOpen(id, true);
        return report ? Optional.of(new Update("", Map.of(), List.of(told(alert, notified)))) : Optional.empty();
    }

    /** To a receiver that has not heard of it, an open alert is opened, whatever came before. */
    private static Alert told(Alert alert, int notified) {
        return notified == 0 && alert.getStatus() == AlertStatus.CHANGED
                ? Alert.newBuilder(alert).setStatus(AlertStatus.OPENED).build()
                : alert;
    }

    private boolean muted(Alert alert, Instant now) {
        return routes.mutes(alert, now, open());
    }

    private Collection<Alert> open() {
        return members.values().stream()
                .filter(Member::isOpen)
                .map(Member::alert)
                .toList();
    }

    private void forgetUnlessOpen(String id, boolean ungrouped) {
        Member member = members.get(id);
        if (ungrouped && member != null && !member.isOpen()) {
            members.remove(id);
        }
    }

    /** The group of an alert that is new to the receiver; empty if it is in none. */
    private String join(Optional<Route> route, Alert alert, Instant now) {
        Optional<List<String>> by = route.flatMap(taken -> taken.grouping().by());
        if (route.isEmpty() || by.isEmpty()) {
            return "";
        }
        Map<String, String> labels = Labels.of(alert, by.get());
        String key = route.get().path() + labels;
        if (groups.get(key) == null) {
            Instant due = now.plus(route.get().grouping().groupWait());
            groups.put(key, new Group(route.get().path(), labels, due, null));
        }
        return key;
    }

    /**
     * What is to be reported of the groups that are due.
     *
     * @param acknowledged ids of acknowledged alerts; called only if a group is due for repetition
     */
    public List<Update> due(Instant now, Supplier<Set<String>> acknowledged) {
        List<Update> updates = new ArrayList<>();
        for (Map.Entry<String, Group> entry : groups.entries()) {
            if (!entry.getValue().due.isAfter(now)) {
                List<Alert> alerts = isQuiet(entry.getKey())
                        ? afterQuietHours(entry.getKey(), now)
                        : evaluate(entry.getKey(), entry.getValue(), now, acknowledged);
                if (!alerts.isEmpty()) {
                    updates.add(new Update(entry.getKey(), entry.getValue().labels, alerts));
                }
            }
        }
        return updates;
    }

    private List<Alert> evaluate(String key, Group group, Instant now, Supplier<Set<String>> acknowledged) {
        Collection<Alert> open = open();
        Grouping grouping = routes.root().at(group.route).map(Route::grouping).orElse(Grouping.NONE);
        List<Member> mine = members.values().stream()
                .filter(member -> member.group.equals(key))
                .toList();
        List<Member> held = mine.stream()
                .filter(member -> routes.quiet(receiver, member.alert, now).isPresent())
                .toList();
        held.stream()
                .filter(Member::hasNews)
                .forEach(
                        member -> hold(routes.quiet(receiver, member.alert, now).orElseThrow(), now));
        List<Member> shown = mine.stream()
                .filter(member -> !held.contains(member))
                .filter(member -> member.isOpen() ? !routes.mutes(member.alert, now, open) : member.notified > 0)
                .toList();
        boolean news = shown.stream().anyMatch(member -> member.alert.getSequence() > member.notified);
        List<Member> chosen = news ? shown : repeated(shown, group, grouping, now, acknowledged);
        chosen.forEach(member ->
                members.put(member.alert.getAlertId(), new Member(member.alert, key, member.alert.getSequence())));
        mine.forEach(
                member -> forgetUnlessOpen(member.alert.getAlertId(), !held.contains(member) || !member.hasNews()));
        if (mine.stream().noneMatch(Member::isOpen)) {
            groups.remove(key);
        } else {
            Instant sentAt = chosen.isEmpty() ? group.sentAt : now;
            groups.put(key, new Group(group.route, group.labels, now.plus(grouping.groupInterval()), sentAt));
        }
        return chosen.stream()
                .map(member -> told(member.alert, member.notified))
                .sorted(GRAVEST_FIRST)
                .toList();
    }

    private static boolean isQuiet(String group) {
        return group.startsWith(QuietHours.PATH);
    }

    /** Sees to it that the end of quiet hours is looked at; their key among the groups. */
    private String hold(QuietHours quiet, Instant now) {
        Instant end = quiet.end(now).orElse(now);
        Group known = groups.get(quiet.path());
        if (known == null || !known.due.equals(end)) {
            groups.put(quiet.path(), new Group(quiet.path(), Map.of("quiet_hours", quiet.text()), end, null));
        }
        return quiet.path();
    }

    /** All that was held back until now, whatever its groups, as far as it is not held by other hours. */
    private List<Alert> afterQuietHours(String key, Instant now) {
        groups.remove(key);
        List<Alert> told = new ArrayList<>();
        for (Member member : members.values()) {
            boolean single = member.group.equals(key);
            boolean ofGroup = !member.group.isEmpty() && !isQuiet(member.group);
            if (single || (ofGroup && member.hasNews() && routes.isConcerned(key, receiver, member.alert))) {
                tellUnlessHeld(member, single, now).ifPresent(told::add);
            }
        }
        told.sort(GRAVEST_FIRST);
        return told;
    }

    private Optional<Alert> tellUnlessHeld(Member member, boolean single, Instant now) {
        String id = member.alert.getAlertId();
        Optional<QuietHours> still = routes.quiet(receiver, member.alert, now);
        if (still.isPresent()) {
            String held = hold(still.get(), now);
            members.put(id, single ? new Member(member.alert, held, member.notified) : member);
            return Optional.empty();
        }
        boolean tells = member.hasNews() && !(member.isOpen() && muted(member.alert, now));
        int notified = tells ? member.alert.getSequence() : member.notified;
        members.put(id, new Member(member.alert, single ? "" : member.group, notified));
        Group group = groups.get(member.group);
        if (group != null) {
            groups.put(member.group, new Group(group.route, group.labels, group.due, now));
        }
        forgetUnlessOpen(id, true);
        return tells ? Optional.of(told(member.alert, member.notified)) : Optional.empty();
    }

    private static List<Member> repeated(
            List<Member> shown, Group group, Grouping grouping, Instant now, Supplier<Set<String>> acknowledged) {
        if (shown.isEmpty()
                || group.sentAt == null
                || group.sentAt.plus(grouping.repeatInterval()).isAfter(now)) {
            return List.of();
        }
        Set<String> seen = acknowledged.get();
        return shown.stream()
                .filter(member -> !seen.contains(member.alert.getAlertId()))
                .toList();
    }

    /** Ids of the alerts that are open. */
    public Set<String> openAlerts() {
        Set<String> ids = new HashSet<>();
        open().forEach(alert -> ids.add(alert.getAlertId()));
        return ids;
    }

    /** Alerts that came, changed or went since the copy was made; those that went have no value. */
    public Map<String, Optional<Member>> changedMembers() {
        return members.changes();
    }

    /** Groups that came, changed or went since the copy was made; those that went have no value. */
    public Map<String, Optional<Group>> changedGroups() {
        return groups.changes();
    }
}
