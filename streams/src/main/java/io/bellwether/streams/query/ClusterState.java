package io.bellwether.streams.query;

import io.bellwether.streams.codec.OtherFormatException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiFunction;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.HostInfo;
import org.jspecify.annotations.Nullable;

/**
 * The state of all instances: a query goes to the owner of each partition that it is about, here or elsewhere, and again
 * where partitions move meanwhile. The answer is of all its partitions, or there is none.
 */
public final class ClusterState implements QueriedState {

    /** How long partitions without an owner are waited for. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(200);

    private final KafkaStreams streams;
    private final LocalState local;
    private final Peers peers;
    private final HostInfo self;
    private final int brandPartitions;

    /**
     * The state of all instances, seen from one.
     *
     * @param self where others reach this instance
     * @param brandPartitions of each input topic
     */
    public ClusterState(KafkaStreams streams, LocalState local, Peers peers, HostInfo self, int brandPartitions) {
        this.streams = streams;
        this.local = local;
        this.peers = peers;
        this.self = self;
        this.brandPartitions = brandPartitions;
    }

    @Override
    public <T> Answer<T> answer(StateQuery<T> query) {
        PartialResult found = ofAllPartitions(query);
        try {
            return new Answer<>(query.combine(found.entries()), found.freshness());
        } catch (OtherFormatException e) {
            throw outdated(e);
        }
    }

    /** After another version of the program has run, until all is worked out again. */
    static StateUnavailable outdated(OtherFormatException e) {
        return new StateUnavailable("figures of another version of the program are being worked out again", e);
    }

    private PartialResult ofAllPartitions(StateQuery<?> query) {
        Set<Integer> open = query.placement().partitions(brandPartitions);
        List<PartialResult> answers = new ArrayList<>();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Duration pause = FIRST_PAUSE;
        while (true) {
            StateUnavailable failure = new Attempt(query, open, answers).run();
            if (open.isEmpty()) {
                return PartialResult.of(answers);
            }
            if (System.nanoTime() + pause.toNanos() > deadline) {
                throw failure == null ? new StateUnavailable("partitions " + open + " have no owner") : failure;
            }
            sleep(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    private static void sleep(Duration pause) {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StateUnavailable("interrupted", e);
        }
    }

    /** One round: every open partition's owner is asked once, then its replicas. */
    private final class Attempt {

        private final StateQuery<?> query;
        private final Set<Integer> open;
        private final List<PartialResult> answers;
        private @Nullable StateUnavailable failure;

        Attempt(StateQuery<?> query, Set<Integer> open, List<PartialResult> answers) {
            this.query = query;
            this.open = open;
            this.answers = answers;
        }

        @Nullable
        StateUnavailable run() {
            Map<Integer, KeyQueryMetadata> places = new HashMap<>();
            for (int partition : open) {
                place(partition).ifPresent(place -> places.put(partition, place));
            }
            ask(group(places, (partition, place) -> place.activeHost()), false);
            // A replica is asked only where the owner is away, and each of them once.
            int replicas = places.values().stream()
                    .mapToInt(place -> place.standbyHosts().size())
                    .max()
                    .orElse(0);
            for (int i = 0; i < replicas && !open.isEmpty(); i++) {
                int turn = i;
                places.keySet().retainAll(open);
                ask(
                        group(
                                places,
                                (partition, place) -> place.standbyHosts().stream()
                                        .sorted((a, b) -> a.toString().compareTo(b.toString()))
                                        .skip(turn)
                                        .findFirst()
                                        .orElse(HostInfo.unavailable())),
                        true);
            }
            return failure;
        }

        private Map<HostInfo, Set<Integer>> group(
                Map<Integer, KeyQueryMetadata> places, BiFunction<Integer, KeyQueryMetadata, HostInfo> choice) {
            Map<HostInfo, Set<Integer>> byHost = new HashMap<>();
            new TreeMap<>(places).forEach((partition, place) -> {
                HostInfo host = choice.apply(partition, place);
                if (!host.equals(HostInfo.unavailable()) && host.port() > 0) {
                    byHost.computeIfAbsent(host, key -> new TreeSet<>()).add(partition);
                }
            });
            return byHost;
        }

        private void ask(Map<HostInfo, Set<Integer>> byHost, boolean standby) {
            Map<Set<Integer>, CompletableFuture<PartialResult>> elsewhere = new HashMap<>();
            byHost.forEach((host, partitions) -> {
                if (!host.equals(self)) {
                    elsewhere.put(partitions, peers.ask(host, query, partitions, standby));
                }
            });
            Set<Integer> here = byHost.get(self);
            if (here != null) {
                try {
                    take(here, local.answer(query, here, standby));
                } catch (StateUnavailable e) {
                    failure = e;
                }
            }
            elsewhere.forEach((partitions, asked) -> {
                try {
                    take(partitions, asked.join());
                } catch (CompletionException e) {
                    failure = e.getCause() instanceof StateUnavailable cause
                            ? cause
                            : new StateUnavailable("an instance does not answer", e);
                }
            });
        }

        private void take(Set<Integer> partitions, PartialResult answer) {
            answers.add(answer);
            open.removeAll(partitions);
        }

        private Optional<KeyQueryMetadata> place(int partition) {
            try {
                return Optional.ofNullable(streams.queryMetadataForKey(
                        query.placement().store(),
                        partition,
                        (topic, key, value, count) -> Optional.of(Set.of(partition))));
            } catch (InvalidStateStoreException | IllegalStateException e) {
                failure = new StateUnavailable("the instance is not running", e);
                return Optional.empty();
            }
        }
    }
}
