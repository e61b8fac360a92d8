package io.bellwether.app;

import io.bellwether.app.settings.Settings;
import io.bellwether.schemas.Topics;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A verb of the program as a process of its own. */
final class VerbProcess implements AutoCloseable {

    private static final List<String> QUICK = List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
    private static final List<String> SMALL = List.of("-Xmx96m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
    private static final List<String> LARGE = List.of("-Xmx512m", "-XX:+UseSerialGC");
    private static final String PEAK_MEMORY = "VmHWM:";

    private final Process process;
    private final BufferedReader output;
    private String api = "";

    private VerbProcess(Process process) {
        this.process = process;
        this.output = process.inputReader();
    }

    /** Any verb, whose output is of no interest. */
    static VerbProcess start(String... words) throws IOException {
        return start(QUICK, Redirect.DISCARD, Redirect.INHERIT, List.of(words));
    }

    /** Any verb, whose output is read. */
    static VerbProcess watch(String... words) throws IOException {
        return start(QUICK, Redirect.PIPE, Redirect.INHERIT, List.of(words));
    }

    /** {@code up} with free ports. */
    static VerbProcess up(Path directory, String... more) throws IOException {
        List<String> words = new ArrayList<>(
                List.of("up", "--data-dir", directory.toString(), "--broker-port=0", "--registry-port=0", "--port=0"));
        words.addAll(List.of(more));
        return start(LARGE, Redirect.PIPE, Redirect.INHERIT, words);
    }

    /** The same, with what it complains of among its output. */
    static VerbProcess upWithErrors(Path directory, String... more) throws IOException {
        List<String> words = new ArrayList<>(
                List.of("up", "--data-dir", directory.toString(), "--broker-port=0", "--registry-port=0", "--port=0"));
        words.addAll(List.of(more));
        return start(LARGE, Redirect.PIPE, null, words);
    }

    /** {@code streams}; returns once it listens, which is before it has a share of the work. */
    static VerbProcess streams(Settings settings, Path directory, String... more) throws IOException {
        List<String> words = new ArrayList<>(List.of(
                "streams",
                "--bootstrap-server=" + settings.bootstrapServers(),
                "--schema-registry=" + settings.schemaRegistry(),
                "--state-dir=" + directory,
                "--threads=1",
                "--port=0"));
        words.addAll(List.of(more));
        VerbProcess started = start(QUICK, Redirect.PIPE, Redirect.INHERIT, words);
        started.api = started.awaitLine("query API").strip().split("\\s+", -1)[2];
        return started;
    }

    /** {@code ingest}; what it complains of while it is killed is of no interest. */
    static VerbProcess ingest(Settings settings, String... words) throws IOException {
        List<String> all = new ArrayList<>(List.of("ingest"));
        all.addAll(List.of(SharedCluster.options(settings, words)));
        return start(SMALL, Redirect.PIPE, Redirect.DISCARD, all);
    }

    /** @param errors null for among the output */
    private static VerbProcess start(List<String> flags, Redirect output, @Nullable Redirect errors, List<String> words)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Bellwether.class.getName()));
        command.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(output);
        if (errors == null) {
            builder.redirectErrorStream(true);
        } else {
            builder.redirectError(errors);
        }
        return new VerbProcess(builder.start());
    }

    /** Its next line; null when it ended. */
    String readLine() throws IOException {
        return output.readLine();
    }

    /** Reads on to the line that holds this. */
    String awaitLine(String part) throws IOException {
        List<String> others = new ArrayList<>();
        for (String line = readLine(); line != null; line = readLine()) {
            if (line.contains(part)) {
                return line;
            }
            others.add(line);
        }
        throw new AssertionError(
                "the process ended without a line with: " + part + "\nit wrote:\n" + String.join("\n", others));
    }

    /** Reads the addresses that {@code up} prints once it is up. */
    Settings awaitUp() throws IOException {
        String broker = awaitLine("broker").strip().split("\\s+", -1)[1];
        String registry = awaitLine("schema registry").strip().split("\\s+", -1)[2];
        return new Settings(broker, registry, new Topics(""), Map.of());
    }

    /** Reads the address of the API that {@code up} prints once it is up. */
    String awaitApi() throws IOException {
        return awaitLine("query API").strip().split("\\s+", -1)[2];
    }

    /** Base address of the API of {@code streams}. */
    String api() {
        return api;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** The most memory that it ever had, heap and all, with its unit; {@code unknown} where the system does not tell. */
    String peakMemory() throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        return !Files.exists(status)
                ? "unknown"
                : Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith(PEAK_MEMORY))
                        .map(line -> line.substring(PEAK_MEMORY.length()).strip())
                        .findFirst()
                        .orElse("unknown");
    }

    /** SIGKILL to the registry beside the broker of {@code up}. */
    void killRegistry() {
        process.children()
                .filter(child -> child.info().commandLine().orElse("").contains("RegistryProcess"))
                .forEach(ProcessHandle::destroyForcibly);
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGKILL, this many milliseconds from now. */
    void killAfter(long millis) throws InterruptedException {
        if (process.waitFor(millis, TimeUnit.MILLISECONDS)) {
            throw new AssertionError("ended by itself, with status " + process.exitValue());
        }
        kill();
    }

    /** SIGTERM; the exit status. */
    int stop() throws InterruptedException {
        process.destroy();
        return awaitEnd();
    }

    /** The exit status. */
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
