package io.bellwether.consumer.sink;

import io.bellwether.schemas.avro.Alert;
import io.bellwether.schemas.avro.AlertStatus;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A filter that follows an alert once let through until it is resolved. Otherwise a sink that heard of a
 * critical alert would never hear that it became a mere warning, or that it ended as one.
 */
public final class FollowingFilter {

    private final Predicate<Alert> filter;
    /** Ids let through and not resolved yet: bounded by the number of open alerts. */
    private final Set<String> followed;

    public FollowingFilter(Predicate<Alert> filter, Set<String> followed) {
        this.filter = filter;
        this.followed = new HashSet<>(followed);
    }

    /** The same, to go on from. */
    FollowingFilter copy() {
        return new FollowingFilter(filter, followed);
    }

    public boolean letsThrough(Alert alert) {
        boolean wanted = filter.test(alert) || followed.contains(alert.getAlertId());
        if (wanted) {
            if (alert.getStatus() == AlertStatus.RESOLVED) {
                followed.remove(alert.getAlertId());
            } else {
                followed.add(alert.getAlertId());
            }
        }
        return wanted;
    }
}
