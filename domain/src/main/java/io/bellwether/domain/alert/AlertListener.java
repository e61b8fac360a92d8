package io.bellwether.domain.alert;

/** Hears what becomes of alerts. */
@FunctionalInterface
public interface AlertListener {

    /** A step in an alert's life: it opened, changed its severity, or was resolved. */
    void onStep(AlertTransition step);

    /** An open alert as it stands now; nothing but its message, values and evidence may differ from before. */
    default void onStanding(AlertTransition standing) {}
}
