package io.bellwether.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What a process has used since it began.
 *
 * @param cpuNanos processor time of all its threads
 * @param peakRssKb largest resident memory so far; 0 where the system does not tell
 */
record Usage(long cpuNanos, long peakRssKb) {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String PEAK = "VmHWM:";

    /** Of this process, now. */
    static Usage now() {
        return new Usage(cpuNanosNow(), peakRssKbNow());
    }

    static long cpuNanosNow() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static long peakRssKbNow() {
        if (!Files.isReadable(STATUS)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith(PEAK))
                    .map(line -> line.substring(PEAK.length()).replace("kB", "").strip())
                    .mapToLong(Long::parseLong)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Usage parse(String[] answer) {
        return new Usage(Long.parseLong(answer[0]), Long.parseLong(answer[1]));
    }

    @Override
    public String toString() {
        return cpuNanos + "\t" + peakRssKb;
    }
}
