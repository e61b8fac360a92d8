package io.bellwether.consumer.route;

import io.bellwether.schemas.avro.Alert;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The contents of a routes file.
 *
 * @param receivers by their order in the file
 * @param root the route of all alerts
 */
public record Routes(
        List<Receiver> receivers,
        Route root,
        List<Silence> silences,
        List<Inhibition> inhibitions,
        List<QuietHours> quietHours) {

    public Routes {
        receivers = List.copyOf(receivers);
        silences = List.copyOf(silences);
        inhibitions = List.copyOf(inhibitions);
        quietHours = List.copyOf(quietHours);
    }

    /** The first route on which an alert comes to a receiver. */
    public Optional<Route> to(String receiver, Alert alert) {
        return root.of(alert).stream()
                .filter(route -> route.receiver().equals(receiver))
                .findFirst();
    }

    /** The quiet hours that hold an alert back from a receiver at a time. */
    Optional<QuietHours> quiet(String receiver, Alert alert, Instant now) {
        return quietHours.stream()
                .filter(hours -> hours.holds(receiver, alert, now))
                .findFirst();
    }

    /** Whether the quiet hours of a path concern an alert; false also if there are none of that path any more. */
    boolean isConcerned(String path, String receiver, Alert alert) {
        return quietHours.stream().anyMatch(hours -> hours.path().equals(path) && hours.concerns(receiver, alert));
    }

    /** Whether an alert is silenced or inhibited at a time, with these alerts open. */
    public boolean mutes(Alert alert, Instant now, Collection<Alert> open) {
        return silences.stream().anyMatch(silence -> silence.silences(alert, now))
                || inhibitions.stream().anyMatch(inhibition -> inhibition.inhibits(alert, open));
    }
}
