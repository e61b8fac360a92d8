package io.bellwether.consumer.sink;

import io.bellwether.schemas.avro.Alert;
import io.bellwether.schemas.avro.AlertStatus;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A filter that lets every later transition of an alert through once one passed, until the alert is resolved. Otherwise a
 * sink with a critical alert would not learn that it became a warning and ended.
 */
public final class FollowingFilter {

    private final Predicate<Alert> filter;
    /** Ids of alerts that passed and are not resolved: bounded by the number of open alerts. */
    private final Set<String> followed;

    public FollowingFilter(Predicate<Alert> filter, Set<String> followed) {
        this.filter = filter;
        this.followed = new HashSet<>(followed);
    }

    /** An independent copy. */
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
