package io.bellwether.benchmarks;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How fast the topology goes through a topic from an empty state, beside a bare consumer. Each is a JVM of its own that
 * goes through the topic twice, first cold and then warm; they take turns.
 */
final class SpeedBenchmark {

    /** The topology pauses for four times the length of a recompute, which is well below this. */
    private static final long QUIET_MS = 5_000;
    /** The first pass of so short a run is half spent on compiling, the second shows what a running process does. */
    private static final List<String> PASSES = List.of(", first pass", ", second pass");

    private static final String CEILING = "bare consumer" + PASSES.get(1) + " (the ceiling)";

    private final Options options;
    private final Workplace place;
    private final Pipeline pipeline;
    private final Map<String, Row> rows = new LinkedHashMap<>();
    private long brokerPeakKb;

    /** One line of the table. */
    private static final class Row {
        private final Spread eventsPerSecond = new Spread();
        private final Spread cpuPerMillion = new Spread();
        private final Spread compilerPerMillion = new Spread();
        private final Spread collectorPerMillion = new Spread();
        private final Spread brokerCpuPerMillion = new Spread();
        private final Spread peakMb = new Spread();
    }

    SpeedBenchmark(Options options, Workplace place) {
        this.options = options;
        this.place = place;
        this.pipeline = Pipeline.prepare(place.cluster(), "");
    }

    void run(Path file) {
        Expected.Collector collector = new Expected.Collector();
        ProgressLog.say("filling the topic with %,d statements", options.events());
        pipeline.fill(new SalesGenerator(options.seed()), options.events(), collector);
        Expected expected = Expected.of(collector);
        for (int round = 1; round <= options.rounds(); round++) {
            measureCeiling(round);
            for (int threads : options.threads()) {
                measureTopology(round, threads, expected);
            }
        }
        report(expected).publish(file);
    }

    private Row row(String name) {
        return rows.computeIfAbsent(name, key -> new Row());
    }

    private void measureCeiling(int round) {
        try (Child ceiling = place.ceiling()) {
            for (String name : List.of("bare consumer" + PASSES.get(0), CEILING)) {
                long broker = place.cluster().usage().cpuNanos();
                Usage before = ceiling.usage();
                String[] pass = ceiling.ask("pass", pipeline.topics().sales(), Long.toString(options.events()));
                record(round, name, Long.parseLong(pass[0]), Long.parseLong(pass[1]), broker, before, ceiling.usage());
            }
        }
    }

    private void measureTopology(int round, int threads, Expected expected) {
        String id = "bench-" + round + "-" + threads;
        String name = "topology, " + threads + (threads == 1 ? " stream thread" : " stream threads");
        try (Child topology = place.topology(id)) {
            for (int pass = 1; pass <= 2; pass++) {
                pass(round, name + PASSES.get(pass - 1), topology, id + "-" + pass, threads, expected);
            }
        }
    }

    /** From an empty state through the topic, in whatever condition the JVM is. */
    private void pass(int round, String name, Child topology, String id, int threads, Expected expected) {
        Path state = place.stateOf(id);
        try (Application application = new Application(pipeline, id)) {
            long broker = place.cluster().usage().cpuNanos();
            Usage before = topology.usage();
            long begin = Long.parseLong(
                    topology.ask("start", pipeline.topics().prefix(), id, state.toString(), "" + threads)[0]);
            long end = application.awaitDone(QUIET_MS);
            long cpu = Long.parseLong(topology.ask("cpu", Long.toString(end))[0])
                    - Long.parseLong(topology.ask("cpu", Long.toString(begin))[0]);
            int wrong = expected.wrong(pipeline, application.outputsBefore());
            if (wrong > 0) {
                throw new IllegalStateException("metrics of " + wrong + " brands are not as they must be");
            }
            record(round, name, (end - begin) * 1_000_000, cpu, broker, before, topology.usage());
            topology.ask("stop");
            application.forget();
        }
        Workplace.delete(state);
    }

    private void record(
            int round, String name, long nanos, long cpuNanos, long brokerCpuBefore, Usage before, Usage usage) {
        double millions = options.events() / 1e6;
        Usage broker = place.cluster().usage();
        brokerPeakKb = broker.peakRssKb();
        Row row = row(name);
        row.eventsPerSecond.add(options.events() / (nanos / 1e9));
        row.cpuPerMillion.add(cpuNanos / 1e9 / millions);
        row.brokerCpuPerMillion.add((broker.cpuNanos() - brokerCpuBefore) / 1e9 / millions);
        row.compilerPerMillion.add((usage.compilerNanos() - before.compilerNanos()) / 1e9 / millions);
        row.collectorPerMillion.add((usage.collectorNanos() - before.collectorNanos()) / 1e9 / millions);
        row.peakMb.add(usage.peakRssKb() / 1024.0);
        ProgressLog.say(
                "round %d: %s: %,.0f events/s, %.2f CPU s per million",
                round, name, options.events() / (nanos / 1e9), cpuNanos / 1e9 / millions);
    }

    private Report report(Expected expected) {
        Report report = new Report("Speed of the topology", options)
                .note(Spread.format(options.events()) + " sales statements on one topic of 6 partitions, "
                        + expected.brands() + " brands; exactly-once, state on disk, from an empty state")
                .note(
                        "from the client's start until the last event is committed and the last metrics are out, which are"
                                + " then compared with the domain's own for every brand")
                .note(options.rounds()
                        + " round(s), each with new JVMs, in turns; a second pass is a new application in the JVM of the first;"
                        + " medians (least to greatest)")
                .note("peak memory of the broker: " + Spread.format(brokerPeakKb / 1024.0, 0) + " MB")
                .table(
                        "",
                        "events/s",
                        "share of the ceiling",
                        "CPU s per million events",
                        "share of the ceiling by CPU s",
                        "of the CPU s, compiling",
                        "of the CPU s, collecting",
                        "broker's CPU s per million",
                        "peak memory, MB");
        Row ceiling = row(CEILING);
        rows.forEach((name, row) -> report.row(
                name,
                row.eventsPerSecond.format(0),
                Spread.format(row.eventsPerSecond.median() / ceiling.eventsPerSecond.median(), 3),
                row.cpuPerMillion.format(2),
                Spread.format(ceiling.cpuPerMillion.median() / row.cpuPerMillion.median(), 3),
                row.compilerPerMillion.format(2),
                row.collectorPerMillion.format(2),
                row.brokerCpuPerMillion.format(2),
                row.peakMb.format(0)));
        return report;
    }
}
