package io.bellwether.consumer.route;

import io.bellwether.schemas.avro.Alert;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A node in the tree of routes.
 *
 * @param path in the tree, e.g. {@code route.routes[1]}: identifies it in state that outlives a restart
 * @param matcher of the alerts that reach its parent
 * @param receiver where they go
 * @param grouping how they are grouped
 * @param continueMatching whether a matching alert is matched against later siblings as well
 * @param routes more specific ones; an alert that none of them matches stays here
 */
public record Route(
        String path,
        Matcher matcher,
        String receiver,
        Grouping grouping,
        boolean continueMatching,
        List<Route> routes) {

    public Route {
        routes = List.copyOf(routes);
    }

    /** The route of a path, here or below. */
    Optional<Route> at(String wanted) {
        return path.equals(wanted)
                ? Optional.of(this)
                : routes.stream().flatMap(child -> child.at(wanted).stream()).findFirst();
    }

    /** The routes that an alert takes, in the order of the file. */
    public List<Route> of(Alert alert) {
        if (!matcher.matches(alert)) {
            return List.of();
        }
        List<Route> taken = new ArrayList<>();
        for (Route route : routes) {
            List<Route> further = route.of(alert);
            taken.addAll(further);
            if (!further.isEmpty() && !route.continueMatching) {
                break;
            }
        }
        return taken.isEmpty() ? List.of(this) : taken;
    }
}
