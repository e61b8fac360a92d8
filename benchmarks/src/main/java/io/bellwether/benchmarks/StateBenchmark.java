package io.bellwether.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The cost of an event, and of a start, by the number of statements in state. */
final class StateBenchmark {

    private static final long QUIET_MS = 10_000;
    private static final long WARM_UP = 300_000;

    private final Options options;
    private final Workplace place;
    private final String threads;
    private final List<Result> results = new ArrayList<>();

    private record Result(
            long size,
            double eventsPerSecond,
            double cpuPerMillion,
            double localStart,
            double restore,
            double restoreCpu,
            double stateMb,
            double peakMb) {}

    StateBenchmark(Options options, Workplace place) {
        this.options = options;
        this.place = place;
        this.threads = Integer.toString(options.threads().get(options.threads().size() - 1));
    }

    void run(Path file) {
        Pipeline warmUp = Pipeline.prepare(place.cluster(), "warm-up.");
        warmUp.fill(new SalesGenerator(options.seed()), WARM_UP, report -> {});
        for (long size : options.sizes()) {
            results.add(measure(size, warmUp));
        }
        report().publish(file);
    }

    private Result measure(long size, Pipeline warmUp) {
        Pipeline pipeline = Pipeline.prepare(place.cluster(), "s" + size + ".");
        SalesGenerator generator = new SalesGenerator(options.seed());
        ProgressLog.say("%,d statements: filling the topic", size);
        pipeline.fill(generator, size, report -> {});
        String id = "bench-" + size;
        Path state = place.stateOf(id);
        try (Application application = new Application(pipeline, id)) {
            try (Child topology = place.topology(id + "-preload")) {
                start(topology, pipeline, id, state);
                application.awaitDone(QUIET_MS);
                topology.ask("stop");
            }
            double stateMb = Workplace.bytesOf(state) / 1e6;
            double localStart = started(pipeline, id, state)[0];
            Workplace.delete(state);
            double[] restore = started(pipeline, id, state);
            ProgressLog.say("%,d statements: local start %.1f s, restore %.1f s", size, localStart, restore[0]);
            try (Child topology = place.topology(id)) {
                warmUp(topology, warmUp, size);
                start(topology, pipeline, id, state);
                topology.ask("running");
                application.awaitDone(QUIET_MS);
                topology.ask("pause");
                pipeline.fill(generator, options.fresh(), report -> {});
                long begin = Long.parseLong(topology.ask("resume")[0]);
                long end = application.awaitDone(QUIET_MS);
                double cpu = seconds(cpu(topology, begin, end));
                Usage usage = topology.usage();
                topology.ask("stop");
                Result result = new Result(
                        size,
                        options.fresh() / ((end - begin) / 1e3),
                        cpu / (options.fresh() / 1e6),
                        localStart,
                        restore[0],
                        restore[1],
                        stateMb,
                        usage.peakRssKb() / 1024.0);
                ProgressLog.say("%s", result);
                return result;
            }
        }
    }

    private void start(Child topology, Pipeline pipeline, String id, Path state) {
        topology.ask("start", pipeline.topics().prefix(), id, state.toString(), threads);
    }

    /** Warms the JVM up on another pipeline, so that sizes do not differ by compilation. */
    private void warmUp(Child topology, Pipeline pipeline, long size) {
        String id = "bench-warm-up-" + size;
        Path state = place.stateOf(id);
        try (Application application = new Application(pipeline, id)) {
            start(topology, pipeline, id, state);
            application.awaitDone(QUIET_MS);
            topology.ask("stop");
            application.forget();
        }
        Workplace.delete(state);
    }

    /** Seconds, and CPU seconds, of a new JVM from the client's start until all its state is there. */
    private double[] started(Pipeline pipeline, String id, Path state) {
        try (Child topology = place.topology(id + "-start")) {
            long begin =
                    Long.parseLong(topology.ask("start", pipeline.topics().prefix(), id, state.toString(), threads)[0]);
            long end = Long.parseLong(topology.ask("running")[0]);
            double[] spent = {(end - begin) / 1e3, seconds(cpu(topology, begin, end))};
            topology.ask("stop");
            return spent;
        }
    }

    private static long cpu(Child topology, long begin, long end) {
        return Long.parseLong(topology.ask("cpu", Long.toString(end))[0])
                - Long.parseLong(topology.ask("cpu", Long.toString(begin))[0]);
    }

    private static double seconds(long nanos) {
        return nanos / 1e9;
    }

    private Report report() {
        Report report = new Report("Cost by statements in state", options)
                .note(Spread.format(options.fresh()) + " further statements on each size, by " + threads
                        + " stream thread(s) of a JVM warmed up on " + Spread.format(WARM_UP)
                        + " statements of another pipeline")
                .note("restore: state directory empty, all from the changelog; local start: state directory as a clean"
                        + " stop left it; both by a new JVM, from the client's start until all tasks run")
                .table(
                        "statements in state",
                        "CPU s per million events",
                        "events/s",
                        "local start, s",
                        "restore, s",
                        "restore, CPU s",
                        "state on disk, MB",
                        "peak memory, MB");
        for (Result result : results) {
            report.row(
                    Spread.format(result.size),
                    Spread.format(result.cpuPerMillion, 2),
                    Spread.format(result.eventsPerSecond, 0),
                    Spread.format(result.localStart, 1),
                    Spread.format(result.restore, 1),
                    Spread.format(result.restoreCpu, 1),
                    Spread.format(result.stateMb, 0),
                    Spread.format(result.peakMb, 0));
        }
        Result first = results.get(0);
        Result last = results.get(results.size() - 1);
        return report.text("From the smallest to the largest state the CPU time per event grows "
                + Spread.format(last.cpuPerMillion / first.cpuPerMillion, 2) + "-fold, the time "
                + Spread.format(first.eventsPerSecond / last.eventsPerSecond, 2) + "-fold.");
    }
}
