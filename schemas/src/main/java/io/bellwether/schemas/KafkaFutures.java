package io.bellwether.schemas;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/** Waits for the results of Kafka clients. */
public final class KafkaFutures {

    private KafkaFutures() {}

    /**
     * Waits for a result.
     *
     * @throws KafkaException what the client failed with; {@link InterruptException} if this thread was interrupted,
     *     whose flag is set again
     */
    public static <T> T await(Future<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e); // sets the flag
        }
    }
}
