package io.bellwether.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.streams.backtest.Backtest;
import io.bellwether.streams.reference.BatchReference;
import io.bellwether.streams.reference.RandomHistory;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/** The incremental domain, and the topology around it, against the naive batch reference on random histories. */
class ContractTest {

    private static final int DOMAIN_SEEDS = Integer.getInteger("contract.seeds", 2_000);
    private static final int TOPOLOGY_SEEDS = Integer.getInteger("contract.topology.seeds", 60);

    @Test
    void shouldAgreeWithTheReferenceWhateverTheOrderOfArrival() {
        List<String> differences = new ArrayList<>();
        LongStream.range(0, DOMAIN_SEEDS).forEach(seed -> {
            List<SpecificRecord> history = RandomHistory.of(seed);
            Optional<LocalDate> asOf = seed % 3 == 0 ? Optional.of(DomainRun.median(history)) : Optional.empty();
            List<SpecificRecord> arrival = RandomHistory.arrival(history, seed);
            DomainRun run = DomainRun.of(arrival, asOf, seed);
            collect(seed, asOf, Difference.between(BatchReference.compute(history, asOf), run.result()), differences);
        });
        assertThat(differences).isEmpty();
    }

    @Test
    void shouldAgreeWithTheReferenceThroughTheTopology() {
        List<String> differences = new ArrayList<>();
        LongStream.range(10_000, 10_000 + TOPOLOGY_SEEDS).forEach(seed -> {
            List<SpecificRecord> history = RandomHistory.of(seed);
            Optional<LocalDate> asOf = seed % 2 == 0 ? Optional.of(DomainRun.median(history)) : Optional.empty();
            OptionalLong shuffle = seed % 4 < 2 ? OptionalLong.of(seed) : OptionalLong.empty();
            Backtest.Result result =
                    Backtest.run(RandomHistory.arrival(history, seed), new Backtest.Options(asOf, shuffle));
            collect(
                    seed,
                    asOf,
                    Difference.between(BatchReference.compute(history, asOf), DomainRun.result(result)),
                    differences);
        });
        assertThat(differences).isEmpty();
    }

    private static void collect(long seed, Optional<LocalDate> asOf, List<String> found, List<String> differences) {
        found.stream()
                .limit(5)
                .forEach(difference -> differences.add("seed " + seed + " as of " + asOf + ": " + difference));
    }
}
