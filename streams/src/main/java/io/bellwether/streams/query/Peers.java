package io.bellwether.streams.query;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.streams.state.HostInfo;

/** The other instances of the pipeline. */
@FunctionalInterface
public interface Peers {

    /**
     * Asks another instance.
     *
     * @param partitions the answer is of exactly these
     * @param standby whether a replica may answer
     * @return failed with {@link StateUnavailable} if it does not answer, or not for all of the partitions
     */
    CompletableFuture<PartialResult> ask(HostInfo host, StateQuery<?> query, Set<Integer> partitions, boolean standby);
}
