package io.bellwether.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The most memory that a process ever had, heap and all. */
final class PeakMemory {

    private static final String LINE = "VmHWM:";

    private PeakMemory() {}

    /** With its unit, or {@code unknown} where the system does not tell. */
    static String of(Process process) throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        return !Files.exists(status)
                ? "unknown"
                : Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith(LINE))
                        .map(line -> line.substring(LINE.length()).strip())
                        .findFirst()
                        .orElse("unknown");
    }
}
