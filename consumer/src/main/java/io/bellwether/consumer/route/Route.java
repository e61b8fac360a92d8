package io.bellwether.consumer.route;

import io.bellwether.schemas.avro.Alert;
import java.util.ArrayList;
import java.util.List;

/**
 * A node in the tree of routes.
 *
 * @param path where it stands in the tree, e.g. {@code route.routes[1]}: names it in state that outlives a restart
 * @param matcher which alerts, of those that reach its parent
 * @param receiver where they go
 * @param grouping how they are told together
 * @param goesOn whether an alert that matched goes on to the siblings after it as well
 * @param routes more special ones; an alert that none of them takes is this one's
 */
public record Route(
        String path, Matcher matcher, String receiver, Grouping grouping, boolean goesOn, List<Route> routes) {

    public Route {
        routes = List.copyOf(routes);
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
            if (!further.isEmpty() && !route.goesOn) {
                break;
            }
        }
        return taken.isEmpty() ? List.of(this) : taken;
    }
}
