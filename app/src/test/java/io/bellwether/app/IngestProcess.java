package io.bellwether.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code bellwether ingest} as a process of its own. */
final class IngestProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;

    private IngestProcess(Process process) {
        this.process = process;
        this.output = process.inputReader();
    }

    static IngestProcess start(Settings settings, String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                Bellwether.class.getName(),
                "ingest"));
        command.addAll(List.of(SharedCluster.options(settings, words)));
        return new IngestProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    /** Its next line; null when it ended. */
    String readLine() throws IOException {
        return output.readLine();
    }

    /** SIGKILL, this many milliseconds from now. */
    void killAfter(long millis) throws InterruptedException {
        boolean ended = process.waitFor(millis, TimeUnit.MILLISECONDS);
        if (ended) {
            throw new AssertionError("ended by itself, with status " + process.exitValue());
        }
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

    int awaitEnd() throws InterruptedException {
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
