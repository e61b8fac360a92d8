package io.bellwether.producer.publish;

import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;

/** Explains a failure of the Kafka client in a line, for the user who publishes. */
public final class Failures {

    private Failures() {}

    public static RuntimeException explained(PublishSettings settings, RuntimeException failure) {
        if (failure instanceof PublishException || failure instanceof InterruptException) {
            return failure;
        }
        String kafka = "Kafka at " + settings.bootstrapServers();
        Throwable deepest = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProducerFencedException
                    || cause instanceof InvalidProducerEpochException
                    || cause instanceof TransactionalIdNotFoundException) {
                return new PublishException(
                        "another run took over publishing this file, or this one was cut off from " + kafka
                                + " for too long; publish it again to be sure",
                        failure);
            }
            if (cause instanceof AuthenticationException || cause instanceof AuthorizationException) {
                return new PublishException(kafka + " refuses access: " + cause.getMessage(), failure);
            }
            if (cause instanceof TimeoutException) {
                return new PublishException(kafka + " does not answer: " + cause.getMessage(), failure);
            }
            deepest = cause;
        }
        return new PublishException(kafka + ": " + deepest.getMessage(), failure);
    }
}
