package io.bellwether.schemas;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/** What a cluster answers, waited for. */
public final class KafkaFutures {

    private KafkaFutures() {}

    /**
     * The answer.
     *
     * @throws KafkaException if there is none
     */
    public static <T> T of(Future<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e); // sets the thread's mark again
        }
    }
}
