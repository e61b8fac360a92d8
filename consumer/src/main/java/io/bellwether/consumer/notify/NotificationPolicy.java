package io.bellwether.consumer.notify;

import io.bellwether.consumer.route.Grouping;
import io.bellwether.consumer.route.Matcher;
import io.bellwether.consumer.route.Receiver;
import io.bellwether.consumer.route.Route;
import io.bellwether.consumer.route.Routes;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Which alerts a receiver is notified of.
 *
 * @param routes which alerts come to it, and how
 * @param receiver its name among the routes
 * @param acknowledged supplies the ids of acknowledged alerts; called when a group is due for repetition
 */
public record NotificationPolicy(Routes routes, String receiver, Supplier<Set<String>> acknowledged) {

    /** Every transition, at once, ungrouped. */
    static NotificationPolicy everything(String sink) {
        Receiver only = new Receiver("all", sink);
        Route route = new Route("route", Matcher.ALL, only.name(), Grouping.NONE, false, List.of());
        return new NotificationPolicy(
                new Routes(List.of(only), route, List.of(), List.of(), List.of()), only.name(), Set::of);
    }
}
