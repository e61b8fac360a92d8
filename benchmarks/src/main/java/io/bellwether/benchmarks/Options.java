package io.bellwether.benchmarks;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What to measure, by the command line; see {@link #USAGE}. */
final class Options {

    static final String USAGE = """
            usage: benchmarks/run [--events N] [--rounds N] [--threads 1,2]
                       the topology's speed from nothing, beside a bare consumer's
                   benchmarks/run --state [--sizes 10000,1000000,10000000] [--fresh N] [--threads N]
                       the cost of an event by the number of statements in state
                   benchmarks/run --query [--threads N]
                       the latency of queries about one brand while events flow
                   benchmarks/run --latency [--threads N]
                       the latency from an event to the metrics and the alert that follow from it
                   benchmarks/run --jmh [JMH's own options]
                       the domain alone
            for all but the last:
              --heap 4g       of the topology and the bare consumer
              --jvm "FLAGS"   of both, in place of the collector's: -XX:+UseParallelGC, with --query -XX:+UseZGC
              --seed N        of the events
              --set "K=V ..." client settings of the topology over the product's own
              --profile       a flight recording of each run of the topology
            JAVA_HOME chooses the Java.
            """;

    private static final String EVENTS = "--events";
    private static final String ROUNDS = "--rounds";
    private static final String THREADS = "--threads";
    private static final String SIZES = "--sizes";
    private static final String FRESH = "--fresh";
    private static final String SEED = "--seed";
    private static final String HEAP = "--heap";
    private static final String JVM = "--jvm";
    private static final String SET = "--set";
    private static final String STATE = "--state";
    private static final String QUERY = "--query";
    private static final String LATENCY = "--latency";
    private static final String PROFILE = "--profile";

    private static final Map<String, String> STANDARD = Map.ofEntries(
            Map.entry(EVENTS, "2000000"),
            Map.entry(ROUNDS, "3"),
            Map.entry(THREADS, "1,2"),
            Map.entry(SIZES, "10000,1000000,10000000"),
            Map.entry(FRESH, "500000"),
            Map.entry(SEED, "1"),
            Map.entry(HEAP, "4g"),
            Map.entry(JVM, ""),
            Map.entry(SET, ""),
            Map.entry(STATE, "no"),
            Map.entry(QUERY, "no"),
            Map.entry(LATENCY, "no"),
            Map.entry(PROFILE, "no"));

    private static final List<String> SWITCHES = List.of(STATE, QUERY, LATENCY, PROFILE);

    private final Map<String, String> values = new HashMap<>(STANDARD);

    /** Throws {@link IllegalArgumentException} if the arguments are not as {@link #USAGE} says. */
    static Options parse(String[] args) {
        Options options = new Options();
        for (int i = 0; i < args.length; i++) {
            String name = args[i];
            if (!STANDARD.containsKey(name)) {
                throw new IllegalArgumentException("unknown option: " + name);
            }
            if (SWITCHES.contains(name)) {
                options.values.put(name, "yes");
            } else if (i + 1 < args.length) {
                options.values.put(name, args[++i]);
            } else {
                throw new IllegalArgumentException(name + " needs a value");
            }
        }
        for (String numbers : List.of(EVENTS, ROUNDS, THREADS, SIZES, FRESH)) {
            options.numbers(numbers);
        }
        return options;
    }

    private String value(String name) {
        return values.getOrDefault(name, "");
    }

    private List<Long> numbers(String name) {
        List<Long> numbers = Arrays.stream(value(name).replace("_", "").split(","))
                .map(Long::valueOf)
                .toList();
        if (numbers.stream().anyMatch(number -> number < 1)) {
            throw new IllegalArgumentException(name + " must be 1 or more, got: " + value(name));
        }
        return numbers;
    }

    /** Statements in state instead of speed from nothing. */
    boolean isState() {
        return value(STATE).equals("yes");
    }

    /** Questions instead of speed from nothing. */
    boolean isQuery() {
        return value(QUERY).equals("yes");
    }

    /** The way of single events instead of speed from nothing. */
    boolean isLatency() {
        return value(LATENCY).equals("yes");
    }

    boolean isProfile() {
        return value(PROFILE).equals("yes");
    }

    long events() {
        return numbers(EVENTS).get(0);
    }

    int rounds() {
        return numbers(ROUNDS).get(0).intValue();
    }

    /** Numbers of stream threads to try. */
    List<Integer> threads() {
        return numbers(THREADS).stream().map(Long::intValue).toList();
    }

    /** Statements in state to try. */
    List<Long> sizes() {
        return numbers(SIZES);
    }

    /** Events to measure on each size. */
    long fresh() {
        return numbers(FRESH).get(0);
    }

    long seed() {
        return Long.parseLong(value(SEED));
    }

    /** Client settings of the topology over the product's own, each as {@code key=value}. */
    List<String> settings() {
        return Arrays.stream(value(SET).strip().split("\\s+"))
                .filter(setting -> setting.contains("="))
                .toList();
    }

    /** Queries must not wait for a garbage collection; everything else runs best with the collector of most throughput. */
    JvmFlags jvmFlags() {
        String standard = isQuery() ? "-XX:+UseZGC" : "-XX:+UseParallelGC";
        return JvmFlags.of(value(HEAP), value(JVM).isBlank() ? standard : value(JVM));
    }
}
