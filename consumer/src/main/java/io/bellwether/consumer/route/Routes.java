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
public record Routes(List<Receiver> receivers, Route root, List<Silence> silences, List<Inhibition> inhibitions) {

    public Routes {
        receivers = List.copyOf(receivers);
        silences = List.copyOf(silences);
        inhibitions = List.copyOf(inhibitions);
    }

    /** The first route on which an alert comes to a receiver. */
    public Optional<Route> to(String receiver, Alert alert) {
        return root.of(alert).stream()
                .filter(route -> route.receiver().equals(receiver))
                .findFirst();
    }

    /** Whether an alert is silenced or inhibited at a time, with these alerts open. */
    public boolean mutes(Alert alert, Instant now, Collection<Alert> open) {
        return silences.stream().anyMatch(silence -> silence.silences(alert, now))
                || inhibitions.stream().anyMatch(inhibition -> inhibition.inhibits(alert, open));
    }
}
