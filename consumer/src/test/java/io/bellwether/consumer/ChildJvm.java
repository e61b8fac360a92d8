package io.bellwether.consumer;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;

/** A process of its own to be killed. It ends with this one, if it heeds the end of its standard input. */
public final class ChildJvm implements AutoCloseable {

    private final Process process;
    private final Path errors;
    /** Empty: it says no more. */
    private final BlockingDeque<Optional<String>> lines = new LinkedBlockingDeque<>();

    private ChildJvm(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
        Thread reader = new Thread(this::read, "lines of " + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    /** What it says to standard error is appended to {@code folder/stderr}. */
    public static ChildJvm start(Path folder, Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        Path errors = folder.resolve("stderr");
        return new ChildJvm(
                new ProcessBuilder(command)
                        .redirectError(ProcessBuilder.Redirect.appendTo(new File(errors.toString())))
                        .start(),
                errors);
    }

    private void read() {
        try (BufferedReader output = process.inputReader()) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(Optional.of(line));
            }
        } catch (IOException e) {
            // Killed.
        }
        lines.add(Optional.empty());
    }

    /** The next line; empty once it has ended. */
    public Optional<String> line() throws InterruptedException {
        Optional<String> line = lines.poll(120, TimeUnit.SECONDS);
        if (line == null) {
            throw new AssertionError("nothing was said in two minutes; standard error: " + errors());
        }
        return line;
    }

    /** Whether there is something to read, after waiting a little. */
    public boolean says(Duration time) throws InterruptedException {
        Optional<String> line = lines.poll(time.toMillis(), TimeUnit.MILLISECONDS);
        return line != null && lines.offerFirst(line);
    }

    /** Lets it go on where it waits for standard input. */
    public void go() {
        try {
            OutputStream input = process.getOutputStream();
            input.write('\n');
            input.flush();
        } catch (IOException e) {
            // It has ended, which its lines tell.
        }
    }

    /** SIGKILL. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM; false if it does not end. */
    boolean stop() throws InterruptedException {
        process.destroy();
        return process.waitFor(30, TimeUnit.SECONDS);
    }

    public String errors() {
        try {
            return Files.exists(errors) ? Files.readString(errors) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
