package io.bellwether.server;

import io.bellwether.schemas.avro.Acknowledgement;
import io.bellwether.server.EventIntake.IntakeUnavailable;

/** Takes in that somebody has seen an alert. May be used from any thread. */
@FunctionalInterface
public interface AcknowledgementIntake {

    /**
     * Publishes an acknowledgement, and returns once Kafka has it.
     *
     * @throws IntakeUnavailable if Kafka or the registry does not take it; it may be sent again
     */
    void take(String alertId, Acknowledgement acknowledgement);
}
