package io.bellwether.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code bellwether streams} as a process of its own. */
final class InstanceProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;
    private final String api;

    private InstanceProcess(Process process) throws IOException {
        this.process = process;
        this.output = process.inputReader();
        String line = output.readLine();
        while (line != null && !line.contains("query API")) {
            line = output.readLine();
        }
        if (line == null) {
            throw new AssertionError("the instance ended before it listened");
        }
        this.api = line.trim().split("\\s+", -1)[2];
    }

    /** Starts one and returns once it listens, which is before it has a share of the work. */
    static InstanceProcess start(Settings settings, Path directory, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Bellwether.class.getName(),
                "streams",
                "--bootstrap-server=" + settings.bootstrapServers(),
                "--schema-registry=" + settings.schemaRegistry(),
                "--state-dir=" + directory,
                "--threads=1",
                "--port=0"));
        command.addAll(List.of(more));
        return new InstanceProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** Base address of its API. */
    String api() {
        return api;
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** The most memory that it ever had, heap and all, where the system tells. */
    String peakMemory() throws IOException {
        return PeakMemory.of(process);
    }

    /** SIGTERM; the exit status. */
    int stop() throws InterruptedException {
        process.destroy();
        return process.waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            output.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
