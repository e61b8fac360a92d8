package io.bellwether.benchmarks;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The latency from the publication of an event to the metrics and the alert that follow from it, as a consumer of committed
 * records sees them, without and with other events.
 */
final class LatencyBenchmark {

    private static final int EVENTS_PER_SECOND = 5_000;
    private static final long WARM_STATEMENTS = 500_000;
    private static final int WARM_UP_SECONDS = 20;
    private static final int SECONDS = 40;
    private static final long QUIET_MS = 5_000;

    private final Options options;
    private final Workplace place;

    LatencyBenchmark(Options options, Workplace place) {
        this.options = options;
        this.place = place;
    }

    void run(Path file) {
        Pipeline pipeline = Pipeline.prepare(place.cluster(), "latency.");
        SalesGenerator generator = new SalesGenerator(options.seed());
        ProgressLog.say("filling the topic");
        pipeline.fill(generator, WARM_STATEMENTS, report -> {});
        String id = "bench-latency";
        List<Integer> threads = options.threads();
        try (Application application = new Application(pipeline, id);
                Child topology = place.topology(id);
                Probes probes = new Probes(pipeline)) {
            topology.ask(
                    "start",
                    pipeline.topics().prefix(),
                    id,
                    place.stateOf(id).toString(),
                    Integer.toString(threads.get(threads.size() - 1)));
            application.awaitDone(QUIET_MS);
            Report report = new Report("From an event to what follows from it", options)
                    .note(Probes.BRANDS + " brands of " + SalesGenerator.BRANDS + " more each restate a month, one at a"
                            + " time, so that an alert opens or closes; measured by a consumer of committed records, from"
                            + " before the event is sent")
                    .note(SECONDS + " s each, after " + Spread.format(WARM_STATEMENTS)
                            + " statements; publisher, consumer, broker and topology share the machine")
                    .table("", "events", "p50 ms", "p99 ms", "greatest ms", "CPU of the topology, share of a core");
            probes.run(WARM_UP_SECONDS);
            measure(report, "nothing else", topology, probes);
            CompletableFuture<Void> flow = CompletableFuture.runAsync(
                    () -> pipeline.flow(generator, EVENTS_PER_SECOND, WARM_UP_SECONDS + SECONDS));
            probes.run(WARM_UP_SECONDS);
            measure(report, Spread.format((long) EVENTS_PER_SECOND) + " events/s", topology, probes);
            flow.join();
            report.publish(file);
            topology.ask("stop");
        }
    }

    private static void measure(Report report, String what, Child topology, Probes probes) {
        long begin = System.nanoTime();
        long cpu = topology.usage().cpuNanos();
        Probes.Result result = probes.run(SECONDS);
        double share = (double) (topology.usage().cpuNanos() - cpu) / (System.nanoTime() - begin);
        row(report, what + ": metrics", result.metrics(), share);
        row(report, what + ": alerts", result.alerts(), share);
    }

    private static void row(Report report, String what, Load load, double share) {
        report.row(
                what,
                Spread.format((long) load.micros().length),
                Spread.format(load.millisAt(0.5), 0),
                Spread.format(load.millisAt(0.99), 0),
                Spread.format(load.millisAt(1), 0),
                Spread.format(share, 2));
    }
}
