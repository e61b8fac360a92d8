package io.bellwether.benchmarks;

import java.nio.file.Path;
import java.util.List;

/** Main of the whole-pipeline benchmarks; {@code benchmarks/run} starts it. */
public final class Benchmarks {

    private static final int USAGE_ERROR = 2;

    private Benchmarks() {}

    /** Runs what the options say and writes its report below the folder of {@code bellwether.benchmarks.target}. */
    public static void main(String[] args) {
        if (List.of(args).contains("--help")) {
            System.out.print(Options.USAGE);
            return;
        }
        Options options;
        try {
            options = Options.parse(args);
        } catch (IllegalArgumentException e) {
            System.err.println("benchmarks: " + e.getMessage());
            System.err.print(Options.USAGE);
            System.exit(USAGE_ERROR);
            return;
        }
        Path target = Path.of(System.getProperty("bellwether.benchmarks.target", "target"));
        try (Workplace place = new Workplace(target.resolve("runs"), options)) {
            if (options.isQuery()) {
                new QueryBenchmark(options, place).run(target.resolve("query.md"));
            } else if (options.isLatency()) {
                new LatencyBenchmark(options, place).run(target.resolve("latency.md"));
            } else if (options.isState()) {
                new StateBenchmark(options, place).run(target.resolve("state.md"));
            } else {
                new SpeedBenchmark(options, place).run(target.resolve("speed.md"));
            }
        }
    }
}
