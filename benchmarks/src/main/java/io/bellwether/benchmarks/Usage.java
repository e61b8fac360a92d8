package io.bellwether.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Resources that a process has used since its start; 0 where the system does not report one.
 *
 * @param cpuNanos processor time of all its threads
 * @param compilerNanos the part of the JVM's compilers, which stops growing after a while
 * @param collectorNanos the part of the garbage collector
 * @param peakRssKb largest resident memory so far
 */
record Usage(long cpuNanos, long compilerNanos, long collectorNanos, long peakRssKb) {

    private static final Path THREADS = Path.of("/proc/self/task");
    /** Clock ticks are hundredths of a second on Linux, whatever the kernel's own. */
    private static final long NANOS_PER_TICK = 10_000_000;
    /** Where user and system time stand in a thread's {@code stat}, counted from behind its name. */
    private static final int USER_TICKS = 11;

    private static final int SYSTEM_TICKS = 12;

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String PEAK = "VmHWM:";

    /** Of this process, now. */
    static Usage now() {
        return new Usage(
                cpuNanosNow(),
                ofThreads("C1 Compiler", "C2 Compiler"),
                ofThreads("GC Thread", "G1 ", "VM Thread", "ParGC Thread"),
                peakRssKbNow());
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

    /** CPU time of the JVM's threads whose names begin so. */
    private static long ofThreads(String... names) {
        if (!Files.isDirectory(THREADS)) {
            return 0;
        }
        try (Stream<Path> threads = Files.list(THREADS)) {
            return threads.mapToLong(thread -> ofThread(thread, names)).sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long ofThread(Path thread, String... names) {
        String stat;
        try {
            stat = Files.readString(thread.resolve("stat"));
        } catch (IOException ended) {
            return 0;
        }
        String name = stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
        if (Arrays.stream(names).noneMatch(name::startsWith)) {
            return 0;
        }
        List<String> fields =
                Arrays.asList(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
        return (Long.parseLong(fields.get(USER_TICKS)) + Long.parseLong(fields.get(SYSTEM_TICKS))) * NANOS_PER_TICK;
    }

    static Usage parse(String[] answer) {
        return new Usage(
                Long.parseLong(answer[0]),
                Long.parseLong(answer[1]),
                Long.parseLong(answer[2]),
                Long.parseLong(answer[3]));
    }

    @Override
    public String toString() {
        return String.join(
                Commands.FIELD,
                Long.toString(cpuNanos),
                Long.toString(compilerNanos),
                Long.toString(collectorNanos),
                Long.toString(peakRssKb));
    }
}
