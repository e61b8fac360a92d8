package io.bellwether.app;

import io.bellwether.schemas.Topics;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code bellwether up} as a process of its own. */
final class UpProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;

    private UpProcess(Process process) {
        this.process = process;
        this.output = process.inputReader();
    }

    static UpProcess start(Path directory, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Bellwether.class.getName(),
                "up",
                "--data-dir",
                directory.toString(),
                "--broker-port=0",
                "--registry-port=0",
                "--port=0"));
        command.addAll(List.of(more));
        return new UpProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** Reads on to the line that holds this. */
    String awaitLine(String part) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.contains(part)) {
                return line;
            }
        }
        throw new AssertionError("the process ended without a line with: " + part);
    }

    /** Reads the addresses that it prints once it is up. */
    Settings awaitUp() throws IOException {
        String broker = awaitLine("broker").trim().split("\\s+", -1)[1];
        String registry = awaitLine("schema registry").trim().split("\\s+", -1)[2];
        return new Settings(broker, registry, new Topics(""), Map.of());
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
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
