package io.bellwether.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The flags of every JVM of a benchmark.
 *
 * @param measured of the topology and of the ceiling
 * @param broker of the broker, as Kafka's own scripts have it; never varied
 */
record JvmFlags(List<String> measured, List<String> broker) {

    /** Flags that libraries with native code and memory access need since Java 24. */
    private static final List<String> NATIVE_ACCESS =
            List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");

    private static final int NATIVE_ACCESS_SINCE = 24;

    static JvmFlags of(String heap, String collector) {
        List<String> measured = new ArrayList<>(List.of("-Xmx" + heap));
        Arrays.stream(collector.strip().split("\\s+"))
                .filter(flag -> !flag.isEmpty())
                .forEach(measured::add);
        List<String> broker = new ArrayList<>(List.of(
                "-Xms1g",
                "-Xmx1g",
                "-XX:+UseG1GC",
                "-XX:MaxGCPauseMillis=20",
                "-XX:InitiatingHeapOccupancyPercent=35",
                "-Dbellwether.registry.home=" + System.getProperty("bellwether.registry.home", "")));
        if (Runtime.version().feature() >= NATIVE_ACCESS_SINCE) {
            measured.addAll(NATIVE_ACCESS);
            broker.addAll(NATIVE_ACCESS);
        }
        return new JvmFlags(List.copyOf(measured), List.copyOf(broker));
    }

    /** The measured flags, with a flight recording to this file. */
    List<String> recording(Path file) {
        List<String> flags = new ArrayList<>(measured);
        flags.add("-XX:StartFlightRecording:settings=profile,dumponexit=true,filename=" + file);
        flags.add("-Xlog:jfr*=off");
        return flags;
    }
}
