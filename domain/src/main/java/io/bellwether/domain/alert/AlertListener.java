package io.bellwether.domain.alert;

/** Is called with every change of an alert. */
@FunctionalInterface
public interface AlertListener {

    /** A step in an alert's life: it opened, changed its severity, or was resolved. */
    void onStep(AlertTransition step);

    /** An open alert as it stands now; nothing but its message, values and evidence may differ from before. */
    default void onStanding(AlertTransition standing) {}

    /**
     * The rule of an alert has another name now, under which the alert goes on with the same id: what was kept of it
     * under its former key is to be dropped, and what is kept under the present one is this, unless it is kept already.
     */
    default void onRenamed(AlertKey former, AlertTransition now) {}
}
